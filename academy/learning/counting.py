"""Counting is work for the worker: whoever sends an attempt does not wait for it."""

from django_tasks import task

from academy.learning.choice_counts import count_finished


@task(backend="jobs")
def count_sent() -> None:
    """Adds every finished attempt not counted yet. A task that is lost is made up for by the clock's next round."""
    while count_finished():
        pass
