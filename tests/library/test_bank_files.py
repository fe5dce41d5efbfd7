# ruff: noqa: E501  other tools write long lines
"""Files as other tools write them, through the commands, into the bank and out again."""

import base64
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook
from PIL import Image as Picture
from wagtail.images import get_image_model

from academy.library.bank_formats import form_of, read_file
from academy.library.models import Question
from academy.library.quiz_engine import read_question
from tests.library.content.conftest import make_brand

GIFT = """// exported by Moodle
$CATEGORY: $course$/top/Avis en ligne

// question: 12  name: Capitale
::Capitale::[html]<p>Capitale de la <b>France</b> ?</p>{
\t=Paris#Oui.
\t~Lyon#Non.
####Depuis longtemps.
}

::Plate::La Terre est plate. {FALSE}

::Rédaction::Racontez. {}
"""


def png(colour: str = "red") -> bytes:
    out = io.BytesIO()
    Picture.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


MOODLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Photos</text></category></question>
<question type="multichoice"><name><text>Photo</text></name>
<questiontext format="html"><text><![CDATA[<p>Que montre la photo ?<img src="@@PLUGINFILE@@/carre.png" alt="un carré rouge" /></p>]]></text>
<file name="carre.png" path="/" encoding="base64">{base64.b64encode(png()).decode()}</file></questiontext>
<generalfeedback format="html"><text><![CDATA[<p>Bien sûr.</p>]]></text></generalfeedback>
<defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber>photo-1</idnumber>
<single>true</single><shuffleanswers>true</shuffleanswers><answernumbering>abc</answernumbering>
<answer fraction="100" format="html"><text><![CDATA[<p>Un carré</p>]]></text><feedback format="html"><text>Oui.</text></feedback></answer>
<answer fraction="0" format="html"><text><![CDATA[<p>Un rond</p>]]></text><feedback format="html"><text></text></feedback></answer>
</question>
<question type="essay"><name><text>Lettre</text></name><questiontext format="html"><text>Écrivez.</text></questiontext></question>
</quiz>
"""

QTI_ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="ITEM-1" title="Ton" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<itemBody><p>Quel ton ?</p><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1">
<simpleChoice identifier="A">Calme</simpleChoice><simpleChoice identifier="B">Sec</simpleChoice></choiceInteraction></itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
</assessmentItem>
"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="M"><organizations/><resources>
<resource identifier="R1" type="imsqti_item_xmlv2p1" href="items/one.xml"><file href="items/one.xml"/></resource></resources></manifest>
"""
CSV = "Genre;Question;Réponse A;Réponse B;Bonnes réponses;Étiquettes\r\nunique;Qui répond ?;Moi;Personne;A;équipe\r\nvrai-faux;On ment parfois.;Vrai;Faux;B;\r\n"


def package() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("items/one.xml", QTI_ITEM)
    return out.getvalue()


def workbook() -> bytes:
    book = Workbook()
    book.active.title = "Lisez-moi"
    book.active.append(["Comment remplir ce classeur"])
    sheet = book.create_sheet("Questions")
    sheet.append(["Genre", "Question", "Réponse A", "Réponse B", "Bonnes réponses", "Difficulté", "Critique"])
    sheet.append(["nombre", "Combien de jours pour répondre ?", 2, None, "A", 2.0, True])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def brand(db):
    return make_brand("localhost")


@pytest.fixture
def place(tmp_path):
    def write(name: str, content: str | bytes) -> str:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(file)

    return write


def imported(*files: str, **options):
    """→ exit code and the JSON summary."""
    out, code = io.StringIO(), 0
    try:
        call_command("import_questions", *files, format="json", stdout=out, stderr=io.StringIO(), **options)
    except CommandError as wrong:
        code = wrong.returncode
    return code, json.loads(out.getvalue())


def bank():
    return [(q.code, q.kind, q.live) for q in Question.objects.order_by("code")]


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.gift", GIFT, "gift"), ("a.txt", GIFT, "gift"), ("a.txt", "\ufeff" + GIFT, "gift"), ("a.xml", MOODLE, "moodle"),
        ("a.xml", "<?xml version='1.0'?>\n<!-- <x> --><quiz/>", "moodle"), ("a.xml", QTI_ITEM, "qti"), ("a.zip", package(), "qti"),
        ("a.csv", CSV, "csv"), ("a.txt", CSV.replace(";", "\t"), "csv"), ("a.csv", CSV.encode("utf-16"), "csv"),
        ("a.xlsx", workbook(), "xlsx"), ("b.zip", workbook(), "xlsx"), ("a.pdf", b"%PDF-1.7 {}", ""), ("a.gift", "", ""),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(500), "xls"), ("a.gift", b"x\0y{}", ""), ("a.mbz", b"\x1f\x8b\x08", ""),
    ],
)  # fmt: skip
def test_the_format_is_known_by_the_content(name, content, form):
    assert form_of(content.encode() if isinstance(content, str) else content, name) == form


