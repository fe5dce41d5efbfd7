"""What a certificate was worth on any day, whatever happened to it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from academy.certification.life import FINAL, Fact, Freeze, Life, Status, may_append, open_cells, status_on

START = date(2024, 2, 29)
END = date(2025, 2, 28)
days = st.dates(date(2023, 12, 1), date(2026, 6, 30))
kinds = st.sampled_from(["suspended", "resumed", "revoked", "relinquished", "ended", "erased", "readmitted", "trimmed"])
CELLS = frozenset({("x", "prix"), ("x", "rh"), ("chat", "prix")})


@st.composite
def lives(draw, certain=None):
    """Any life; with `certain`, a strategy of facts, one of those is among the others at any place."""
    facts = [Fact(draw(kinds), draw(days), order) for order in range(draw(st.integers(0, 8)))]
    if certain is not None:
        fact = draw(certain)
        facts.append(Fact(fact.kind, fact.on, len(facts)))
    freezes = tuple(
        Freeze(
            draw(days),
            draw(st.none() | days),
            topics=frozenset(draw(st.sets(st.sampled_from(["prix", "rh"])))),
        )
        for _ in range(draw(st.integers(0, 2)))
    )
    return Life(
        START, END, tuple(draw(st.permutations(facts))), draw(st.none() | days), draw(st.none() | days),
        "repondre", CELLS, freezes,
    )  # fmt: skip


WITHDRAWN = st.builds(Fact, st.just("revoked"), days, st.just(0))
FINISHED = st.builds(Fact, st.sampled_from(sorted(FINAL)), days, st.just(0))


@given(lives(certain=WITHDRAWN), st.integers(0, 500))
def test_nothing_gives_the_right_back_after_a_withdrawal(life, later):
    day = min(fact.on for fact in life.facts if fact.kind == "revoked")
    assert status_on(life, day + timedelta(days=later)) == Status.REVOKED


@given(lives(certain=FINISHED), st.integers(0, 500))
def test_no_final_fact_is_ever_undone(life, later):
    day = min(fact.on for fact in life.facts if fact.kind in FINAL)
    assert status_on(life, day + timedelta(days=later)) != Status.VALID


@given(lives(), days)
def test_valid_lies_inside_the_dates_the_contract_and_the_open_scope(life, day):
    if status_on(life, day) == Status.VALID:
        assert life.issued <= day <= life.expires
        assert life.contract_end is None or day <= life.contract_end
        assert open_cells(life, day)


@given(lives(), days, kinds, st.integers(1, 400))
def test_what_happens_later_does_not_change_what_was_true_before(life, day, kind, wait):
    later = Fact(kind, day + timedelta(days=wait), 99)
    changed = Life(**{**life.__dict__, "facts": (*life.facts, later)})
    assert status_on(changed, day) == status_on(life, day)


@given(lives(), days, kinds)
def test_the_order_in_which_facts_are_read_does_not_matter(life, day, kind):
    assert status_on(Life(**{**life.__dict__, "facts": tuple(reversed(life.facts))}), day) == status_on(life, day)


@given(lives(certain=FINISHED), days)
def test_after_a_final_fact_nothing_but_erasure_is_written(life, day):
    assert not any(may_append(life, kind, day) for kind in ("suspended", "resumed", "revoked", "relinquished", "ended"))


def test_the_first_and_last_day_count_whole():
    life = Life(START, END)
    assert status_on(life, START - timedelta(days=1)) == Status.NOT_YET
    assert status_on(life, START) == status_on(life, END) == Status.VALID
    assert status_on(life, END + timedelta(days=1)) == Status.EXPIRED


def test_suspended_and_resumed_on_one_day_is_resumed():
    life = Life(START, END, (Fact("suspended", START, 1), Fact("resumed", START, 2)))
    assert status_on(life, START) == Status.VALID
    other = Life(START, END, (Fact("suspended", START, 2), Fact("resumed", START, 1)))
    assert status_on(other, START) == Status.SUSPENDED


def test_a_renewed_certificate_stays_valid_until_its_end_and_is_replaced_then():
    life = Life(START, END, renewed_on=date(2025, 1, 15))
    assert status_on(life, date(2025, 2, 1)) == Status.VALID
    assert status_on(life, date(2025, 3, 1)) == Status.REPLACED


def test_a_stop_for_all_suspends_and_lifting_gives_back_at_once():
    life = Life(START, END, cells=CELLS, freezes=(Freeze(date(2024, 5, 1), date(2024, 5, 3)),))
    assert [status_on(life, date(2024, 4, 30) + timedelta(days=n)) for n in range(4)] == [
        Status.VALID, Status.SUSPENDED, Status.SUSPENDED, Status.VALID,
    ]  # fmt: skip


def test_a_stop_for_one_topic_leaves_the_others():
    freeze = Freeze(date(2024, 5, 1), topics=frozenset({"prix"}))
    life = Life(START, END, cells=CELLS, freezes=(freeze,))
    assert status_on(life, date(2024, 6, 1)) == Status.VALID
    assert open_cells(life, date(2024, 6, 1)) == {("x", "rh")}


def test_a_stop_for_another_level_changes_nothing():
    freeze = Freeze(date(2024, 5, 1), levels=frozenset({"porte-parole"}))
    life = Life(START, END, level="repondre", cells=CELLS, freezes=(freeze,))
    assert open_cells(life, date(2024, 6, 1)) == CELLS
