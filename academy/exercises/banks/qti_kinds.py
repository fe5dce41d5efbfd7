"""QTI interactions → our kinds of question."""

from collections.abc import Callable
from dataclasses import dataclass, field

from academy.exercises.banks.base import Bank
from academy.exercises.banks.qti_body import HOLE, Body, words
from academy.exercises.banks.xml import Node
from academy.exercises.kinds.numeric import bounds
from academy.exercises.question import Option, Question

_NUMBERS = ("integer", "float")


@dataclass(slots=True)
class Declaration:
    """What the item says of one response: base type, right values in order, points per value."""

    base: str = ""
    right: tuple[str, ...] = ()
    points: dict[str, float] = field(default_factory=dict)
    forgiving: bool = True  # case

    def correct(self, value: str) -> bool:
        return value in self.right if self.right else self.points.get(value, 0) > 0


@dataclass(slots=True)
class Reading:
    root: Node
    body: Body
    place: str
    bank: Bank
    used: set[str] = field(default_factory=set)  # identifiers of feedback already placed

    @property
    def first(self) -> Node:
        return self.body.interactions[0]

    @property
    def prose(self) -> str:
        """The text around a block interaction."""
        return self.body.prose.replace(HOLE, "").strip()

    def declaration(self, interaction: Node) -> Declaration:
        id = interaction.get("responseIdentifier")
        for node in self.root.children:
            if node.tag == "responseDeclaration" and node.get("identifier") == id:
                return _declaration(node)
        self.bank.error(self.place, f"responseDeclaration « {id} » manque", f"responseDeclaration '{id}' is missing")
        return Declaration()

    def feedback(self, identifier: str, choice: Node | None = None) -> str:
        """Of a choice: inside it, or the item's modal feedback with the same identifier."""
        inside = [words(one) for one in choice.all("feedbackInline", "feedbackBlock")] if choice else []
        modal = []
        for one in self.root.children:
            if one.tag == "modalFeedback" and one.get("identifier") == identifier:
                self.used.add(identifier)
                modal.append(words(one))
        return "\n".join(text for text in [*inside, *modal] if text)

    def explanation(self) -> str:
        """All other modal feedback, once."""
        left = [words(one) for one in self.root.children
                if one.tag == "modalFeedback" and one.get("identifier") not in self.used]  # fmt: skip
        return "\n".join(dict.fromkeys(text for text in left if text))


def _declaration(node: Node) -> Declaration:
    box = node.child("correctResponse")
    right = tuple(" ".join(one.content().split()) for one in box.all("value")) if box else ()
    points, forgiving = {}, True
    mapping = node.child("mapping")
    for entry in mapping.all("mapEntry") if mapping else ():
        try:
            points[entry.get("mapKey")] = float(entry.get("mappedValue", "0"))
        except ValueError:
            points[entry.get("mapKey")] = 0.0
        forgiving = forgiving and entry.get("caseSensitive", "false") != "true"
    return Declaration(node.get("baseType"), right, points, forgiving if mapping else False)


def _choice(reading: Reading) -> Question | None:
    first, said = reading.first, reading.declaration(reading.first)
    choices = first.all("simpleChoice")
    several = first.get("maxChoices", "1") != "1"
    best = max(said.points.values(), default=0)
    options = []
    for choice in choices:
        id = choice.get("identifier")
        right = said.correct(id)
        part = said.points.get(id, 0) / best * 100 if best > 0 and not several and not right else 0
        options.append(Option(id, words(choice), right, reading.feedback(id, choice), worth=round(max(part, 0))))
    _checked(reading, bool(options))
    unknown = [id for id in said.right if id not in {option.id for option in options}]
    if unknown and options:
        reading.bank.error(reading.place, f"la bonne réponse « {unknown[0][:40]} » n'est aucun des choix",
                           f"the right answer '{unknown[0][:40]}' is none of the choices")  # fmt: skip
        return None
    pairs = [{o.id.lower() for o in options}, {o.text.strip().lower() for o in options}]
    true_false = not several and any(pair in ({"vrai", "faux"}, {"true", "false"}) for pair in pairs)
    kind = "multiple" if several else "truefalse" if true_false else "single"
    return Question("", kind, reading.prose, tuple(options))


def _checked(reading: Reading, found: bool) -> None:
    if not found:
        reading.bank.error(reading.place, "l'interaction n'a pas de choix", "the interaction has no choices")


def _order(reading: Reading) -> Question | None:
    said = reading.declaration(reading.first)
    known = {one.get("identifier"): one for one in reading.first.all("simpleChoice")}
    if set(said.right) != set(known):
        reading.bank.error(
            reading.place, "l'ordre juste ne nomme pas chaque choix", "the right order does not name every choice"
        )
        return None
    options = [Option(id, words(known[id]), False, reading.feedback(id, known[id])) for id in said.right]
    return Question("", "ordering", reading.prose, tuple(options))