def test_all_formats_at_once_come_into_the_bank(brand, place):
    code, said = imported(
        place("a.gift", GIFT), place("b.xml", MOODLE), place("c.zip", package()), place("d.csv", CSV.encode("cp1252")),
        place("e.xlsx", workbook()), tag=["repris"],
    )  # fmt: skip
    assert (code, said["read"], said["imported"], said["errors"]) == (0, 9, 7, [])
    assert set(said) == {"read", "imported", "skipped", "errors"}
    assert [one["id"] for one in said["skipped"]] == ["a.gift:13", "b.xml#3 Lettre"]
    assert bank() == [
        ("capitale", "single", True), ("combien-de-jours-pour-repondre", "numeric", True), ("item-1", "single", True),
        ("on-ment-parfois", "truefalse", True), ("photo-1", "single", True), ("plate", "truefalse", True),
        ("qui-repond", "single", True),
    ]  # fmt: skip
    assert all("repris" in question.tags.names() for question in Question.objects.all())
    number = read_question(Question.objects.get(kind="numeric"))
    assert (number.options[0].text, number.difficulty, number.critical) == ("2", 2, True)


def test_an_image_and_the_feedback_come_along(brand, place):
    imported(place("b.xml", MOODLE))
    row = Question.objects.get(code="photo-1")
    assert (row.image.width, row.image.height, row.alt, row.explanation) == (40, 30, "un carré rouge", "Bien sûr.")
    assert row.options[0].value["feedback"] == "Oui."


def test_a_file_with_an_error_imports_nothing_and_names_the_place(brand, place):
    code, said = imported(place("a.gift", GIFT), place("b.gift", "Combien ? {#douze}\n"))
    assert code == 1 and said["imported"] == 0 and bank() == []
    assert said["errors"][0]["id"] == "b.gift:1"


def test_a_value_too_long_for_the_bank_is_an_error_not_a_crash(brand, place):
    long = CSV.replace("Étiquettes", "Objectif").replace(";équipe", ";" + "x" * 300)
    code, said = imported(place("d.csv", long), place("b.xml", MOODLE))
    assert (code, said["imported"], [one["id"] for one in said["errors"]]) == (1, 0, ["d.csv:2"])
    assert bank() == [] and not get_image_model().objects.exists()


def test_a_missing_file_is_an_error_of_its_own(brand, tmp_path):
    code, said = imported(str(tmp_path / "nothing.gift"))
    assert code == 1 and said["read"] == 0 and len(said["errors"]) == 1


def test_a_dry_run_counts_and_writes_nothing(brand, place):
    code, said = imported(place("b.xml", MOODLE), dry_run=True)
    assert (code, said["imported"]) == (0, 1)
    assert bank() == [] and not get_image_model().objects.exists()


def test_twice_the_same_file_imports_once(brand, place):
    file = place("a.gift", GIFT)
    imported(file)
    code, said = imported(file)
    assert (code, said["imported"], len(said["skipped"])) == (0, 0, 3)
    assert "capitale" in said["skipped"][-2]["reason"] and len(bank()) == 2


def test_the_same_code_with_another_text_gets_a_code_of_its_own(brand, place):
    imported(place("a.gift", GIFT), place("b.gift", "::Capitale::Capitale de l'Italie ? {=Rome ~Milan}\n"))
    assert [code for code, *_ in bank()] == ["capitale", "capitale-2", "plate"]


def test_another_brand_and_another_language_have_banks_of_their_own(brand, place):
    other = make_brand("other.example")
    file = place("a.gift", GIFT)
    imported(file, brand="localhost")
    for options in ({"brand": "other.example"}, {"brand": "localhost", "language": "en"}):
        assert imported(file, **options)[1]["imported"] == 2
    assert Question.objects.filter(brand=other).count() == 2 and Question.objects.count() == 6


@pytest.mark.parametrize("form", ["gift", "moodle", "qti3", "csv", "csv-images"])
def test_out_and_in_again(brand, place, tmp_path, form):
    imported(place("a.gift", GIFT), place("b.xml", MOODLE), place("d.csv", CSV))
    before = {row.code: read_question(row) for row in Question.objects.all()}
    out, said, left = tmp_path / f"out-{form}", io.StringIO(), io.StringIO()
    call_command("export_questions", str(out), format=form, stdout=said, stderr=left)
    assert said.getvalue().startswith("5 question(s) sur 5")
    assert ("photo-1" in left.getvalue()) == (form in ("gift", "csv"))  # which have no place for an image
    Question.objects.all().delete()
    assert imported(str(out))[1]["imported"] == 5
    for row in Question.objects.all():
        now, then = read_question(row), before[row.code]
        assert (now.text, now.kind, now.explanation, set(now.tags)) == (
            then.text,
            then.kind,
            then.explanation,
            set(then.tags),
        )
        assert [(o.text, o.correct, o.feedback) for o in now.options] == [
            (o.text, o.correct, o.feedback) for o in then.options
        ]
        assert (bool(now.image), now.alt) == (
            (bool(then.image), then.alt) if form not in ("gift", "csv") else (False, "")
        )


