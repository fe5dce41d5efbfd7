"""What every reader of a bank gives, and the small rules they share."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from academy.exercises.lint.quiz import question_codes, question_words
from academy.exercises.question import Option, Question


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about one question: where it stands («file:line» or an id), in both languages."""

    place: str
    fr: str
    en: str

    def said(self, locale: str) -> str:
        return self.en if locale.startswith("en") else self.fr


def no_place(
    question: Question, where_fr: str, where_en: str, checks: Iterable[tuple[object, str, str]]
) -> list[Remark]:
    """At most one remark that names all that is lost. `checks`: (does the question say this?, French, English)."""
    lost = [(fr, en) for applies, fr, en in checks if applies]
    if not lost:
        return []
    french, english = (", ".join(names) for names in zip(*lost, strict=True))
    return [Remark(question.id, f"sans place dans {where_fr} : {french}", f"no place in {where_en}: {english}")]


@dataclass(slots=True)
class Item:
    """A question that was read, where it stood, and its image (name, bytes) if it brought one."""

    question: Question
    place: str
    image: tuple[str, bytes] | None = None


@dataclass(slots=True)
class Bank:
    """`read` counts everything that is a question in the file. Skipped: not ours. Errors: the file is to be mended.
    Notes: imported, but something the format says was left out."""

    read: int = 0
    items: list[Item] = field(default_factory=list)
    skipped: list[Remark] = field(default_factory=list)
    errors: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def error(self, place: str, fr: str, en: str) -> None:
        self.errors.append(Remark(place, fr, en))

    def note(self, place: str, fr: str, en: str) -> None:
        self.notes.append(Remark(place, fr, en))

    def skip(self, place: str, kind: str) -> None:
        """A kind of question we do not have."""
        self.skipped.append(
            Remark(
                place,
                f"genre « {kind} » inconnu ici : laissée de côté",
                f"kind '{kind}' not supported: skipped",
            )
        )

    def imported_as(self, place: str, kind: str, ours: str) -> None:
        self.note(place, f"genre « {kind} » inconnu ici : repris en « {ours} »",
                  f"kind '{kind}' not supported: imported as '{ours}'")  # fmt: skip

    def take(self, question: Question, place: str, image: tuple[str, bytes] | None = None) -> None:
        """Keeps a question when it can be played; else says what is wrong with it."""
        question = replace(question, options=distinct(question.options))
        wrong = [code for code in question_codes(question) if code.startswith("E")]
        for code in wrong:
            self.error(place, question_words(code, "fr"), question_words(code, "en"))
        if not question.text.strip():
            self.error(place, "l'énoncé est vide", "the question has no text")
        elif not wrong:
            self.items.append(Item(question, place, image))

    def finish(self) -> "Bank":
        """Gives every question an id of its own."""
        taken: set[str] = set()
        for item in self.items:
            id = unique(item.question.id or slug(item.question.text, 50) or "question", taken)
            taken.add(id)
            item.question = replace(item.question, id=id)
        return self


def slug(text: str, longest: int = 60) -> str:
    """Lower case ASCII, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("æ", "ae"))
    plain = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    return plain[:longest].rstrip("-")


def unique(id: str, taken: Iterable[str]) -> str:
    taken = set(taken)
    number, found = 1, id
    while found in taken:
        number += 1
        found = f"{id}-{number}"
    return found


def distinct(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Options with an id each: the one they have, made sound, or one made of their place."""
    taken: set[str] = set()
    found = []
    for number, option in enumerate(options, 1):
        id = unique(slug(option.id, 40) or f"o{number}", taken)
        taken.add(id)
        found.append(replace(option, id=id))
    return tuple(found)


def same_text(text: str) -> str:
    """Two questions with the same of this are duplicates: case, accents, spaces and punctuation left out."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def percent_of(text: str) -> float | None:
    """«33.33333» or «33,3»; None when it is no number from -100 to 100."""
    plain = text.strip().rstrip("%").strip().replace(",", ".")
    if not re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]{1,12})?", plain) or abs(float(plain)) > 100:
        return None
    return float(plain)


def true_false(
    right: bool, feedback_true: str = "", feedback_false: str = "", locale: str = "fr"
) -> tuple[Option, ...]:
    words = ("True", "False") if locale.startswith("en") else ("Vrai", "Faux")
    return (Option("vrai", words[0], right, feedback_true), Option("faux", words[1], not right, feedback_false))


def graded(options: Iterable[tuple[Option, float]], several: bool, bank: Bank, place: str) -> tuple[Option, ...]:
    """Options with their percentages as ours: 100 is right, what lies between is partly right (one answer) or right
    (several). What gets lost is noted."""
    pairs = list(options)
    positive = [share for _, share in pairs if share > 0]
    if several and positive and max(positive) - min(positive) > 1:
        bank.note(place, "poids inégaux des bonnes réponses : comptées à égalité",
                  "unequal weights of right answers: counted equally")  # fmt: skip
    if not several and any(share < 0 for _, share in pairs):
        bank.note(place, "points négatifs laissés de côté", "negative marks left out")
    found = []
    for option, share in pairs:
        correct = share > 0 if several else share >= 99.9
        worth = round(share) if not several and 0 < share < 99.9 else 0
        found.append(replace(option, correct=correct, worth=worth))
    return tuple(found)
