"""H5P Branching Scenario (.h5p): `content/content.json` of the zip, read in memory, to a scenario."""

import posixpath
import re
from typing import Any

from academy.exercises.banks.base import Remark
from academy.exercises.banks.markup import from_html
from academy.exercises.banks.package import BadPackage, read_package
from academy.exercises.scenario import Choice, Competency, Effect, Line, Passing, Scenario, Step
from academy.exercises.slugs import slug_of
from academy.exercises.stories.base import (
    CONTINUE,
    LONGEST_PASSAGE,
    MOST_PASSAGES,
    UNTITLED,
    BadStory,
    Imported,
    language_of,
)
from academy.exercises.stories.plain_json import parse, rows, table, text, whole

_POINTS = "score"
_STRAY = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
_LABEL = {"fr": "Score", "en": "Score"}
_END = {"fr": "Fin", "en": "The end"}
_IMAGE_HINT = {"fr": "image", "en": "image"}


def read_h5p(data: bytes, locale: str) -> Imported:
    """Raises BadStory for a zip or JSON that cannot be read, and for another H5P content type."""
    try:
        files = read_package(data)
    except BadPackage as bad:
        raise BadStory(bad.fr, bad.en) from None
    head = table(_json(files, "h5p.json"))
    kind = text(head.get("mainLibrary"))
    if kind != "H5P.BranchingScenario":
        raise BadStory(f"type H5P « {kind[:60]} » ; attendu : H5P.BranchingScenario",
                       f"H5P type '{kind[:60]}'; expected: H5P.BranchingScenario")  # fmt: skip
    body = table(table(_json(files, "content/content.json")).get("branchingScenario"))
    return _Reader(body, text(head.get("title")) or text(body.get("title")), locale, files).read()


