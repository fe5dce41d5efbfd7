"""XML as a plain tree, read with defusedxml: no entities, no DTD, no network. Names lose their namespace."""

import re
from dataclasses import dataclass, field
from typing import Any

from defusedxml import ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

LARGEST = 20_000_000  # bytes of one XML file
DEEPEST = 60
# Codes of expat → what is wrong and what to do about it.
_TORN = ("le fichier s'arrête trop tôt : exportez-le à nouveau", "the file ends too early: export it again")
_WRONG = {
    3: _TORN, 5: _TORN, 20: _TORN,
    4: ("signe interdit ; dans un texte, « & » s'écrit &amp; et « < » s'écrit &lt;",
        "forbidden character; in a text, '&' is written &amp; and '<' is written &lt;"),
    7: ("une balise n'est pas fermée, ou pas dans l'ordre", "a tag is not closed, or not in order"),
    8: ("un attribut est écrit deux fois", "an attribute is written twice"),
    9: ("du texte suit la dernière balise fermante", "text follows the last closing tag"),
    11: ("nom de signe inconnu en XML ; une espace insécable s'écrit &#160; et non &nbsp;",
         "a name of a character that XML does not know; a no-break space is &#160;, not &nbsp;"),
    27: ("un préfixe de balise n'est pas déclaré (xmlns)", "a prefix of a tag is not declared (xmlns)"),
}  # fmt: skip
_ENCODING = ("le texte n'est pas dans l'encodage annoncé en première ligne : enregistrez le fichier en UTF-8",
             "the text is not in the encoding that the first line names: save the file as UTF-8")  # fmt: skip


class Unreadable(Exception):
    """Not XML we read; `fr` and `en` say why, with the line where the parser stopped."""

    def __init__(self, fr: str, en: str, line: int = 0) -> None:
        super().__init__(en)
        self.fr, self.en, self.line = fr, en, line


@dataclass(slots=True)
class Node:
    """`tag` and attribute names in QTI 2's camel case («qti-choice-interaction» is «choiceInteraction»)."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    tail: str = ""
    children: list["Node"] = field(default_factory=list)

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def child(self, tag: str) -> "Node | None":
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, *tags: str) -> list["Node"]:
        """Descendants with one of these tags, in document order."""
        found = []
        for one in self.children:
            found += ([one] if one.tag in tags else []) + one.all(*tags)
        return found

    def content(self) -> str:
        """All text inside."""
        return self.text + "".join(one.content() + one.tail for one in self.children)


def parse(data: bytes) -> Node:
    """Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("fichier XML de plus de 20 Mo", "XML file over 20 MB")
    try:
        root = ElementTree.fromstring(data, forbid_dtd=False)
    except DefusedXmlException:
        raise Unreadable(
            "le fichier déclare des entités XML : refusé ; enlevez ses lignes <!ENTITY …>",
            "the file declares XML entities: refused; take its <!ENTITY …> lines out",
        ) from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _unreadable(data, error) from None
    return _node(root, 0)


def _unreadable(data: bytes, error: Exception) -> Unreadable:
    line, column = getattr(error, "position", (0, 0))
    known = _WRONG.get(getattr(error, "code", 0))
    if not _is_utf8(data):
        known = _ENCODING
    fr, en = known or (str(error), str(error))
    if not line:
        return Unreadable(f"XML mal formé : {fr}", f"malformed XML: {en}")
    return Unreadable(
        f"XML mal formé, ligne {line}, colonne {column + 1} : {fr}",
        f"malformed XML, line {line}, column {column + 1}: {en}", line,
    )  # fmt: skip


def _is_utf8(data: bytes) -> bool:
    """Whether the text is UTF-8, or does not claim to be."""
    named = re.match(rb"[^>]{0,80}encoding=[\"']([\w.-]+)", data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or (named and named[1].lower() not in (b"utf-8", b"utf8")):
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def camel(name: str) -> str:
    name = name.rpartition("}")[2].rpartition(":")[2].removeprefix("qti-")
    return re.sub(r"-([a-z0-9])", lambda match: match[1].upper(), name)


def _node(element: Any, depth: int) -> Node:
    if depth > DEEPEST:
        raise Unreadable(f"plus de {DEEPEST} niveaux de balises", f"more than {DEEPEST} levels of tags")
    attributes = {camel(name): value for name, value in element.attrib.items()}
    children = [_node(one, depth + 1) for one in element if isinstance(one.tag, str)]
    return Node(camel(element.tag), attributes, element.text or "", element.tail or "", children)
