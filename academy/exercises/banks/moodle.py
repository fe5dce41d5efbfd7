"""Moodle XML as Moodle 4 and 5 write it. Kinds we do not have are skipped by name; what gets lost is noted."""

import base64
import binascii
import re
from dataclasses import dataclass, field, replace

from academy.exercises.banks.base import Bank, distinct, graded, percent_of, slug
from academy.exercises.banks.cloze import read_cloze
from academy.exercises.banks.markup import from_html, inline_image, looks_like_html
from academy.exercises.banks.xml import Node, Unreadable, parse
from academy.exercises.kinds.numeric import bounds
from academy.exercises.question import Option, Question

IMAGE_LIMIT = 5_000_000
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(slots=True)
class _Reading:
    """One question on its way: its node, its place, and what the texts brought with them."""

    node: Node
    place: str
    bank: Bank
    image: tuple[str, bytes] | None = None
    alt: str = ""
    options: tuple[Option, ...] = ()
    kind: str = ""
    ignore: tuple[str, ...] = field(default=("accents", "case"))
    text: str = ""

    def prose(self, node: Node | None) -> str:
        """The text of a node with `<text>`, as Markdown; its first embedded image is the question's."""
        if node is None:
            return ""
        inner = node.child("text")
        raw = (inner.content() if inner else node.content()).strip()
        html = node.get("format", "html") == "html" or (
            node.get("format") == "moodle_auto_format" and looks_like_html(raw)
        )
        if not html:
            return "\n".join(line.strip() for line in raw.split("\n") if line.strip())
        read = from_html(raw)
        files = {file.get("name"): file for file in node.children if file.tag == "file"}
        for source, alt in read.images:
            self._image(files.get(source.removeprefix("@@PLUGINFILE@@/").partition("?")[0]), source, alt, node.tag)
        return read.text or next((alt for _source, alt in read.images if alt), "")

    def _image(self, file: Node | None, source: str, alt: str, where: str) -> None:
        found = inline_image(source)
        if file is None and found is None:
            inside = source.startswith("@@PLUGINFILE@@")
            why = ("image absente du fichier", "image not in the file") if inside else (
                "image extérieure laissée de côté", "outside image left out")  # fmt: skip
            return self.bank.note(self.place, f"{why[0]} : {source[:80]}", f"{why[1]}: {source[:80]}")
        name, data = found or (file.get("name") if file else "", None)
        try:
            if file is not None:
                data = base64.b64decode("".join(file.text.split()), validate=True)
        except (binascii.Error, ValueError):
            data = None
        if data is None:
            return self.bank.note(self.place, f"image illisible : {name}", f"unreadable image: {name}")
        if where != "questiontext" or self.image or not name.lower().endswith(_IMAGES) or len(data) > IMAGE_LIMIT:
            return self.bank.note(self.place, f"image laissée de côté (une par question, dans l'énoncé) : {name}",
                                  f"image left out (one per question, in its text): {name}")  # fmt: skip
        self.image, self.alt = (name, data), alt or name
        return None


def read_moodle(data: bytes, name: str, locale: str = "fr") -> Bank:
    bank = Bank()
    try:
        root = parse(data)
    except Unreadable as error:
        bank.error(f"{name}:{error.line}" if error.line else name, error.fr, error.en)
        return bank
    if root.tag != "quiz":
        bank.error(name, f"racine <{root.tag}> : <quiz> est attendu", f"root <{root.tag}>: <quiz> is expected")
        return bank
    category = ""
    for number, node in enumerate((one for one in root.children if one.tag == "question"), 1):
        if node.get("type") == "category":
            inner = node.child("category")
            category = inner.content().strip() if inner else ""
            continue
        bank.read += 1
        title = _inner(node, "name")
        _question(_Reading(node, f"{name}#{number} {title[:60]}".strip(), bank), title, category, locale)
    return bank.finish()


def _inner(node: Node, tag: str) -> str:
    found = node.child(tag)
    inner = found.child("text") if found else None
    return " ".join((inner.content() if inner else found.content() if found else "").split())


def _question(reading: _Reading, title: str, category: str, locale: str) -> None:
    node, kind = reading.node, reading.node.get("type")
    read = _KINDS.get(kind)
    if read is None:
        return reading.bank.skip(reading.place, kind or "?")
    reading.text = reading.prose(node.child("questiontext"))
    before = len(reading.bank.errors)
    read(reading, locale)
    if len(reading.bank.errors) > before:
        return None
    if node.child("hint") is not None and any(_inner(node, "hint") for _ in (1,)):
        reading.bank.note(reading.place, "indices laissés de côté", "hints left out")
    extra = _tags(node, category)
    reading.bank.take(Question(
        id=slug(_inner(node, "idnumber")) or slug(title, 50), kind=reading.kind, text=reading.text or title,
        options=reading.options, explanation=reading.prose(node.child("generalfeedback")), tags=extra[0],
        difficulty=extra[1], critical=extra[2], ignore=reading.ignore, alt=reading.alt,
        image=reading.image[0] if reading.image else "",
    ), reading.place, reading.image)  # fmt: skip
    return None


