"""The engine alone: actions a second, lint of a large story, the cache of exercises. No database, no request.

The yardstick is a plain loop of a million additions in Python, so figures of different machines can be compared.
"""

import random
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from academy.exercises import canonical, exploration, statespace
from academy.exercises.actions import Handle, Wait
from academy.exercises.inbox_text import read_inbox
from academy.exercises.lint import check, lint
from academy.exercises.machine import machine_of
from academy.exercises.play import Choose, options, play, start
from academy.exercises.scenario_text import read_scenario
from tests.bench import Line, cpu_ms, million
from tests.exercises.large import large_scenario
from tests.exercises.lint.scenarios import CLEAN

INBOX = Path(__file__).resolve().parents[1] / "exercises/examples/paiement.md"
YARDSTICK = "a million additions"


def lines() -> Iterator[Line]:
    yardstick = cpu_ms(million, 7)
    yield Line("yardstick: a million additions", yardstick, "ms")
    yield from _actions(yardstick)
    yield from _lint(yardstick)
    yield from _cache(yardstick)


def _actions(yardstick: float) -> Iterator[Line]:
    scenario, large = read_scenario(CLEAN, "colis.md")[0], large_scenario()
    for what, act, count in (
        ("scenario", lambda number: _play_scenario(scenario, number), 200),
        ("a step of 1,000", lambda number: _play_scenario(large, number, 40), 20),
        ("inbox", lambda _number: _play_inbox(), 100),
    ):
        done: list[int] = []
        ms = cpu_ms(lambda number, act=act, done=done: done.append(act(number)), count)
        each = ms / (sum(done) / len(done))
        yield Line(
            f"actions per second, {what}", 1000 / each, "/s", "additions per action", 1_000_000 * each / yardstick
        )


def _play_scenario(scenario, seed: int, most: int = 100) -> int:
    chance, state, done = random.Random(seed), start(scenario, seed), 0
    while (choices := options(scenario, state)) and done < most:
        state = play(scenario, state, Choose(chance.choice(choices).id, state.seq)).state
        done += 1
    return done


def _play_inbox() -> int:
    inbox = read_inbox(INBOX.read_text(), "paiement.md")[0]
    state, done = start(inbox, 0), 0
    while state.status == "playing":
        waiting = options(inbox, state)
        if waiting:
            one = waiting[0]
            action = Handle(one.id, one.best("service"), one.best("priority"), one.best("action"), state.seq)
        else:
            action = Wait(state.seq)
        state = play(inbox, state, action).state
        done += 1
    return done


def _lint(yardstick: float) -> Iterator[Line]:
    for meters in (0, 1):
        scenario = large_scenario(meters=meters)
        positions = len(exploration.space(scenario).positions)

        def once(number: int, scenario=scenario) -> None:
            _forget()
            lint(scenario)

        ms = cpu_ms(once, 3, warm=1)
        yield Line(f"lint of 1,000 steps, {positions} positions", ms, "ms", YARDSTICK, ms / yardstick)
    scenario = read_scenario(CLEAN, "colis.md")[0]

    def small(number: int) -> None:
        _forget()
        lint(scenario)

    ms = cpu_ms(small, 10)
    yield Line("lint of seven steps", ms, "ms", YARDSTICK, ms / yardstick)


def _forget() -> None:
    for cached in (check._found, exploration.space, statespace.values_of, statespace.best_points, machine_of):
        cached.cache_clear()


def _cache(yardstick: float) -> Iterator[Line]:
    text = canonical.to_json(read_scenario(CLEAN, "colis.md")[0])
    parsed = cpu_ms(lambda number: canonical.from_json(text), 50)
    yield Line(
        "reading an exercise from its version (a miss of the cache)", parsed, "ms", YARDSTICK, parsed / yardstick
    )
    cached = lru_cache(maxsize=512)(lambda _hash: canonical.from_json(text))  # as `library.models.version` keeps them
    thousand = cpu_ms(lambda number: [cached("one") for _ in range(1_000)], 20)
    yield Line("the same again (a hit of the cache)", thousand, "µs")
    scenario = read_scenario(CLEAN, "colis.md")[0]
    texts = [canonical.to_json(replace(scenario, id=f"one{number}")) for number in range(1_000)]
    tracemalloc.start()
    kept = [canonical.from_json(one) for one in texts]
    machines = [machine_of.__wrapped__(one) for one in kept]
    megabytes = tracemalloc.get_traced_memory()[0] / 1_000_000
    tracemalloc.stop()
    yield Line(f"memory of {len(machines)} exercises ready to be played", megabytes, "MB")
