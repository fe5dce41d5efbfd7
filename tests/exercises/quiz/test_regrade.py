"""Grading again by a corrected key: only what was corrected changes, and answers are read by their words."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.exercises.kinds import kind_of
from academy.exercises.quiz import Option, Question, Quiz, QuizState
from academy.exercises.quiz_result import result
from academy.exercises.regrade import as_corrected, asks_the_same, carried, corrections, regrade
from tests.exercises.quiz.samples import ALL, GAPS, MATCHING, MULTIPLE, NUMERIC, ORDERING, SHORT, SINGLE


def quiz_of(*questions: Question) -> Quiz:
    return Quiz("q", "fr", "Q", "", 5, 80, 0, questions, tuple(question.id for question in questions))


def done(quiz: Quiz, **answers) -> QuizState:
    ids = tuple(question.id for question in quiz.questions)
    return QuizState("v", 1, 1, ids, tuple((id, answers[id]) for id in ids if id in answers), "done")


def rekeyed(question: Question, *right: str) -> Question:
    return replace(question, options=tuple(replace(o, correct=o.id in right) for o in question.options))


def test_a_corrected_key_changes_what_the_same_answer_is_worth():
    old, new = quiz_of(SINGLE, MULTIPLE), quiz_of(rekeyed(SINGLE, "b"), MULTIPLE)
    corrected = corrections(old, new)
    assert set(corrected) == {"avis"}
    state = done(old, avis=("b",), plusieurs=("a", "b"))
    found = regrade(old, state, corrected, result(old, state))
    assert (found.before.score, found.now.score, found.now.passed) == (50, 100, True)
    assert found.changed == (("avis", Fraction(0), Fraction(1)),)
    lost = regrade(old, done(old, avis=("a",), plusieurs=("a", "b")), corrected, result(old, state))
    assert lost.now.score == 50 and "critical" in lost.now.reasons


def test_words_around_the_key_correct_nothing():
    same = replace(SINGLE, explanation="Autrement dit.", tags=("x",), difficulty=3, options=tuple(
        replace(option, feedback="Parce que.") for option in SINGLE.options
    ))  # fmt: skip
    assert corrections(quiz_of(SINGLE), quiz_of(same)) == {}


@pytest.mark.parametrize("new", [
    replace(rekeyed(SINGLE, "b"), text="Que ne faut-il pas faire ?"),
    replace(rekeyed(SINGLE, "b"), kind="multiple"),
    replace(rekeyed(SINGLE, "b"), options=(*rekeyed(SINGLE, "b").options, Option("d", "Autre chose", False))),
])  # fmt: skip
def test_another_question_is_no_correction(new):
    assert not asks_the_same(SINGLE, new) and corrections(quiz_of(SINGLE), quiz_of(new)) == {}


def test_a_mended_typo_with_a_mended_key_is_one():
    new = replace(rekeyed(SINGLE, "b"), text="QUE FAIRE?")
    assert set(corrections(quiz_of(SINGLE), quiz_of(new))) == {"avis"}


def test_answers_follow_the_words_when_ids_were_dealt_anew():
    swapped = replace(SINGLE, options=(
        Option("a", "Accepter", True), Option("b", "Refuser", False), Option("c", "Attendre", False),
    ))  # fmt: skip
    assert carried(SINGLE, swapped, ("b",)) == ("a",)
    old, new = quiz_of(SINGLE), quiz_of(swapped)
    state = done(old, avis=("b",))
    assert regrade(old, state, corrections(old, new), result(old, state)).now.score == 100
    again, moved = as_corrected(old, state, corrections(old, new))
    assert result(again, moved).score == 100


def test_every_kind_can_be_corrected():
    insult, fault, *rest = MATCHING.options
    matching = replace(MATCHING, options=(replace(insult, match="Aider"), replace(fault, match="Masquer"), *rest))
    ordering = replace(ORDERING, options=(ORDERING.options[1], ORDERING.options[0], *ORDERING.options[2:]))
    short = replace(SHORT, options=(*SHORT.options, Option("autre", "avis bidon", True)))
    numeric = replace(NUMERIC, options=(Option("juste", "48", True), *NUMERIC.options[1:]))
    gaps = replace(
        GAPS, options=tuple(replace(o, correct=not o.correct) if o.group == "canal" else o for o in GAPS.options)
    )
    for old, new in ((MATCHING, matching), (ORDERING, ordering), (SHORT, short), (NUMERIC, numeric), (GAPS, gaps)):
        found = corrections(quiz_of(old), quiz_of(new))
        assert set(found) == {old.id}, old.kind
    right = ("insulte=panne", "panne=insulte", "presse=presse")
    assert kind_of(matching).credit(matching, carried(MATCHING, matching, right)) == 1


@given(data=st.data())
def test_without_a_correction_every_verdict_stays(data):
    questions = data.draw(
        st.lists(st.sampled_from(ALL), min_size=1, max_size=5, unique_by=lambda question: question.id)
    )
    quiz = quiz_of(*questions)
    answers = {
        question.id: data.draw(st.sampled_from([kind_of(question).right(question), (), ("x",), ("a",), ("a=b",)]))
        for question in questions
    }
    state = done(quiz, **answers)
    before = result(quiz, state)
    found = regrade(quiz, state, corrections(quiz, quiz), before)
    assert found.now == before and found.changed == ()
    everything = {question.id: question for question in questions}
    assert regrade(quiz, state, everything, before).now.score == before.score


@given(answer=st.lists(st.text(max_size=8), max_size=4).map(tuple))
def test_regrading_is_total(answer):
    for question in ALL:
        quiz = quiz_of(question)
        state = done(quiz, **{question.id: answer})
        found = regrade(quiz, state, {question.id: question}, result(quiz, state))
        assert 0 <= found.now.score <= 100
