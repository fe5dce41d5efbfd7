"""What the front matter of each kind of file may say: French and English keys, types, which are required. Pure."""

import datetime
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from academy.exercises.quiz import Draw


class Expected(Exception):
    """A value of the wrong type: what was expected, in both languages."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(fr)
        self.fr, self.en = fr, en


Reader = Callable[[Any], Any]
SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*\Z")


@dataclass(frozen=True)
class Key:
    en: str
    fr: str
    read: Reader
    required: bool = False
    default: Any = ""


@dataclass(frozen=True)
class Kind:
    en: str
    fr: str
    keys: tuple[Key, ...]

    def key(self, name: str) -> Key | None:
        name = name.strip().lower().replace("_", "-")
        return next((key for key in self.keys if name in (key.en, key.fr)), None)

    def names(self) -> list[str]:
        return [name for key in self.keys for name in (key.fr, key.en)]


def text(limit: int) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Expected("un texte est attendu", "a text is expected")
        if len(value) > limit:
            raise Expected(
                f"au plus {limit} signes sont attendus, pas {len(value)}",
                f"at most {limit} characters are expected, not {len(value)}",
            )
        return value.strip()

    return read


def whole(low: int, high: int) -> Reader:
    def read(value: Any) -> int:
        digits = value.strip().rstrip("%").strip() if isinstance(value, str) else ""
        if not re.fullmatch(r"-?[0-9]{1,9}", digits) or not low <= int(digits) <= high:
            raise Expected(
                f"un nombre entier de {low} à {high} est attendu", f"a whole number from {low} to {high} is expected"
            )
        return int(digits)

    return read


def date(value: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value.strip())
    except (AttributeError, ValueError):
        raise Expected("une date AAAA-MM-JJ est attendue", "a date YYYY-MM-DD is expected") from None


def yes_no(value: Any) -> bool:
    known = {"oui": True, "yes": True, "true": True, "vrai": True, "non": False, "no": False, "false": False}
    known["faux"] = False
    if not isinstance(value, str) or value.strip().lower() not in known:
        raise Expected("oui ou non est attendu", "yes or no is expected")
    return known[value.strip().lower()]


def one_of(**names: str) -> Reader:
    """Accepts each written name and gives the code it stands for."""
    accepted = {name.replace("_", "-"): code for name, code in names.items()}

    def read(value: Any) -> str:
        found = accepted.get(value.strip().lower()) if isinstance(value, str) else None
        if found is None:
            listed = ", ".join(accepted)
            raise Expected(f"une de ces valeurs est attendue : {listed}", f"one of these is expected: {listed}")
        return found

    return read


def words(limit: int = 200, without_comma: bool = False) -> Reader:
    def read(value: Any) -> list[str]:
        if isinstance(value, str):
            value = [part for part in value.split(",") if part.strip()]
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise Expected("une liste de mots est attendue : [un, deux]", "a list of words is expected: [one, two]")
        items = [item.strip() for item in value]
        if without_comma and any("," in item for item in items):
            raise Expected("des mots sans virgule sont attendus", "words without a comma are expected")
        if len(", ".join(items)) > limit:
            raise Expected(f"au plus {limit} signes en tout sont attendus", f"at most {limit} characters in all")
        return items

    return read


def slug(value: Any) -> str:
    if not isinstance(value, str) or not SLUG.match(value.strip()) or len(value.strip()) > 40:
        raise Expected(
            "un identifiant est attendu : a–z, 0–9 et tirets", "an identifier is expected: a–z, 0–9 and hyphens"
        )
    return value.strip()


def slugs(value: Any) -> list[str]:
    return [slug(item) for item in words(10_000)(value)]


def _pairs(value: Any, names: dict[str, str], fr: str, en: str, required: Collection[str] = ()) -> list[dict[str, str]]:
    """`required` names the keys each row needs: all of them when nothing is said."""
    found = []
    for item in value if isinstance(value, list) else [None]:
        if not isinstance(item, dict):
            raise Expected(fr, en)
        row = {names.get(str(key).lower(), ""): text_ for key, text_ in item.items()}
        if (
            "" in row
            or not set(required or names.values()) <= set(row)
            or not all(isinstance(v, str) and v for v in row.values())
        ):
            raise Expected(fr, en)
        found.append(row)
    return found


def charter_values(value: Any) -> list[dict[str, str]]:
    names = {"id": "id", "nom": "name", "name": "name", "texte": "text", "text": "text"}
    rows = _pairs(
        value, names, "une liste de {id: …, nom: …, texte: …} est attendue",
        "a list of {id: …, name: …, text: …} is expected",
    )  # fmt: skip
    ids = [slug(row["id"]) for row in rows]
    if len(set(ids)) < len(ids):
        raise Expected("des identifiants différents sont attendus", "different ids are expected")
    return rows


def draws(value: Any) -> list[Draw]:
    names = {"étiquette": "tag", "tag": "tag", "nombre": "count", "count": "count", "objectif": "objective",
             "objective": "objective", "difficulté": "difficulty", "difficulty": "difficulty"}  # fmt: skip
    rows = _pairs(
        value, names, "une liste de {étiquette: …, nombre: …} est attendue", "a list of {tag: …, count: …} is expected",
        {"count"},
    )  # fmt: skip
    if any(len(row) < 2 for row in rows):
        raise Expected("une étiquette, un objectif ou une difficulté est attendu",
                       "a tag, an objective or a difficulty is expected")  # fmt: skip
    return [
        Draw(row.get("tag", "").strip(), whole(1, 100)(row["count"]), row.get("objective", "").strip(),
             whole(1, 3)(row["difficulty"]) if "difficulty" in row else 0)
        for row in rows
    ]  # fmt: skip


_TITLE = Key("title", "titre", text(255), required=True)
_LANGUAGE = Key("language", "langue", one_of(fr="fr", en="en"))
_SUMMARY = Key("summary", "résumé", text(400))
_MINUTES = Key("minutes", "minutes", whole(1, 10_000), required=True)

COURSE = Kind("course", "cours", (
    _TITLE, _LANGUAGE,
    Key("summary", "résumé", text(600), required=True),
    Key("track", "filière", one_of(tronc_commun="core", core="core", service_client="care", care="care",
                                   marketing="marketing"), default="core"),
    Key("maturity", "maturité", whole(1, 3), default=1),
    _MINUTES,
    Key("objectives", "objectifs", words(4_000), required=True, default=()),
    Key("audience", "public", text(200)),
    Key("prerequisites", "prérequis", slugs, default=()),
    Key("opens", "ouvre", slug),
))  # fmt: skip
MODULE = Kind("module", "module", (_TITLE, _LANGUAGE, _SUMMARY))
LESSON = Kind("lesson", "leçon", (
    _TITLE, _LANGUAGE, _SUMMARY, _MINUTES,
    Key("playbooks", "guides", slugs, default=()),
    Key("verified-on", "vérifié-le", date, default=None),
))  # fmt: skip
PLAYBOOK = Kind("playbook", "guide", (
    _TITLE, _LANGUAGE,
    Key("summary", "résumé", text(400), required=True),
    Key("channels", "canaux", slugs, default=()),
    Key("situations", "situations", words(300, without_comma=True), required=True, default=()),
    Key("verified-on", "vérifié-le", date, required=True, default=None),
    Key("review-by", "à-revoir-le", date, default=None),
))  # fmt: skip
CHARTER = Kind("charter", "charte", (
    _TITLE, _LANGUAGE,
    Key("version", "version", whole(1, 10_000), required=True, default=1),
    Key("values", "valeurs", charter_values, required=True, default=()),
))  # fmt: skip
QUIZ = Kind("quiz", "quiz", (
    _TITLE, _LANGUAGE, _SUMMARY, _MINUTES,
    Key("pass-mark", "seuil", whole(0, 100), required=True, default=80),
    Key("attempts", "tentatives", whole(0, 1_000), default=0),
    Key("mode", "mode", one_of(practice="practice", entraînement="practice", exam="exam", examen="exam",
                               placement="placement", positionnement="placement"), default="practice"),
    Key("cooldown", "attente", whole(0, 10_000), default=0),
    Key("time-limit", "durée-limite", whole(0, 1_000), default=0),
    Key("test-out", "dispense", whole(0, 100), default=0),
    Key("confidence", "confiance", yes_no, default=False),
    Key("explain", "expliquer", yes_no, default=True),
    Key("draws", "tirages", draws, default=()),
    Key("questions", "questions", words(20_000), default=()),
))  # fmt: skip
QUESTIONS = Kind("questions", "questions", (_TITLE, _LANGUAGE))
SCENARIO = Kind("scenario", "scénario", (
    _TITLE, _LANGUAGE, _SUMMARY,
    Key("minutes", "minutes", whole(1, 10_000), default=5),
))  # fmt: skip  # the other keys belong to the engine's reader
INBOX = Kind("inbox", "veille", SCENARIO.keys)
REPLY = Kind("reply", "réponse", SCENARIO.keys)

KINDS = {kind.en: kind for kind in (COURSE, MODULE, LESSON, PLAYBOOK, CHARTER, QUIZ, QUESTIONS, SCENARIO, INBOX, REPLY)}
KIND_NAMES = {name: kind.en for kind in KINDS.values() for name in (kind.en, kind.fr)}
STEP_KINDS = ("lesson", "scenario", "quiz", "inbox", "reply")
