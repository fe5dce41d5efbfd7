"""What a member sees first: what to do now, what is due, where they stand, a word from the leader."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from academy.certification.ladder import next_place
from academy.certification.models import Award, Level, MustKnowUpdate
from academy.certification.updates.acts import due_updates, running_awards
from academy.learning.course_view import CourseView, build_view
from academy.learning.models import CharterSignature, Progress
from academy.learning.progress import done_keys
from academy.learning.refreshers.deck import Today, today_of
from academy.library.models import CharterPage, CoursePage
from academy.library.tree import home_of
from academy.people.models import Brand, Membership, Role, User

SOON = timedelta(days=60)


@dataclass(frozen=True)
class Rung:
    level: Level
    state: str  # held, next, later
    expires: date | None = None


@dataclass(frozen=True)
class Front:
    now: CourseView | None  # the course to go on with, or to begin
    later: list[CoursePage]  # other courses that may begin
    charter: CharterPage | None  # when it is to be signed
    signed_before: bool
    expiring: list[Award]
    rungs: list[Rung] = field(default_factory=list)
    leader: User | None = None
    completed: int = 0
    today: Today | None = None  # the refreshers of the day
    updates: list[MustKnowUpdate] = field(default_factory=list)  # changes to confirm

    @property
    def newcomer(self) -> bool:
        return not self.completed and (self.now is None or not self.now.begun)

    @property
    def held(self) -> Rung | None:
        return next((rung for rung in reversed(self.rungs) if rung.state == "held"), None)

    @property
    def next_rung(self) -> Rung | None:
        return next((rung for rung in self.rungs if rung.state == "next"), None)


def front_of(person: User, brand: Brand, language: str) -> Front:
    """Everything on a member's first page; thirteen queries, whatever the numbers (asserted in the tests)."""
    home = home_of(brand, language)
    courses = list(CoursePage.objects.descendant_of(home).live().prefetch_related("prerequisites").order_by("path"))
    mine = {one.course_key: one for one in Progress.objects.filter(person=person, brand=brand).order_by("-last_seen")}
    now, later = _now(person, courses, mine)
    charter = _charter(person, home)
    awards = list(Award.objects.for_brand(brand).valid_on().filter(person=person).select_related("level"))
    soon = timezone.localdate() + SOON
    return Front(
        now=now,
        later=later[:3],
        charter=charter if charter and not charter.signed else None,
        signed_before=bool(charter and charter.signed_once),
        expiring=[award for award in awards if award.expires <= soon],
        rungs=_rungs(brand, awards),
        leader=_leader(brand),
        today=today_of(person, brand, language),
        updates=due_updates(brand, person, running_awards(brand, person)),  # a right paused by a change counts, too
        completed=sum(one.completed is not None for one in mine.values()),
    )


def _now(person: User, courses: list[CoursePage], mine: dict) -> tuple[CourseView | None, list[CoursePage]]:
    """The course under way that was seen last, else the first that may begin; and the others that may."""
    by_key = {course.translation_key: course for course in courses}
    done = {key for key, one in mine.items() if one.completed}
    open_now = [
        course
        for course in courses
        if course.translation_key not in mine
        and all(first.translation_key in done for first in course.prerequisites.all() if first.live)
    ]
    running = [one for key, one in mine.items() if not one.completed and key in by_key]
    if running:
        course = by_key[running[0].course_key]
        return build_view(course, running[0], done_keys(person, course.translation_key)), open_now
    if open_now:
        return build_view(open_now[0], None, set()), open_now[1:]
    return None, []


def _charter(person: User, home) -> CharterPage | None:
    """The charter with `signed` and `signed_once`: in one query."""
    mine = CharterSignature.objects.filter(person=person, brand__site__root_page__translation_key=home.translation_key)
    charters = CharterPage.objects.descendant_of(home).live()
    return charters.annotate(signed=Exists(mine.filter(version=OuterRef("version"))), signed_once=Exists(mine)).first()


def _rungs(brand: Brand, awards: list[Award]) -> list[Rung]:
    held = {award.level_id: award for award in awards}
    levels = list(Level.objects.filter(brand=brand).order_by("order"))
    following = next_place([level.pk in held for level in levels])
    return [
        Rung(level, "held", held[level.pk].expires)
        if level.pk in held
        else Rung(level, "next" if place == following else "later")
        for place, level in enumerate(levels)
    ]


def _leader(brand: Brand) -> User | None:
    leaders = Membership.objects.valid_on().filter(brand=brand, role=Role.LEADER, user__is_active=True)
    first = leaders.select_related("user").order_by("pk").first()
    return first.user if first else None
