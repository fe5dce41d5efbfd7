"""What scenario and question files share: `## id : Title [tag]` blocks, `- text -> target {#id}` bullets, and
`key: value` settings below a block or, indented by two spaces, below a bullet."""

import difflib
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from academy.exercises.frontmatter import KEYS, canonical_key

_BLOCK = re.compile(r"##\s+([^\s:]+)\s*(?::\s*(.*?))?\s*(?:\[([^\]]*)\])?\s*\Z")
_ID = re.compile(r"\s*\{#([^}\s]+)\}\s*\Z")
_SETTING = re.compile(r"([^\W\d][\w’'-]*)\s*[:\u00a0\u202f]\s*(.*)\Z")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
MAX_BLOCKS = 1_000
KNOWN_KEYS = frozenset(KEYS) | frozenset(KEYS.values())


@dataclass(slots=True)
class Bullet:
    text: str
    id: str
    line: int
    settings: dict[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Block:
    id: str
    title: str
    tag: str
    line: int
    texts: list[tuple[str, int]] = field(default_factory=list)
    settings: dict[str, tuple[str, int]] = field(default_factory=dict)
    bullets: list[Bullet] = field(default_factory=list)

    def setting(self, key: str) -> str:
        return self.settings.get(key, ("", 0))[0]


def words_of(keys: Iterable[str]) -> list[str]:
    """Every way to write these keys."""
    wanted = set(keys)
    return sorted(wanted | {french for french, english in KEYS.items() if english in wanted})


def read_blocks(
    body: str, first_line: int, keys: AbstractSet[str], inner: AbstractSet[str] = frozenset()
) -> tuple[list[Block], list[tuple[str, int, str]]]:
    """→ blocks, and what could not be read as (code, line, part). `keys` are the settings a block may have (canonical),
    `inner` those of a bullet."""
    blocks: list[Block] = []
    wrong: list[tuple[str, int, str]] = []
    comment = False
    for number, raw in enumerate(body.split("\n"), first_line):
        line = raw.replace("\t", "  ").rstrip()
        if comment or line.lstrip().startswith("<!--"):
            comment = "-->" not in line
            continue
        if not line.strip():
            continue
        if line.startswith("## "):
            match = _BLOCK.match(line)
            if not match:
                wrong.append(("F12", number, line[3:40]))
                continue
            blocks.append(Block(match[1], (match[2] or "").strip(), (match[3] or "").strip().casefold(), number))
        elif not blocks:
            wrong.append(("F11", number, line.strip()[:40]))
        elif line.startswith("- "):
            found = _ID.search(line)
            text = line[2 : found.start()] if found else line[2:]
            blocks[-1].bullets.append(Bullet(text.strip(), found[1] if found else "", number))
        elif line.startswith(" "):
            _setting(blocks[-1], line.strip(), number, inner, wrong)
        else:
            _line(blocks[-1], line, number, keys, inner, wrong)
    if len(blocks) > MAX_BLOCKS:
        wrong.append(("F18", blocks[MAX_BLOCKS].line, str(len(blocks))))
        del blocks[MAX_BLOCKS:]
    return blocks, wrong


def _key_of(line: str, keys: AbstractSet[str]) -> tuple[str, str] | None:
    match = _SETTING.match(line)
    if match and match[1].casefold() in KNOWN_KEYS | keys and canonical_key(match[1]) in keys:
        return canonical_key(match[1]), match[2].strip()
    return None


def _setting(block: Block, text: str, number: int, keys: AbstractSet[str], wrong: list[tuple[str, int, str]]) -> None:
    """An indented line: a setting of the bullet above it."""
    if not block.bullets:
        wrong.append(("F09", number, text[:40]))
        return
    found = _key_of(text, keys)
    settings = block.bullets[-1].settings
    if found is None:
        wrong.append(("F02", number, text.split(":")[0][:40]))
    elif found[0] in settings:
        wrong.append(("F04", number, found[0]))
    else:
        settings[found[0]] = (found[1], number)


def _line(
    block: Block,
    line: str,
    number: int,
    keys: AbstractSet[str],
    inner: AbstractSet[str],
    wrong: list[tuple[str, int, str]],
) -> None:
    found = _key_of(line, keys)
    if found is None:
        if code := _misplaced(line, keys, inner):
            wrong.append((code, number, line.partition(":")[0].strip()[:40]))
        block.texts.append((line.strip(), number))
    elif found[0] in block.settings:
        wrong.append(("F04", number, found[0]))
    else:
        block.settings[found[0]] = (found[1], number)


def _misplaced(line: str, keys: AbstractSet[str], inner: AbstractSet[str]) -> str:
    """Whether a line that would be read as text was meant as a setting: F10 for one of a bullet that is not indented,
    F02 for a key all but spelt right. A text that really begins so is written with a backslash."""
    match = _SETTING.match(line)
    if not match or not match[1][0].islower():
        return ""
    if canonical_key(match[1]) in inner:
        return "F10"
    near = difflib.get_close_matches(match[1].casefold(), words_of(keys | inner), n=1, cutoff=0.8)
    return "F02" if near and match[1].casefold() not in KNOWN_KEYS else ""
