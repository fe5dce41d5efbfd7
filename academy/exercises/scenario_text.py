"""Scenarios as text (docs/content-format.md): read with line-numbered problems, written back without loss."""

import re

from academy.exercises import blocktext
from academy.exercises.blessed import read_play
from academy.exercises.blocktext import SLUG, Block, Bullet
from academy.exercises.front_reader import ENDINGS, NO, YES, FrontReader
from academy.exercises.frontmatter import read_front_matter, refuse_unknown
from academy.exercises.pictures import split_picture
from academy.exercises.problems import Problem
from academy.exercises.scenario import (
    Alarm,
    Choice,
    Line,
    Scenario,
    Step,
)
from academy.exercises.scenario_writer import write_scenario

__all__ = ["read_scenario", "source_lines", "write_scenario"]

COACH = {"chaque-choix": "at_once", "each-choice": "at_once", "fin": "at_end", "end": "at_end"}
HEAD = {
    "type", "title", "language", "summary", "minutes", "channel", "cast", "labels", "meters", "points", "passing",
    "reference", "alarms", "plays", "shuffle", "graded", "coach", "attempts", "source",
}  # fmt: skip
_TAGS = {**ENDINGS, "aiguillage": "router", "router": "router", "": ""}
_OF_STEP = {"effects", "image", "alt"}
_OF_CHOICE = {"effects", "if", "feedback", "critical", "value", "repeatable"}
_ROUTE = re.compile(r"(?:(?:si|if)\s+(.+?)|sinon|else|otherwise)\s*->\s*(\S+)\Z", re.I)


class _Reader(FrontReader):
    def alarms(self) -> tuple[Alarm, ...]:
        line = self.document.lines.get("alarms", 1)
        found = []
        for i, text in enumerate(self.listed("alarms"), 1):
            rule, _, id = str(text).partition("{#")
            match = _ROUTE.match(rule.strip())
            if not match:
                self.wrong("F07", line, str(text))
                continue
            found.append(Alarm(id.strip(" }") or f"a{i}", self.condition(match[1] or "", line), match[2]))
        return tuple(found)

    def plays(self) -> tuple[str, ...]:
        """Blessed plays; one that cannot be read is named."""
        found = self.listed("plays")
        for text in found:
            if read_play(text) is None:
                self.wrong("F33", self.document.lines.get("plays", 1), text[:60])
        return found

    def coach(self) -> str:
        said = self.document.text("coach").strip().casefold()
        if said and said not in COACH:
            self.wrong("F31", self.document.lines.get("coach", 1), said, COACH)
        return COACH.get(said, "at_once")

    def step(self, block: Block, cast: set[str]) -> Step:
        if not SLUG.match(block.id):
            self.wrong("F12", block.line, block.id)
        if block.tag not in _TAGS:
            self.wrong("F13", block.line, block.tag, _TAGS)
        tag = _TAGS.get(block.tag, "")
        lines = tuple(_said(text, cast) for text, _ in block.texts)
        if "image" in block.settings:
            lines = (*lines, Line("", "", block.setting("image"), block.setting("alt")))
        on_enter = self.effects(*block.settings["effects"]) if "effects" in block.settings else ()
        if tag == "router":
            choices = tuple(self.route(bullet, i) for i, bullet in enumerate(block.bullets, 1))
            return Step(block.id, block.title, "router", lines, choices, on_enter)
        choices = tuple(self.choice(bullet, i) for i, bullet in enumerate(block.bullets, 1))
        return Step(block.id, block.title, "ending" if tag else "scene", lines, choices, on_enter, tag)

    def route(self, bullet: Bullet, i: int) -> Choice:
        match = _ROUTE.match(bullet.text)
        if not match:
            self.wrong("F07", bullet.line, bullet.text[:40])
            return Choice(bullet.id or f"r{i}", "", "")
        return Choice(bullet.id or f"r{i}", "", match[2], self.condition(match[1] or "", bullet.line))

    def choice(self, bullet: Bullet, i: int) -> Choice:
        text, arrow, target = bullet.text.rpartition("->")
        if not arrow or not target.strip():
            self.wrong("F03", bullet.line)
        if bullet.id and not SLUG.match(bullet.id):
            self.wrong("F12", bullet.line, bullet.id)

        def get(key: str) -> tuple[str, int]:
            return bullet.settings.get(key, ("", bullet.line))

        return Choice(
            id=bullet.id or f"c{i}",
            text=text.strip(),
            target=target.strip(),
            when=self.condition(*get("if")),
            effects=self.effects(*get("effects")),
            feedback=get("feedback")[0],
            critical=get("critical")[0],
            value=get("value")[0],
            repeatable=get("repeatable")[0].casefold() in YES,
        )


