"""Stories as people really bring them, broken ones too: what the report says of each, to the number."""

import io
import json
import zipfile

import pytest

from academy.exercises.stories.read import read_stories


def _html(format: str, passages: str) -> bytes:
    story = f'<tw-storydata name="T &amp; U" startnode="1" format="{format}">{passages}</tw-storydata>'
    return f"<html><body>{story}</body></html>".encode()


def _h5p(content: object, library: str = "H5P.BranchingScenario") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("h5p.json", json.dumps({"mainLibrary": library, "title": "T"}))
        archive.writestr("content/content.json", content if isinstance(content, str) else json.dumps(content))
    return out.getvalue()


def _question(*alternatives: tuple[str, object]) -> dict:
    rows = [{"text": text, "nextContentId": target, "feedback": {"endScreenScore": 3}} for text, target in alternatives]
    params = {"branchingQuestion": {"question": "<p>Q</p>", "alternatives": rows}}
    return {"type": {"library": "H5P.BranchingQuestion 1.0", "params": params}}


def _branching(content: object) -> dict:
    screens = [{"endScreenTitle": "Fin", "endScreenScore": 5, "contentId": -1}]
    return {"branchingScenario": {"content": content, "endScreens": screens}}


_TWO = '<tw-passagedata pid="1" name="A">[[B]]</tw-passagedata><tw-passagedata pid="2" name="B">x</tw-passagedata>'
_CODE = '<style role="stylesheet">b{}</style><script role="script">alert(1)</script><tw-tag name="x"></tw-tag>'
_TITLED = _TWO.replace('name="A"', 'name="A &lt;b&gt;"')
_SNOWMAN = _TWO.replace("[[B]]", "<% s.x=1 %> [[B]]")
_LEFT_PAGE = "<!doctype html><script>var x='<tw-storydata>';</script>"
_CHOICE = ["ev", {"^->": "0.2.$r1"}, {"temp=": "$r"}, "str", {"->": ".^.s"}, [{"#n": "$r1"}], "/str", "/ev",
           {"*": "0.c-0", "flg": 18}, {"s": ["^Go", {"->": "$r", "var": True}, None]}]  # fmt: skip
_ROOT = [["^Hello", "\n", _CHOICE, {"c-0": ["^Go", "\n", "end", {"#f": 5}]}], "done", None]
_INK = json.dumps({"inkVersion": 21, "root": _ROOT, "listDefs": {}}).encode()
_TEXT = {"type": {"library": "H5P.AdvancedText 1.1", "params": {"text": "<p>x</p>"}}, "nextContentId": -1}
_VIDEO = {"type": {"library": "H5P.Video 1.6", "params": {}}, "nextContentId": 1}
_IMAGE = {"type": {"library": "H5P.Image 1.1", "params": {"alt": "Une selle"}}, "nextContentId": -1}
_H5P = _h5p(_branching([_question(("A", -1), ("B", 1)), _TEXT]))
_SUGAR = """:: StoryData
{"format":"SugarCube"}
:: Start
<<set $trust to 3>><<if $trust gt 2>>Ok<<else>>No<</if>>
<<link "Go" "End">><<set $trust += 1>><</link>>
[[Next|End][$trust -= 1]]
[img[pic.png][End]]
<<button [[X->End]]>><</button>>
:: End
bye <<print $trust>>
:: x [script]
alert(1)
:: y [stylesheet]
b{}"""
_HARLOWE = """:: StoryData
{"format":"Harlowe","start":"S"}
:: S
(set: $t to 1)(if: $t > 0)[yes](else:)[no]
(link-goto: "Go", "E")
(link: "x")[(goto: "E")]
[[A->E]]
(set: $t to it + 1)
:: E
|hook>[text]
**bold** //it// <script>alert(1)</script>"""
_CHAPBOOK = """:: StoryData
{"format":"Chapbook"}
:: S
trust: 3
--
[if trust > 2]
yes

[continued]
{restart link}
{embed passage: "E"}
[[Go->E]]
> [[Fork->E]]
:: E
fin"""
_NO_INK = "ce JSON n'est pas de l'ink compilé (inkVersion et root attendus)"
_ZIP = "archive zip incomplète ou abîmée : exportez-la à nouveau"
_LOST_START = b':: StoryData\n{"start": "Nope","format":"Harlowe"}\n:: A\n[[B]]\n:: B\nfin'

