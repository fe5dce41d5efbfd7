"""Every kind of question: what an answer is worth, what is refused, what is said."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy.exercises.kinds import KINDS, credit, kind_of
from academy.exercises.lint.quiz import question_codes
from academy.exercises.question import KIND_NAMES, Option, Question
from tests.exercises.quiz import samples
from tests.exercises.quiz.samples import ALL

texts = st.text(max_size=12)
chosen = st.lists(texts | st.sampled_from([o.id for q in ALL for o in q.options]), max_size=6).map(tuple)
any_options = st.lists(
    st.builds(Option, st.sampled_from("abcd") | texts, texts, st.booleans(), match=texts, group=st.sampled_from("xy"),
              rank=st.integers(-3, 6), worth=st.integers(-50, 150)),
    max_size=6,
).map(tuple)  # fmt: skip
any_question = st.builds(
    Question, texts, st.sampled_from(KIND_NAMES), texts | st.just("[[x]] et [[y]]"), any_options,
    ask=st.sampled_from(["", "rank", "best-worst"]),
)  # fmt: skip
by_id = pytest.mark.parametrize("question", ALL, ids=lambda q: q.id)


def _read(question, *given, complete=False):
    return kind_of(question).read(question, given, complete)


def test_every_kind_has_its_module():
    assert set(KINDS) == set(KIND_NAMES) == {question.kind for question in ALL}


@by_id
def test_a_sound_question_has_no_error(question):
    assert [code for code in question_codes(question) if code[0] == "E"] == []


@by_id
def test_the_right_answer_earns_everything_and_is_canonical(question):
    right = kind_of(question).right(question)
    assert credit(question, right) == 1
    assert kind_of(question).read(question, right, True) == right
    assert all(said.right for said in kind_of(question).said(question, right))


@by_id
def test_no_answer_earns_nothing(question):
    assert credit(question, ()) == 0
    assert _read(question) == ()


@given(any_question, chosen, st.integers())
def test_any_answer_to_any_question_is_worth_between_0_and_1(question, answer, seed):
    assert 0 <= credit(question, answer) <= 1
    kind = kind_of(question)
    kind.said(question, answer), kind.shown(question, seed), kind.right(question), question_codes(question)


@given(st.sampled_from(ALL), chosen, st.booleans())
def test_reading_an_answer_is_stable_and_refuses_with_a_code(question, answer, complete):
    read = kind_of(question).read(question, answer, complete)
    if isinstance(read, str):
        assert read in {"unknown_option", "one_only", "too_long", "not_a_number", "incomplete", "twice"}
    else:
        assert kind_of(question).read(question, read, complete) == read
        assert 0 <= credit(question, read) <= 1


@given(st.sampled_from([samples.SINGLE, samples.MULTIPLE, samples.SPOT, samples.MATCHING]), st.randoms(), st.integers())
def test_where_order_means_nothing_it_changes_nothing(question, chance, seed):
    kind = kind_of(question)
    given = list(kind.right(question))[: 1 + seed % 3]
    mixed = given[:]
    chance.shuffle(mixed)
    assert credit(question, tuple(given)) == credit(question, tuple(mixed))
    assert kind.read(question, tuple(given), False) == kind.read(question, tuple(mixed), False)


def test_ticking_everything_does_not_pay():
    assert credit(samples.MULTIPLE, ("a", "b", "c", "d")) == 0
    assert credit(samples.MULTIPLE, ("a", "b", "c")) == Fraction(1, 2)
    assert credit(samples.SPOT, ("p1", "p2", "p3")) == Fraction(1, 2)


def test_a_single_choice_takes_one_and_may_be_partly_right():
    assert _read(samples.SINGLE, "a", "b") == "one_only"
    half = replace(samples.SINGLE, options=(*samples.SINGLE.options, Option("d", "Presque", False, worth=50)))
    assert credit(half, ("d",)) == Fraction(1, 2)
    assert credit(half, ("a", "d")) == 0


def test_matching_earns_the_share_of_right_pairs():
    assert credit(samples.MATCHING, ("insulte=insulte", "panne=presse", "presse=leurre")) == Fraction(1, 3)
    assert _read(samples.MATCHING, "insulte=insulte", complete=True) == "incomplete"
    assert _read(samples.MATCHING, "insulte=insulte") == ("insulte=insulte",)
    assert _read(samples.MATCHING, "insulte=rien") == "unknown_option"


def test_equal_counterparts_are_one():
    question = replace(samples.MATCHING, options=(
        Option("a", "A", False, match="oui"), Option("b", "B", False, match="oui"),
        Option("c", "C", False, match="non"),
    ))  # fmt: skip
    assert credit(question, ("a=a", "b=a", "c=c")) == 1
    assert len(kind_of(question).shown(question, 1).fields[0].choices) == 2


def test_ordering_earns_kendalls_tau():
    scipy_stats = pytest.importorskip("scipy.stats")
    right = kind_of(samples.ORDERING).right(samples.ORDERING)
    for mixed in (right[::-1], (right[1], right[0], *right[2:]), (*right[2:], *right[:2])):
        tau = scipy_stats.kendalltau(range(4), [mixed.index(one) for one in right]).statistic
        assert float(credit(samples.ORDERING, mixed)) == pytest.approx(max(0, tau))
    assert _read(samples.ORDERING, "lire", "lire") == "twice"


@pytest.mark.parametrize(
    ("typed", "earned"),
    [("Faux  avis", 1), ("FAUX AVIS", 1), ("c'est trompeur !", Fraction(1, 2)), ("avis sincere", 0), ("autre", 0)],
)
def test_a_short_answer_forgives_what_the_author_says(typed, earned):
    assert credit(samples.SHORT, (typed,)) == earned


def test_a_strict_short_answer_forgives_only_apostrophes_and_spaces():
    strict = replace(samples.SHORT, options=(Option("o", "L’été", True),), ignore=())
    assert [credit(strict, (typed,)) for typed in ("L'été", " L’été ", "l'été", "L'ete")] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("typed", "earned"),
    [("24", 1), ("22", 1), ("26,0", 1), ("26.01", Fraction(1, 4)), ("48", Fraction(1, 4)), ("49", 0), ("2 4", 1)],
)
def test_a_number_has_its_tolerance(typed, earned):
    assert credit(samples.NUMERIC, (typed,)) == earned


def test_what_is_no_number_is_refused_kindly():
    assert _read(samples.NUMERIC, "vingt-quatre") == "not_a_number"
    assert credit(samples.NUMERIC, ("nan",)) == 0


def test_gaps_are_typed_or_chosen():
    shown = kind_of(samples.GAPS).shown(samples.GAPS, 3)
    assert [len(field.choices) for field in shown.fields] == [0, 2]
    assert shown.texts == ("Répondre sous ", " heures, en ", ".")
    assert credit(samples.GAPS, ("heures=Vingt-Quatre", "canal=prive")) == 1
    assert credit(samples.GAPS, ("heures=24", "canal=public")) == Fraction(1, 2)
    assert _read(samples.GAPS, "heures=24", complete=True) == "incomplete"


def test_judgement_by_rank_earns_by_distance_to_the_experts():
    assert credit(samples.RANK, ("a", "c", "b", "d")) == 1  # equals may stand either way
    assert credit(samples.RANK, ("d", "b", "c", "a")) == 0
    assert 0 < credit(samples.RANK, ("b", "a", "c", "d")) < 1


def test_judgement_by_extremes_gives_half_for_each():
    assert credit(samples.BEST_WORST, ("best=a", "worst=d")) == 1
    assert credit(samples.BEST_WORST, ("best=a",)) == Fraction(1, 2)
    assert credit(samples.BEST_WORST, ("best=b", "worst=d")) == Fraction(5, 6)
    assert credit(samples.BEST_WORST, ("best=d", "worst=a")) == 0
    assert _read(samples.BEST_WORST, "best=a", "worst=a") == "twice"


@by_id
def test_what_is_shown_depends_on_the_seed_alone(question):
    kind = kind_of(question)
    assert kind.shown(question, 7) == kind.shown(question, 7)
    assert {one for field in kind.shown(question, 1).fields for one in field.choices} == {
        one for field in kind.shown(question, 2).fields for one in field.choices
    }


def test_typed_answers_lose_what_no_database_keeps():
    assert _read(samples.SHORT, "faux\x00 avis\ud800") == ("faux avis",)
