"""Scenario page ↔ engine scenario. Effects, conditions and targets are typed lines in the engine's grammar."""

from typing import Any
from uuid import uuid5

from wagtail.blocks import StreamValue

from academy.exercises import scenario as engine
from academy.exercises.blessed import read_play
from academy.exercises.grammar import (
    GrammarError,
    parse_condition,
    parse_effects,
    write_condition,
    write_effects,
)
from academy.exercises.problems import Problem
from academy.library.content.body_blocks import list_items, stream
from academy.library.models import ScenarioPage


def read_scenario_page(page: ScenarioPage) -> tuple[engine.Scenario | None, list[Problem]]:
    """(scenario, problems). Broken drafts give problems, never an exception; None when nothing can be played."""
    return _Reader(page).read()


class _Reader:
    def __init__(self, page: ScenarioPage) -> None:
        self.page = page
        self.problems: list[Problem] = []

    def read(self) -> tuple[engine.Scenario | None, list[Problem]]:
        page = self.page
        steps = tuple(self.step(block.block_type, block.value) for block in page.steps)
        if not steps:
            self.error("S01", "le scénario n’a pas d’étape ; ajoutez-en une", "the scenario has no step; add one", "")
            return None, self.problems
        scenario = engine.Scenario(
            id=str(page.translation_key),
            locale=page.locale.language_code,
            title=page.title,
            channel=page.channel,
            summary=page.summary,
            minutes=page.minutes or 0,
            cast=self.cast(),
            meters=tuple(meter_of(block.value) for block in page.meters),
            competencies=tuple(_competency(block.value) for block in page.competencies),
            steps=steps,
            start=steps[0].id,
            alarms=self.alarms(),
            passing=engine.Passing(
                score=page.passing_score or 0,
                endings=frozenset(_split(page.passing_endings)),
                when=self.condition(page.passing_when, "passing"),
            ),
            reference=tuple(_split(page.reference)),
            blessed=self.plays(),
            graded=page.graded,
            coach=page.coach or "at_once",
            attempts=page.attempts or 0,
            shuffled=page.shuffled,
        )
        broken = any(problem.severity == "error" for problem in self.problems)
        return (None if broken else scenario), self.problems

    def error(self, code: str, fr: str, en: str, where: str) -> None:
        self.problems.append(Problem(code, "error", fr, en, where=where))

    def cast(self) -> tuple[tuple[str, str], ...]:
        found = []
        for line in filter(None, (line.strip() for line in self.page.cast.splitlines())):
            name, _, role = line.partition(":")
            found.append((name.strip(), role.strip()))
        return tuple(found)

    def alarms(self) -> tuple[engine.Alarm, ...]:
        found = []
        for number, line in enumerate(filter(None, (x.strip() for x in self.page.alarms.splitlines())), 1):
            when, arrow, rest = line.rpartition("->")
            target, _, name = rest.partition("{#")
            if not arrow or not target.strip():
                self.error(
                    "S02", f"alarme « {line} » ; attendu : condition -> étape",
                    f"alarm “{line}”; expected: condition -> step", "alarms",
                )  # fmt: skip
                continue
            found.append(
                engine.Alarm(
                    name.strip(" }") or f"a{number}",
                    self.condition(when.removeprefix("si "), "alarms"),
                    target.strip(),
                )
            )
        return tuple(found)

    def plays(self) -> tuple[str, ...]:
        found = tuple(line.strip() for line in self.page.blessed.splitlines() if line.strip())
        for text in found:
            if read_play(text) is None:
                self.error(
                    "F33", f"parcours « {text[:60]} » ; attendu : étape/choix, étape/choix => fin, >= score",
                    f"play “{text[:60]}”; expected: step/choice, step/choice => end, >= score", "plays",
                )  # fmt: skip
        return found

    def step(self, kind: str, value: Any) -> engine.Step:
        id = (value.get("id") or "").strip()
        where = id or (value.get("title") or "")
        if kind == "router":
            choices = tuple(
                engine.Choice(
                    id=route.get("id") or f"r{number}",
                    text="",
                    target=(route.get("target") or "").strip(),
                    when=self.condition(route.get("when"), where),
                )
                for number, route in enumerate(value.get("routes") or (), 1)
            )
        elif kind == "scene":
            choices = tuple(self.choice(choice, where) for choice in value.get("choices") or ())
        else:
            choices = ()
        return engine.Step(
            id=id,
            title=(value.get("title") or "").strip(),
            kind=kind,
            lines=tuple(_line(line) for line in value.get("lines") or ()),
            choices=choices,
            on_enter=self.effects(value.get("on_enter"), where),
            ending=value.get("kind") or "" if kind == "ending" else "",
        )

    def choice(self, value: Any, step: str) -> engine.Choice:
        id = (value.get("id") or "").strip()
        where = f"{step}/{id}"
        return engine.Choice(
            id=id,
            text=_clean(value.get("text")),
            target=(value.get("target") or "").strip(),
            when=self.condition(value.get("when"), where),
            effects=self.effects(value.get("effects"), where),
            feedback=_clean(value.get("feedback")),
            critical=_clean(value.get("critical")),
            value=(value.get("value") or "").strip(),
            repeatable=bool(value.get("repeatable")),
        )

    def effects(self, text: str | None, where: str) -> tuple[engine.Effect, ...]:
        try:
            return parse_effects(text or "")
        except GrammarError as wrong:
            self.error(
                wrong.code, f"effet « {wrong.part} » illisible ; attendu : nom +2, nom -1 ou nom = 3",
                f"unreadable effect “{wrong.part}”; expected: name +2, name -1 or name = 3", where,
            )  # fmt: skip
            return ()

    def condition(self, text: str | None, where: str) -> engine.Condition:
        try:
            return parse_condition(text or "")
        except GrammarError as wrong:
            self.error(
                wrong.code, f"condition « {wrong.part} » illisible ; attendu : nom >= 5 et vu étape",
                f"unreadable condition “{wrong.part}”; expected: name >= 5 and seen step", where,
            )  # fmt: skip
            return ()


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]


