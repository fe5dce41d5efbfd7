"""The body of lessons, playbooks and the charter: Markdown cut into parts by `::: fence attrs` … `:::`.

Pure: no Django. `read_body(write_body(parts)) == parts` for all parts but their line numbers.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from academy.exercises.problems import Problem
from academy.library.content.errors import error, nearest


@dataclass(frozen=True)
class Fence:
    """One kind of fence: its two names, its attributes by English name, which are required, and its text."""

    kind: str
    fr: str
    en: str
    attributes: dict[str, str] = field(default_factory=dict)  # English name → French name
    required: frozenset[str] = frozenset()
    needs_text: bool = True


@dataclass(frozen=True)
class Part:
    kind: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = field(default=0, compare=False)


FENCES = {
    fence.kind: fence
    for fence in (
        Fence("markdown", "texte", "text", needs_text=False),
        Fence("do", "fais", "do"),
        Fence("dont", "évite", "dont"),
        Fence("post", "publication", "post", {"channel": "canal", "author": "auteur"}),
        Fence("definition", "définition", "definition", {"term": "terme"}, frozenset({"term"})),
        Fence("example", "exemple", "example", {"title": "titre"}),
        Fence("checklist", "liste", "checklist", {"title": "titre"}),
        Fence("playbook", "guide", "playbook", {"id": "id"}, frozenset({"id"}), needs_text=False),
        Fence("image", "image", "image", {"src": "src", "alt": "alt"}, frozenset({"src", "alt"}), needs_text=False),
        Fence("video", "vidéo", "video", {"url": "url", "title": "titre"}, frozenset({"url", "title"})),
        Fence("file", "fichier", "file", {"src": "src", "title": "titre"}, frozenset({"src"}), needs_text=False),
    )
}
_BY_NAME = {name: fence for fence in FENCES.values() for name in (fence.fr, fence.en)}
_WHY = {
    ("image", "alt"): (
        'une image a besoin d’un texte de remplacement : alt="ce que l’image dit"',
        'an image needs an alternative text: alt="what the image says"',
    ),
}
_ATTRIBUTE = re.compile(r'\s*([^\s="]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))')
_ESCAPED = re.compile(r"^\\+:::")
_TO_ESCAPE = re.compile(r"^\\*:::")


def read_body(text: str, path: str = "", first_line: int = 1) -> tuple[list[Part], list[Problem]]:
    """Parts in order, and what is wrong with them. `first_line` is the number of the text's first line in its file."""
    return _Reader(path, first_line).read(text)


