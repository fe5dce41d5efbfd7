"""The path behind an award, as a transcript tells it: courses with their dates, and what else the award rests on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.certification.awards import levels_of
from academy.certification.ladder import line_of, titles_for
from academy.certification.models import Award
from academy.certification.pdf.words import in_words
from academy.certification.rules import Ask, Finding
from academy.learning.models import Attempt, CharterSignature, Progress
from academy.library.models import CoursePage


@dataclass(frozen=True)
class Course:
    """A course completed by the day of the award. `on` is that day in words."""

    title: str
    minutes: int
    lasts: str
    exercises: int  # passed in it
    on: str


@dataclass(frozen=True)
class Path:
    courses: list[Course]
    total: str  # how long all courses take together
    proofs: list[tuple[str, str]]  # what was asked, what was shown
    recognised: bool  # a mandate taken over without the path


def path_of(award: Award, language: str) -> Path:
    """In the language that is active. Reads today's titles: a transcript is made with its award, once."""
    courses = _courses(award, language)
    return Path(
        courses,
        duration(sum(course.minutes for course in courses)) if courses else "",
        _proofs(award, language),
        "recognised" in award.evidence,
    )


def duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


def _courses(award: Award, language: str) -> list[Course]:
    if award.person_id is None:
        return []
    done = Progress.objects.filter(person=award.person_id, brand=award.brand, completed__isnull=False)
    days: dict = {}
    for key, completed in done.values_list("course_key", "completed"):
        day = timezone.localdate(completed)
        if day <= award.issued:
            days[key] = day
    passed = _exercises(award, list(days))
    pages: dict = {}
    for page in CoursePage.objects.filter(translation_key__in=days).select_related("locale").order_by("pk"):
        if page.translation_key not in pages or page.locale.language_code == language:
            pages[page.translation_key] = page
    found = sorted(pages.values(), key=lambda page: (days[page.translation_key], page.title))
    return [
        Course(
            page.title,
            page.minutes,
            duration(page.minutes),
            passed[page.translation_key],
            in_words(days[page.translation_key], language),
        )
        for page in found
    ]


def _exercises(award: Award, courses: list) -> Counter:
    """How many different exercises of each course were passed by the day of the award."""
    tries = _tries(award).filter(course_key__in=courses, now_passed=True)
    return Counter(dict(tries.values_list("course_key").annotate(Count("step_key", distinct=True))))


def _tries(award: Award):
    """Attempts finished by the day of the award, with the grades in force now: a corrected key counts."""
    tries = Attempt.objects.graded().filter(person=award.person_id, brand=award.brand, finished__isnull=False)
    return tries.filter(finished__lt=_end_of(award.issued)).order_by()


def _results(award: Award) -> dict[str, int]:
    """Exercise → the best result in force of those passed, then or now; nothing once attempts were forgotten."""
    passed = _tries(award).filter(Q(passed=True) | Q(now_passed=True))
    rows = passed.values_list("step_key").annotate(Max("now_score"))
    return {str(step): best for step, best in rows if best is not None}


def _result(have: int, now: int) -> str:
    """What was shown for an exercise: the grade in force, and that it is not the one of the day."""
    if now == have:
        return _("result: %(score)s %%") % {"score": have}
    return _("result: %(score)s %% (%(before)s %% before the answer key was corrected)") % {
        "score": now,
        "before": have,
    }


def _end_of(day: date):
    return timezone.make_aware(timezone.datetime.combine(day, timezone.datetime.max.time()))


def _proofs(award: Award, language: str) -> list[tuple[str, str]]:
    """The findings of the day, without the courses, which have a table of their own."""
    findings = [one for one in award.evidence.get("findings") or [] if one.get("kind") != "course"]
    titles = titles_for(award.brand, levels_of(award.brand), language) if findings else None
    results = _results(award) if any(one.get("kind") in ("quiz", "scenario") for one in findings) else {}
    proofs = []
    for one in findings:
        need, have = one.get("need") or 0, one.get("have") or 0
        ask = Ask(one["kind"], one.get("key") or "", need, need or 1)
        shown = ""
        if ask.kind in ("quiz", "scenario"):
            shown = _result(have, results.get(ask.key, have))
        elif ask.kind == "charter":
            shown = _charter(award, have, language)
        proofs.append((line_of(Finding(ask, True), titles).text, shown))
    return proofs


def _charter(award: Award, version: int, language: str) -> str:
    signed = CharterSignature.objects.filter(person=award.person_id, brand=award.brand, version=version).first()
    if signed is None:
        return _("version %(version)s") % {"version": version}
    day = in_words(timezone.localdate(signed.signed), language)
    return _("version %(version)s, on %(day)s") % {"version": version, "day": day}
