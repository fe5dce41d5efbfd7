"""The inbox of the specification (SCENARIOS C2), played by hand and in every order."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from academy.exercises import canonical
from academy.exercises.inbox_debrief import debrief
from academy.exercises.inbox_order import reference
from academy.exercises.inbox_result import inversions
from academy.exercises.inbox_text import read_inbox, write_inbox
from academy.exercises.play import (
    Close,
    Handle,
    Open,
    Refused,
    Wait,
    action_from_json,
    action_to_json,
    play,
    replay,
    start,
)
from academy.exercises.result import result

TEXT = (Path(__file__).parent / "examples/paiement.md").read_text()
INBOX = read_inbox(TEXT, "paiement.md")[0]


def watch(order):
    state, actions = start(INBOX, 0), []

    def do(action):
        nonlocal state
        state = play(INBOX, state, action).state
        actions.append(action)

    for id in order:
        mention = INBOX.mention(id)
        while state.minute_of(id) is None:
            do(Wait(state.seq))
        do(Handle(id, mention.best("service"), mention.best("priority"), mention.best("action"), state.seq))
    if state.status == "playing":
        do(Close(state.seq))
    return state, actions


def test_the_right_answers_in_the_worst_order_fail_and_in_the_best_earn_everything():
    scored = [mention.id for mention in INBOX.mentions if mention.scored]
    verdicts = {order: result(INBOX, watch(order)[0]) for order in permutations(scored)}
    assert min(verdict.score for verdict in verdicts.values()) == 69  # as computed in the specification
    assert max(verdict.score for verdict in verdicts.values()) == 100
    worst = min(verdicts, key=lambda order: verdicts[order].score)
    assert not verdicts[worst].passed and "condition" in verdicts[worst].reasons


def test_the_reference_order_is_proved_feasible_and_earns_everything():
    found = reference(INBOX)
    assert found.verdict == "feasible"
    assert result(INBOX, watch([work.mention for work in found.order])[0]).score == 100


def test_a_message_that_waits_too_long_brings_its_follow_up_and_costs_the_meter():
    state, _ = watch(["m2", "m4", "m5", "m1", "m3"])
    told = debrief(INBOX, state)
    assert told.follow_ups[0].mention == "m1b" and told.follow_ups[0].event == "late"
    assert state.meters == (4,) and "m1" in told.late
    assert any("m1" in one.waiting for one in inversions(INBOX, state))


def test_replaying_the_actions_gives_the_same_state_and_json_keeps_it():
    state, actions = watch(["m1", "m3", "m5", "m2", "m4"])
    again = [action_from_json(action_to_json(action)) for action in actions]
    assert again == actions and replay(INBOX, 0, again) == state
    assert canonical.state_from_json(canonical.state_to_json(state)) == state
    assert canonical.from_json(canonical.to_json(INBOX)) == INBOX


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_an_inbox_written_as_text_reads_back_the_same(locale):
    inbox = replace(INBOX, locale=locale)
    found, problems = read_inbox(write_inbox(inbox), "paiement.md")
    assert (found, problems) == (inbox, [])


def test_wrong_actions_are_refused_and_change_nothing():
    state = start(INBOX, 0)
    for action, code in (
        (Open("nobody", 0), "unknown_item"),
        (Handle("m5", "presse", "P1", "reply", 0), "unknown_item"),  # not there yet
        (Handle("m1", "presse", "P9", "reply", 0), "unknown_option"),
        (Handle("m1", "", "P1", "reply", 0), "incomplete"),
        (Wait(7), "stale"),
    ):
        outcome = play(INBOX, state, action)
        assert isinstance(outcome, Refused) and outcome.code == code


def test_answering_while_a_colleague_answers_is_a_collision():
    text = TEXT.replace("délai: 50 min", "délai: 50 min\npris: 1 min, Sonia")
    inbox, problems = read_inbox(text, "x.md")
    assert problems == []
    state = start(inbox, 0)
    while state.now < 544:
        state = play(inbox, state, Wait(state.seq)).state
    state = play(inbox, state, Handle("m2", "magasins", "P4", "reply", state.seq)).state
    assert state.handled[0].collision and debrief(inbox, state).collisions == ("m2",)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("horloge: 09:00 à 10:00", "horloge: matin", "F30", 5),
        ("## m1 : 09:00 x @lea_b (1250)", "## m1 : 11:00 x @lea_b (1250)", "F30", 12),
        ("attendu: technique, urgente, escalader|répondre", "attendu: technique", "F14", 14),
        ("attendu: presse, urgente, transmettre", "attendu: presse, urgentissime, transmettre", "F31", 24),
        ("sinon réputation -2", "sinon reputaton -2", "F05", 15),
        ("si en retard", "si jamais", "F31", 37),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(old, new, code, line):
    found, problems = read_inbox(TEXT.replace(old, new, 1), "x.md")
    assert found is None and next((p.code, p.line) for p in problems if p.severity == "error") == (code, line)
