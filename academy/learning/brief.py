"""What a learner reads before an exercise: facts of the page, whatever its form."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from academy.library.models import InboxPage, QuizPage, ReplyPage, ScenarioPage
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
    """`facts`: icon and sentence."""

    icon: str
    facts: list[tuple[str, str]]
    introduction: str = ""
    channel: str = ""
    cast: list[tuple[str, str]] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    meters: list[MeterLine] = field(default_factory=list)
    services: list[str] = field(default_factory=list)  # who can take over a message


def brief_of(page: StepPage) -> Brief:
    facts = [("timer", ngettext("About %(n)d minute", "About %(n)d minutes", page.minutes) % {"n": page.minutes})]
    if isinstance(page, ScenarioPage):
        return _scenario(page, facts)
    if isinstance(page, InboxPage):
        return _inbox(page, facts)
    if isinstance(page, QuizPage):
        return _quiz(page, facts)
    return _reply(page, facts)


def _scenario(page: ScenarioPage, facts: list[tuple[str, str]]) -> Brief:
    facts = [
        *facts,
        ("target", _("Passed from %(score)d %% on") % {"score": page.passing_score}),
        _attempts_fact(page.attempts if page.graded else 0),
        _mode_fact(page.graded),
    ]
    meters = [
        MeterLine(value["label"], value["start"], value["min"], value["max"])
        for value in (block.value for block in page.meters)
        if value.get("shown")
    ]
    goals = [block.value["label"] for block in page.competencies]
    return Brief(ICONS["scenario"], facts, "", page.channel, _cast(page.cast), goals, meters)


def _mode_fact(graded: bool) -> tuple[str, str]:
    if graded:
        return "award", _("Counts: the expected answers are shown once you have passed")
    return "eye-off", _("Practice: nobody but you sees your choices")


def _inbox(page: InboxPage, facts: list[tuple[str, str]]) -> Brief:
    """The watch as the engine reads it: from when to when, to whom one may pass a message on."""
    allowed = page.attempts if page.graded else 0
    inbox, _problems = page.read_engine()
    if inbox is None:
        return Brief(ICONS["inbox"], [*facts, _attempts_fact(allowed), _mode_fact(page.graded)])
    watch = _("A watch from %(start)s to %(end)s, in simulated time") % {
        "start": _clock(inbox.start),
        "end": _clock(inbox.end),
    }
    facts = [
        *facts,
        ("clock", watch),
        ("target", _("Passed from %(score)d %% on") % {"score": inbox.passing.score}),
        _attempts_fact(allowed),
        _mode_fact(page.graded),
    ]
    meters = [MeterLine(one.label, one.start, one.min, one.max) for one in inbox.meters if one.shown]
    services = [name for _code, name in inbox.services]
    return Brief(ICONS["inbox"], facts, meters=meters, services=services)


def _reply(page: ReplyPage, facts: list[tuple[str, str]]) -> Brief:
    brief, _problems = page.read_engine()
    if page.graded:
        readers = ngettext(
            "Counts for your portfolio: %(n)d reviewer reads it, without your name",
            "Counts for your portfolio: %(n)d reviewers read it, without your name",
            page.reviewers,
        )
        mode = ("award", readers % {"n": page.reviewers})
    else:
        mode = ("eye-off", _("Practice: peers and reviewers read it without your name, managers never do"))
    if brief is None:
        return Brief(ICONS["reply"], [*facts, mode])
    facts = [*facts, ("badge-check", _("The voice check advises before you send, and never grades")), mode]
    goals = [one.label_in(page.locale.language_code) for one in brief.rubric]
    return Brief(ICONS["reply"], facts, channel=brief.channel, goals=goals)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


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
        *_exam_facts(page),
        _feedback_fact(page),
    ]
    return Brief(ICONS["quiz"], facts, page.introduction)


def _exam_facts(page: QuizPage):
    if minutes := page.time_limit_minutes:
        said = ngettext("%(n)d minute at most, kept by the site", "%(n)d minutes at most, kept by the site", minutes)
        yield "clock", said % {"n": minutes}
    if page.mode == "exam" and (hours := page.cooldown_hours):
        said = ngettext(
            "After a failure, %(n)d hour before the next attempt",
            "After a failure, %(n)d hours before the next attempt",
            hours,
        )
        yield "hourglass", said % {"n": hours}
    if page.mode == "exam":
        yield "message-circle", _("After three failures, a short talk opens the next attempt")
    if page.mode == "placement" and page.test_out:
        said = _("From %(score)d %% on, the lessons and practice of the course are credited to you")
        yield "badge-check", said % {"score": page.test_out}


def _feedback_fact(page: QuizPage) -> tuple[str, str]:
    if page.mode != "practice":
        return "lightbulb", _("A result by objective, with what to read")
    return "lightbulb", _("Explained after each answer") if page.show_feedback else _("Explained at the end")


def _attempts_fact(allowed: int) -> tuple[str, str]:
    if not allowed:
        return "repeat", _("As many attempts as you like")
    return "repeat", ngettext("%(n)d attempt", "%(n)d attempts", allowed) % {"n": allowed}
