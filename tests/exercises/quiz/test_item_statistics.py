"""The published formulas against numpy and scipy, on simulated people of known ability."""

from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from academy.exercises.item_parts import OTHER, fingerprint, form, has_distractors, is_right, part_of, words
from academy.exercises.item_statistics import (
    Chosen,
    ItemSums,
    QuizSums,
    advice,
    alpha,
    better_than_key,
    dependability,
    discrimination,
    facility,
    grade,
    idle_distractors,
    items_needed,
    standard_error,
    standard_error_at,
)
from academy.exercises.quiz import Draw, Option, Question, Quiz, QuizState
from tests.exercises.quiz.samples import ALL


def simulated(people: int, items: int, seed: int, partial: bool = False) -> np.ndarray:
    """Credits (people × items) by a Rasch model; partial ones in steps of a quarter."""
    dice = np.random.default_rng(seed)
    chance = 1 / (1 + np.exp(dice.normal(0, 1, items)[None, :] - dice.normal(0.5, 1, people)[:, None]))
    if partial:
        return dice.binomial(4, chance) / 4
    return (dice.random((people, items)) < chance).astype(float)


def item_sums(credits: np.ndarray) -> list[ItemSums]:
    k = credits.shape[1]
    rests = (credits.sum(axis=1, keepdims=True) - credits) / (k - 1)
    return [
        ItemSums(len(x), x.sum(), (x * x).sum(), r.sum(), (r * r).sum(), (x * r).sum())
        for x, r in zip(credits.T, rests.T, strict=True)
    ]


def quiz_sums(credits: np.ndarray) -> QuizSums:
    n, k = credits.shape
    means = credits.mean(axis=1)
    return QuizSums(
        n, n * k, credits.sum(), (credits**2).sum(), means.sum(), (means**2).sum(), (k * means**2).sum()
    )  # fmt: skip


CASES = [(40, 5, 1, False), (200, 10, 2, False), (1000, 30, 3, False), (150, 8, 4, True)]


@pytest.mark.parametrize(("people", "items", "seed", "partial"), CASES)
def test_facility_and_point_biserial_are_those_of_numpy_and_scipy(people, items, seed, partial):
    credits = simulated(people, items, seed, partial)
    for index, sums in enumerate(item_sums(credits)):
        x = credits[:, index]
        rest = np.delete(credits, index, axis=1).sum(axis=1)
        assert facility(sums) == pytest.approx(x.mean())
        expected = stats.pearsonr(x, rest)[0] if partial else stats.pointbiserialr(x, rest)[0]
        assert discrimination(sums) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("people", "items", "seed", "partial"), CASES)
def test_alpha_is_that_of_the_covariance_matrix_and_kr20_when_right_or_wrong(people, items, seed, partial):
    credits = simulated(people, items, seed, partial)
    found = alpha(quiz_sums(credits), item_sums(credits))
    covariance = np.cov(credits, rowvar=False)
    assert found == pytest.approx(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()))
    if not partial:
        p, total = credits.mean(axis=0), credits.sum(axis=1)
        kr20 = items / (items - 1) * (1 - (p * (1 - p)).sum() / total.var())
        assert found == pytest.approx(kr20)


@pytest.mark.parametrize(("people", "items", "seed", "partial"), CASES)
def test_dependability_is_that_of_the_analysis_of_variance(people, items, seed, partial):
    credits = simulated(people, items, seed, partial)
    f = stats.f_oneway(*credits).statistic  # one group per person: between mean square / within mean square
    assert dependability(quiz_sums(credits)) == pytest.approx(1 - 1 / f)


def test_drawing_easier_and_harder_questions_costs_reliability():
    credits = simulated(500, 20, 8)
    assert dependability(quiz_sums(credits)) < alpha(quiz_sums(credits), item_sums(credits))


@pytest.mark.parametrize(("people", "items", "seed", "partial"), CASES)
def test_standard_errors(people, items, seed, partial):
    credits = simulated(people, items, seed, partial)
    sums = quiz_sums(credits)
    reliability = alpha(sums, item_sums(credits))
    deviation = (100 * credits.mean(axis=1)).std(ddof=1)
    assert standard_error(sums, reliability) == pytest.approx(deviation * np.sqrt(1 - reliability))
    assert standard_error_at(80, items) == pytest.approx(100 * stats.binom(items, 0.8).std() / items
                                                         * np.sqrt(items / (items - 1)))  # fmt: skip


def test_nothing_is_said_where_nothing_varies():
    same = np.ones((50, 4))
    assert discrimination(item_sums(same)[0]) is None
    assert alpha(quiz_sums(same), item_sums(same)) is None
    assert dependability(quiz_sums(same)) is None
    assert facility(ItemSums()) is None and discrimination(ItemSums()) is None
    assert alpha(QuizSums(), []) is None and standard_error(QuizSums(), 0.5) is None
    assert standard_error_at(80, 1) is None


