"""Who has earned a level: the pure rules, on evidence of every shape."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.certification.calendar import add_months, end_of_validity
from academy.certification.rules import (
    Ask,
    Changes,
    Evidence,
    LevelRule,
    Review,
    Score,
    assess,
    assess_renewal,
    window_opens,
)

settings.register_profile("busy", suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a shared machine
settings.load_profile("busy")
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
    reply_days=st.lists(days, max_size=9).map(tuple),
    sponsors=st.dictionaries(st.just("repondre"), st.integers(0, 3)),
    review=st.none() | st.builds(Review, st.integers(0, 100), st.integers(0, 200)),
    changes=st.dictionaries(
        st.just("repondre"), st.builds(Changes, st.integers(0, 3), st.integers(0, 10), days, st.none() | days)
    ),
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


OPENS = date(2026, 11, 11)
FRESH = Score(75, OPENS)
RENEWABLE = replace(FULL, scores={"avis": FRESH}, reply_days=(date(2025, 1, 1), OPENS, TODAY), sponsors={}, courses={})


def lacking(evidence, today=TODAY, rule=RULE):
    return [(f.ask.kind, f.reason, f.next_step) for f in assess_renewal(rule, evidence, OPENS, today).missing]


def test_the_lighter_path_asks_fresh_proof_once_the_window_is_open():
    assert window_opens(date(2026, 1, 10), date(2027, 1, 10)) == OPENS
    assert lacking(RENEWABLE) == []
    stale = replace(RENEWABLE, scores={"avis": Score(75, date(2026, 11, 10))}, reply_days=(date(2026, 11, 10), TODAY))
    assert lacking(stale) == [
        ("fresh", "nothing_fresh", "practise"), ("recent_replies", "too_few_replies", "send_reply"),
    ]  # fmt: skip
    assert lacking(RENEWABLE, date(2026, 11, 10)) == [("window", "window_closed", "wait")]


def test_the_leader_sets_how_many_exercises_and_replies_a_renewal_asks():
    strict = replace(RULE, renewal_exercises=2, renewal_replies=3)
    assert [kind for kind, *_rest in lacking(RENEWABLE, rule=strict)] == ["fresh", "recent_replies"]
    assert (
        lacking(
            replace(RENEWABLE, scores={}, reply_days=()), rule=replace(RULE, renewal_exercises=0, renewal_replies=0)
        )
        == []
    )


def test_a_level_without_replies_asks_none_to_renew():
    plain = LevelRule("contribuer", (Ask("scenario", "avis"),))
    assert lacking(replace(RENEWABLE, reply_days=()), rule=plain) == []


def test_practice_in_a_course_of_the_level_is_fresh_and_of_another_is_not():
    evidence = replace(RENEWABLE, scores={}, practice={"service-client": OPENS})
    assert lacking(evidence) == []
    assert lacking(replace(evidence, practice={"crise": OPENS})) == [("fresh", "nothing_fresh", "practise")]


def test_what_changed_is_read_and_then_passed_in_a_quiz():
    changed = lambda **more: replace(RENEWABLE, changes={"repondre": Changes(**more)})  # noqa: E731
    assert lacking(changed(unread=1, questions=4)) == [("delta", "change_not_read", "read_change")]
    asked = {"questions": 4, "since": date(2026, 6, 1)}
    assert lacking(changed(**asked)) == [("delta", "delta_not_passed", "open_delta")]
    assert lacking(changed(**asked, passed=date(2026, 5, 31))) == [("delta", "delta_not_passed", "open_delta")]
    assert lacking(changed(**asked, passed=date(2026, 6, 1))) == []
    assert lacking(changed(questions=0)) == []  # no question about it: reading is enough


def test_a_good_record_of_spaced_reviews_replaces_the_quiz_but_not_the_reading():
    asked = replace(RENEWABLE, changes={"repondre": Changes(questions=4)})
    assert lacking(replace(asked, review=Review(85, 90))) == []
    assert lacking(replace(asked, review=Review(84, 90))) and lacking(replace(asked, review=Review(100, 89)))
    unread = replace(asked, changes={"repondre": Changes(unread=1, questions=4)}, review=Review(100, 200))
    assert lacking(unread) == [("delta", "change_not_read", "read_change")]


@given(evidences, days, days)
def test_every_gap_of_a_renewal_has_a_reason_and_a_step(evidence, opens, today):
    assessment = assess_renewal(RULE, evidence, opens, today)
    assert assessment.met == (not assessment.missing)
    assert all(bool(f.reason) == (not f.met) == bool(f.next_step) for f in assessment.findings)
    assert today >= opens or not assessment.met


@given(days, st.integers(0, 1_500), st.integers(1, 730))
def test_the_window_opens_in_the_second_half_of_the_validity(issued, lasts, window):
    expires = issued + timedelta(days=lasts)
    opens = window_opens(issued, expires, window=timedelta(days=window))
    assert opens <= expires and opens - issued >= expires - opens
    assert lasts < 2 * window or opens == expires - timedelta(days=window)


def test_a_contract_that_ends_with_the_certificate_has_to_be_prolonged_first():
    ends = date(2027, 1, 10)
    held = replace(RENEWABLE, contract_end=ends)
    asked = assess_renewal(RULE, held, OPENS, TODAY, lasts=ends)
    assert [(f.reason, f.next_step) for f in asked.missing] == [("contract_reached", "ask_leader")]
    assert assess_renewal(RULE, held, OPENS, TODAY).met  # what has ended is earned anew, until the contract's end


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
