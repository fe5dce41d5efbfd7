"""Compiled ink (JSON of inklecate, version 21 and near), where simple: text, choices, diverts, whole-number variables.

The content is walked once per place a choice can lead to; nothing is run. Logic is told and left out.
"""

from dataclasses import dataclass, field

from academy.exercises.banks.base import Remark, unique
from academy.exercises.scenario import Choice, Effect, Line, Passing, Scenario, Step
from academy.exercises.slugs import slug_of
from academy.exercises.stories.base import CONTINUE, MOST_PASSAGES, UNTITLED, BadStory, Imported, language_of
from academy.exercises.stories.build import meters_of
from academy.exercises.stories.ink_walk import Container, Place, Walk, read_container, walk
from academy.exercises.stories.plain_json import parse, table

_END = {"fr": "Fin", "en": "The end"}
_MOST_DETOURS = 50


def read_ink(text: str, name: str, locale: str) -> Imported:
    """Raises BadStory for JSON that is no compiled ink, or when nothing can be read."""
    data = table(parse(text, name))
    version = data.get("inkVersion")
    if not isinstance(version, int) or not isinstance(data.get("root"), list):
        raise BadStory("ce JSON n'est pas de l'ink compilé (inkVersion et root attendus)",
                       "this JSON is no compiled ink (inkVersion and root expected)")  # fmt: skip
    if not 19 <= version <= 21:
        raise BadStory(f"version d'ink {str(version)[:9]} ; lues : 19 à 21",
                       f"ink version {str(version)[:9]}; read: 19 to 21")  # fmt: skip
    return _Reader(read_container(data["root"]), name, locale).read()


@dataclass(slots=True)
class _Found:
    """Where a choice leads once detours without text are followed, and what they move on the way."""

    place: Place | None
    effects: tuple[Effect, ...] = ()


@dataclass(slots=True)
class _Reader:
    root: Container
    name: str
    locale: str
    walks: dict[tuple[int, int], Walk] = field(default_factory=dict)
    ids: dict[tuple[int, int], str] = field(default_factory=dict)
    waiting: list[Place] = field(default_factory=list)
    told: list[Remark] = field(default_factory=list)
    ended: bool = False

    def read(self) -> Imported:
        begin = self.follow(Place(self.root, 0))
        if begin.place is None:
            raise BadStory("l'histoire ink ne dit rien", "the ink story says nothing")
        start = self.id_of(begin.place)
        steps = []
        while self.waiting:
            steps.append(self.step(self.waiting.pop(0)))
            if len(steps) > MOST_PASSAGES:
                raise BadStory(f"plus de {MOST_PASSAGES} passages", f"more than {MOST_PASSAGES} passages")
        if self.ended:
            steps.append(Step("fin", _END[language_of(self.locale)], "ending", ending="mixed"))
        first = self.first_values() | {e.name: e.set for e in begin.effects if e.set is not None}
        title = self.name.rpartition(".")[0].removesuffix(".ink") or UNTITLED[language_of(self.locale)]
        scenario = Scenario(
            id=slug_of(title), locale=self.locale, title=title[:200], channel="", summary="", minutes=10, cast=(),
            meters=meters_of(steps, first), competencies=(), steps=tuple(steps), start=start, alarms=(),
            passing=Passing(70),
        )  # fmt: skip
        return Imported("ink", title, scenario, list(dict.fromkeys(self.told)))

    def first_values(self) -> dict[str, int]:
        declared = self.root.named.get("global decl")
        effects = walk(Place(declared, 0)).effects if declared else []
        return {effect.name: effect.set for effect in effects if effect.set is not None}

    def walked(self, place: Place) -> Walk:
        if place.key not in self.walks:
            self.walks[place.key] = walk(place)
        return self.walks[place.key]

    def follow(self, place: Place | None) -> _Found:
        """Past diverts without text; None where the story ends without a word."""
        effects: list[Effect] = []
        for _ in range(_MOST_DETOURS):
            if place is None:
                return _Found(None, tuple(effects))
            found = self.walked(place)
            if found.lines or found.choices:
                return _Found(place, tuple(effects))
            effects += found.effects
            self.tell(found, place)
            place = found.jump
        return _Found(None, tuple(effects))

    def id_of(self, place: Place) -> str:
        if place.key not in self.ids:
            wanted = slug_of(place.container.path().replace(".", " "), "debut")
            self.ids[place.key] = unique(wanted, {"fin", *self.ids.values()})
            self.waiting.append(place)
        return self.ids[place.key]

    def tell(self, found: Walk, place: Place) -> None:
        where = place.container.path() or "–"
        self.told += [Remark(where, f"laissé de côté : {what}", f"left out: {what}") for what in found.left_out]

    def target(self, place: Place | None) -> tuple[str, tuple[Effect, ...]]:
        found = self.follow(place)
        if found.place is None:
            self.ended = True
            return "fin", found.effects
        return self.id_of(found.place), found.effects

    def step(self, place: Place) -> Step:
        found = self.walked(place)
        self.tell(found, place)
        id = self.ids[place.key]
        choices = []
        for number, one in enumerate(found.choices, 1):
            target, effects = self.target(one.target)
            choices.append(Choice(f"c{number}", one.text, target, effects=effects, repeatable=one.repeatable))
        if not choices and found.jump is not None:
            target, effects = self.target(found.jump)
            choices.append(Choice("c1", CONTINUE[language_of(self.locale)], target, effects=effects))
        title = place.container.path().replace(".", " ") or id
        return Step(
            id, title[:200], "scene" if choices else "ending", tuple(Line("", line) for line in found.lines),
            tuple(choices), tuple(found.effects), "" if choices else "mixed",
        )  # fmt: skip