def _said(said: str, cast: set[str]) -> Line:
    text, media, alt = split_picture(said)
    if text.startswith("\\"):
        return Line("", text[1:], media, alt)
    if text.startswith(">"):
        return Line(">", text[1:].strip(), media, alt)
    name, colon, rest = text.partition(" :") if " :" in text else text.partition(":")
    if colon and name.strip() in cast:
        return Line(name.strip(), rest.lstrip(" :").strip(), media, alt)
    return Line("", text, media, alt)


def read_scenario(text: str, path: str) -> tuple[Scenario | None, list[Problem]]:
    """→ the scenario (None when anything is an error) and every problem found, in the order of the lines."""
    document = read_front_matter(text, path)
    reader = _Reader(document, path)
    if not document.meta:
        return None, reader.problems
    refuse_unknown(document, HEAD, path)
    reader.problems = list(document.problems)
    if not document.text("title"):
        reader.wrong("F19", 1, "titre")
    cast = tuple((str(name), str(role)) for name, role in reader.mapping("cast").items())
    meters, competencies = reader.meters(), reader.competencies()
    reader.names = {meter.id for meter in meters} | {competency.id for competency in competencies}
    blocks, wrong = blocktext.read_blocks(document.body, document.body_line, _OF_STEP, _OF_CHOICE)
    for code, line, part in wrong:
        reader.wrong(code, line, part, blocktext.words_of(_OF_STEP | _OF_CHOICE))
    steps = tuple(reader.step(block, {name for name, _ in cast}) for block in blocks)
    scenario = Scenario(
        id=path.rsplit("/", 1)[-1].removesuffix(".md"),
        locale=document.text("language", "fr"),
        title=document.text("title"),
        channel=document.text("channel"),
        summary=document.text("summary"),
        minutes=reader.number(document.text("minutes"), "minutes", 10),
        cast=cast,
        meters=meters,
        competencies=competencies,
        steps=steps,
        start=steps[0].id if steps else "",
        alarms=reader.alarms(),
        passing=reader.passing(),
        reference=reader.listed("reference"),
        blessed=reader.plays(),
        graded=reader.yes("graded"),
        coach=reader.coach(),
        attempts=reader.number(document.text("attempts"), "attempts", 0),
        shuffled=document.text("shuffle").casefold() not in NO,
    )
    problems = sorted(reader.problems, key=lambda p: p.line)
    return (None if any(p.severity == "error" for p in problems) else scenario), problems


def source_lines(text: str, path: str) -> dict[str, int]:
    """Where each step ("step") and choice ("step/choice") stands, for lint messages."""
    document = read_front_matter(text, path)
    found = dict(document.lines)
    found.pop("title", None)
    found["competencies"] = found.get("points", 1)
    for block in blocktext.read_blocks(document.body, document.body_line, _OF_STEP, _OF_CHOICE)[0]:
        found[block.id] = block.line if found.get(block.id, 0) < document.body_line else found[block.id]
        for i, bullet in enumerate(block.bullets, 1):
            found.setdefault(f"{block.id}/{bullet.id or f'c{i}'}", bullet.line)
    return found
