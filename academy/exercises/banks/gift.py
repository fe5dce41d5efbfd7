"""Moodle's GIFT, read as its own importer reads it, with the line of everything that cannot be read.

Ours beyond the format: tags, id, difficulty and critical stand in a comment above the question, as Moodle writes ids
and tags: `// [id:…] [tag:…]`.
"""

import re
from dataclasses import dataclass
from typing import Any

from academy.exercises.banks.base import Bank, graded, percent_of, slug, true_false
from academy.exercises.banks.markup import from_html, inline_image, looks_like_html
from academy.exercises.kinds.numeric import bounds
from academy.exercises.question import Option, Question

_ESCAPED = {c: chr(0xE000 + i) for i, c in enumerate("~=#{}:\\")} | {"n": chr(0xE010)}
_BACK = {mark: ("\n" if c == "n" else c) for c, mark in _ESCAPED.items()}
_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(.*)", re.I)
_COMMENT = re.compile(r"\[(id|tag|difficulty|critical):((?:\\.|[^\]\\])*)\]")
_TITLE = re.compile(r"\s*::(.*?)::\s*", re.S)
_FORMAT = re.compile(r"\s*\[(html|plain|markdown|moodle)\]\s*", re.I)
_TRUE_FALSE = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?=#|\Z)", re.I)


@dataclass(slots=True)
class _Block:
    line: int
    lines: list[str]
    comments: list[str]


@dataclass(slots=True)
class _Answer:
    sign: str  # = or ~
    text: str
    share: float | None
    feedback: str


class _Wrong(Exception):
    def __init__(self, fr: str, en: str) -> None:
        self.fr, self.en = fr, en


def read_gift(text: str, name: str, locale: str = "fr") -> Bank:
    bank, category = Bank(), ""
    for block in _blocks(text):
        if block.lines and (found := _CATEGORY.match(block.lines[0])):
            category = found[1].strip()
            block.lines = block.lines[1:]
            block.line += 1
        if not "".join(block.lines).strip():
            continue
        place = f"{name}:{block.line}"
        bank.read += 1
        try:
            _question(block, category, bank, place, locale)
        except _Wrong as wrong:
            bank.error(place, wrong.fr, wrong.en)
    return bank.finish()


def _blocks(text: str) -> list[_Block]:
    """Blank lines end a question, except inside braces that the next question's «::» does not cut short."""
    found: list[_Block] = []
    block: _Block | None = None
    comments: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.lstrip().startswith("//"):
            comments.append(line)
        elif not line.strip():
            if block and not _open("\n".join(block.lines)):
                block = None
        else:
            if block and line.lstrip().startswith("::") and _open("\n".join(block.lines)):
                block = None
            if block is None:
                block = _Block(number, [], comments)
                comments = []
                found.append(block)
            block.lines.append(line)
            if _CATEGORY.match(line):
                block = None
    return found


def _open(text: str) -> bool:
    plain = re.sub(r"\\.", "", text)
    return plain.count("{") > plain.count("}")


def _hide(text: str) -> str:
    return re.sub(r"\\([~=#{}:\\n])", lambda match: _ESCAPED[match[1]], text)


def _show(text: str) -> str:
    return "".join(_BACK.get(c, c) for c in text).strip()


def _question(block: _Block, category: str, bank: Bank, place: str, locale: str) -> None:
    text = _hide("\n".join(block.lines))
    title, form = "", ""
    if found := _TITLE.match(text):
        title, text = _show(found[1]), text[found.end() :]
    if found := _FORMAT.match(text):
        form, text = found[1].lower(), text[found.end() :]
    image, alt = _images(text, form, bank, place)
    before, brace, rest = text.partition("{")
    inside, closed, after = rest.partition("}")
    if brace and not closed:
        raise _Wrong("accolade « { » jamais fermée", "brace '{' is never closed")
    if "{" in inside or "}" in after or "{" in after:
        raise _Wrong(
            "plusieurs accolades : écrivez \\{ et \\} dans le texte", "several braces: write \\{ and \\} in the text"
        )
    if not brace:
        if "}" in before:
            raise _Wrong("accolade « } » jamais ouverte", "brace '}' is never opened")
        return bank.skip(place, "description")
    if not inside.strip():
        return bank.skip(place, "essay")
    body, _, general = inside.partition("####")
    tail = _prose(after, form)
    stem = _prose(before, form)
    kind, options = _answers(body.strip(), form, bank, place, locale)
    if tail and kind in ("single", "short"):
        kind, options = "gaps", tuple(_in_gap(option) for option in options)
    stem = f"{stem} {'[[1]]' if kind == 'gaps' else '_____' if tail else ''} {tail}".strip() if tail else stem
    extra = _extra(block.comments, category)
    bank.take(Question(
        id=extra["id"] or slug(title), kind=kind, text=stem, options=options, explanation=_prose(general, form),
        tags=tuple(extra["tags"]), difficulty=extra["difficulty"], critical=extra["critical"],
        ignore=("case",) if kind in ("short", "gaps") else ("accents", "case"),
        image=image[0] if image else "", alt=alt if image else "",
    ), place, image)  # fmt: skip
    return None


def _images(text: str, form: str, bank: Bank, place: str) -> tuple[tuple[str, bytes] | None, str]:
    """The first image that stands in the text itself, and its alternative text; GIFT has no place for others."""
    kept: tuple[tuple[str, bytes] | None, str] = (None, "")
    for source, alt in from_html(_show(text)).images if _is_html(_show(text), form) else ():
        found = inline_image(source)
        if found and kept[0] is None:
            kept = found, alt or found[0]
        else:
            bank.note(place, f"image laissée de côté, GIFT n'en porte pas (exportez en Moodle XML) : {source[:80]}",
                      f"image left out, GIFT holds none (export as Moodle XML): {source[:80]}")  # fmt: skip
    return kept