def _match(reading: Reading) -> Question | None:
    said = reading.declaration(reading.first)
    sets = reading.first.all("simpleMatchSet")
    if len(sets) != 2:
        reading.bank.error(reading.place, "deux simpleMatchSet sont attendus", "two simpleMatchSet are expected")
        return None
    lefts, rights = ({one.get("identifier"): words(one) for one in box.all("simpleAssociableChoice")} for box in sets)
    pairs = [tuple(value.split()) for value in (said.right or [key for key, value in said.points.items() if value > 0])]
    key = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
    if len(key) < len(pairs):
        reading.bank.skip(reading.place, "matchInteraction (plusieurs à plusieurs)")
        return None
    options = [
        Option(id, text, False, reading.feedback(id), match=rights.get(key.get(id, ""), ""))
        for id, text in lefts.items()
    ]
    options += [Option(id, "", False, match=text) for id, text in rights.items() if id not in key.values()]
    return Question("", "matching", reading.prose, tuple(options))


def _hottext(reading: Reading) -> Question | None:
    said = reading.declaration(reading.first)
    passages: list[Option] = []
    _passages(reading.first, said, passages, reading)
    prompt = reading.first.child("prompt")
    return Question("", "spot", words(prompt) or reading.prose, tuple(passages))


def _passages(node: Node, said: Declaration, found: list[Option], reading: Reading) -> None:
    """Hottexts in order, and the plain text between them as sound passages."""

    def plain(text: str) -> None:
        text = " ".join(text.split())
        if text and any(c.isalnum() for c in text):
            found.append(Option("", text, False))

    plain(node.text)
    for one in node.children:
        if one.tag == "hottext":
            id = one.get("identifier")
            found.append(Option(id, words(one), said.correct(id), reading.feedback(id, one)))
        elif one.tag != "prompt":
            _passages(one, said, found, reading)
        plain(one.tail)


def _entries(reading: Reading) -> Question | None:
    """Text entries and inline choices: gaps, or one short or numeric answer when that is all there is."""
    parts = reading.body.prose.split(HOLE)
    alone = len(reading.body.interactions) == 1 and not parts[-1].strip(" .\n")
    if alone and reading.first.tag == "textEntryInteraction":
        return _typed(reading, parts[0].strip())
    options: list[Option] = []
    text, forgiving = parts[0], True
    for number, (interaction, after) in enumerate(zip(reading.body.interactions, parts[1:], strict=False), 1):
        said = reading.declaration(interaction)
        forgiving = forgiving and said.forgiving
        options += _fillings(reading, interaction, said, str(number))
        text += f"[[{number}]]{after}"
    return Question("", "gaps", text, tuple(options), ignore=("case",) if forgiving else ())


def _fillings(reading: Reading, interaction: Node, said: Declaration, group: str) -> list[Option]:
    choices = interaction.all("inlineChoice")
    if choices:
        return [
            Option(one.get("identifier"), words(one), said.correct(one.get("identifier")),
                   reading.feedback(one.get("identifier"), one), group=group)
            for one in choices
        ]  # fmt: skip
    accepted = dict.fromkeys([*said.right, *(key for key, points in said.points.items() if points > 0)])
    return [Option("", text, True, group=group) for text in accepted]


def _typed(reading: Reading, text: str) -> Question | None:
    said = reading.declaration(reading.first)
    kind = "numeric" if said.base in _NUMBERS else "short"
    best = max(said.points.values(), default=0)
    options = []
    for value in dict.fromkeys([*said.right, *said.points]):
        right = value in said.right or (best > 0 and said.points.get(value, 0) >= best)
        part = 0 if right or best <= 0 else round(max(said.points.get(value, 0), 0) / best * 100)
        options.append(Option("", _with_margin(reading, value) if kind == "numeric" else value, right,
                              reading.feedback(value), worth=part))  # fmt: skip
    if kind == "numeric" and any(bounds(option.text) is None for option in options):
        reading.bank.error(reading.place, "la réponse juste n'est pas un nombre", "the right answer is not a number")
        return None
    return Question("", kind, text, tuple(options), ignore=("case",) if said.forgiving else ())


def _with_margin(reading: Reading, value: str) -> str:
    """A tolerance stands in response processing: `<equal toleranceMode="absolute" tolerance="0.5 0.5">`."""
    for node in reading.root.all("equal"):
        margins = node.get("tolerance").split()
        if margins and node.get("toleranceMode") == "absolute":
            return f"{value} ± {margins[0]}" if margins[0] not in ("0", "0.0") else value
        if margins and node.get("toleranceMode") == "relative":
            reading.bank.note(reading.place, "tolérance relative laissée de côté", "relative tolerance left out")
    return value


READERS: dict[str, Callable[[Reading], Question | None]] = {
    "choiceInteraction": _choice, "orderInteraction": _order, "matchInteraction": _match,
    "hottextInteraction": _hottext, "inlineChoiceInteraction": _entries, "textEntryInteraction": _entries,
}  # fmt: skip
