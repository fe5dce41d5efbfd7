"""A quiz as a whole: drawing, playing, the verdict, old versions."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from academy.exercises import canonical
from academy.exercises.play import Accepted, Answer, Refused, Submit, play, replay, start
from academy.exercises.question import Option, Question
from academy.exercises.quiz import Draw, Quiz, draw_items, option_order
from academy.exercises.quiz_result import by_objective, places_out, review_order
from academy.exercises.result import result
from tests.exercises.quiz import samples

QUIZ = Quiz("q", "fr", "Quiz", "", 5, 80, 0, samples.ALL)
EXAM = replace(QUIZ, mode="exam")


def _play(quiz, *actions):
    state = start(quiz, 1)
    for do in actions:
        outcome = play(quiz, state, do(state.seq))
        assert isinstance(outcome, Accepted), outcome
        state = outcome.state
    return state


def _answer(item, *chosen, sure=""):
    return lambda seq: Answer(item, chosen, seq, sure)


items = st.sampled_from([q.id for q in samples.ALL])
answers = st.lists(
    st.builds(Answer, items, st.lists(st.text(max_size=5), max_size=4).map(tuple),
              st.integers(0, 5), st.sampled_from(["", "sure", "x"])) | st.builds(Submit, st.integers(0, 5)),
    max_size=12,
)  # fmt: skip


@given(answers, st.integers(0, 2**40), st.sampled_from(["practice", "exam", "placement"]))
def test_any_play_has_a_score_and_states_survive_json(actions, seed, mode):
    quiz = replace(QUIZ, mode=mode)
    state = replay(quiz, seed, actions)
    assert 0 <= result(quiz, state).score <= 100
    assert canonical.state_from_json(json.loads(json.dumps(canonical.state_to_json(state)))) == state
    assert sorted(review_order(quiz, state)) == sorted(state.items)


def test_a_version_written_before_the_new_kinds_keeps_its_hash():
    question = Question("q1", "single", "?", (Option("a", "A", True), Option("b", "B", False)))
    data = json.loads(canonical.to_json(Quiz("q", "fr", "T", "", 1, 80, 0, (question,), ("q1",))))["exercise"]
    assert set(data) == {"id", "locale", "title", "summary", "minutes", "pass_mark", "attempts", "questions", "listed",
                         "draws", "show_feedback"}  # fmt: skip
    assert set(data["questions"][0]["options"][0]) == {"id", "text", "correct", "feedback"}


def test_every_kind_survives_the_canonical_json():
    assert canonical.from_json(canonical.to_json(QUIZ)) == QUIZ


def test_practice_explains_at_once_and_locks_an_exam_does_neither():
    first = _answer("avis", "b")
    outcome = play(QUIZ, _play(QUIZ, first), Answer("avis", ("a",), 1))
    assert isinstance(outcome, Refused) and outcome.code == "answered"
    assert _play(EXAM, first, _answer("avis", "a")).answer("avis") == ("a",)


def test_in_an_exam_an_answer_can_be_taken_back_and_half_given():
    state = _play(EXAM, _answer("paires", "insulte=insulte"))
    assert state.answer("paires") == ("insulte=insulte",)
    assert _play(EXAM, _answer("avis", "a"), _answer("avis")).answers == ()


def test_sure_but_wrong_comes_first_in_the_review():
    state = _play(EXAM, _answer("avis", "a", sure="unsure"), _answer("vf", "vrai", sure="sure"), Submit)
    assert review_order(EXAM, state)[0] == "vf"
    assert state.sureness("avis") == "unsure"
    assert review_order(EXAM, state)[-1] == "avis"


def test_a_missed_red_line_fails_whatever_the_score():
    quiz = replace(EXAM, pass_mark=0)
    verdict = result(quiz, _play(quiz, _answer("avis", "b"), Submit))
    assert (verdict.passed, verdict.reasons) == (False, ("critical",))


def test_results_by_objective_name_the_weakest_first():
    quiz = replace(EXAM, questions=(samples.SINGLE, replace(samples.TRUE_FALSE, objective="avis")))
    rows = by_objective(quiz, _play(quiz, _answer("vf", "faux"), Submit))
    assert [(row.objective, row.score, row.critical_missed) for row in rows] == [
        ("règles", 0, True), ("avis", 100, False)
    ]  # fmt: skip


def test_a_placement_quiz_tests_out_from_its_higher_mark_on():
    quiz = Quiz("p", "fr", "P", "", 5, 80, 0, (samples.SINGLE, samples.TRUE_FALSE), mode="placement", test_out=90)
    good = _play(quiz, _answer("avis", "a"), _answer("vf", "faux"), Submit)
    assert places_out(quiz, good)
    assert not places_out(replace(quiz, test_out=0), good)
    assert not places_out(quiz, _play(quiz, _answer("avis", "a"), Submit))


def test_draws_go_by_tag_objective_and_difficulty():
    pool = tuple(replace(samples.SINGLE, id=f"q{n}", tags=("t",), objective="abc"[n % 3], difficulty=1 + n % 2)
                 for n in range(12))  # fmt: skip
    quiz = replace(QUIZ, questions=pool, draws=(Draw("t", 2, "a"), Draw("", 3, "", 2)))
    for seed in range(30):
        drawn = [next(q for q in pool if q.id == item) for item in draw_items(quiz, seed)]
        assert len({q.id for q in drawn}) == 5
        assert sum(q.objective == "a" for q in drawn) >= 2 and sum(q.difficulty == 2 for q in drawn) >= 3


def test_the_order_of_options_holds_through_an_attempt():
    state = _play(EXAM, _answer("avis", "b"))
    assert option_order(EXAM, state, "avis") == option_order(EXAM, start(EXAM, 1), "avis")
    assert sorted(option_order(EXAM, state, "plusieurs")) == ["a", "b", "c", "d"]
