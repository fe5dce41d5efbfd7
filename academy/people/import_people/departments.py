"""The brand's department tree as it would be after the import."""

from dataclasses import dataclass

from django.utils.text import slugify
from django.utils.translation import gettext as _

from academy.people.import_people.rows import DepartmentRow, Problem
from academy.people.models import Brand, Department


@dataclass
class Node:
    code: str
    name: str
    parent: str  # a code; '' at the top
    pk: int | None = None
    changed: bool = False


class Tree:
    def __init__(self, brand: Brand):
        rows = list(Department.objects.filter(brand=brand))
        code_of = {row.pk: row.code for row in rows}
        self.nodes = {row.code: Node(row.code, row.name, code_of.get(row.parent_id, ""), row.pk) for row in rows}

    def merge(self, rows: list[DepartmentRow]) -> list[Problem]:
        """Take in the departments of the file; a parent may be named before it is listed."""
        problems = []
        for row in rows:
            node = self.nodes.setdefault(row.code, Node(row.code, row.name, ""))
            if node.name != row.name:
                node.name, node.changed = row.name, True
        for row in rows:
            parent = self.find(row.parent) if row.parent else None
            if row.parent and parent is None:
                text = _("no department is called %(value)s") % {"value": row.parent[:60]}
                problems.append(Problem(row.row, "parent", text))
                continue
            node, code = self.nodes[row.code], parent.code if parent else ""
            if node.parent != code:
                node.parent, node.changed = code, True
        for row in rows:
            circle = self._circle(row.code)
            if circle:
                text = _("goes in a circle: %(codes)s") % {"codes": " > ".join(circle)}
                problems.append(Problem(row.row, "parent", text))
                break
        return problems

    def _circle(self, code: str) -> list[str]:
        seen = [code]
        while code := self.nodes[code].parent:
            if code in seen:
                return [*seen[seen.index(code) :], code]
            seen.append(code)
        return []

    def find(self, text: str) -> Node | None:
        """By code, by path («Marketing > Social»), or by name when one department has it."""
        if text in self.nodes:
            return self.nodes[text]
        parts = [part.strip().casefold() for part in text.split(">")]
        named = [node for node in self.nodes.values() if node.name.casefold() == parts[-1]]
        if len(parts) > 1:
            named = [node for node in named if self._path(node)[-len(parts) :] == parts]
        return named[0] if len(named) == 1 else None

    def _path(self, node: Node) -> list[str]:
        path = [node.name.casefold()]
        while node.parent and len(path) < 50:
            node = self.nodes[node.parent]
            path.insert(0, node.name.casefold())
        return path

    def is_ambiguous(self, text: str) -> bool:
        return sum(node.name.casefold() == text.casefold() for node in self.nodes.values()) > 1

    def grow(self, text: str) -> Node:
        """The department of a path, made with what is missing above it."""
        parent = ""
        for part in (part.strip()[:120] for part in text.split(">")):
            found = [
                node
                for node in self.nodes.values()
                if node.parent == parent and node.name.casefold() == part.casefold()
            ]
            node = found[0] if found else self._add(part, parent)
            parent = node.code
        return node

    def _add(self, name: str, parent: str) -> Node:
        base = slugify(name)[:50] or "service"
        code, number = base, 1
        while code in self.nodes:
            number += 1
            code = f"{base}-{number}"
        self.nodes[code] = Node(code, name, parent)
        return self.nodes[code]

    @property
    def new(self) -> list[Node]:
        """What must be made, parents first."""
        return sorted((n for n in self.nodes.values() if n.pk is None), key=lambda node: len(self._path(node)))

    @property
    def changed(self) -> list[Node]:
        return [node for node in self.nodes.values() if node.pk is not None and node.changed]
