# ruff: noqa: E501  other tools write long lines
"""Files as other tools and people write them, sound and unsound: what is read, skipped, refused, and what is said."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.exercises.banks.gift import read_gift
from academy.exercises.banks.moodle import read_moodle
from academy.exercises.banks.qti import read_qti
from academy.exercises.banks.table import read_csv
from academy.exercises.kinds import credit

GIFT = """\ufeff// exported by hand
$CATEGORY: $course$/top/Avis

// [id:capitale] [tag:ton]
::Capitale::[html]<p>La capitale de la <b>France</b> ?</p>{
=Paris#Oui.
~%50%Lyon#Presque.
~Rome
####Paris depuis longtemps.
}

La Terre est plate. {F#Non, elle est ronde.#Bien vu.}

Combien ? {#3.14:0.01}

Qui a écrit Candide ? {=Voltaire =%50%Arouet}

Associez {=chat -> chaton =chien -> chiot}

Cochez {~%50%un ~%50%deux ~%-100%trois}

Le soleil est une {~planète =étoile} du ciel.

Racontez votre journée. {}

Ceci est une consigne sans accolades.
"""


def test_gift_of_every_kind():
    bank = read_gift(GIFT, "a.gift")
    assert bank.errors == []
    assert [item.question.kind for item in bank.items] == [
        "single", "truefalse", "numeric", "short", "matching", "multiple", "gaps",
    ]  # fmt: skip
    first = bank.items[0].question
    assert (first.id, first.text, first.explanation) == (
        "capitale",
        "La capitale de la **France** ?",
        "Paris depuis longtemps.",
    )
    assert first.tags == ("ton", "Avis") and first.options[1].worth == 50
    assert [(s.place, s.en) for s in bank.skipped] == [
        ("a.gift:24", "kind 'essay' not supported: skipped"),
        ("a.gift:26", "kind 'description' not supported: skipped"),
    ]
    assert bank.read == 9


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("Avant\n\nQuoi ? {=a ~b", 3, "never closed"),
        ("Quoi ? =a ~b}", 1, "never opened"),
        ("Quoi ? {~a ~b}", 1, "no right answer"),
        ("Quoi ? {a}", 1, "unreadable"),
        ("Quoi ? {=%abc%a ~b}", 1, "unreadable weight"),
        ("Quoi ? {#trois}", 1, "unreadable number"),
        ("Quoi ? {=a ~b} et {=c ~d}", 1, "several braces"),
    ],
)
def test_broken_gift_is_named_by_its_line(text, line, said):
    bank = read_gift(text, "a.gift")
    assert [error.place for error in bank.errors] == [f"a.gift:{line}"]
    assert said in bank.errors[0].en


@given(st.text(alphabet="{}=~#%:->\\n ab1\n[]/$") | st.text())
def test_any_text_is_gift_or_an_error(text):
    read_gift(text, "x")


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Crise</text></category></question>
<question type="multichoice"><name><text>Q1</text></name>
 <questiontext format="html"><text><![CDATA[<p>Que faire&nbsp;? <img src="@@PLUGINFILE@@/a%20b.png" alt="Un tweet"><script>x()</script></p>]]></text>
  <file name="a%20b.png" path="/" encoding="base64">iVBORw0KGgo=</file></questiontext>
 <generalfeedback format="html"><text>&lt;p&gt;La r&#233;gle.&lt;/p&gt;</text></generalfeedback>
 <single>false</single><shuffleanswers>1</shuffleanswers>
 <answer fraction="33.33333" format="html"><text>A</text><feedback format="html"><text>Oui</text></feedback></answer>
 <answer fraction="33.33333" format="html"><text>B</text></answer>
 <answer fraction="33.33333" format="html"><text>C</text></answer>
 <answer fraction="-100" format="html"><text>D</text></answer>
 <hint format="html"><text>Un indice</text></hint><tags><tag><text>ton</text></tag></tags></question>
<question type="shortanswer"><name><text>Q2</text></name><questiontext format="plain_text"><text>Mot ?</text></questiontext>
 <usecase>0</usecase><answer fraction="100"><text>réseau*</text></answer></question>
<question type="multianswer"><name><text>Q3</text></name><questiontext format="html"><text>Sous {1:NUMERICAL:=24:1} heures, en {1:MULTICHOICE:=privé#Oui~public#Non}.</text></questiontext></question>
<question type="essay"><name><text>Q4</text></name><questiontext><text>Racontez</text></questiontext></question>
<question type="calculatedmulti"><name><text>Q5</text></name><questiontext><text>?</text></questiontext></question>
<question type="multichoice"><name><text>Q6</text></name><questiontext><text>?</text></questiontext><single>true</single>
 <answer fraction="50"><text>A</text></answer><answer fraction="0"><text>B</text></answer></question>
</quiz>"""


def test_moodle_xml_as_moodle_writes_it():
    bank = read_moodle(MOODLE.encode(), "m.xml")
    first, short, cloze = (item.question for item in bank.items)
    assert (first.kind, first.text, first.explanation, first.tags) == (
        "multiple",
        "Que faire\xa0?",
        "La régle.",
        ("ton", "Crise"),
    )
    assert [o.correct for o in first.options] == [True, True, True, False]
    assert bank.items[0].image == ("a%20b.png", b"\x89PNG\r\n\x1a\n") and first.alt == "Un tweet"
    assert credit(short, ("Réseau social",)) == 1
    assert cloze.text == "Sous [[1]] heures, en [[2]]." and [o.text for o in cloze.options] == ["24", "privé", "public"]
    assert [s.en for s in bank.skipped] == [
        "kind 'essay' not supported: skipped", "kind 'calculatedmulti' not supported: skipped",
    ]  # fmt: skip
    assert [e.place for e in bank.errors] == ["m.xml#7 Q6"]  # the single choice without a right answer
    assert any(note.en == "hints left out" for note in bank.notes)
    assert bank.read == 6


BOMB = b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>'


@pytest.mark.parametrize("data", [BOMB, b"<quiz><question>", b"<html/>", b"", b"\xff\xfe\x00"])
@pytest.mark.parametrize("read", [read_moodle, read_qti])
def test_xml_that_is_none_of_ours_is_refused_in_words(read, data):
    bank = read(data, "f.xml")
    assert bank.items == [] and len(bank.errors) == 1


QTI21 = """<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="choix-1" title="Un choix" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>B</value></correctResponse></responseDeclaration>
<itemBody><p>Lisez :</p><p><img src="img/vue.png" alt="Une vue"/></p>
<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1"><prompt>Lequel ?</prompt>
<simpleChoice identifier="A">Le <i>premier</i><feedbackInline outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">Non.</feedbackInline></simpleChoice>
<simpleChoice identifier="B">Le second</simpleChoice></choiceInteraction></itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
<modalFeedback outcomeIdentifier="FEEDBACK" identifier="B" showHide="show">Oui.</modalFeedback></assessmentItem>"""

QTI22_ENTRY = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="mot" title="Mot">
<responseDeclaration identifier="R1" cardinality="single" baseType="string"><correctResponse><value>York</value></correctResponse>
<mapping defaultValue="0"><mapEntry mapKey="York" mappedValue="1"/><mapEntry mapKey="york city" mappedValue="0.5"/></mapping></responseDeclaration>
<itemBody><p>Richard de <textEntryInteraction responseIdentifier="R1" expectedLength="15"/></p></itemBody></assessmentItem>"""

QTI3_SLIDER = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="curseur" title="C">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="integer"/>
<qti-item-body><qti-slider-interaction response-identifier="RESPONSE" lower-bound="0" upper-bound="9"/></qti-item-body></qti-assessment-item>"""

MANIFEST = """<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>
<resource identifier="r1" type="imsqti_item_xmlv2p1" href="items/un.xml"><file href="items/un.xml"/></resource>
<resource identifier="r2" type="imsqti_item_xmlv2p2" href="items/mot.xml"/>
<resource identifier="r3" type="imsqti_item_xmlv3p0" href="items/curseur.xml"/>
<resource identifier="r4" type="imsqti_item_xmlv2p1" href="items/absent.xml"/>
<resource identifier="t" type="imsqti_test_xmlv2p1" href="test.xml"/></resources></manifest>"""


def _zip(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_qti_package_of_three_versions():
    bank = read_qti(_zip({
        "imsmanifest.xml": MANIFEST, "items/un.xml": QTI21, "items/mot.xml": QTI22_ENTRY, "items/curseur.xml": QTI3_SLIDER,
        "items/img/vue.png": b"png", "test.xml": "<assessmentTest/>",
    }), "p.zip")  # fmt: skip
    choice, word = (item.question for item in bank.items)
    assert choice.text == "Lisez :\nLequel ?" and choice.options[0].text == "Le *premier*"
    assert [o.feedback for o in choice.options] == ["Non.", "Oui."]
    assert bank.items[0].image == ("vue.png", b"png") and choice.alt == "Une vue"
    assert word.kind == "short" and [o.worth for o in word.options] == [0, 50]
    assert [s.en for s in bank.skipped] == ["kind 'sliderInteraction' not supported: skipped"]
    assert [e.place for e in bank.errors] == ["p.zip:items/absent.xml"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a\\..\\b.xml", "C:/x.xml"])
def test_a_zip_that_leaves_its_folder_is_refused(name):
    assert "leaves the zip" in read_qti(_zip({name: "<a/>"}), "p.zip").errors[0].en


def test_a_zip_that_grows_without_end_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"0" * 30_000_000)
    assert "too large" in read_qti(data.getvalue(), "p.zip").errors[0].en
    assert read_qti(b"PK\x03\x04 cut short", "p.zip").errors


def test_qti_1_2_is_told_what_to_do():
    assert "QTI 1.2" in read_qti(b"<questestinterop/>", "old.xml").errors[0].en


CSV = """Code;Genre;Question;Réponse A;Réponse B;Réponse C;Bonnes réponses;Retour A;Étiquettes;Couleur
avis;unique;Que faire ?;Refuser;Accepter;;A;Oui.;avis, ton;bleu
;multiple;Lesquelles ?;Un;Deux;Trois;A, C;;;
;jugement;Classez;Remercier;Expliquer;Attaquer;A > B > C;;;
;inconnu;?;a;b;;A;;;
;unique;Sans clé ?;a;b;;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_from_a_spreadsheet(encoding):
    bank = read_csv(CSV.encode(encoding), "t.csv")
    assert [item.question.kind for item in bank.items] == ["single", "multiple", "judgement"]
    assert [o.rank for o in bank.items[2].question.options] == [1, 2, 3]
    assert [s.place for s in bank.skipped] == ["t.csv:5"] and [e.place for e in bank.errors] == ["t.csv:6"]
    assert bank.notes[-1].fr == "colonnes inconnues, laissées de côté : Couleur"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_table_or_an_error(data):
    read_csv(data, "x")
    read_qti(data, "x")
    read_moodle(data, "x")