def _tags(node: Node, category: str) -> tuple[tuple[str, ...], int, bool]:
    """→ tags, difficulty, critical: the last two as our own writer keeps them, in tags."""
    box = node.child("tags")
    tags = [" ".join(tag.content().split()) for tag in box.children if tag.tag == "tag"] if box else []
    last = category.rpartition("/")[2].strip()
    if last and not last.lower().startswith(("top", "$")) and last not in tags:
        tags.append(last)
    level = next((int(tag[-1]) for tag in tags if re.fullmatch(r"difficulty:[123]", tag)), 1)
    kept = tuple(tag for tag in tags if tag and tag != "critical" and not re.fullmatch(r"difficulty:[123]", tag))
    return kept, level, "critical" in tags


def _answers(reading: _Reading) -> list[tuple[Option, float]] | None:
    found = []
    for number, answer in enumerate((one for one in reading.node.children if one.tag == "answer"), 1):
        share = percent_of(answer.get("fraction", "0"))
        if share is None:
            reading.bank.error(reading.place, f"réponse {number} : fraction illisible « {answer.get('fraction')} »",
                               f"answer {number}: unreadable fraction '{answer.get('fraction')}'")  # fmt: skip
            return None
        text = reading.prose(answer)
        found.append((Option("", text, False, reading.prose(answer.child("feedback"))), share))
    return found


def _multichoice(reading: _Reading, locale: str) -> None:
    pairs = _answers(reading)
    if pairs is None:
        return
    several = _inner(reading.node, "single").lower() in ("false", "0")
    reading.kind = "multiple" if several else "single"
    reading.options = graded(pairs, several, reading.bank, reading.place)


def _truefalse(reading: _Reading, locale: str) -> None:
    pairs = _answers(reading)
    if pairs is None:
        return
    words = {
        "true": "True" if locale.startswith("en") else "Vrai",
        "false": "False" if locale.startswith("en") else "Faux",
    }
    options = [
        replace(option, id="vrai" if option.text.lower() == "true" else "faux", correct=share > 0,
                text=words.get(option.text.lower(), option.text))
        for option, share in pairs
    ]  # fmt: skip
    reading.kind, reading.options = "truefalse", tuple(sorted(options, key=lambda option: option.id != "vrai"))


def _shortanswer(reading: _Reading, locale: str) -> None:
    pairs = _answers(reading)
    if pairs is None:
        return
    reading.kind, reading.options = "short", graded(pairs, False, reading.bank, reading.place)
    reading.ignore = () if _inner(reading.node, "usecase") == "1" else ("case",)


def _numerical(reading: _Reading, locale: str) -> None:
    pairs = _answers(reading)
    if pairs is None:
        return
    margins = [_inner(one, "tolerance") for one in reading.node.children if one.tag == "answer"]
    found = []
    for (option, share), margin in zip(pairs, margins, strict=True):
        text = option.text if margin in ("", "0") or option.text == "*" else f"{option.text} ± {margin}"
        if text != "*" and bounds(text) is None:
            reading.bank.error(
                reading.place, f"nombre illisible : « {text[:40]} »", f"unreadable number: '{text[:40]}'"
            )
            return
        found.append((replace(option, text=text), share))
    if reading.node.all("unit"):
        reading.bank.note(reading.place, "unités laissées de côté", "units left out")
    reading.kind, reading.options = "numeric", graded(found, False, reading.bank, reading.place)


def _matching(reading: _Reading, locale: str) -> None:
    found = []
    for sub in (one for one in reading.node.children if one.tag == "subquestion"):
        answer = sub.child("answer")
        found.append(Option("", reading.prose(sub), False, match=reading.prose(answer)))
    reading.kind, reading.options = "matching", tuple(found)


def _ordering(reading: _Reading, locale: str) -> None:
    answers = [one for one in reading.node.children if one.tag == "answer"]
    reading.kind, reading.options = "ordering", tuple(Option("", reading.prose(one), False) for one in answers)


def _gapselect(reading: _Reading, locale: str) -> None:
    """Numbered gaps `[[2]]`; each choice belongs to a group, and a gap offers the group of its right choice."""
    choices = [one for one in reading.node.children if one.tag in ("selectoption", "dragbox")]
    texts = [(_inner(one, "text") or " ".join(one.content().split()), _inner(one, "group") or "1") for one in choices]
    numbers = [int(found) for found in re.findall(r"\[\[(\d{1,3})\]\]", reading.text)]
    if not numbers or max(numbers) > len(texts) or min(numbers) < 1:
        reading.bank.error(reading.place, "un trou sans réponse", "a gap without its choice")
        return
    options = []
    for place, number in enumerate(numbers, 1):
        group = texts[number - 1][1]
        options += [Option("", text, i == number, group=str(place))
                    for i, (text, one) in enumerate(texts, 1) if one == group]  # fmt: skip
    places = iter(range(1, len(numbers) + 1))
    reading.text = re.sub(r"\[\[\d{1,3}\]\]", lambda _: f"[[{next(places)}]]", reading.text)
    reading.kind, reading.options = "gaps", tuple(options)


def _cloze(reading: _Reading, locale: str) -> None:
    reading.text, options, wrong = read_cloze(reading.text)
    for fr, en in wrong:
        reading.bank.error(reading.place, fr, en)
    reading.kind, reading.options, reading.ignore = "gaps", distinct(options), ("case",)


_KINDS = {
    "multichoice": _multichoice, "truefalse": _truefalse, "shortanswer": _shortanswer, "numerical": _numerical,
    "matching": _matching, "match": _matching, "ordering": _ordering, "gapselect": _gapselect, "ddwtos": _gapselect,
    "cloze": _cloze, "multianswer": _cloze,
}  # fmt: skip