def _json(files: dict[str, bytes], name: str) -> Any:
    if name not in files:
        raise BadStory(f"« {name} » manque dans l'archive", f"'{name}' is missing from the zip")
    try:
        return parse(files[name].decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise BadStory(f"« {name} » n'est pas en UTF-8", f"'{name}' is not UTF-8") from None


class _Reader:
    def __init__(self, body: dict[str, Any], title: str, locale: str, files: dict[str, bytes]) -> None:
        self.body, self.locale, self.language, self.files = body, locale, language_of(locale), files
        self.out = Imported("h5p", title=_plain(title) or UNTITLED[self.language])
        self.nodes = [table(node) for node in rows(body.get("content"))]
        scoring = text(table(body.get("scoringOptionGroup")).get("scoringOption"))
        self.dynamic = scoring == "dynamic-score"
        self.endings: dict[tuple[str, str, str], Step] = {}
        self.scored = False

    def read(self) -> Imported:
        if not self.nodes:
            raise BadStory("le scénario H5P n'a pas de contenu", "the H5P scenario has no content")
        if len(self.nodes) > MOST_PASSAGES:
            raise BadStory(f"plus de {MOST_PASSAGES} contenus", f"more than {MOST_PASSAGES} contents")
        steps = [self.step(number, node) for number, node in enumerate(self.nodes)]
        steps[0] = self._with_start_screen(steps[0])
        points = (Competency(_POINTS, _LABEL[self.language]),) if self.scored else ()
        self._settings()
        self.out.scenario = Scenario(
            id=slug_of(self.out.title), locale=self.locale, title=self.out.title[:200], channel="", summary="",
            minutes=10, cast=(), meters=(), competencies=points, steps=(*steps, *self.endings.values()), start="c0",
            alarms=(), passing=Passing(70),
        )  # fmt: skip
        return self.out

    def left_out(self, place: str, fr: str, en: str) -> None:
        self.out.left_out.append(Remark(place, fr, en))

    def step(self, number: int, node: dict[str, Any]) -> Step:
        id, content = f"c{number}", table(node.get("type"))
        library = text(content.get("library")).partition(" ")[0]
        params = table(content.get("params"))
        title = _plain(text(table(content.get("metadata")).get("title"))) or id
        if library == "H5P.BranchingQuestion":
            return self.question(id, title, table(params.get("branchingQuestion")))
        lines = self.lines(id, library, params)
        self._unused(id, node)
        target = self.target(node.get("nextContentId"), table(node.get("feedback")), id)
        return Step(id, title[:200], "scene", lines, (Choice("c1", CONTINUE[self.language], target),))

    def lines(self, id: str, library: str, params: dict[str, Any]) -> tuple[Line, ...]:
        if library in ("H5P.AdvancedText", "H5P.Text"):
            return self.told(id, text(params.get("text")))
        if library == "H5P.Image":
            alt = _plain(text(params.get("alt")))
            hint = Line("", f"({alt or _IMAGE_HINT[self.language]})")  # what a picture that is not there was about
            return self.picture(id, text(table(params.get("file")).get("path")), alt) or (hint,)
        self.left_out(id, f"contenu {library[:60] or '?'} laissé de côté, son titre reste",
                      f"content {library[:60] or '?'} left out, its title stays")  # fmt: skip
        return ()

    def told(self, id: str, html: str) -> tuple[Line, ...]:
        found = from_html(_tidy(html))
        pictures = [line for source, alt in found.images for line in self.picture(id, source, alt)]
        return (*(Line("", line) for line in found.text.split("\n") if line.strip()), *pictures)

    def picture(self, id: str, path: str, alt: str) -> tuple[Line, ...]:
        """The line that shows a file of the zip; none, with a remark, when the file is not there."""
        name = posixpath.normpath(posixpath.join("content", path))
        if not path or name not in self.files:
            called = path[:80] or alt[:80]
            self.left_out(id, f"image absente de l'archive : {called}", f"image not in the zip: {called}")
            return ()
        if not alt:
            self.left_out(id, f"image sans texte alternatif, à écrire : {path[:80]}",
                          f"image without alternative text, to be written: {path[:80]}")  # fmt: skip
        self.out.pictures[name] = self.files[name]
        return (Line("", "", name, alt[:400]),)

    def shown(self, id: str, image: Any, alt: str = "") -> tuple[Line, ...]:
        """The picture of a start or end screen, which may have none."""
        path = text(table(image).get("path"))
        return self.picture(id, path, alt) if path else ()

    def question(self, id: str, title: str, params: dict[str, Any]) -> Step:
        choices = []
        for number, one in enumerate(map(table, rows(params.get("alternatives"))), 1):
            feedback = table(one.get("feedback"))
            said = " ".join(filter(None, (_plain(text(feedback.get(part))) for part in ("title", "subtitle"))))
            end = whole(one.get("nextContentId"), -1) < 0
            target = self.target(one.get("nextContentId"), feedback if end else {}, id)
            choices.append(Choice(
                f"c{number}", _plain(text(one.get("text"))), target, effects=self.points(feedback), feedback=said,
            ))  # fmt: skip
            if feedback.get("image") and not end:
                self.left_out(f"{id}/c{number}", "image du retour laissée de côté", "image of the feedback left out")
        lines = self.told(id, text(params.get("question")))
        if not choices:
            self.left_out(id, "question sans réponse : devient une fin", "question without answers: becomes an ending")
        return Step(id, title[:200], "scene" if choices else "ending", lines, tuple(choices),
                    ending="" if choices else "mixed")  # fmt: skip

    def points(self, feedback: dict[str, Any]) -> tuple[Effect, ...]:
        score = whole(feedback.get("endScreenScore"), 0)
        if not score:
            return ()
        self.scored = True
        return (Effect(_POINTS, score),)

    def target(self, raw: Any, feedback: dict[str, Any], place: str) -> str:
        number = whole(raw, -1)
        if 0 <= number < len(self.nodes):
            return f"c{number}"
        if number >= len(self.nodes):
            self.left_out(place, f"mène au contenu {number}, qui n'existe pas ; devient une fin",
                          f"leads to content {number}, which does not exist; becomes an ending")  # fmt: skip
        return self.ending(_plain(text(feedback.get("title"))), text(feedback.get("subtitle")), feedback.get("image"))

    def ending(self, title: str, body: str, image: Any) -> str:
        """One ending per title, text and picture; without any of them that of the whole scenario."""
        if not title and not body and not image:
            screens = [table(screen) for screen in rows(self.body.get("endScreens"))]
            screen = next((one for one in screens if whole(one.get("contentId"), -1) == -1), {})
            title = _plain(text(screen.get("endScreenTitle")))
            body, image = text(screen.get("endScreenSubtitle")), screen.get("endScreenImage")
        key = (title, body, text(table(image).get("path")))
        if key not in self.endings:
            id = f"fin-{len(self.endings) + 1}"
            lines = (*self.told(id, body), *self.shown(id, image))
            self.endings[key] = Step(id, title[:200] or _END[self.language], "ending", lines, ending="mixed")
        return self.endings[key].id

    def _with_start_screen(self, step: Step) -> Step:
        screen = table(self.body.get("startScreen"))
        told = self.told("startScreen", text(screen.get("startScreenTitle")))
        told += self.told("startScreen", text(screen.get("startScreenSubtitle")))
        told += self.shown(
            "startScreen", screen.get("startScreenImage"), _plain(text(screen.get("startScreenAltText")))
        )
        return Step(step.id, step.title, step.kind, told + step.lines, step.choices, ending=step.ending)

    def _unused(self, id: str, node: dict[str, Any]) -> None:
        if table(node.get("feedback")).get("endScreenScore") and not self.dynamic:
            self.left_out(id, "score d'écran de fin laissé de côté", "score of an end screen left out")

    def _settings(self) -> None:
        behaviour = table(self.body.get("behaviour"))
        for name in ("enableBackwardsNavigation", "randomizeBranchingQuestions"):
            if behaviour.get(name):
                self.left_out("behaviour", f"réglage laissé de côté : {name}", f"setting left out: {name}")
        if any(whole(table(one).get("endScreenScore"), 0) for one in rows(self.body.get("endScreens"))):
            self.left_out("endScreens", "score fixe des écrans de fin laissé de côté",
                          "fixed score of end screens left out")  # fmt: skip


def _tidy(html: str) -> str:
    """Bounded, and every «<» that opens no whole tag as text: html.parser is slow over what it cannot make out."""
    return _STRAY.sub("&lt;", html[:LONGEST_PASSAGE])


def _plain(html: str) -> str:
    return " ".join(from_html(_tidy(html)).text.split())
