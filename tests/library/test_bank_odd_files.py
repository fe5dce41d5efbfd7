# ruff: noqa: E501  other tools write long lines
"""Files as they really arrive: torn, wrongly encoded, hostile, of another tool. What is said names the place and the
remedy, in both languages; what can be read in spite of it is read."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from academy.library.bank_formats import read_file

GIFT = "::a::Qui ? {=Moi ~Toi}\n\n::b::Où ? {=Ici ~Là}\n"
HEAD = "Genre;Question;Réponse A;Réponse B;Bonnes réponses\r\n"
ROW = "unique;Où ?;Là;Ici;A\r\n"
CHOICE = (
    '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>Qui ?</prompt><simpleChoice identifier="A">Moi</simpleChoice>'
    '<simpleChoice identifier="B">Toi</simpleChoice></choiceInteraction>'
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


def moodle(inner: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    return f"{head}<quiz>\n{inner}\n</quiz>"


def question(text: str = "Qui ?", kind: str = "multichoice", name: str = "x") -> str:
    answers = '<answer fraction="100"><text>Moi</text></answer><answer fraction="0"><text>Toi</text></answer>'
    return (f'<question type="{kind}"><name><text>{name}</text></name><questiontext format="html"><text><![CDATA[{text}]]></text>'
            f"</questiontext><single>true</single>{answers}</question>")  # fmt: skip


def item(right: str = "A", id: str = "I1") -> str:
    key = f"<correctResponse><value>{right}</value></correctResponse>"
    return (f'<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="{id}" title="T"><responseDeclaration '
            f'identifier="RESPONSE" cardinality="single" baseType="identifier">{key}</responseDeclaration><itemBody>{CHOICE}</itemBody></assessmentItem>')  # fmt: skip


def manifest(*paths: str) -> str:
    rows = "".join(f'<resource identifier="R{n}" type="imsqti_item_xmlv2p2" href="{p}"/>' for n, p in enumerate(paths))
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{rows}</resources></manifest>'


def zipped(files: dict) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet(*rows: list) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


TITLES = HEAD.strip().split(";")

READABLE = {
    "bom.gift": (("\ufeff" + GIFT).encode(), 2, "Qui ?"),
    "crlf.gift": (GIFT.replace("\n", "\r\n").encode(), 2, "Qui ?"),
    "cr.gift": (GIFT.replace("\n", "\r").encode(), 2, "Qui ?"),
    "utf16.gift": (GIFT.encode("utf-16"), 2, "Qui ?"),
    "same-name.gift": (b"::x::A ? {=1 ~2}\n\n::x::B ? {=1 ~2}\n", 2, "A ?"),
    "script.gift": (b"::x::[html]<p>Qui <script>alert(1)</script> ?</p>{=a ~b}\n", 1, "Qui ?"),
    "bom.xml": (b"\xef\xbb\xbf" + moodle(question()).encode(), 1, "Qui ?"),
    "crlf.xml": (moodle(question()).replace("\n", "\r\n").encode(), 1, "Qui ?"),
    "windows.xml": (moodle(question("L’été ?"), '<?xml version="1.0" encoding="windows-1252"?>').encode("cp1252"), 1, "L’été ?"),
    "utf16.xml": (moodle(question("L’été ?"), '<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16"), 1, "L’été ?"),
    "doctype.xml": (moodle(question(), '<?xml version="1.0"?><!DOCTYPE quiz>').encode(), 1, "Qui ?"),
    "same-name.xml": (moodle(question() + question("Que ?")).encode(), 2, "Qui ?"),
    "nested.zip": (zipped({"bank/imsmanifest.xml": manifest("i/a.xml"), "bank/i/a.xml": item()}), 1, "Qui ?"),
    "no-manifest.zip": (zipped({"a.xml": item(), "style.xml": "<style/>"}), 1, "Qui ?"),
    "same-id.zip": (zipped({"imsmanifest.xml": manifest("a.xml", "b.xml"), "a.xml": item(), "b.xml": item("B")}), 2, "Qui ?"),
    "sep.csv": (("sep=;\r\n" + HEAD + ROW).encode(), 1, "Où ?"),
    "title-above.csv": (("Ma banque;;;;\r\n;;;;\r\n" + HEAD + ROW).encode(), 1, "Où ?"),
    "html.csv": ((HEAD + "unique;<script>x()</script>Qui <b>là</b> ?;Moi;Toi;A\r\n").encode(), 1, "Qui **là** ?"),
    "answer-in-words.csv": ((HEAD + "unique;Où ?;Là;Ici;là\r\n").encode(), 1, "Où ?"),
    "title-above.xlsx": (sheet(["Ma banque"], [], TITLES, ["unique", "Où ?", "Là", "Ici", "A"]), 1, "Où ?"),
    "true-false.xlsx": (sheet(TITLES, ["vrai-faux", "On ment ?", True, False, "B"]), 1, "On ment ?"),
}  # fmt: skip


@pytest.mark.parametrize("name", READABLE)
def test_what_can_be_read_is_read(name):
    data, count, text = READABLE[name]
    bank = read_file(data, name, "fr")
    assert bank.errors == [] and len(bank.items) == count
    assert bank.items[0].question.text == text and len({item.question.id for item in bank.items}) == count


@pytest.mark.parametrize("name", ["a.gift", "a.csv"])
def test_text_that_is_not_utf_8_is_read_as_windows_text_and_that_is_said(name):
    text = "::x::Où est l’été ? {=Là ~Ici}\n" if name == "a.gift" else HEAD + "unique;Où est l’été ?;Là;Ici;A\r\n"
    bank = read_file(text.encode("cp1252"), name, "fr")
    assert bank.items[0].question.text == "Où est l’été ?" and "accents" in bank.notes[0].fr


REFUSED = {
    "empty.gift": (b"", "empty.gift", "vide", "empty"),
    "remarks.gift": (b"// rien\n", "remarks.gift", "aucune question", "no question"),
    "open.gift": (b"::x::Qui ? {=a ~b\n", "open.gift:1", "jamais fermée", "never closed"),
    "weight.gift": (b"Qui ? {~%abc%a ~%50%b}\n", "weight.gift:1", "poids illisible : %abc%", "unreadable weight"),
    "backup.mbz": (b"\x1f\x8b\x08...", "backup.mbz", "« Moodle XML »", "'Moodle XML'"),
    "wrong-encoding.xml": (moodle(question("L’été ?")).encode("cp1252"), "wrong-encoding.xml:3", "enregistrez le fichier en UTF-8", "save the file as UTF-8"),
    "torn.xml": (moodle(question()).encode()[:150], "torn.xml:3", "s'arrête trop tôt", "ends too early"),
    "ampersand.xml": (moodle('<question type="essay"><name><text>R&D</text></name></question>').encode(), "ampersand.xml:3", "&amp;", "&amp;"),
    "nbsp.xml": (moodle('<question type="essay"><name><text>R&nbsp;</text></name></question>').encode(), "nbsp.xml:3", "&#160;", "&#160;"),
    "unclosed.xml": (moodle("<question><name></question>").encode(), "unclosed.xml:3", "n'est pas fermée", "not closed"),
    "laughs.xml": (f'<?xml version="1.0"?>{LAUGHS}<quiz>&b;</quiz>'.encode(), "laughs.xml", "<!ENTITY …>", "<!ENTITY …>"),
    "empty-quiz.xml": (moodle("").encode(), "empty-quiz.xml", "aucune question", "no question"),
    "feed.xml": (b'<?xml version="1.0"?><rss/>', "feed.xml", "quiz (Moodle XML)", "quiz (Moodle XML)"),
    "torn.zip": (zipped({"a.xml": item()})[:90], "torn.zip", "incomplète ou abîmée", "incomplete or broken"),
    "absent.zip": (zipped({"imsmanifest.xml": manifest("b.xml")}), "absent.zip:b.xml", "absent", "missing"),
    "bad-manifest.zip": (zipped({"imsmanifest.xml": "<manifest", "a.xml": item()}), "bad-manifest.zip:imsmanifest.xml:1", "s'arrête trop tôt", "ends too early"),
    "laughs.zip": (zipped({"imsmanifest.xml": manifest("a.xml"), "a.xml": f"{LAUGHS}<x>&b;</x>"}), "laughs.zip:a.xml", "entités", "entities"),
    "wrong-key.xml": (item("Z").encode(), "wrong-key.xml#I1", "« Z » n'est aucun des choix", "'Z' is none of the choices"),
    "backup.zip": (zipped({"moodle_backup.xml": "<x/>"}), "backup.zip", "« Moodle XML »", "'Moodle XML'"),
    "letter.docx": (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "letter.docx", "aucune question", "no question"),
    "zips.zip": (zipped({"a.zip": zipped({"a.xml": item()})}), "zips.zip", "aucune question", "no question"),
    "two.zip": (zipped({"a.csv": HEAD, "b.csv": HEAD}), "two.zip", "plusieurs tableaux", "several tables"),
    "doll.zip": (zipped({"a.csv": zipped({"b.csv": HEAD + ROW})}), "doll.zip:a.csv", "format inconnu", "unknown format"),
    "no-titles.csv": (ROW.encode(), "no-titles.csv:1", "la première ligne nomme les colonnes", "the first row names the columns"),
    "titles-only.csv": (HEAD.encode(), "titles-only.csv", "aucune question", "no question"),
    "two-columns.csv": ((HEAD.strip() + ";Question\r\n" + ROW).encode(), "two-columns.csv:1", "deux colonnes « Question »", "two columns 'Question'"),
    "quote.csv": ((HEAD + ROW + 'unique;"Qui ?;Moi;Toi;A\r\n').encode(), "quote.csv:3", "guillemet", "quotation mark"),
    "no-answer.csv": ((HEAD + "unique;Qui ?;;;\r\n").encode(), "no-answer.csv:2", "aucune réponse dans les colonnes A à H", "no answer in the columns A to H"),
    "letter.csv": ((HEAD + "unique;Qui ?;Moi;Toi;C\r\n").encode(), "letter.csv:2", "lettres attendues parmi A, B", "letters among A, B"),
    "formula.xlsx": (sheet(TITLES, ["unique", "#REF!", "Là", "Ici", "A"]), "formula.xlsx:2", "la formule donne une erreur", "the formula gives an error"),
    "empty.xlsx": (sheet(), "empty.xlsx:1", "la première ligne nomme les colonnes", "the first row names the columns"),
    "old.xls": (b"\xd0\xcf\x11\xe0" + bytes(600), "old.xls", "enregistrez-le en .xlsx", "save it as .xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_refusal_names_the_place_and_what_to_do_in_both_languages(name):
    data, place, french, english = REFUSED[name]
    bank = read_file(data, name, "fr")
    assert [error.place for error in bank.errors] == [place]
    assert french in bank.errors[0].fr and english in bank.errors[0].en


def test_a_locked_zip_says_that_it_is_locked():
    data = bytearray(zipped({"a.xml": item()}))
    data[6] |= 1  # the flags of the file's own header, then those of the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "mot de passe" in read_file(bytes(data), "a.zip", "fr").errors[0].fr
