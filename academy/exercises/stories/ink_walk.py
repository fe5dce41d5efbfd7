"""The containers of compiled ink, the paths between them, and one walk from a place to where the learner decides."""

from dataclasses import dataclass, field
from typing import Any, Optional

from academy.exercises.scenario import Effect
from academy.exercises.stories.plain_json import table, text

_MOST_ITEMS = 5_000  # of one walk
_QUIET = {"nop", "pop", "done", "end", "<>", "ev", "/ev", "str", "/str", "\n", "out", "void"}


@dataclass(slots=True, eq=False)
class Container:
    """`index` is its place in the parent's content; None for content reached by name alone."""

    name: str
    parent: Optional["Container"] = None
    index: int | None = None
    items: list[Any] = field(default_factory=list)
    named: dict[str, "Container"] = field(default_factory=dict)

    def path(self) -> str:
        names: list[str] = []
        at: Container | None = self
        while at is not None:
            if at.name:
                names.append(at.name)
            at = at.parent
        return ".".join(reversed(names))


@dataclass(frozen=True, slots=True)
class Place:
    container: Container
    index: int

    @property
    def key(self) -> tuple[int, int]:
        return id(self.container), self.index


@dataclass(frozen=True, slots=True)
class Offered:
    text: str
    target: Place | None
    repeatable: bool


@dataclass(slots=True)
class Walk:
    lines: list[str] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    choices: list[Offered] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    jump: Place | None = None


def read_container(data: list[Any], parent: Container | None = None, index: int | None = None) -> Container:
    """An array whose last item is null or an object: flags, its own name and the content reached by name."""
    last = data[-1] if data else None
    extra = table(last) if isinstance(last, dict) or last is None else {}
    found = Container(text(extra.get("#n")), parent, index)
    body = data[:-1] if isinstance(last, dict) or (data and last is None) else data
    for number, item in enumerate(body):
        inside = read_container(item, found, number) if isinstance(item, list) else item
        found.items.append(inside)
        if isinstance(inside, Container) and inside.name:
            found.named[inside.name] = inside
    for name, item in extra.items():
        if isinstance(item, list):
            found.named[name] = read_container(item, found)
            found.named[name].name = found.named[name].name or name
    return found


def resolve(path: str, at: Container) -> Place | None:
    """`knot.0.c-0` from the root, `.^.c-0` from the container of the item; None when it leads nowhere."""
    parts = path.split(".")
    relative = path.startswith(".")
    here: Container | None = at
    if relative:
        parts = parts[2:]  # the first «^» is the item's own container
    else:
        while here is not None and here.parent is not None:
            here = here.parent
    for number, part in enumerate(parts):
        if here is None:
            return None
        if part == "^":
            here = here.parent
        elif part in here.named:
            here = here.named[part]
        elif part.isascii() and part.isdigit() and len(part) < 6 and int(part) < len(here.items):
            item = here.items[int(part)]
            if not isinstance(item, Container):
                return Place(here, int(part)) if number == len(parts) - 1 else None
            here = item
        else:
            return None
    return Place(here, 0) if here is not None else None


@dataclass(slots=True)
class _Walker:
    found: Walk = field(default_factory=Walk)
    said: list[str] = field(default_factory=list)
    stack: list[Any] = field(default_factory=list)  # of an evaluation: numbers, texts, variable names
    label: list[str] | None = None  # the text between «str» and «/str»
    evaluating: bool = False

    def flush(self) -> None:
        line = " ".join("".join(self.said).split())
        if line:
            self.found.lines.append(line)
        self.said = []

    def word(self, item: str) -> bool:
        """→ whether the walk ends here."""
        if item in ("done", "end"):
            return True
        if item.startswith("^"):
            (self.said if self.label is None else self.label).append(item[1:])
        elif item == "\n":
            self.flush()
        elif item == "str":
            self.label = []
        elif item == "/str":
            self.stack.append("^" + "".join(self.label or []))
            self.label = None
        elif item in ("ev", "/ev"):
            self.evaluating = item == "ev"
        elif self.evaluating:
            self.stack.append(item)
        elif item not in _QUIET:
            self.found.left_out.append(item[:40])
        if item == "out":
            self.found.left_out.append("{" + " ".join(str(part)[:40] for part in self.stack[-3:]) + "}")
            self.stack = []
        return False

    def choice(self, item: dict[str, Any], at: Container) -> None:
        flags = item["flg"] if isinstance(item.get("flg"), int) else 0
        label = " ".join("".join(part[1:] for part in self.stack if isinstance(part, str) and part[:1] == "^").split())
        target = resolve(text(item["*"]), at)
        if flags & 1:
            self.found.left_out.append(f"condition: {label[:60]}")
        if target is None:
            self.found.left_out.append(f"-> {text(item['*'])[:60]}")
        if flags & 8:
            self.found.jump = target
        else:
            self.found.choices.append(Offered(label, target, not flags & 16))
        self.stack = []

    def put(self, item: dict[str, Any]) -> None:
        """`x = 3`, `x += 1`: the stack holds [3], or the variable, the number and the sign."""
        name, stack = text(item["VAR="]), self.stack
        self.stack = []
        if len(stack) == 1 and _whole(stack[0]):
            self.found.effects.append(Effect(name[:40], set=stack[0]))
        elif len(stack) == 3 and stack[0] == ("?", name) and _whole(stack[1]) and stack[2] in ("+", "-"):
            self.found.effects.append(Effect(name[:40], stack[1] if stack[2] == "+" else -stack[1]))
        else:
            self.found.left_out.append(f"{name[:40]} = …")

    def table(self, item: dict[str, Any], at: Container) -> Place | None:
        """→ where a divert leads, if it is one that is followed."""
        if "->" in item:
            target = None if item.get("var") else resolve(text(item["->"]), at)
            if target is not None and target.container.name == "s":  # the words of the choice, said again
                if self.label is not None:
                    self.label += [part[1:] for part in target.container.items if str(part)[:1] == "^"]
            elif item.get("c") or target is None:
                if text(item["->"]) != "$r":
                    self.found.left_out.append(f"{'?' if item.get('c') else ''}-> {text(item['->'])[:60]}")
            else:
                return target
        elif "*" in item:
            self.choice(item, at)
        elif "VAR?" in item:
            self.stack.append(("?", text(item["VAR?"])))
        elif "VAR=" in item and _named(text(item["VAR="])):
            self.put(item)
        elif "temp=" in item or "^->" in item:
            self.stack = [part for part in self.stack if isinstance(part, str) and part[:1] == "^"]
        elif not self.evaluating:
            self.found.left_out.append(" ".join(f"{key} {value}" for key, value in item.items())[:60])
        return None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 999_999


def _named(name: str) -> bool:
    return name.isidentifier()


def walk(place: Place) -> Walk:
    """From a place to the next decision, divert or end. Total."""
    walker, at, index = _Walker(), place.container, place.index
    for _ in range(_MOST_ITEMS):
        if index >= len(at.items):
            outer, place_in_it = at.parent, at.index
            if outer is None or place_in_it is None:
                break
            at, index = outer, place_in_it + 1
            continue
        item = at.items[index]
        index += 1
        if isinstance(item, Container):
            at, index = item, 0
        elif isinstance(item, str):
            if walker.word(item):
                break
        elif isinstance(item, dict):
            target = walker.table(item, at)
            if target is not None:
                walker.found.jump = target
                break
        elif walker.evaluating:
            walker.stack.append(item)
    walker.flush()
    return walker.found
