"""A story of passages → a scenario: passages become steps, links choices, passages without links endings."""

from dataclasses import replace

from academy.exercises.banks.base import Remark, unique
from academy.exercises.scenario import Choice, Effect, Line, Meter, Passing, Scenario, Step
from academy.exercises.slugs import slug_of
from academy.exercises.stories.base import CONTINUE, UNTITLED, BadStory, Imported, Passage, Story, language_of
from academy.exercises.stories.passage_text import Content, read_passage

DATA_TAG = "porte-voix"
_TECHNICAL = {"script", "stylesheet", "widget", "header", "footer", "startup", "debug-startup", "debug-header",
              "debug-footer", "twine.image", "twine.audio", "twine.video", "annotation", "haml", DATA_TAG}  # fmt: skip
_SPECIAL = {"StoryInit", "StoryCaption", "StoryMenu", "StoryAuthor", "StoryBanner", "StorySubtitle", "StoryShare",
            "StorySettings", "StoryInterface", "StoryDisplayTitle", "StoryIncludes", "PassageHeader", "PassageFooter",
            "PassageReady", "PassageDone", "PorteVoix"}  # fmt: skip
_FIRST = {"StoryInit", "startup"}
ENDING_TAGS = {"succès": "success", "succes": "success", "success": "success", "mitigé": "mixed", "mitige": "mixed",
               "mixed": "mixed", "échec": "failure", "echec": "failure", "failure": "failure", "fin": "mixed",
               "end": "mixed"}  # fmt: skip
_KNOWN_TAGS = {*ENDING_TAGS, "aiguillage", "router"}


