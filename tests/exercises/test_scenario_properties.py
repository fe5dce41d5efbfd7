"""What must hold for every scenario and every play (docs: SCENARIOS B, 'Property tests')."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from academy.exercises import canonical
from academy.exercises.play import Accepted, Answer, Choose, Refused, Submit, options, play, replay, start
from academy.exercises.result import result
from academy.exercises.scenario import Scenario, ScenarioState
from academy.exercises.scenario_result import weighted
from academy.exercises.statespace import best_points, debrief, found_play, space, values_of
from tests.exercises.scenarios import scenarios

many = settings(max_examples=60)


def random_play(scenario: Scenario, seed: int, most: int = 60) -> tuple[ScenarioState, list[Choose]]:
    chance, state, actions = random.Random(seed), start(scenario, seed), []
    for _ in range(most):
        choices = options(scenario, state)
        if not choices:
            break
        action = Choose(chance.choice(choices).id, state.seq)
        outcome = play(scenario, state, action)
        assert isinstance(outcome, Accepted)
        state = outcome.state
        actions.append(action)
    return state, actions


def brute_force(scenario: Scenario) -> int | None:
    """V*(start) without any cleverness: every distinct state of plays, relaxed until nothing improves."""
    nothing = (0,) * len(scenario.competencies)
    first = start(scenario, 0)
    nodes, waiting = {first: []}, [first]
    while waiting:
        state = waiting.pop()
        for choice in options(scenario, state):
            after = play(scenario, state, Choose(choice.id, 0)).state
            following = replace(after, path=(), seq=0, points=nothing, critical=frozenset())
            nodes[state].append((weighted(scenario, after.points), following))
            if following not in nodes:
                nodes[following] = []
                waiting.append(following)
        assert len(nodes) < 20_000
    best = {state: 0 if state.status == "done" else None for state in nodes}
    changed = True
    while changed:
        changed = False
        for state, edges in nodes.items():
            for points, following in edges:
                if best[following] is not None and (best[state] is None or points + best[following] > best[state]):
                    best[state], changed = points + best[following], True
    return best[first]


@many
@given(scenarios(), st.integers(0, 2**31))
def test_replaying_the_actions_gives_the_same_state(scenario, seed):
    state, actions = random_play(scenario, seed)
    assert replay(scenario, seed, actions) == state


@many
@given(scenarios(), st.integers(0, 2**31))
def test_a_state_and_an_exercise_survive_their_json(scenario, seed):
    state, _ = random_play(scenario, seed)
    assert canonical.state_from_json(canonical.state_to_json(state)) == state
    assert canonical.from_json(canonical.to_json(scenario)) == scenario


@many
@given(scenarios(steps=4))
def test_the_best_sum_is_the_one_brute_force_finds(scenario):
    assert space(scenario).complete
    assert values_of(scenario).best[0] == brute_force(scenario)


@many
@given(scenarios(), st.integers(0, 2**31))
def test_the_regrets_of_a_finished_play_add_up_to_what_it_missed(scenario, seed):
    state, _ = random_play(scenario, seed)
    if state.status == "done":
        lost = [decision.regret for decision in debrief(scenario, state).decisions]
        assert sum(lost) == (values_of(scenario).best[0] or 0) - weighted(scenario, state.points)
        assert min(lost, default=0) >= 0


@many
@given(scenarios())
def test_the_best_play_can_be_played_and_earns_the_best_sum(scenario):
    if values_of(scenario).best[0] is None:
        return
    state = start(scenario, 0)
    for place in found_play(scenario):
        outcome = play(scenario, state, Choose(place.partition("/")[2], state.seq))
        assert isinstance(outcome, Accepted)
        state = outcome.state
    assert state.status == "done"
    assert weighted(scenario, state.points) == values_of(scenario).best[0]
    if best_points(scenario) > 0:
        assert result(scenario, state).score == 100


@many
@given(scenarios(), st.integers(0, 2**31))
def test_a_score_stays_between_0_and_100_and_no_play_beats_the_best(scenario, seed):
    state, _ = random_play(scenario, seed)
    assert 0 <= result(scenario, state).score <= 100
    if state.status == "done":
        assert weighted(scenario, state.points) <= (values_of(scenario).best[0] or 0)


@many
@given(scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_steps_and_choices_changes_no_value(scenario, chance):
    steps = list(scenario.steps)
    chance.shuffle(steps)
    mixed = []
    for step in steps:
        choices = list(step.choices)
        if step.kind == "scene":  # a router's order is its meaning
            chance.shuffle(choices)
        mixed.append(replace(step, choices=tuple(choices)))
    other = replace(scenario, steps=tuple(mixed))
    assert values_of(other).best[0] == values_of(scenario).best[0]
    assert len(space(other).positions) == len(space(scenario).positions)


@many
@given(scenarios(), st.integers(0, 2**31))
def test_the_seed_orders_the_choices_and_nothing_else(scenario, seed):
    one, other = start(scenario, seed), start(scenario, seed + 1)
    assert {choice.id for choice in options(scenario, one)} == {choice.id for choice in options(scenario, other)}
    assert replace(one, seed=0) == replace(other, seed=0)


@many
@given(scenarios(), st.integers(0, 99), st.integers(-2, 9), st.text(max_size=5))
def test_no_action_raises_and_a_wrong_one_changes_nothing(scenario, seed, seq, name):
    state, _ = random_play(scenario, seed, most=3)
    for action in (Choose(name, seq), Submit(state.seq), Answer(name, (name,), seq), Choose(name, True), "nonsense"):
        outcome = play(scenario, state, action)  # type: ignore[arg-type]
        assert isinstance(outcome, Refused) or name in {choice.id for choice in options(scenario, state)}


@many
@given(scenarios(steps=6, forward=True), st.integers(0, 2**31))
def test_a_story_that_only_goes_forward_always_ends(scenario, seed):
    state, _ = random_play(scenario, seed, most=2 * len(scenario.steps))
    assert state.status == "done"
