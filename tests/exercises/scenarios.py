"""Scenarios for property tests: small, of every shape the engine allows, circles and broken ones included."""

from hypothesis import strategies as st

from academy.exercises.scenario import (
    Alarm,
    Choice,
    Competency,
    Effect,
    Line,
    Meter,
    Passing,
    Scenario,
    Step,
    Test,
)

METERS = ("trust", "time")
POINTS = ("care", "clarity")
OPS = ("<", "<=", "=", "!=", ">=", ">")


def _names(count: int) -> list[str]:
    return [f"s{number}" for number in range(count)]


def conditions(places: list[str], steps: list[str]) -> st.SearchStrategy:
    """Mostly none; else OR of ANDs of tests on meters, steps seen and choices taken."""
    tests = st.one_of(
        st.builds(Test, st.sampled_from(METERS), st.sampled_from(OPS), st.integers(0, 4)),
        st.builds(Test, st.sampled_from([f"seen:{step}" for step in steps]), st.just(">="), st.just(1)),
        st.builds(Test, st.sampled_from([f"seen:{step}" for step in steps]), st.just("<"), st.just(1)),
        st.builds(Test, st.sampled_from([f"taken:{place}" for place in places]), st.just(">="), st.just(1)),
    )
    group = st.lists(tests, min_size=1, max_size=2).map(tuple)
    return st.one_of(st.just(()), st.just(()), st.lists(group, min_size=1, max_size=2).map(tuple))


def effects(repeatable: bool = False, arrival: bool = False) -> st.SearchStrategy:
    moves = st.builds(Effect, st.sampled_from(METERS), st.integers(-2, 2))
    sets = st.builds(Effect, st.sampled_from(METERS), st.just(0), st.integers(0, 4))
    points = st.builds(Effect, st.sampled_from(POINTS), st.integers(-2, 3))
    kinds = [moves, sets] if repeatable or arrival else [moves, sets, points, points]
    return st.lists(st.one_of(*kinds), max_size=2).map(tuple)


@st.composite
def scenarios(draw: st.DrawFn, steps: int = 5, forward: bool = False) -> Scenario:
    """`forward`: targets lie ahead only, so every play ends; else anything goes, circles included."""
    count = draw(st.integers(2, steps))
    names = _names(count)
    places = [f"{name}/c{number}" for name in names for number in range(3)]
    made = []
    for index, name in enumerate(names):
        kind = (
            "ending" if index == count - 1 else draw(st.sampled_from(("scene", "scene", "scene", "router", "ending")))
        )
        kind = "scene" if index == 0 else kind
        targets = st.sampled_from(names[index + 1 :] if forward else names)
        made.append(_step(draw, name, kind, targets, conditions(places, names)))
    alarms = draw(
        st.lists(st.builds(Alarm, st.just("a1"), conditions(places, names), st.sampled_from(names)), max_size=1)
    )
    return Scenario(
        id="x", locale=draw(st.sampled_from(("fr", "en"))), title="Drawn", channel="facebook", summary="", minutes=5,
        cast=(("Mrs Roy", "customer"),),
        meters=tuple(Meter(id, id.capitalize(), draw(st.integers(0, 4)), 4) for id in METERS),
        competencies=tuple(Competency(id, id.capitalize(), draw(st.integers(1, 3))) for id in POINTS),
        steps=tuple(made), start="s0", alarms=() if forward else tuple(alarms),
        passing=Passing(draw(st.integers(0, 100)), draw(st.sampled_from((frozenset(), frozenset({"success"})))),
                        draw(conditions(places, names))),
    )  # fmt: skip


def _step(draw: st.DrawFn, name: str, kind: str, targets: st.SearchStrategy, when: st.SearchStrategy) -> Step:
    choices = []
    if kind != "ending":
        for number in range(draw(st.integers(1, 3))):
            again = kind == "scene" and draw(st.booleans()) and draw(st.booleans())
            choices.append(
                Choice(
                    id=f"c{number}", text=f"choice {number}" if kind == "scene" else "", target=draw(targets),
                    when=draw(when), effects=draw(effects(again)) if kind == "scene" else (),
                    feedback="why" if kind == "scene" else "", repeatable=again,
                    critical="a red line" if kind == "scene" and draw(st.integers(0, 9)) == 0 else "",
                )
            )  # fmt: skip
    if kind == "router":
        choices = [*choices[:-1], Choice("c2", "", choices[-1].target)]
    ending = draw(st.sampled_from(("success", "mixed", "failure"))) if kind == "ending" else ""
    return Step(
        name, name.upper(), kind, (Line("Mrs Roy", "Hello?"),), tuple(choices), draw(effects(arrival=True)), ending
    )
