"""Which choices people take in their first attempt, and how they answer: counted once per finished attempt."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from academy.exercises.inbox import Inbox, InboxState
from academy.exercises.inbox_decisions import decisions as decided
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.statespace import debrief
from academy.learning.adding_up import add_up
from academy.learning.item_counts import add_attempts
from academy.learning.models import Attempt, ChoiceCount
from academy.library.authoring.shares import FEWEST, ChoiceShares, Share
from academy.library.signals import choice_shares_wanted
from academy.people.models import Department, Membership

LONGEST_PLACE = 200  # signs
LONGEST = 300  # seconds that count for one decision: people put the phone down
GIVEN_UP = timedelta(days=7)
_KEYS, _SUMS = ("brand", "exercise_key", "department", "place"), ("taken", "lost", "seconds", "first_wrong")


@transaction.atomic
def count_finished(limit: int = 500) -> int:
    """Adds what finished first attempts not counted yet hold, decisions and answers; → how many attempts.

    Two workers share them.
    """
    attempts = list(
        Attempt.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(status=Attempt.Status.DONE, counted=False)
        .select_related("version")
        .defer("version__content")
        .prefetch_related("responses")
        .order_by("pk")[:limit]
    )
    departments = _departments(attempts)
    sums: dict[tuple, Counter] = defaultdict(Counter)
    for attempt in attempts:
        if attempt.number == 1 and attempt.version.kind in ("scenario", "inbox"):
            _add(attempt, departments.get((attempt.brand_id, attempt.person_id), ""), sums)
    add_up(ChoiceCount, _KEYS, _SUMS, [dict(zip(_KEYS, key, strict=True)) | sum_ for key, sum_ in sums.items()])
    add_attempts(attempts)
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).update(counted=True)
    return len(attempts)


def _departments(attempts: list[Attempt]) -> dict[tuple[int, int], str]:
    members = Membership.objects.valid_on().filter(
        user__in={attempt.person_id for attempt in attempts}, department__isnull=False
    )
    rows = members.order_by("-pk").values_list("brand_id", "user_id", "department__code")
    return {(brand, user): code for brand, user, code in rows}


def _add(attempt: Attempt, department: str, sums: dict[tuple, Counter]) -> None:
    exercise, state = attempt.version.exercise(), attempt.kept_state()
    if isinstance(exercise, Scenario) and isinstance(state, ScenarioState):
        _add_play(attempt, exercise, state, department, sums)
    elif isinstance(exercise, Inbox) and isinstance(state, InboxState):
        for place, lost in decided(exercise, state):
            sums[attempt.brand_id, attempt.step_key, department, place[:LONGEST_PLACE]].update(
                taken=1, lost=lost, seconds=0, first_wrong=0
            )


def _add_play(
    attempt: Attempt, scenario: Scenario, state: ScenarioState, department: str, sums: dict[tuple, Counter]
) -> None:
    times = [attempt.started, *(response.at for response in attempt.responses.all())]
    waits = [min(LONGEST, max(0, int((b - a).total_seconds()))) for a, b in pairwise(times)]
    decisions = debrief(scenario, state).decisions
    first = next((index for index, decision in enumerate(decisions) if decision.regret), None)
    for index, decision in enumerate(decisions):
        place = f"{decision.step}/{decision.choice}"
        counts = sums[attempt.brand_id, attempt.step_key, department, place]
        counts["taken"] += 1
        counts["lost"] += decision.regret
        counts["first_wrong"] += index == first
        counts["seconds"] += waits[index] if index < len(waits) else 0


def shares(sender: Any, page: Any, scenario: Scenario, department: str = "", **kwargs: Any) -> ChoiceShares:
    """Counts for one scenario page, all versions and languages together."""
    count_finished()
    brand = page.brand
    rows = ChoiceCount.objects.filter(brand=brand, exercise_key=page.translation_key)
    codes = large_enough(rows, f"{scenario.start}/")
    if department:
        rows = rows.filter(department=department) if department in codes else rows.none()
    sums = list(
        rows.values("place").annotate(
            taken=Sum("taken"), lost=Sum("lost"), seconds=Sum("seconds"), first_wrong=Sum("first_wrong")
        )
    )
    deciders: Counter[str] = Counter()
    for row in sums:
        deciders[row["place"].partition("/")[0]] += row["taken"]
    by_place = {
        row["place"]: Share(
            row["taken"],
            round(100 * row["taken"] / deciders[row["place"].partition("/")[0]]),
            row["lost"] / row["taken"],
            row["seconds"] // row["taken"],
            row["first_wrong"],
        )
        for row in sums
        if row["taken"]
    }
    names = Department.objects.filter(brand=brand, code__in=codes).values_list("code", "name")
    plays = deciders.get(scenario.start, 0)
    return ChoiceShares(plays, by_place, dict(deciders), _left_at(page), list(names))


def large_enough(rows: Any, start: str) -> set[str]:
    """Codes of the departments that can be shown. `start` begins the places of which everybody has one.

    At least FEWEST people each, and so many that what is left of the whole when all of them are taken away is nobody
    or FEWEST people again: else a difference would tell who.
    """
    found = rows.filter(place__startswith=start).values("department").annotate(people=Sum("taken"))
    people = {row["department"]: row["people"] for row in found}
    shown = sorted((code for code in people if code and people[code] >= FEWEST), key=lambda code: people[code])
    while shown and 0 < sum(people.values()) - sum(people[code] for code in shown) < FEWEST:
        shown.pop(0)
    return set(shown)


def _left_at(page: Any) -> dict[str, int]:
    """Steps at which a first attempt was begun and left for a week or more."""
    left = Attempt.objects.filter(
        brand=page.brand,
        step_key=page.translation_key,
        number=1,
        status=Attempt.Status.RUNNING,
        started__lt=timezone.now() - GIVEN_UP,
    )
    return dict(Counter(left.values_list("state__at", flat=True)))


def connect() -> None:
    choice_shares_wanted.connect(shares, dispatch_uid="learning choice shares")