class Builder:
    """Makes the scenario and keeps the remarks."""

    def __init__(self, story: Story, format: str, locale: str) -> None:
        self.story, self.locale = story, locale
        self.out = Imported(format, story.title, left_out=list(story.left_out))
        self.ids: dict[str, str] = {}
        self.first: dict[str, int] = {}  # values put before the first passage

    def build(self) -> Imported:
        told = [passage for passage in self.story.passages if not _technical(passage)]
        if not told:
            raise BadStory("aucun passage à lire", "no passage to read")
        self._names(told)
        start = self._start(told)
        contents = {passage.name: read_passage(passage.text, self.story.tool) for passage in told}
        for passage in self.story.passages:
            if _technical(passage):
                self._technical(passage)
        steps = [self._step(passage, contents[passage.name]) for passage in told]
        steps = self._first_values(steps, self.ids[start])
        title = self.story.title or UNTITLED[language_of(self.locale)]
        self.out.title = title
        self.out.scenario = Scenario(
            id=slug_of(title), locale=self.locale, title=title[:200], channel="", summary="", minutes=10, cast=(),
            meters=meters_of(steps, self.first), competencies=(), steps=tuple(steps), start=self.ids[start],
            alarms=(), passing=Passing(70),
        )  # fmt: skip
        return self.out

    def left_out(self, passage: Passage, fr: str, en: str) -> None:
        place = f":{passage.line}" if passage.line else ""
        self.out.left_out.append(Remark(f"{passage.name[:80]}{place}", fr, en))

    def _names(self, told: list[Passage]) -> None:
        for passage in told:
            if passage.name in self.ids:
                raise BadStory(f"deux passages s'appellent « {passage.name[:60]} »",
                               f"two passages are called '{passage.name[:60]}'")  # fmt: skip
            self.ids[passage.name] = unique(slug_of(passage.name, "passage"), set(self.ids.values()))

    def _start(self, told: list[Passage]) -> str:
        wanted = self.story.start or "Start"
        if wanted in self.ids:
            return wanted
        if self.story.start:
            self.out.left_out.append(Remark(
                wanted[:80], "le passage de départ n'existe pas ; le premier passage commence",
                "the start passage does not exist; the first passage starts"))  # fmt: skip
        return told[0].name

    def _technical(self, passage: Passage) -> None:
        if DATA_TAG in passage.tags or not passage.text.strip():
            return
        if passage.name in _FIRST or "startup" in passage.tags:
            content = read_passage(passage.text, self.story.tool)
            for effect in content.effects:
                if effect.set is not None:
                    self.first[effect.name] = effect.set
            self._macros(passage, content)
            return
        self.left_out(passage, "passage technique (script, style, menu) laissé de côté",
                      "technical passage (script, style, menu) left out")  # fmt: skip

    def _macros(self, passage: Passage, content: Content) -> None:
        for macro in dict.fromkeys(content.left_out):
            self.left_out(passage, f"laissé de côté : {macro}", f"left out: {macro}")

    def _step(self, passage: Passage, content: Content) -> Step:
        self._macros(passage, content)
        for tag in passage.tags:
            if tag.casefold() not in _KNOWN_TAGS:
                self.left_out(passage, f"étiquette laissée de côté : {tag}", f"tag left out: {tag}")
        choices = self._choices(passage, content)
        kind = next((ENDING_TAGS[tag.casefold()] for tag in passage.tags if tag.casefold() in ENDING_TAGS), "mixed")
        return Step(
            id=self.ids[passage.name], title=passage.name[:200], kind="scene" if choices else "ending",
            lines=tuple(Line("", line) for line in content.lines), choices=choices, on_enter=tuple(content.effects),
            ending="" if choices else kind,
        )  # fmt: skip

    def _choices(self, passage: Passage, content: Content) -> tuple[Choice, ...]:
        links = [(link.text, link.target, link.effects) for link in content.links]
        if content.jump and not links:
            links.append((CONTINUE[language_of(self.locale)], content.jump, ()))
        elif content.jump:
            self.left_out(passage, f"saut laissé de côté : {content.jump}", f"jump left out: {content.jump}")
        found = []
        for number, (text, target, effects) in enumerate(links, 1):
            if target not in self.ids:
                self.left_out(passage, f"le lien « {text[:60]} » mène à « {target[:60]} », qui n'existe pas",
                              f"the link '{text[:60]}' leads to '{target[:60]}', which does not exist")  # fmt: skip
            found.append(Choice(f"c{number}", text, self.ids.get(target, slug_of(target, "passage")), effects=effects))
        return tuple(found)

    def _first_values(self, steps: list[Step], start: str) -> list[Step]:
        """Numbers put in the first passage are where meters start; they stay effects when one can come back to it."""
        back = any(choice.target == start for step in steps for choice in step.choices)
        found = []
        for step in steps:
            if step.id == start:
                put = [effect for effect in step.on_enter if effect.set is not None]
                self.first.update({effect.name: effect.set for effect in put if effect.set is not None})
                kept = step.on_enter if back else tuple(effect for effect in step.on_enter if effect.set is None)
                step = replace(step, on_enter=kept)
            found.append(step)
        return found


def _technical(passage: Passage) -> bool:
    return passage.name in _SPECIAL or any(tag.casefold() in _TECHNICAL for tag in passage.tags)


def meters_of(steps: list[Step], first: dict[str, int]) -> tuple[Meter, ...]:
    """A meter for every number that moves or was put, wide enough for each change of the story taken once."""
    moved: dict[str, list[Effect]] = {name: [] for name in first}
    for step in steps:
        for effect in (*step.on_enter, *(effect for choice in step.choices for effect in choice.effects)):
            moved.setdefault(effect.name, []).append(effect)
    found = []
    for name, effects in moved.items():
        start = first.get(name, 0)
        puts = [effect.set for effect in effects if effect.set is not None]
        up = start + sum(effect.delta for effect in effects if effect.delta > 0)
        down = start + sum(effect.delta for effect in effects if effect.delta < 0)
        found.append(Meter(name, name, start, max(10, up, *puts, start), min(0, down, *puts, start)))
    return tuple(found)
