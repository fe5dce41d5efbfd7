# ruff: noqa: E501  other tools write long lines
"""Pictures and feedback in the files that tools write: what comes along, and what is named because it cannot."""

import base64

import pytest

from academy.library.bank_formats import read_file
from academy.library.models import Question
from tests.library.test_bank_files import brand, imported, place, png  # noqa: F401  fixtures and what they need
from tests.library.test_bank_odd_files import HEAD, zipped

QTI_2 = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p{v}" identifier="photo" title="Photo" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>
<itemBody><div class="row">{picture}</div><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1"><prompt>Que montre la photo ?</prompt>
<simpleChoice identifier="A"><img src="../media/rond.png" alt="un rond"/></simpleChoice><simpleChoice identifier="B">Un carré</simpleChoice></choiceInteraction></itemBody>
<modalFeedback outcomeIdentifier="FEEDBACK" identifier="A" showHide="show"><p>Oui. <img src="../media/oui.png" alt=""/></p></modalFeedback></assessmentItem>"""
QTI_3 = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="photo" title="Photo" adaptive="false" time-dependent="false" xml:lang="fr">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>A</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><figure><picture><source srcset="../media/grand.webp"/><img src="../media/vue%201.png" alt="une place"/></picture></figure>
<qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-prompt>Que montre la photo ?</qti-prompt>
<qti-simple-choice identifier="A"><img src="../media/rond.png" alt="un rond"/></qti-simple-choice><qti-simple-choice identifier="B">Un carré</qti-simple-choice></qti-choice-interaction></qti-item-body>
<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="A" show-hide="show"><qti-content-body><p>Oui. <img src="../media/oui.png" alt=""/></p></qti-content-body></qti-modal-feedback></qti-assessment-item>"""
IMG = '<img src="../media/vue%201.png" alt="une place"/>'
OBJECT = '<object data="../media/vue%201.png" type="image/png" width="40" height="30">une place</object>'


def _package(item: str) -> bytes:
    resource = '<resource identifier="r" type="imsqti_item_xmlv2p2" href="items/photo.xml"><file href="items/photo.xml"/><file href="media/vue 1.png"/></resource>'
    return zipped({
        "imsmanifest.xml": f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{resource}</resources></manifest>',
        "items/photo.xml": item, "media/vue 1.png": png(), "media/rond.png": png("blue"),
    })  # fmt: skip


@pytest.mark.parametrize(
    "item", [QTI_2.format(v=1, picture=IMG), QTI_2.format(v=2, picture=OBJECT), QTI_3], ids=["2.1", "2.2", "3.0"]
)
def test_a_qti_package_brings_its_picture_and_feedback_and_names_the_pictures_left(brand, place, item):  # noqa: F811
    code, said = imported(place("p.zip", _package(item)))
    assert (code, said["imported"], said["errors"]) == (0, 1, [])
    row = Question.objects.get()
    assert (row.image.width, row.alt) == (40, "une place")
    assert [o.value["text"] for o in row.options] == ["un rond", "Un carré"]  # a picture alone is told by its words
    assert row.options[0].value["feedback"] == "Oui."
    notes = [note.en for note in read_file(_package(item), "p.zip", "fr").notes]
    assert notes == [
        "image left out (one per question, in its text): ../media/rond.png",
        "image not in the package: ../media/oui.png",
    ]


def test_gift_names_each_picture_it_cannot_bring_and_takes_one_that_stands_in_the_text(brand, place):  # noqa: F811
    inline = base64.b64encode(png()).decode().replace("=", "\\=")
    text = (
        '::a::[html]<p>Vue ? <img src\\="@@PLUGINFILE@@/a.png" alt\\="x"></p>{=a ~b}\n\n'
        + f'::b::[html]<p>Ceci ? <img src\\="data\\:image/png;base64,{inline}" alt\\="un carré"></p>{{=a ~b}}\n'
    )
    notes = read_file(text.encode(), "a.gift", "fr").notes
    assert [(note.place, "Moodle XML" in note.fr) for note in notes] == [("a.gift:1", True)]
    assert imported(place("a.gift", text))[1]["imported"] == 2
    row = Question.objects.get(code="b")
    assert (row.image.width, row.alt) == (40, "un carré") and not Question.objects.get(code="a").image


TABLE = (
    HEAD.strip()
    + ";Image;Texte de remplacement\r\nunique;Que voit-on ?;Un carré;Un rond;A;images\\Carré.PNG;un carré rouge\r\nunique;Et là ?;Un;Deux;A;rien.png;\r\n"
)


def test_a_table_in_a_zip_brings_the_pictures_it_names(brand, place):  # noqa: F811
    data = zipped(
        {"banque/questions.csv": TABLE, "banque/images/carré.png": png(), "__MACOSX/banque/._questions.csv": "x"}
    )
    assert imported(place("t.zip", data))[1]["imported"] == 2
    row = Question.objects.get(code="que-voit-on")
    assert (row.image.width, row.alt) == (40, "un carré rouge")
    assert [(n.place, "zip" in n.fr) for n in read_file(data, "t.zip", "fr").notes] == [
        ("t.zip:banque/questions.csv:3", True)
    ]


def test_a_table_on_the_disk_reads_pictures_of_its_own_folder_only(brand, place, tmp_path):  # noqa: F811
    place("secret.png", png())
    folder = tmp_path / "banque"
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "Carré.PNG").write_bytes(png())
    (folder / "t.csv").write_text(TABLE.replace("rien.png", "../secret.png"), encoding="utf-8")
    assert imported(str(folder / "t.csv"))[1]["imported"] == 2
    assert bool(Question.objects.get(code="que-voit-on").image) and not Question.objects.get(code="et-la").image


def test_moodle_xml_takes_a_picture_written_into_the_text(brand, place):  # noqa: F811
    inline = base64.b64encode(png()).decode()
    text = f"""<?xml version="1.0"?><quiz><question type="shortanswer"><name><text>m</text></name><questiontext format="html"><text>
    <![CDATA[<p>Quoi ? <img src="data:image/png;base64,{inline}" alt="un carré"><img src="@@PLUGINFILE@@/b.png"></p>]]></text></questiontext>
    <answer fraction="100"><text>carré</text></answer></question></quiz>"""
    assert [note.en for note in read_file(text.encode(), "m.xml", "fr").notes] == [
        "image not in the file: @@PLUGINFILE@@/b.png"
    ]
    imported(place("m.xml", text))
    assert Question.objects.get().alt == "un carré" and Question.objects.get().image


def test_a_table_names_every_picture_that_it_leaves_out(brand, place):  # noqa: F811
    one = f'<img src="data:image/png;base64,{base64.b64encode(png()).decode()}" alt="{{}}">'
    html = f'<p>Quoi ? {one.format("un carré")}{one.format("un rond")}<img src="b.png"></p>'
    rows = ["question;réponse a;réponse b;bonnes réponses;image", f'"{html.replace(chr(34), chr(34) * 2)}";a;b;A;{{}}']
    left = "image left out (one per question, in its text): "
    found = read_file("\n".join(rows).format("").encode(), "t.csv", "fr")
    assert [note.en for note in found.notes] == [f"{left}un rond", f"{left}b.png"]
    named = read_file("\n".join(rows).format("a.png").encode(), "t.csv", "fr", lambda name: png())
    assert [note.en for note in named.notes] == [f"{left}un carré", f"{left}un rond", f"{left}b.png"]
    assert named.items[0].image[0] == "a.png"
