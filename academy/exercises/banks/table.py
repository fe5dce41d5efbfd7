"""A table of questions (CSV or a sheet): one question a row, the columns of `HEADERS`. For people who live in Excel.

`answers` are the columns A … H; `right` names the right letters («A, C»). Short answer: all forms stand in A … H, the
right ones in `right` (empty: all). Ordering: A … H in the right order. Matching: «left -> right» in each. Judgement:
`right` is the experts' ranking, «B > A = C > D».
"""

import csv
import io
import re

from academy.exercises.banks.base import Bank, Remark, no_place, slug
from academy.exercises.question import Option, Question

LETTERS = "ABCDEFGH"
HEADERS = {
    "code": ("code", "code"), "kind": ("genre", "kind"), "text": ("question", "question"),
    **{letter: (f"réponse {letter.lower()}", f"answer {letter.lower()}") for letter in LETTERS},
    "right": ("bonnes réponses", "right answers"),
    **{f"why{letter}": (f"retour {letter.lower()}", f"feedback {letter.lower()}") for letter in LETTERS},
    "explanation": ("explication", "explanation"), "objective": ("objectif", "objective"),
    "value": ("valeur", "value"), "tags": ("étiquettes", "tags"), "difficulty": ("difficulté", "difficulty"),
    "critical": ("critique", "critical"),
}  # fmt: skip
_KINDS = {
    "single": ("unique", "single"), "multiple": ("multiple", "multiple"), "truefalse": ("vrai-faux", "true-false"),
    "matching": ("appariement", "matching"), "ordering": ("ordre", "ordering"), "short": ("courte", "short"),
    "numeric": ("nombre", "numeric"), "spot": ("repérage", "spot"), "judgement": ("jugement", "judgement"),
}  # fmt: skip
_BY_NAME = {_n: kind for kind, names in _KINDS.items() for _n in (*names, kind)}
_YES = {"oui", "yes", "x", "1", "vrai", "true"}


