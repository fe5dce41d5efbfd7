from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.exercises.layout import NODE_HEIGHT, NODE_WIDTH, layout
from academy.exercises.scenario import Choice, Passing, Scenario, Step
from academy.exercises.scenario_text import read_scenario
from academy.exercises.ways import count_plays, random_ends, shortest_ways

CONTENT = Path(__file__).resolve().parents[2] / "content"
FILES = sorted(path for path in CONTENT.rglob("*.md") if "type: sc" in path.read_text()[:80])


def _scenario(links: list[tuple[int, int]], size: int) -> Scenario:
    steps = []
    for number in range(size):
        choices = tuple(
            Choice(f"c{index}", "", f"s{target}") for index, (source, target) in enumerate(links) if source == number
        )
        steps.append(Step(f"s{number}", "", "scene" if choices else "ending", (), choices, (), "success"))
    return Scenario("x", "fr", "x", "", "", 1, (), (), (), tuple(steps), "s0", (), Passing(0))


graphs = st.integers(1, 9).flatmap(
    lambda size: st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size)), max_size=20).map(
        lambda links: _scenario(links, size)
    )
)


@given(graphs)
def test_every_step_has_a_place_of_its_own_and_every_known_target_an_arrow(scenario):
    drawn = layout(scenario)
    places = sorted((node.y, node.x) for node in drawn.nodes)
    assert len(drawn.nodes) == len(scenario.steps)
    for (y1, x1), (y2, x2) in pairwise(places):
        assert y2 - y1 >= NODE_HEIGHT or x2 - x1 >= NODE_WIDTH
    known = {step.id for step in scenario.steps}
    assert len(drawn.arrows) == sum(choice.target in known for step in scenario.steps for choice in step.choices)
    assert all(n.x >= 0 and n.x + NODE_WIDTH <= drawn.width and n.y + NODE_HEIGHT <= drawn.height for n in drawn.nodes)


@given(graphs)
def test_arrows_lead_down_unless_they_lead_back(scenario):
    for arrow in layout(scenario).arrows:
        assert arrow.back or arrow.points[0][1] < arrow.points[-1][1]


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_each_ending_of_our_scenarios_has_a_shortest_way_that_leads_there(path):
    from academy.exercises.play import Choose, play, start

    scenario, _problems = read_scenario(path.read_text(), str(path))
    ways = shortest_ways(scenario)
    assert {step.id for step in scenario.steps if step.kind == "ending"} <= set(ways)
    for end, way in ways.items():
        state = start(scenario, 1)
        for name in way.play:
            state = play(scenario, state, Choose(name.split("/")[1], state.seq)).state
        assert (state.status, state.at) == ("done", end)
    assert sum(random_ends(scenario, plays=50).values()) == 50
    assert (count_plays(scenario) or 1) >= len(ways)
