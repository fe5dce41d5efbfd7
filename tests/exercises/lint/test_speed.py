"""A thousand steps are checked while the author waits: under a second on one core, by a yardstick of this machine."""

import time

from academy.exercises import exploration, statespace
from academy.exercises.lint import lint
from tests.exercises.large import large_scenario


def _seconds(act) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def test_lint_of_a_thousand_steps_takes_less_than_forty_times_a_million_additions():
    yardstick = min(_seconds(lambda: sum(number + 1 for number in range(1_000_000))) for _ in range(3))
    taken = []
    for seed in (1, 2):
        scenario = large_scenario(seed=seed, meters=1)
        exploration.space.cache_clear()
        statespace.values_of.cache_clear()
        taken.append(_seconds(lambda scenario=scenario: lint(scenario)))
        assert len(exploration.space(scenario).positions) > 2_000
    assert min(taken) < 40 * yardstick
