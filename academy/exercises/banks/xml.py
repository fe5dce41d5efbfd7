"""XML as a plain tree, read with defusedxml: no entities, no DTD, no network. Names lose their namespace."""

import re
from dataclasses import dataclass, field
from typing import Any

from defusedxml import ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

LARGEST = 20_000_000  # bytes of one XML file
DEEPEST = 60


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
            "le fichier déclare des entités XML : refusé", "the file declares XML entities: refused"
        ) from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        raise Unreadable(
            f"XML mal formé, ligne {line} : {error}", f"malformed XML, line {line}: {error}", line
        ) from None
    return _node(root, 0)


def camel(name: str) -> str:
    name = name.rpartition("}")[2].rpartition(":")[2].removeprefix("qti-")
    return re.sub(r"-([a-z0-9])", lambda match: match[1].upper(), name)


def _node(element: Any, depth: int) -> Node:
    if depth > DEEPEST:
        raise Unreadable(f"plus de {DEEPEST} niveaux de balises", f"more than {DEEPEST} levels of tags")
    attributes = {camel(name): value for name, value in element.attrib.items()}
    children = [_node(one, depth + 1) for one in element if isinstance(one.tag, str)]
    return Node(camel(element.tag), attributes, element.text or "", element.tail or "", children)
