# ruff: noqa: E501  other tools write long lines
"""More files in the very form that tools write them: Moodle 4, TAO, the QTI 3 examples, spreadsheets; and hostile XML."""

import pytest

from academy.exercises.banks.gift import read_gift
from academy.exercises.banks.moodle import read_moodle
from academy.exercises.banks.qti import read_qti
from academy.exercises.banks.table import read_csv
from academy.exercises.kinds import credit, kind_of

MOODLE_GIFT = r"""// question: 0  name: Switch category to $course$/top/Par défaut pour Avis
$CATEGORY: $course$/top/Par défaut pour Avis


// question: 4711  name: Accolades et signes
::Accolades et signes::[html]<p>Que vaut \{a\} \= 1 \: 2 ?</p>{
	=<p>a\=1</p>#<p>Oui \: bien.</p>
	~<p>a\~2</p>#<p>Non.</p>
}


// question: 4712  name: Numérique à plusieurs réponses
::Numérique::[html]Combien d'heures ?{#
	=%100%24:2#Juste.
	=%50%48:5#Un peu tard.
}


// question: 4713  name: Vrai/faux
::Vrai/faux::[moodle]Un avis acheté est permis.{FALSE#Si, c'est interdit.#Exact.####La loi l'interdit.}


// question: 4714  name: Appariement
::Appariement::[plain]Qui répond ?{
	=Une panne -> L'atelier
	=Une insulte -> Personne
	= -> La presse
}
"""


def test_gift_as_moodle_4_exports_it():
    bank = read_gift(MOODLE_GIFT, "questions-Avis.gift")
    assert bank.errors == [] and bank.read == 4
    signs, hours, law, pairs = (item.question for item in bank.items)
    assert signs.text == "Que vaut {a} = 1 : 2 ?" and [o.text for o in signs.options] == ["a=1", "a~2"]
    assert signs.options[0].feedback == "Oui : bien."
    assert credit(hours, ("25",)) == 1 and float(credit(hours, ("50",))) == 0.5 and credit(hours, ("60",)) == 0
    assert law.kind == "truefalse" and not next(o for o in law.options if o.id == "vrai").correct
    assert pairs.kind == "matching" and [o.match for o in pairs.options] == ["L'atelier", "Personne", "La presse"]


MOODLE_4 = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category"><category><text>$course$/top/Avis</text></category><info format="moodle_auto_format"><text></text></info><idnumber></idnumber></question>
<!-- question: 31  -->
  <question type="truefalse"><name><text>VF</text></name><questiontext format="html"><text><![CDATA[<p dir="ltr" style="text-align: left;">Un avis acheté est permis.<br></p>]]></text></questiontext>
    <generalfeedback format="html"><text></text></generalfeedback><defaultgrade>1.0000000</defaultgrade><penalty>1.0000000</penalty><hidden>0</hidden><idnumber>vf-1</idnumber>
    <answer fraction="0" format="moodle_auto_format"><text>true</text><feedback format="html"><text><![CDATA[<p>Interdit.</p>]]></text></feedback></answer>
    <answer fraction="100" format="moodle_auto_format"><text>false</text><feedback format="html"><text></text></feedback></answer></question>
<!-- question: 32  -->
  <question type="numerical"><name><text>Num</text></name><questiontext format="html"><text>Sous combien d'heures ?</text></questiontext>
    <answer fraction="100" format="moodle_auto_format"><text>24</text><feedback format="html"><text>Oui.</text></feedback><tolerance>2</tolerance></answer>
    <unitgradingtype>0</unitgradingtype><unitpenalty>0.1000000</unitpenalty><showunits>3</showunits><unitsleft>0</unitsleft></question>
<!-- question: 33  -->
  <question type="matching"><name><text>Paires</text></name><questiontext format="html"><text>Qui répond ?</text></questiontext><shuffleanswers>true</shuffleanswers>
    <subquestion format="html"><text><![CDATA[<p>Une panne</p>]]></text><answer><text>L'atelier</text></answer></subquestion>
    <subquestion format="html"><text><![CDATA[<p>Une insulte</p>]]></text><answer><text>Personne</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>La presse</text></answer></subquestion></question>
<!-- question: 34  -->
  <question type="gapselect"><name><text>Mots</text></name><questiontext format="html"><text>On répond en [[1]] et jamais en [[2]].</text></questiontext>
    <selectoption><text>public</text><group>1</group></selectoption><selectoption><text>colère</text><group>1</group></selectoption></question>
<!-- question: 35  -->
  <question type="ordering"><name><text>Ordre</text></name><questiontext format="html"><text>Dans quel ordre ?</text></questiontext>
    <layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><gradingtype>ABSOLUTE_POSITION</gradingtype>
    <answer fraction="1.0000000" format="html"><text>Lire</text></answer><answer fraction="2.0000000" format="html"><text>Vérifier</text></answer><answer fraction="3.0000000" format="html"><text>Répondre</text></answer></question>
<!-- question: 36  -->
  <question type="ddimageortext"><name><text>Glisser</text></name><questiontext format="html"><text>Placez.</text></questiontext></question>