def _clean(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _number(value: Any, default: int) -> int:
    return default if value is None else int(value)


def meter_of(value: Any) -> engine.Meter:
    return engine.Meter(
        id=value.get("id") or "",
        label=value.get("label") or "",
        start=_number(value.get("start"), 0),
        max=_number(value.get("max"), 10),
        min=_number(value.get("min"), 0),
        unit=value.get("unit") or "",
        good=value.get("good") or "high",
        shown=bool(value.get("shown", True)),
    )


def _competency(value: Any) -> engine.Competency:
    return engine.Competency(
        id=value.get("id") or "",
        label=value.get("label") or "",
        weight=_number(value.get("weight"), 1),
        charter_value=value.get("charter_value") or "",
    )


def _line(value: Any) -> engine.Line:
    return engine.Line(
        speaker=(value.get("speaker") or "").strip(),
        text=_clean(value.get("text")),
        media=picture_name(value.get("image")),
        alt=_clean(value.get("alt")) if value.get("image") else "",
    )


def picture_name(image: Any) -> str:
    """How a version names a picture of Wagtail's library."""
    return f"image:{image.pk}" if image else ""


def picture_pk(name: str) -> int | None:
    """The picture named so; None for a file's name, which means nothing inside a page."""
    number = name.removeprefix("image:")
    return int(number) if name.startswith("image:") and number.isdecimal() and len(number) < 12 else None


def _line_fields(line: engine.Line) -> dict[str, Any]:
    return {"speaker": line.speaker, "text": line.text, "image": picture_pk(line.media), "alt": line.alt}


def fill_scenario_page(page: ScenarioPage, scenario: engine.Scenario) -> None:
    """Puts an engine scenario into the page's fields. Not saved. Block ids follow the ids of steps."""
    key, language = page.translation_key, scenario.locale
    page.title, page.summary, page.minutes = scenario.title, scenario.summary, scenario.minutes
    page.channel = scenario.channel
    page.cast = "\n".join(f"{name}: {role}" if role else name for name, role in scenario.cast)
    page.alarms = "\n".join(
        f"{write_condition(alarm.when, language)} -> {alarm.target} {{#{alarm.id}}}" for alarm in scenario.alarms
    )
    page.passing_score = scenario.passing.score
    page.passing_endings = ", ".join(sorted(scenario.passing.endings))
    page.passing_when = write_condition(scenario.passing.when, language)
    page.reference = ", ".join(scenario.reference)
    page.blessed = "\n".join(scenario.blessed)
    page.graded, page.coach, page.attempts = scenario.graded, scenario.coach, scenario.attempts
    page.shuffled = scenario.shuffled
    _set(page, "meters", stream(key, [("meter", _fields(meter)) for meter in scenario.meters]))
    _set(page, "competencies", stream(key, [("competency", _fields(c)) for c in scenario.competencies]))
    ordered = sorted(scenario.steps, key=lambda step: step.id != scenario.start)  # the first step is the start
    steps = [
        {"type": step.kind, "id": str(uuid5(key, f"step/{step.id}")), "value": _step(key, step, language)}
        for step in ordered
    ]
    _set(page, "steps", steps)


def _set(page: Any, field: str, data: list[dict[str, Any]]) -> None:
    block = page._meta.get_field(field).stream_block
    setattr(page, field, StreamValue(block, data, is_lazy=True))


def _fields(item: Any) -> dict[str, Any]:
    return {name: getattr(item, name) for name in item.__slots__}


def _step(key: Any, step: engine.Step, language: str) -> dict[str, Any]:
    inner = uuid5(key, f"in/{step.id}")
    value: dict[str, Any] = {
        "id": step.id,
        "title": step.title,
        "lines": list_items(uuid5(inner, "lines"), [_line_fields(line) for line in step.lines]),
        "on_enter": write_effects(step.on_enter),
    }
    if step.kind == "ending":
        return {**value, "kind": step.ending}
    rows = []
    for choice in step.choices:
        when = write_condition(choice.when, language)
        if step.kind == "router":
            rows.append({"id": choice.id, "when": when, "target": choice.target})
        else:
            rows.append({**_fields(choice), "when": when, "effects": write_effects(choice.effects)})
    return {**value, "routes" if step.kind == "router" else "choices": list_items(uuid5(inner, "choices"), rows)}
