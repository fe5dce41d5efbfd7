"""A table of questions (CSV or a sheet): one question a row, the columns of `HEADERS`. For people who live in Excel.

`answers` are the columns A … H; `right` names the right letters («A, C»). Short answer: all forms stand in A … H, the
right ones in `right` (empty: all). Ordering: A … H in the right order. Matching: «left -> right» in each. Judgement:
`right` is the experts' ranking, «B > A = C > D». `image` names a file beside the table, or in the same zip.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from academy.exercises.banks.base import Bank, Remark, no_place, slug
from academy.exercises.banks.markup import from_html, inline_image, looks_like_html
from academy.exercises.question import Option, Question

LETTERS = "ABCDEFGH"
HEADERS = {
    "code": ("code", "code"), "kind": ("genre", "kind"), "text": ("question", "question"),
    **{letter: (f"réponse {letter.lower()}", f"answer {letter.lower()}") for letter in LETTERS},
    "right": ("bonnes réponses", "right answers"),
    **{f"why{letter}": (f"retour {letter.lower()}", f"feedback {letter.lower()}") for letter in LETTERS},
    "explanation": ("explication", "explanation"), "objective": ("objectif", "objective"),
    "value": ("valeur", "value"), "tags": ("étiquettes", "tags"), "difficulty": ("difficulté", "difficulty"),
    "critical": ("critique", "critical"), "image": ("image", "image"),
    "alt": ("texte de remplacement", "alternative text"),
}  # fmt: skip
_KINDS = {
    "single": ("unique", "single"), "multiple": ("multiple", "multiple"), "truefalse": ("vrai-faux", "true-false"),
    "matching": ("appariement", "matching"), "ordering": ("ordre", "ordering"), "short": ("courte", "short"),
    "numeric": ("nombre", "numeric"), "spot": ("repérage", "spot"), "judgement": ("jugement", "judgement"),
}  # fmt: skip
_BY_NAME = {_n: kind for kind, names in _KINDS.items() for _n in (*names, kind)}
_YES = {"oui", "yes", "x", "1", "vrai", "true"}
_BROKEN = re.compile(r"#(REF|N/A|VALUE|VALEUR|NAME|NOM|DIV/0|NULL|NUL|NUM|NOMBRE)[!?]?|#DIV/0!", re.I)
HEADER_WITHIN = 20  # rows: a title may stand above the header
NOT_UTF8 = ("le texte n'est pas en UTF-8, il est lu comme du texte Windows : regardez les accents",
            "the text is not UTF-8 and is read as Windows text: look at the accents")  # fmt: skip
Files = Callable[[str], bytes | None]  # the content of a file that a cell names; None: there is none


def _no_files(name: str) -> bytes | None:
    return None


def read_csv(data: bytes, name: str, files: Files = _no_files) -> Bank:
    """UTF-8 or Windows text; comma, semicolon or tab, whichever the header row has most of."""
    bank = Bank()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        bank.note(name, *NOT_UTF8)
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # also inside cells, where a question has several lines
    text = re.sub(r"\Asep=.\n", "", text)  # a word to Excel
    delimiter = max(";,\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error:
        place = f"{name}:{len(rows) + 1}"
        bank.error(place, 'un guillemet " ouvre la cellule et ne la ferme pas (dans le texte, il se double : "")',
                   'a quotation mark " opens a cell and never closes it (inside a text, double it: "")')  # fmt: skip
        return bank
    return read_rows(rows, name, files, bank)


def read_rows(rows: list[list[str]], name: str, files: Files = _no_files, bank: Bank | None = None) -> Bank:
    """`rows` with the header among the first; empty rows are left out."""
    bank = bank or Bank()
    at = next((at for at, row in enumerate(rows[:HEADER_WITHIN]) if is_header(row)), 0)
    columns = _columns(rows[at] if rows else [], f"{name}:{at + 1}", bank)
    if bank.errors:
        return bank
    for number, row in enumerate(rows[at + 1 :], at + 2):
        cells = {key: row[at].strip() for key, at in columns.items() if at < len(row)}
        if any(cells.values()):
            bank.read += 1
            _row(cells, f"{name}:{number}", bank, files)
    return bank.finish()


def _name_of(title: str) -> str:
    return " ".join(title.replace("\ufeff", "").casefold().split())


def is_header(cells: list[str]) -> bool:
    """Whether a row names columns of ours: two of them, so that a sentence with the word «question» does not."""
    known = {word for words in HEADERS.values() for word in words}
    return len({_name_of(cell) for cell in cells} & known) >= 2


def _columns(header: list[str], place: str, bank: Bank) -> dict[str, int]:
    known = {word: key for key, words in HEADERS.items() for word in words}
    found: dict[str, int] = {}
    unknown = []
    for at, title in enumerate(header):
        key = known.get(_name_of(title))
        if key in found:
            bank.error(place, f"deux colonnes « {title[:40]} »", f"two columns '{title[:40]}'")
        elif key:
            found[key] = at
        elif title.strip():
            unknown.append(title[:40])
    missing = [HEADERS[key] for key in ("text", "A") if key not in found]
    if missing:
        bank.error(
            place,
            f"colonne {_quoted(missing, 0)} absente : la première ligne nomme les colonnes, comme dans le modèle",
            f"no column {_quoted(missing, 1)}: the first row names the columns, as in the template",
        )  # fmt: skip
    elif unknown:
        titles = ", ".join(unknown[:10])
        bank.note(place, f"colonnes inconnues, laissées de côté : {titles}", f"unknown columns, left out: {titles}")
    return found


def _quoted(names: list[tuple[str, str]], language: int) -> str:
    return " / ".join(f"'{one[1]}'" if language else f"« {one[0]} »" for one in names)


def _row(cells: dict[str, str], place: str, bank: Bank, files: Files) -> None:
    broken = next((HEADERS[key] for key, text in cells.items() if _BROKEN.fullmatch(text)), None)
    if broken:
        return bank.error(place, f"colonne « {broken[0]} » : la formule donne une erreur",
                          f"column '{broken[1]}': the formula gives an error")  # fmt: skip
    kind = _BY_NAME.get(cells.get("kind", "").casefold() or "single")
    if kind is None:
        return bank.skip(place, cells["kind"])
    level = cells.get("difficulty", "") or "1"
    if level not in ("1", "2", "3"):
        return bank.error(place, "difficulté : 1, 2 ou 3 est attendu", "difficulty: 1, 2 or 3 is expected")
    options = _options(kind, cells, place, bank)
    if options is None:
        return None
    image = _image(cells, place, bank, files)
    bank.take(Question(
        id=slug(cells.get("code", "")), kind=kind, text=_prose(cells.get("text", "")),
        options=tuple(replace(one, text=_prose(one.text), feedback=_prose(one.feedback)) for one in options),
        explanation=_prose(cells.get("explanation", "")), objective=cells.get("objective", ""),
        value=cells.get("value", ""),
        difficulty=int(level), critical=cells.get("critical", "").casefold() in _YES,
        tags=tuple(tag.strip() for tag in re.split(r"[,;]", cells.get("tags", "")) if tag.strip()),
        ask="rank" if kind == "judgement" else "", image=image[0] if image else "",
        alt=(cells.get("alt", "") or image[0]) if image else "",
    ), place, image)  # fmt: skip
    return None


def _prose(text: str) -> str:
    return from_html(text).text if looks_like_html(text) else text


def _image(cells: dict[str, str], place: str, bank: Bank, files: Files) -> tuple[str, bytes] | None:
    """The file that the cell `image` names, else the first image that stands in the question's own HTML. Every other
    one, of the answers and the explanation too, is named in a note."""
    name = cells.get("image", "")
    data = files(name) if name else None
    found = (name.replace("\\", "/").rpartition("/")[2], data) if data is not None else None
    if name and not found:
        bank.note(place, f"image « {name[:80]} » introuvable : mettez-la dans le même zip que le tableau",
                  f"image '{name[:80]}' not found: put it in the same zip as the table")  # fmt: skip
    for key, text in cells.items():
        for source, alt in from_html(text).images if looks_like_html(text) else ():
            inline = inline_image(source)
            if found is None and inline and key == "text":
                found = inline
            else:
                called = alt[:80] or (inline[0] if inline else source[:80])
                bank.note(place, f"image laissée de côté (une par question, dans l'énoncé) : {called}",
                          f"image left out (one per question, in its text): {called}")  # fmt: skip
    return found


def _options(kind: str, cells: dict[str, str], place: str, bank: Bank) -> tuple[Option, ...] | None:
    given = [letter for letter in LETTERS if cells.get(letter)]
    if not given:
        bank.error(place, "aucune réponse dans les colonnes A à H", "no answer in the columns A to H")
        return None
    right = cells.get("right", "").upper()
    if right not in given:  # the answer itself may stand there
        right = next((letter for letter in given if cells[letter].upper() == right), right)
    unknown = sorted(set(re.findall(r"[^\W\d_]", right)) - set(given))
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


def write_rows(
    questions: list[Question], locale: str, images: Mapping[str, str] | None = None
) -> tuple[list[list[str]], list[Remark]]:
    """→ header and rows, and the questions a table cannot hold. With no question: the empty template.

    `images`: by the question's `image`, the name of the file that goes with the table."""
    language = int(locale.startswith("en"))
    rows, remarks = [[words[language] for words in HEADERS.values()]], []
    for question in questions:
        if question.kind not in _KINDS or len(question.options) > len(LETTERS):
            remarks.append(
                Remark(question.id, "sans place dans un tableau : laissée de côté", "no place in a table: skipped")
            )
            continue
        named = (images or {}).get(question.image, "")
        remarks += _lost(question, bool(question.image and not named))
        cells = {**_cells(question, language), "image": named, "alt": question.alt if named else ""}
        rows.append([_guarded(cells.get(key, "")) for key in HEADERS])
    return rows, remarks


def _lost(question: Question, image: bool) -> list[Remark]:
    """What the question says that the columns have no place for."""
    typed = question.kind in ("short", "numeric")
    checks = [
        (image, "image (choisissez le tableau avec ses images)", "image (choose the table with its images)"),
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