</quiz>
"""


def test_moodle_xml_as_moodle_4_exports_it():
    bank = read_moodle(MOODLE_4.encode(), "questions.xml")
    assert bank.errors == [] and bank.read == 6
    kinds = {item.question.kind for item in bank.items}
    assert {"truefalse", "numeric", "matching"} <= kinds
    assert len(bank.items) + len(bank.skipped) == bank.read
    assert any("ddimageortext" in one.en for one in bank.skipped)
    for item in bank.items:
        question = item.question
        assert credit(question, kind_of(question).right(question)) == 1, question.kind
    fault = next(item.question for item in bank.items if item.question.kind == "truefalse")
    assert fault.text == "Un avis acheté est permis." and any(o.feedback == "Interdit." for o in fault.options)


TAO = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqti_v2p2 http://www.imsglobal.org/xsd/qti/qtiv2p2/imsqti_v2p2.xsd" identifier="i15" title="Ordre" label="Ordre" xml:lang="fr-FR" adaptive="false" timeDependent="false" toolName="TAO" toolVersion="2024.06">
  <responseDeclaration identifier="RESPONSE" cardinality="ordered" baseType="identifier"><correctResponse><value><![CDATA[c1]]></value><value><![CDATA[c3]]></value><value><![CDATA[c2]]></value></correctResponse></responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float" normalMaximum="1"/>
  <stylesheet href="style/custom/tao-user-styles.css" type="text/css" media="all"/>
  <itemBody><div class="grid-row"><div class="col-12"><orderInteraction responseIdentifier="RESPONSE" shuffle="false"><prompt>Dans quel ordre&#160;?</prompt>
    <simpleChoice identifier="c1" fixed="false" showHide="show">Lire</simpleChoice><simpleChoice identifier="c2" fixed="false" showHide="show">Répondre</simpleChoice><simpleChoice identifier="c3" fixed="false" showHide="show">Vérifier</simpleChoice>
  </orderInteraction></div></div></itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/>
</assessmentItem>"""

TAO_MATCH = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i16" title="Association" adaptive="false" timeDependent="false" toolName="TAO">
  <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="directedPair"><correctResponse><value>panne atelier</value><value>insulte personne</value></correctResponse></responseDeclaration>
  <itemBody><matchInteraction responseIdentifier="RESPONSE" shuffle="false" maxAssociations="0" minAssociations="0"><prompt>Qui répond ?</prompt>
    <simpleMatchSet><simpleAssociableChoice identifier="panne" fixed="false" matchMax="1">Une panne</simpleAssociableChoice><simpleAssociableChoice identifier="insulte" fixed="false" matchMax="1">Une insulte</simpleAssociableChoice></simpleMatchSet>
    <simpleMatchSet><simpleAssociableChoice identifier="atelier" fixed="false" matchMax="1">L'atelier</simpleAssociableChoice><simpleAssociableChoice identifier="personne" fixed="false" matchMax="1">Personne</simpleAssociableChoice><simpleAssociableChoice identifier="presse" matchMax="1">La presse</simpleAssociableChoice></simpleMatchSet>
  </matchInteraction></itemBody></assessmentItem>"""

QTI3_MULTIPLE = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqtiasi_v3p0 https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd" identifier="eau" title="Composition" adaptive="false" time-dependent="false" xml:lang="fr">
  <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier"><qti-correct-response><qti-value>H</qti-value><qti-value>O</qti-value></qti-correct-response>
    <qti-mapping lower-bound="0" upper-bound="2" default-value="-2"><qti-map-entry map-key="H" mapped-value="1"/><qti-map-entry map-key="O" mapped-value="1"/><qti-map-entry map-key="Cl" mapped-value="-1"/></qti-mapping></qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body><qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="0"><qti-prompt>De quoi l'eau est-elle faite ?</qti-prompt>
    <qti-simple-choice identifier="H" fixed="false">Hydrogène</qti-simple-choice><qti-simple-choice identifier="O">Oxygène</qti-simple-choice><qti-simple-choice identifier="Cl">Chlore</qti-simple-choice></qti-choice-interaction></qti-item-body>
  <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml"/>
</qti-assessment-item>"""


@pytest.mark.parametrize(
    ("file", "kind", "count"), [(TAO, "ordering", 3), (TAO_MATCH, "matching", 3), (QTI3_MULTIPLE, "multiple", 3)]
)
def test_single_qti_items_as_tools_write_them(file, kind, count):
    bank = read_qti(file.encode(), "item.xml")
    assert bank.errors == [] and bank.read == 1
    question = bank.items[0].question
    assert question.kind == kind and len(question.options) == count
    assert credit(question, kind_of(question).right(question)) == 1


def test_the_order_is_that_of_the_key_and_not_of_the_file():
    question = read_qti(TAO.encode(), "item.xml").items[0].question
    assert [option.text for option in question.options] == ["Lire", "Vérifier", "Répondre"]


EXCEL_TABS = 'code\tkind\tquestion\tanswer A\tanswer B\tright answers\tfeedback A\r\n\tsingle\t"Two\r\nlines?"\tYes\tNo\tA\t"Well; done"\r\n'
SHEETS = 'code,kind,question,answer A,answer B,right answers,feedback A\n,single,"What, then?",Yes,No,B,"a ""quoted"" word"\n'


@pytest.mark.parametrize(("text", "said"), [(EXCEL_TABS, "Two\nlines?"), (SHEETS, "What, then?")])
def test_tables_as_spreadsheets_save_them(text, said):
    bank = read_csv(text.encode(), "q.csv")
    assert bank.errors == [] and [item.question.text for item in bank.items] == [said]


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {new} "{"&" + old + ";" * 1}{("&" + old + ";") * 9}">'.encode()
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + b"]><quiz><question type='essay'><questiontext><text>&i;</text></questiontext></question></quiz>"  # fmt: skip
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question type="shortanswer"><questiontext><text>&x;</text></questiontext></question></quiz>'
PARAMETER = b'<?xml version="1.0"?><!DOCTYPE q [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]><assessmentItem/>'


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, PARAMETER], ids=["laughs", "outside", "parameter"])
@pytest.mark.parametrize("read", [read_moodle, read_qti])
def test_entities_are_refused_and_nothing_is_fetched(read, data):
    bank = read(data, "evil.xml")
    assert bank.items == [] and len(bank.errors) == 1
    assert "root:" not in str(bank.errors)