def _key_of(credits: np.ndarray, item: int, wrong: bool) -> tuple[ItemSums, dict[str, Chosen]]:
    """An item whose key is right, or is the complement of what should be the key."""
    x = 1 - credits[:, item] if wrong else credits[:, item]
    rest = np.delete(credits, item, axis=1).mean(axis=1)
    sums = ItemSums(len(x), x.sum(), (x * x).sum(), rest.sum(), (rest * rest).sum(), (x * rest).sum())
    answers = {
        "key": Chosen(int(x.sum()), rest[x == 1].sum(), True),
        "other": Chosen(int((1 - x).sum()), rest[x == 0].sum(), False),
    }
    return sums, answers


def test_a_wrong_key_is_found():
    credits = simulated(200, 12, 5)
    good, wrong = _key_of(credits, 0, wrong=False), _key_of(credits, 0, wrong=True)
    assert "check_key" not in advice(*good) and "check_rival" not in advice(*good)
    assert advice(*wrong)[:2] == ["check_key", "check_rival"]
    assert better_than_key(wrong[1]) == ("other",)


def test_no_advice_below_thirty_people():
    credits = simulated(29, 12, 5)
    assert advice(*_key_of(credits, 0, wrong=True)) == []


def test_advice_on_difficulty_spares_what_mastery_explains():
    hard = ItemSums(100, 20, 20, 50, 26, 12)
    assert "hard" in advice(hard, {})
    easy = ItemSums(100, 97, 97, 80, 65, 78)
    assert advice(easy, {}) == ["easy"] and advice(easy, {}, critical=True) == ["easy_critical"]


def test_a_distractor_of_fewer_than_five_percent_does_nothing():
    answers = {"a": Chosen(60, 50, True), "b": Chosen(36, 20, False), "c": Chosen(4, 1, False)}
    assert idle_distractors(answers, 100) == ("c",)
    sums = ItemSums(100, 60, 60, 71, 53, 50)
    assert "idle" in advice(sums, answers) and "idle" not in advice(sums, answers, ticks=False)


def test_grades_are_those_of_the_domain_brief():
    assert [grade(r) for r in (None, -0.1, 0, 0.19, 0.2, 0.3, 0.4)] == [
        "none", "negative", "weak", "weak", "fair", "good", "excellent"
    ]  # fmt: skip


def _question(id: str, **fields) -> Question:
    options = (Option("a", "A", True), Option("b", "B", False), Option("c", "C", False))
    return Question(id, "single", f"Quoi {id} ?", options, **fields)


def test_an_attempt_gives_each_item_the_mean_of_the_others():
    quiz = Quiz("q", "fr", "Q", "", 5, 80, 0, tuple(_question(id) for id in "xyz"), ("x", "y", "z"))
    state = QuizState("v", 1, 3, ("z", "x", "y"), (("x", ("a",)), ("y", ("b",))), "done")
    part = part_of(quiz, state)
    by_item = {item.item: item for item in part.items}
    assert [by_item[i].x for i in "xyz"] == [100_000, 0, 0]
    assert [by_item[i].rest for i in "xyz"] == [0, 50_000, 50_000]
    assert by_item["z"].answers == () and by_item["y"].answers == ("b",)
    assert part.score == round(Fraction(100_000, 3)) and not part.drawn


def test_words_around_a_question_make_no_new_item_and_a_new_key_does():
    plain = _question("x")
    assert fingerprint(plain) == fingerprint(_question("x", explanation="Parce que.", tags=("a",), difficulty=3))
    rekeyed = Question("x", "single", plain.text, tuple(
        Option(o.id, o.text, o.id == "b") for o in plain.options
    ))  # fmt: skip
    assert fingerprint(plain) != fingerprint(rekeyed)
    one = Quiz("q", "fr", "Q", "", 5, 80, 0, (plain,), (), (Draw("a", 1),))
    assert form(one) == form(Quiz("q2", "fr", "Autre titre", "", 9, 70, 2, (plain,), (), (Draw("a", 1),)))
    assert form(one) != form(Quiz("q", "fr", "Q", "", 5, 80, 0, (rekeyed,), (), (Draw("a", 1),)))


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
def test_the_right_answer_of_every_kind_has_right_keys_in_words(question):
    from academy.exercises.kinds import kind_of

    right = kind_of(question).right(question)
    quiz = Quiz("q", "fr", "Q", "", 5, 80, 0, (question,), (question.id,))
    part = part_of(quiz, QuizState("v", 1, 1, (question.id,), ((question.id, right),), "done")).items[0]
    assert part.x == 100_000 and part.answers and OTHER not in part.answers
    assert all(is_right(question, key) and words(question, key) for key in part.answers)
    assert has_distractors(question) == (question.kind in {"single", "multiple", "truefalse", "spot"})


def test_more_items_of_the_same_quality_reach_the_target():
    assert items_needed(0.5, 10, 0.8) == 40
    assert items_needed(0.85, 10, 0.8) is None and items_needed(-0.2, 10, 0.8) is None