class _Reader:
    def __init__(self, path: str, first_line: int) -> None:
        self.path, self.first_line = path, first_line
        self.parts: list[Part] = []
        self.problems: list[Problem] = []

    def read(self, text: str) -> tuple[list[Part], list[Problem]]:
        plain: list[str] = []
        opened: tuple[Fence | None, dict[str, str], int] | None = None
        inside: list[str] = []
        number = self.first_line
        for number, line in enumerate(text.split("\n"), self.first_line):
            if not line.startswith(":::"):
                (plain if opened is None else inside).append(line[1:] if _ESCAPED.match(line) else line)
            elif line.strip() == ":::":
                if opened is None:
                    self.error(
                        number,
                        "« ::: » ferme une clôture qui n’est pas ouverte ; retirez la ligne ou ouvrez la clôture",
                        "“:::” closes a fence that is not open; remove the line or open the fence",
                    )
                else:
                    self.close(opened, inside)
                    opened, inside = None, []
            else:
                if opened is not None:
                    self.unclosed(opened[2], number)
                    self.close(opened, inside)
                    inside = []
                else:
                    self.flush(plain, number)
                    plain = []
                opened = self.open(line[3:].strip(), number)
        if opened is not None:
            self.unclosed(opened[2], number)
            self.close(opened, inside)
        self.flush(plain, number + 1)
        return self.parts, self.problems

    def error(self, line: int, fr: str, en: str) -> None:
        self.problems.append(error(self.path, line, fr, en))

    def unclosed(self, line: int, now: int) -> None:
        self.error(
            line,
            f"clôture « ::: » non fermée ; une ligne « ::: » seule est attendue avant la ligne {now}",
            f"fence “:::” is not closed; a line “:::” alone is expected before line {now}",
        )

    def flush(self, lines: list[str], next_line: int) -> None:
        start = next_line - len(lines)
        while lines and not lines[0].strip():
            lines, start = lines[1:], start + 1
        while lines and not lines[-1].strip():
            lines = lines[:-1]
        if lines:
            self.parts.append(Part("markdown", "\n".join(lines), {}, start))

    def open(self, header: str, line: int) -> tuple[Fence | None, dict[str, str], int]:
        name, _, rest = header.partition(" ")
        fence = _BY_NAME.get(name.lower())
        if fence is None:
            known = sorted(_BY_NAME)
            self.error(
                line,
                f"clôture « {name} » inconnue{nearest(name, known, 'fr')}",
                f"unknown fence “{name}”{nearest(name, known, 'en')}",
            )
            return None, {}, line
        return fence, self.attributes(fence, rest, line), line

    def attributes(self, fence: Fence, text: str, line: int) -> dict[str, str]:
        names = {name: en for en, fr in fence.attributes.items() for name in (en, fr)}
        found: dict[str, str] = {}
        position = 0
        while text[position:].strip():
            match = _ATTRIBUTE.match(text, position)
            if not match:
                part = text[position:].strip()
                self.error(
                    line, f"attribut illisible : « {part} » ; attendu : nom=\"valeur\"",
                    f"unreadable attribute: “{part}”; expected: name=\"value\"",
                )  # fmt: skip
                break
            position = match.end()
            name, value = names.get(match[1].lower()), match[3] if match[2] is None else _unescape(match[2])
            if name is None:
                self.error(
                    line,
                    f"attribut « {match[1]} » inconnu pour « {fence.fr} »{nearest(match[1], names, 'fr')}",
                    f"unknown attribute “{match[1]}” of “{fence.en}”{nearest(match[1], names, 'en')}",
                )
            elif name in found:
                self.error(line, f"attribut « {match[1]} » donné deux fois", f"attribute “{match[1]}” is given twice")
            elif value:
                found[name] = value
        for name in sorted(fence.required - set(found)):
            french = fence.attributes[name]
            fr, en = _WHY.get(
                (fence.kind, name),
                (f"« {fence.fr} » a besoin de {french}=\"…\"", f"“{fence.en}” needs {name}=\"…\""),
            )  # fmt: skip
            self.error(line, fr, en)
        return found

    def close(self, opened: tuple[Fence | None, dict[str, str], int], lines: list[str]) -> None:
        fence, attributes, line = opened
        if fence is None:
            return
        text = "\n".join(lines)
        if fence.needs_text and not text.strip():
            if fence.kind == "video":
                self.error(
                    line, "une vidéo a besoin d’une transcription entre « ::: vidéo … » et « ::: »",
                    "a video needs a transcript between “::: video …” and “:::”",
                )  # fmt: skip
            else:
                self.error(
                    line, f"« {fence.fr} » est vide ; un texte est attendu avant « ::: »",
                    f"“{fence.en}” is empty; a text is expected before “:::”",
                )  # fmt: skip
        if fence.kind == "checklist" and text.strip() and read_items(text) is None:
            self.error(
                line, "une liste à cocher ne contient que des lignes « - … »",
                "a checklist contains lines “- …” only",
            )  # fmt: skip
        if fence.kind == "video" and not attributes.get("url", "https://").startswith(("https://", "http://")):
            self.error(
                line, f"adresse de vidéo « {attributes['url']} » ; attendu : https://…",
                f"address of a video “{attributes['url']}”; expected: https://…",
            )  # fmt: skip
        self.parts.append(Part(fence.kind, text, attributes, line))


def write_body(parts: Iterable[Part], language: str = "fr") -> str:
    """The text that reads back to the same parts."""
    written: list[str] = []
    previous = ""
    for part in parts:
        plain = part.kind == "markdown" and previous != "plain" and part.text and part.text == _trimmed(part.text)
        text = "\n".join(_TO_ESCAPE.sub(r"\\\g<0>", line) for line in part.text.split("\n"))
        if plain:
            written.append(text)
        else:
            fence = FENCES[part.kind]
            attributes = "".join(
                f' {name if language == "en" else fence.attributes[name]}="{_escape(part.attributes[name])}"'
                for name in fence.attributes
                if part.attributes.get(name)
            )
            name = fence.en if language == "en" else fence.fr
            written.append(f"::: {name}{attributes}\n{text + chr(10) if text else ''}:::")
        previous = "plain" if plain else "fence"
    return "\n\n".join(written) + "\n" if written else ""


def read_items(text: str) -> list[str] | None:
    """The items of a `- ` list; None when another line stands in it."""
    items: list[str] = []
    for line in text.split("\n"):
        if match := re.match(r"[-*] (?:\[[ xX]\] )?(.*)", line):
            items.append(match[1].strip())
        elif line.startswith("  ") and items:
            items[-1] += f" {line.strip()}"
        elif line.strip():
            return None
    return items


def write_items(items: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(item.split())}" for item in items)


def _trimmed(text: str) -> str:
    lines = text.split("\n")
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return "\n".join(lines)


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def _unescape(value: str) -> str:
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m[1], m[1]), value)