def _in_gap(option: Option) -> Option:
    return Option(option.id, option.text, option.correct, option.feedback, group="1")


def _extra(comments: list[str], category: str) -> dict[str, Any]:
    found = [
        (name, re.sub(r"\\(.)", r"\1", value).strip()) for one in comments for name, value in _COMMENT.findall(one)
    ]
    given = dict(found)
    tags = [value for name, value in found if name == "tag"]
    last = category.rpartition("/")[2].strip()
    if last and last.lower() not in ("top", "$course$", "$module$", "$system$", "$cat1$") and last not in tags:
        tags.append(last)
    level = given.get("difficulty", "1")
    return {"id": slug(given.get("id", "")), "tags": tags, "critical": given.get("critical", "") == "yes",
            "difficulty": int(level) if level in ("1", "2", "3") else 1}  # fmt: skip


def _is_html(shown: str, form: str) -> bool:
    return form == "html" or (form in ("", "moodle") and looks_like_html(shown))


def _prose(text: str, form: str) -> str:
    shown = _show(text)
    if _is_html(shown, form):
        return from_html(shown).text
    lines = [line.strip() for line in shown.split("\n")]
    return "\n".join(line for line in lines if line)


def _answers(body: str, form: str, bank: Bank, place: str, locale: str) -> tuple[str, tuple[Option, ...]]:
    if found := _TRUE_FALSE.match(body):
        right = found[1].upper().startswith("T")
        wrong_feedback, _, right_feedback = body[found.end() :].removeprefix("#").partition("#")
        said = {right: _prose(right_feedback, form), (not right): _prose(wrong_feedback, form)}
        return "truefalse", true_false(right, said[True], said[False], locale)
    if body.startswith("#"):
        return "numeric", _numeric(body[1:].strip(), form, bank, place)
    answers = _split(body)
    if not answers:
        raise _Wrong("réponse illisible : commencez chaque réponse par = ou ~",
                     "answers unreadable: begin each with = or ~")  # fmt: skip
    if all(one.sign == "=" for one in answers):
        if any("->" in one.text for one in answers):
            return "matching", tuple(_pair(one, form) for one in answers)
        return "short", graded(((_plain(one, form), 100 if one.share is None else one.share) for one in answers),
                               False, bank, place)  # fmt: skip
    several = not any(one.sign == "=" for one in answers)
    shares = [one.share if one.share is not None else (100.0 if one.sign == "=" else 0.0) for one in answers]
    if several and not any(share > 0 for share in shares):
        raise _Wrong("aucune bonne réponse : marquez-la par = ou par un poids %…%",
                     "no right answer: mark it with = or a weight %…%")  # fmt: skip
    several = several and (sum(share > 0 for share in shares) > 1 or max(shares) < 99.9)
    if not several and sum(one.sign == "=" for one in answers) > 1:
        several = True
        bank.note(place, "plusieurs réponses marquées « = » : reprise en choix multiple",
                  "several answers marked '=': imported as 'multiple'")  # fmt: skip
    options = graded(
        ((_plain(one, form), share) for one, share in zip(answers, shares, strict=True)), several, bank, place
    )
    return ("multiple" if several else "single"), options


def _split(body: str) -> list[_Answer]:
    if body[:1] not in ("=", "~"):
        return []
    found = []
    for sign, part in re.findall(r"([=~])([^=~]*)", body):
        share, weighted = None, re.match(r"\s*%([^%\s]{1,20})%", part)
        if weighted:
            share = percent_of(weighted[1])
            if share is None:
                raise _Wrong(f"poids illisible : %{weighted[1]}%", f"unreadable weight: %{weighted[1]}%")
            part = part[weighted.end() :]
        text, _, feedback = part.partition("#")
        found.append(_Answer(sign, text.strip(), share, feedback.strip()))
    return found


def _plain(answer: _Answer, form: str) -> Option:
    return Option("", _prose(answer.text, form), False, _prose(answer.feedback, form))


def _pair(answer: _Answer, form: str) -> Option:
    left, arrow, right = answer.text.partition("->")
    if not arrow or not right.strip():
        raise _Wrong(f"couple sans « -> » : {_show(answer.text)[:60]}", f"pair without '->': {_show(answer.text)[:60]}")
    return Option("", _prose(left, form), False, _prose(answer.feedback, form), match=_prose(right, form))


def _numeric(body: str, form: str, bank: Bank, place: str) -> tuple[Option, ...]:
    answers = _split(body) if body[:1] in ("=", "~") else None
    if answers is None:
        text, _, feedback = body.partition("#")
        answers = [_Answer("=", text.strip(), None, feedback)]
    pairs = []
    for one in answers:
        value, colon, margin = _show(one.text).partition(":")
        text = f"{value.strip()} ± {margin.strip()}" if colon and margin.strip() not in ("0", "") else value.strip()
        if one.sign == "~" and not text:
            text = "*"
        if text != "*" and bounds(text) is None:
            raise _Wrong(
                f"nombre illisible : « {_show(one.text)[:40]} »", f"unreadable number: '{_show(one.text)[:40]}'"
            )
        share = one.share if one.share is not None else (100.0 if one.sign == "=" else 0.0)
        pairs.append((Option("", text, False, _prose(one.feedback, form)), share))
    return graded(pairs, False, bank, place)
