"""Who has earned a level: the pure rules, on evidence of every shape."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from academy.certification.calendar import add_months, end_of_validity
from academy.certification.rules import (
    Ask,
    Evidence,
    LevelRule,
    Review,
    Score,
    assess,
    assess_renewal,
    window_opens,
)

TODAY = date(2026, 11, 24)
RULE = LevelRule(
    "repondre",
    (
        Ask("level", "contribuer"),
        Ask("course", "service-client"),
        Ask("scenario", "avis", pass_mark=70),
        Ask("charter"),
        Ask("replies", count=5),
        Ask("sponsor"),
    ),
)
FULL = Evidence(
    courses={"service-client": date(2026, 10, 1)},
    scores={"avis": Score(82, date(2026, 10, 2))},
    levels={"contribuer": date(2027, 3, 1)},
    charter_signed=2,
    charter_current=2,
    replies=5,
    sponsors={"repondre": 1},
)

days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
evidences = st.builds(
    Evidence,
    member=st.booleans(),
    contract_end=st.none() | days,
    courses=st.dictionaries(st.sampled_from(["service-client", "crise"]), days),
    scores=st.dictionaries(st.sampled_from(["avis"]), st.builds(Score, st.integers(0, 100), days)),
    levels=st.dictionaries(st.sampled_from(["contribuer", "repondre"]), days),
    barred=st.dictionaries(st.just("repondre"), st.sampled_from(["revoked", "suspended", "relinquished"])),
    charter_signed=st.integers(0, 4),
    charter_current=st.integers(0, 4),
    replies=st.integers(0, 9),
    sponsors=st.dictionaries(st.just("repondre"), st.integers(0, 3)),
    review=st.none() | st.builds(Review, st.integers(0, 100), st.integers(0, 200)),
)


def missing(evidence, today=TODAY):
    return [(f.ask.kind, f.reason, f.next_step) for f in assess(RULE, evidence, today).missing]


def test_everything_there_is_a_level_earned():
    assert assess(RULE, FULL, TODAY).met


def test_each_gap_is_named_with_its_reason_and_the_next_step():
    assert missing(replace(FULL, levels={})) == [("level", "level_not_held", "see_level")]
    assert missing(replace(FULL, courses={})) == [("course", "not_completed", "open_course")]
    assert missing(replace(FULL, scores={})) == [("scenario", "not_passed", "open_step")]
    assert missing(replace(FULL, scores={"avis": Score(69, TODAY)})) == [("scenario", "score_too_low", "open_step")]
    assert missing(replace(FULL, charter_signed=0)) == [("charter", "charter_not_signed", "sign_charter")]
    assert missing(replace(FULL, charter_signed=1)) == [("charter", "charter_outdated", "sign_charter")]
    assert missing(replace(FULL, replies=4)) == [("replies", "too_few_replies", "send_reply")]
    assert missing(replace(FULL, sponsors={"porte-parole": 3})) == [("sponsor", "no_sponsor", "find_sponsor")]


def test_an_earlier_level_counts_on_its_last_day_and_not_after():
    assert assess(RULE, replace(FULL, levels={"contribuer": TODAY}), TODAY).met
    assert not assess(RULE, replace(FULL, levels={"contribuer": TODAY - timedelta(days=1)}), TODAY).met


def test_nobody_signs_a_charter_that_is_not_there():
    assert missing(replace(FULL, charter_current=0, charter_signed=0)) == [("charter", "no_charter", "ask_leader")]


def test_a_contract_that_ended_stops_everything_whatever_was_learnt():
    assert ("member", "not_member", "ask_leader") in missing(replace(FULL, contract_end=TODAY - timedelta(days=1)))
    assert assess(RULE, replace(FULL, contract_end=TODAY), TODAY).met


@given(evidences, days)
def test_met_means_nothing_missing_and_every_gap_has_a_reason_and_a_step(evidence, today):
    assessment = assess(RULE, evidence, today)
    assert assessment.met == (not assessment.missing)
    assert all(bool(f.reason) == (not f.met) == bool(f.next_step) for f in assessment.findings)
    assert {ask for ask in RULE.asks} <= {f.ask for f in assessment.findings}


@given(evidences, days)
def test_a_barred_person_never_earns_nor_renews(evidence, today):
    barred = replace(evidence, barred={"repondre": "revoked"})
    assert not assess(RULE, barred, today).met
    assert not assess_renewal(RULE, barred, today, today).met


@given(evidences, days, st.integers(0, 10))
def test_more_evidence_never_takes_a_level_away(evidence, today, more):
    if assess(RULE, evidence, today).met:
        richer = replace(
            evidence,
            replies=evidence.replies + more,
            charter_signed=evidence.charter_signed + more,
            courses={**evidence.courses, "crise": today},
            sponsors={"repondre": evidence.sponsors.get("repondre", 0) + more},
        )
        assert assess(RULE, richer, today).met


def test_the_lighter_path_asks_one_fresh_proof_once_the_window_is_open():
    opens = window_opens(date(2026, 1, 10), date(2027, 1, 10))
    assert opens == date(2026, 11, 11)
    stale = replace(FULL, replies=0, sponsors={})
    assert [f.reason for f in assess_renewal(RULE, stale, opens, TODAY).missing] == ["nothing_fresh"]
    fresh = replace(stale, scores={"avis": Score(75, date(2026, 11, 11))})
    assert assess_renewal(RULE, fresh, opens, TODAY).met
    early = assess_renewal(RULE, fresh, opens, date(2026, 11, 10))
    assert [f.reason for f in early.missing] == ["window_closed"]


def test_a_good_record_of_spaced_reviews_replaces_the_exercise():
    opens = date(2026, 11, 11)
    assert assess_renewal(RULE, replace(FULL, review=Review(85, 90)), opens, TODAY).met
    assert not assess_renewal(RULE, replace(FULL, review=Review(84, 90)), opens, TODAY).met
    assert not assess_renewal(RULE, replace(FULL, review=Review(100, 89)), opens, TODAY).met


def test_after_a_final_fact_the_way_opens_that_day():
    assert window_opens(date(2026, 1, 1), date(2027, 1, 1), date(2026, 5, 2)) == date(2026, 5, 2)


def test_months_respect_leap_days_and_short_months():
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 31), 600).year == 2076


@given(days, st.integers(1, 600), st.none() | days)
def test_validity_ends_with_the_contract_and_never_before_a_whole_period_otherwise(issued, months, contract):
    end = end_of_validity(issued, months, contract)
    assert end <= add_months(issued, months)
    assert contract is None or end <= contract
    assert contract is not None or (end.year * 12 + end.month) - (issued.year * 12 + issued.month) == months