def test_only_the_questions_of_a_tag_go_out(brand, place, tmp_path):
    imported(place("d.csv", CSV))
    out, said = tmp_path / "out.gift", io.StringIO()
    call_command("export_questions", str(out), format="gift", tag="équipe", stdout=said)
    assert "1 question(s) sur 1" in said.getvalue() and "Qui répond" in out.read_text()


def test_a_workbook_with_entities_or_too_large_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>")
    assert "entit" in read_file(out.getvalue(), "a.xlsx", "fr").errors[0].en
    assert read_file(b"PK\x03\x04 torn", "a.xlsx", "fr").errors


def at_the_desk(client, brand):
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_superuser("chef@example.org", password="x")
    client.force_login(user)
    return client


def test_the_admin_shows_a_file_before_it_imports_it(brand, client):
    from django.core.files.uploadedfile import SimpleUploadedFile as Upload
    from django.urls import reverse

    desk, url = at_the_desk(client, brand), reverse("import_questions")
    seen = desk.post(url, {"file": Upload("b.xml", MOODLE.encode()), "language": "fr", "tag": "photo"})
    assert seen.status_code == 200 and bank() == [] and "Que montre la photo" in seen.text and "essay" in seen.text
    upload = seen.context["upload"]
    done = desk.post(url, {"upload": upload.pk, "name": "b.xml", "language": "fr", "tag": "photo"})
    assert done.status_code == 302 and bank() == [("photo-1", "single", True)]
    assert "photo" in Question.objects.get().tags.names()
    assert desk.post(url, {"upload": upload.pk, "language": "fr"}).status_code == 302  # harmless twice
    assert len(bank()) == 1
    wrong = desk.post(url, {"file": Upload("b.gift", b"Combien ? {#douze}"), "language": "fr"})
    assert wrong.status_code == 422 and "b.gift:1" in wrong.text
    out = reverse("export_questions")
    assert "photo-1" in desk.get(out, {"format": "gift", "language": "fr"}).text
    assert desk.get(out, {"format": "moodle", "language": "fr", "download": 1}).content.startswith(b"<?xml")
    listed = desk.get(reverse("wagtailsnippets_library_question:list"))
    assert url in listed.text and out in listed.text


def test_every_kind_previews_as_a_learner_fills_it_in(brand):
    from wagtail.models import Locale

    from academy.exercises.kinds import KINDS
    from academy.exercises.question import Option as O
    from academy.exercises.question import Question as Q
    from academy.library.content.bank import fill_question

    two = (O("a", "Un", True, "Oui."), O("b", "Deux", False))
    answers = {
        "matching": (O("a", "chat", False, match="miaou"), O("b", "chien", False, match="ouaf")), "short": (O("a", "Un", True),),
        "numeric": (O("a", "12", True),), "gaps": (O("a", "Un", True, group="x"),),
        "judgement": (O("a", "Un", False, rank=1), O("b", "Deux", False, rank=2)),
    }  # fmt: skip
    inputs = {"matching": "<select", "ordering": "<select", "short": "<input id", "numeric": "decimal", "gaps": 'class="gap"',
              "multiple": "checkbox", "spot": "checkbox", "single": "radio", "truefalse": "radio", "judgement": "<select"}  # fmt: skip
    for kind in KINDS:
        row = Question(brand=brand, locale=Locale.get_default(), code="x")
        fill_question(
            row,
            Q(
                id="x",
                kind=kind,
                text="Dire [[x]] ?",
                options=answers.get(kind, two),
                ask="rank" if kind == "judgement" else "",
            ),
        )
        page = row.make_preview_request(preview_mode="").render().content.decode()
        assert inputs[kind] in page, kind
        assert "choice--right" in page and ('type="radio"' in page) == (kind in ("single", "truefalse")), kind


def test_a_big_file_comes_in_in_the_background_and_once(brand, client, monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile as Upload
    from django.urls import reverse

    from academy.library.authoring import bank_views, bank_work
    from academy.people.long_work.run import do
    from academy.people.models import LongWork

    monkeypatch.setattr(bank_views, "MANY", 2)
    monkeypatch.setattr(bank_work, "PIECE", 2)
    desk, url = at_the_desk(client, brand), reverse("import_questions")
    text = "\n\n".join(f"::q{n}:: Question numéro {n} ? {{=oui ~non}}" for n in range(5))
    seen = desk.post(url, {"file": Upload("grand.gift", text.encode()), "language": "fr", "tag": "lot"})
    asked = {"upload": seen.context["upload"].pk, "name": "grand.gift", "language": "fr", "tag": "lot"}
    answer = desk.post(url, asked)
    work = LongWork.objects.get()
    assert answer.url == reverse("long_work", args=[work.pk]) and bank() == []
    do(work.pk)
    do(work.pk)
    work.refresh_from_db()
    assert (work.status, work.done, work.total) == ("done", 5, 5) and "5 questions" in work.report["told"]
    assert Question.objects.filter(tags__name="lot", live=True).count() == 5