def read_csv(data: bytes, name: str) -> Bank:
    """UTF-8 or Windows text; comma, semicolon or tab, whichever the header row has most of."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # also inside cells, where a question has several lines
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        bank = Bank()
        bank.error(name, f"tableau illisible : {error}", f"unreadable table: {error}")
        return bank
    return read_rows(rows, name)


def read_rows(rows: list[list[str]], name: str) -> Bank:
    """`rows` with the header first; empty rows are left out."""
    bank = Bank()
    columns = _columns(rows[0] if rows else [], name, bank)
    if bank.errors:
        return bank
    for number, row in enumerate(rows[1:], 2):
        cells = {key: row[at].strip() for key, at in columns.items() if at < len(row)}
        if any(cells.values()):
            bank.read += 1
            _row(cells, f"{name}:{number}", bank)
    return bank.finish()


def _columns(header: list[str], name: str, bank: Bank) -> dict[str, int]:
    known = {word: key for key, words in HEADERS.items() for word in words}
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        key = known.get(" ".join(title.replace("\ufeff", "").casefold().split()))
        if key:
            found[key] = at
        elif title.strip():
            bank.note(f"{name}:1", f"colonne « {title[:40]} » inconnue", f"unknown column '{title[:40]}'")
    missing = [HEADERS[key] for key in ("text", "A") if key not in found]
    for french, english in missing:
        bank.error(f"{name}:1", f"la colonne « {french} » manque", f"column '{english}' is missing")
    return found


def _row(cells: dict[str, str], place: str, bank: Bank) -> None:
    kind = _BY_NAME.get(cells.get("kind", "").casefold() or "single")
    if kind is None:
        return bank.skip(place, cells["kind"])
    level = cells.get("difficulty", "") or "1"
    if level not in ("1", "2", "3"):
        return bank.error(place, "difficulté : 1, 2 ou 3 est attendu", "difficulty: 1, 2 or 3 is expected")
    options = _options(kind, cells, place, bank)
    if options is None:
        return None
    bank.take(Question(
        id=slug(cells.get("code", "")), kind=kind, text=cells.get("text", ""), options=options,
        explanation=cells.get("explanation", ""), objective=cells.get("objective", ""), value=cells.get("value", ""),
        difficulty=int(level), critical=cells.get("critical", "").casefold() in _YES,
        tags=tuple(tag.strip() for tag in re.split(r"[,;]", cells.get("tags", "")) if tag.strip()),
        ask="rank" if kind == "judgement" else "",
    ), place)  # fmt: skip
    return None


def _options(kind: str, cells: dict[str, str], place: str, bank: Bank) -> tuple[Option, ...] | None:
    given = [letter for letter in LETTERS if cells.get(letter)]
    right = cells.get("right", "").upper()
    unknown = sorted(set(re.findall(r"[A-Z]", right)) - set(given))
    if unknown or (kind in ("single", "multiple", "truefalse", "spot") and not right):
        bank.error(place, f"bonnes réponses : lettres attendues parmi {', '.join(given)}",
                   f"right answers: letters among {', '.join(given)} are expected")  # fmt: skip
        return None
    ranks = _ranks(right) if kind == "judgement" else {}
    options = []
    for letter in given:
        text, match = cells[letter], ""
        if kind == "matching":
            text, _, match = (part.strip() for part in text.partition("->"))
        correct = letter in right if kind not in ("matching", "ordering", "judgement") else False
        if kind in ("short", "numeric") and not right:
            correct = True
        options.append(Option(letter.lower(), text, correct, cells.get(f"why{letter}", ""), match=match,
                              rank=ranks.get(letter, 0)))  # fmt: skip
    return tuple(options)


def _ranks(right: str) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for part in right.split(">"):
        letters = re.findall(r"[A-Z]", part)
        ranks.update(dict.fromkeys(letters, len(ranks) + 1))
    return ranks


def write_rows(questions: list[Question], locale: str) -> tuple[list[list[str]], list[Remark]]:
    """→ header and rows, and the questions a table cannot hold. With no question: the empty template."""
    language = int(locale.startswith("en"))
    rows, remarks = [[words[language] for words in HEADERS.values()]], []
    for question in questions:
        if question.kind not in _KINDS or len(question.options) > len(LETTERS):
            remarks.append(
                Remark(question.id, "sans place dans un tableau : laissée de côté", "no place in a table: skipped")
            )
            continue
        remarks += _lost(question)
        cells = _cells(question, language)
        rows.append([_guarded(cells.get(key, "")) for key in HEADERS])
    return rows, remarks


def _lost(question: Question) -> list[Remark]:
    """What the question says that the columns have no place for."""
    typed = question.kind in ("short", "numeric")
    checks = [
        (question.image, "image", "image"),
        (question.ask == "best-worst", "choix du pire et du meilleur", "pick of best and worst"),
        (any(option.worth for option in question.options), "points partiels", "partial marks"),
        (typed and set(question.ignore) != {"accents", "case"}, "tolérance", "tolerance"),
    ]  # fmt: skip
    return no_place(question, "un tableau", "a table", checks)


def _cells(question: Question, language: int) -> dict[str, str]:
    named = list(zip(LETTERS, question.options, strict=False))
    cells = {
        "code": question.id, "kind": _KINDS[question.kind][language], "text": question.text,
        "explanation": question.explanation, "objective": question.objective, "value": question.value,
        "tags": ", ".join(question.tags), "difficulty": str(question.difficulty),
        "critical": ("oui", "yes")[language] if question.critical else "",
        "right": ", ".join(letter for letter, option in named if option.correct),
    }  # fmt: skip
    if question.kind == "judgement":
        ranks = sorted({option.rank for option in question.options})
        cells["right"] = " > ".join(" = ".join(letter for letter, o in named if o.rank == rank) for rank in ranks)
    for letter, option in named:
        cells[letter] = f"{option.text} -> {option.match}".strip() if question.kind == "matching" else option.text
        cells[f"why{letter}"] = option.feedback
    return cells


def _guarded(text: str) -> str:
    """A cell no spreadsheet takes for a formula. The lure of a matching, «-> text», is none of those."""
    if text.startswith("-> "):
        return text
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") and not re.fullmatch(r"[-+]?[\d.,\s±]+", text) else text
