"""Months of learning, made by really playing the exercises. The same lots are drawn at every run."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from academy.exercises import canonical
from academy.exercises.play import action_to_json
from academy.exercises.reply import ReplyBrief
from academy.exercises.result import result
from academy.learning.charter import text_hash
from academy.learning.models import Attempt, CharterSignature, Progress, Response, StepCompletion
from academy.library.models import CharterPage, CoursePage, ExerciseVersion
from academy.library.models.course import Step
from academy.library.tree import live_pages
from academy.people.models import Brand, User
from academy.site.demo.company import address_of
from academy.site.demo.hands import play_through

TRIES = 5
NEVER_BEGUN = {address_of("Lucas Morel"), address_of("Dorothée Simon")}
ADVANCED = {address_of("Inès Benali"): 10}  # how many steps of the first course


@dataclass
class Rows:
    """Everything to write, collected first: sixty people are a handful of queries."""

    progress: list[Progress] = field(default_factory=list)
    completions: list[StepCompletion] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    responses: list[tuple[Attempt, Response]] = field(default_factory=list)
    signatures: list[CharterSignature] = field(default_factory=list)


def make_history(brand: Brand, people: list[User]) -> int:
    """Progress, attempts, completions, signatures for everybody without any yet; → number of people with history."""
    lots = Random(7)
    known = set(Progress.objects.filter(brand=brand).values_list("person_id", flat=True))
    courses = [(course, course.steps()) for course in live_pages(CoursePage, brand, "fr")]
    versions = _versions([step for _course, steps in courses for step in steps])
    charter = live_pages(CharterPage, brand, "fr").first()
    rows, learners = Rows(), 0
    for person in people:
        fate = _fate(person, lots)
        if person.pk in known or fate.share == 0:
            continue
        learners += 1
        day = timezone.now() - timedelta(days=fate.days_ago, hours=lots.randrange(10))
        for course, steps in courses:
            day = _take(rows, brand, person, course, steps, versions, fate, day, lots)
        if charter and fate.signs:
            rows.signatures.append(_signature(brand, person, charter, day))
    _write(rows)
    return learners


@dataclass(frozen=True)
class Fate:
    share: float  # of the course done; 1 means all
    skill: float  # chance of the best choice
    days_ago: int
    signs: bool


def _fate(person: User, lots: Random) -> Fate:
    share = lots.choice([0, 0.2, 0.35, 0.5, 0.7, 0.85, 1, 1, 1, 1])
    fate = Fate(share, 0.6 + 0.4 * lots.random(), lots.randrange(20, 260), lots.random() < 0.8)
    if person.email in NEVER_BEGUN:
        return Fate(0, 0, 0, False)
    if person.email in ADVANCED:
        return Fate(0.75, 0.95, 24, True)
    if person.email in {address_of("Camille Rey"), address_of("Sarah Lemoine")}:
        return Fate(1, 1, 210, True)
    return fate


def _versions(steps: list[Step]) -> dict:
    """Newest version per step key."""
    found = ExerciseVersion.objects.filter(page_id__in=[step.page.pk for step in steps]).order_by("pk")
    return {version.exercise_key: version for version in found}


def _take(rows, brand, person, course, steps, versions, fate: Fate, day: datetime, lots: Random) -> datetime:
    """One person goes through one course as far as their fate says; → the day they stopped."""
    progress = Progress(
        person=person, brand=brand, course_key=course.translation_key, steps_total=len(steps), enrolled=day
    )
    for step in steps[: round(fate.share * len(steps))]:
        day = min(day + timedelta(minutes=lots.randrange(8, 60 * 40)), timezone.now() - timedelta(minutes=5))
        progress.last_step, progress.last_seen = step.key, day
        version = versions.get(step.key)
        if version and not _exercise(rows, brand, person, course, step, version, fate, day, lots):
            break
        progress.steps_done += 1
        rows.completions.append(
            StepCompletion(person=person, course_key=course.translation_key, step_key=step.key, completed=day)
        )
    if steps and progress.steps_done == len(steps):
        progress.completed = day
    progress.last_seen = day
    rows.progress.append(progress)
    return day


def _exercise(rows, brand, person, course, step, version, fate: Fate, day: datetime, lots: Random) -> bool:
    """Tries until passed, at most a few times, a little better each time; → passed."""
    exercise = version.exercise()
    tries = 1 if isinstance(exercise, ReplyBrief) else TRIES  # a sent reply waits for its review
    for number in range(1, tries + 1):
        seed = lots.getrandbits(31)
        state, actions = play_through(exercise, seed, min(1.0, fate.skill + 0.12 * (number - 1)), lots)
        verdict = result(exercise, state)
        begun = day - timedelta(minutes=12 * (TRIES - number + 1))
        attempt = Attempt(
            person=person, brand=brand, course_key=course.translation_key, step_key=step.key, version=version,
            number=number, seed=seed, state=canonical.state_to_json(state), seq=len(actions),
            status=Attempt.Status.DONE, score=verdict.score, passed=verdict.passed, reasons=list(verdict.reasons),
            started=begun, finished=begun + timedelta(minutes=9),
        )  # fmt: skip
        rows.attempts.append(attempt)
        if isinstance(exercise, ReplyBrief):
            attempt.score = attempt.passed = None  # people will say
        for seq, (item, action) in enumerate(actions):
            at = begun + timedelta(seconds=30 * (seq + 1))
            rows.responses.append((attempt, Response(seq=seq, item=item, action=action_to_json(action), at=at)))
        if verdict.passed or isinstance(exercise, ReplyBrief):
            return True
    return False


def _signature(brand: Brand, person: User, charter: CharterPage, day: datetime) -> CharterSignature:
    return CharterSignature(
        person=person, brand=brand, version=charter.version, text_hash=text_hash(charter), signed=day
    )


def _write(rows: Rows) -> None:
    """auto_now fields take the present at creation: the past is written in a second step."""
    _backdated(rows.progress, ["enrolled", "last_seen"])
    _backdated(rows.completions, ["completed"])
    _backdated(rows.attempts, ["started"])
    for attempt, response in rows.responses:
        response.attempt = attempt
    _backdated([response for _attempt, response in rows.responses], ["at"])
    _backdated(rows.signatures, ["signed"])


def _backdated(objects: list, names: list[str]) -> None:
    if not objects:
        return
    model = type(objects[0])
    past = [[getattr(made, name) for name in names] for made in objects]
    model.objects.bulk_create(objects, batch_size=500)
    for made, values in zip(objects, past, strict=True):
        for name, value in zip(names, values, strict=True):
            setattr(made, name, value)
    model.objects.bulk_update(objects, names, batch_size=200)
