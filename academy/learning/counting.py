"""Counting is work for the worker: whoever sends an attempt does not wait for it."""

from uuid import UUID

from django_tasks import task

from academy.learning.choice_counts import count_finished
from academy.learning.item_counts import rebuild
from academy.people.models import Brand


@task(backend="jobs")
def count_sent() -> None:
    """Adds every finished attempt not counted yet. A task that is lost is made up for by the clock's next round."""
    while count_finished():
        pass


@task(backend="jobs")
def recount(exercise_key: str, brand_id: int) -> None:
    """Counts one quiz of a brand anew: its keys were corrected."""
    count_sent.call()
    rebuild(UUID(exercise_key), Brand.objects.get(pk=brand_id))