# file: (bytes, [(steps, choices, how many left out, the error)] of each story in it)
STORIES = {
    "empty.twee": (b"", [(0, 0, 0, "le fichier est vide")]),
    "no-title.twee": (b":: Start\nHello [[Go->End]]\n:: End\nBye", [(2, 1, 0, "")]),
    "two-of-a-name.twee": (b":: A\nun\n:: A\ndeux", [(0, 0, 0, "deux passages s'appellent « A »")]),
    "broken-links.twee": (b":: Start\n[[Nowhere]]\n[[]]\n[[->]]\n[[a|b|c]]", [(1, 2, 2, "")]),
    "windows.twee": (
        "\ufeff:: StoryTitle\r\nÉté\r\n\r\n:: Début [x y] {}\r\nBonjour [[Aller<-Fin]]\r\n:: Fin\r\nFini".encode(),
        [(2, 1, 3, "")],
    ),
    "latin1.twee": (":: Début\nÉté".encode("latin-1"), [(0, 0, 0, "le fichier n'est pas en UTF-8 (octet 4)")]),
    "story-data.twee": (b':: StoryData\n{"start": \n:: A\n', [(0, 0, 0, "ligne 1 : StoryData n'est pas du JSON")]),
    "lost-start.twee": (_LOST_START, [(2, 1, 1, "")]),
    "sugarcube.twee": (_SUGAR.encode(), [(2, 3, 6, "")]),
    "harlowe.twee": (_HARLOWE.encode(), [(2, 2, 5, "")]),
    "chapbook.twee": (_CHAPBOOK.encode(), [(2, 2, 4, "")]),
    "circle.twee": (b":: A\n[[B]]\n:: B\n[[A]]", [(2, 2, 0, "")]),
    "titled.html": (_html("Harlowe", _TITLED), [(2, 1, 0, "")]),
    "no-start.html": (_html("SugarCube", _TWO.replace('pid="1"', 'pid="9"')), [(2, 1, 0, "")]),
    "cut.html": (_html("Chapbook", _TWO)[:-60], [(1, 1, 1, "")]),
    "no-story.html": (b"<html><p>Bonjour</p></html>", [
        (0, 0, 0, "aucune histoire Twine 2 (élément tw-storydata) dans la page")
    ]),
    "no-passage.html": (_html("Harlowe", ""), [(0, 0, 0, "aucun passage à lire")]),
    "snowman.html": (_html("Snowman", _SNOWMAN), [(2, 1, 1, "")]),
    "published.html": (_LEFT_PAGE.encode() + _html("Harlowe", _CODE + _TWO), [(2, 1, 2, "")]),
    "archive.html": (_html("Harlowe", "") + _html("Harlowe", _TWO), [(0, 0, 0, "aucun passage à lire"), (2, 1, 0, "")]),
    "choice.json": (_INK, [(2, 1, 0, "")]),
    "bom.json": (b"\xef\xbb\xbf" + _INK, [(2, 1, 0, "")]),
    "no-root.json": (b'{"inkVersion":21}', [(0, 0, 0, _NO_INK)]),
    "root-is-text.json": (b'{"inkVersion":21,"root":"x"}', [(0, 0, 0, _NO_INK)]),
    "a-list.json": (b"[1,2]", [(0, 0, 0, _NO_INK)]),
    "deep.json": (b'{"inkVersion":21,"root":' + b"[" * 3000 + b"]" * 3000 + b"}", [
        (0, 0, 0, "deep.json : imbrication trop profonde")
    ]),
    "old.json": (b'{"inkVersion":17,"root":[[],"done",null]}', [(0, 0, 0, "version d'ink 17 ; lues : 19 à 21")]),
    "cut.json": (_INK[:-20], [(0, 0, 0, "cut.json n'est pas du JSON lisible (ligne 1)")]),
    "source.ink": (b"=== start ===\n* [Go] -> END", [
        (0, 0, 0, "source ink ; exportez-la d'Inky en JSON (File, Export to JSON)")
    ]),
    "good.h5p": (_H5P, [(3, 3, 1, "")]),
    "circle.h5p": (_h5p(_branching([_question(("A", 0), ("B", 0))])), [(1, 2, 1, "")]),
    "targets.h5p": (_h5p(_branching([_question(("A", 99), ("B", "x"), ("C", None), ("D", -7))])), [(2, 4, 2, "")]),
    "no-answer.h5p": (_h5p(_branching([_question()])), [(1, 0, 2, "")]),
    "media.h5p": (_h5p(_branching([_VIDEO, _question(("A", -1), ("B", -1)), _IMAGE])), [(4, 4, 3, "")]),
    "nothings.h5p": (_h5p(_branching([None, 1, "x", {"type": None}, {"type": {"library": None}}])), [(6, 5, 6, "")]),
    "another-type.h5p": (_h5p({}, "H5P.QuestionSet"), [
        (0, 0, 0, "type H5P « H5P.QuestionSet » ; attendu : H5P.BranchingScenario")
    ]),
    "no-json.h5p": (_h5p("{oops"), [(0, 0, 0, "content/content.json n'est pas du JSON lisible (ligne 1)")]),
    "text.h5p": (_h5p(_branching("x")), [(0, 0, 0, "le scénario H5P n'a pas de contenu")]),
    "no-zip.h5p": (b"hello", [(0, 0, 0, _ZIP)]),
    "cut.h5p": (_H5P[:-30], [(0, 0, 0, _ZIP)]),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_the_report_of_an_odd_story_is_exact(name):
    data, expected = STORIES[name]
    found = read_stories(data, name, "fr")
    told = [
        (len(one.scenario.steps) if one.scenario else 0, one.choices, len(one.left_out),
         one.errors[0].fr if one.errors else "")
        for one in found
    ]  # fmt: skip
    assert told == expected
    assert all((one.scenario is None) == bool(one.errors) for one in found)
