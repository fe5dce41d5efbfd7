"""What a learner reads before an exercise: facts of the page, whatever its form."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.library.models import QuizPage, ScenarioPage
from academy.library.models.course import StepPage

ICONS = {"scenario": "messages-square", "quiz": "list-checks", "inbox": "inbox", "reply": "pen-line"}


@dataclass(frozen=True)
class MeterLine:
    label: str
    start: int
    min: int
    max: int

    @property
    def span(self) -> int:
        return max(self.max - self.min, 1)

    @property
    def level(self) -> int:
        return self.start - self.min


@dataclass(frozen=True)
class Brief:
    """`facts`: icon and sentence; `attempts`: how many are allowed, 0 for as many as wanted."""

    icon: str
    facts: list[tuple[str, str]]
    introduction: str = ""
    channel: str = ""
    cast: list[tuple[str, str]] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    meters: list[MeterLine] = field(default_factory=list)
    attempts: int = 0


def brief_of(page: StepPage) -> Brief:
    facts = [("timer", ngettext("About %(n)d minute", "About %(n)d minutes", page.minutes) % {"n": page.minutes})]
    if isinstance(page, ScenarioPage):
        return _scenario(page, facts)
    if isinstance(page, QuizPage):
        return _quiz(page, facts)
    allowed = getattr(page, "attempts", 0) or 0
    introduction = getattr(page, "introduction", "") or getattr(page, "brief", "")
    return Brief(ICONS.get(page.step_kind, "play"), [*facts, _attempts_fact(allowed)], introduction, attempts=allowed)


def _scenario(page: ScenarioPage, facts: list[tuple[str, str]]) -> Brief:
    facts = [
        *facts,
        ("target", _("Passed from %(score)d %% on") % {"score": page.passing_score}),
        _attempts_fact(0),
        ("eye-off", _("Practice: nobody but you sees your choices")),
    ]
    meters = [
        MeterLine(value["label"], value["start"], value["min"], value["max"])
        for value in (block.value for block in page.meters)
        if value.get("shown")
    ]
    goals = [block.value["label"] for block in page.competencies]
    return Brief(ICONS["scenario"], facts, "", page.channel, _cast(page.cast), goals, meters)


def _cast(text: str) -> list[tuple[str, str]]:
    people = (line.partition(":") for line in text.splitlines() if line.strip())
    return [(name.strip(), role.strip()) for name, _colon, role in people]


def _quiz(page: QuizPage, facts: list[tuple[str, str]]) -> Brief:
    asked = len(page.questions) + sum(block.value["count"] or 0 for block in page.draws)
    facts = [
        *facts,
        ("list-checks", ngettext("%(n)d question", "%(n)d questions", asked) % {"n": asked}),
        ("target", _("Passed from %(score)d %% on") % {"score": page.pass_mark}),
        _attempts_fact(page.attempts),
        ("lightbulb", _("Explained after each answer") if page.show_feedback else _("Explained at the end")),
    ]
    return Brief(ICONS["quiz"], facts, page.introduction, attempts=page.attempts)


def _attempts_fact(allowed: int) -> tuple[str, str]:
    if not allowed:
        return "repeat", _("As many attempts as you like")
    return "repeat", ngettext("%(n)d attempt", "%(n)d attempts", allowed) % {"n": allowed}
