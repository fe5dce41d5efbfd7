"""Reply exercises: the voice check, personal data, how channels count, the rubric and reviews."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.exercises.canonical import content_hash
from academy.exercises.channels import count
from academy.exercises.personal_data import find, pseudonymise
from academy.exercises.play import Refused, Save, Send, play, start
from academy.exercises.reply import KINDS, Rule
from academy.exercises.reply_text import read_reply, write_reply
from academy.exercises.rubric import CRITERIA, outcome, weighted_kappa
from academy.exercises.voice import broken_examples, check, check_rule
from academy.exercises.voice_rules import FINDERS

TEXT = (Path(__file__).parent / "examples/avis.md").read_text()
BRIEF = read_reply(TEXT, "avis.md")[0]
IBAN = "FR14 2004 1010 0505 0001 3M02 606"


def test_the_model_breaks_no_rule_and_the_counter_example_is_held_back():
    assert check(BRIEF, BRIEF.model) == ()
    found = check(BRIEF, BRIEF.counter_example)
    assert found[0].level == "blocking" and BRIEF.counter_example[found[0].start : found[0].end] == "06 12 34 56 78"
    assert {"fait", "formule", "salut", "cris"} <= {finding.rule for finding in found}


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_reply_written_as_text_reads_back_the_same(locale):
    brief = replace(BRIEF, locale=locale)
    assert read_reply(write_reply(brief), "avis.md") == (brief, [])


def test_an_unknown_key_is_refused_with_its_line_and_the_nearest_known_one():
    brief, problems = read_reply(TEXT.replace("adresse: vous", "adrese: vous"), "avis.md")
    (problem,) = [one for one in problems if one.code == "F02"]
    assert brief is None and problem.line == 6 and "adresse" in problem.message_fr


CHARTER = (
    Rule("promesses", "forbid", ("promis",), message="La charte."),
    Rule("phrases", "sentence_length", number=3, level="tip", locales=("en",)),
    Rule("tu", "address", ("tu",)),
    Rule("numeros", "pattern", ("phone",), level="warning"),
)


def test_the_rules_of_the_charter_hold_beside_those_of_the_exercise_and_are_told_apart():
    text = "Bonjour, c’est promis, appelez le 06 12 34 56 78"
    found = [one for one in check(BRIEF, text, CHARTER) if one.end > one.start]
    assert [(one.rule, one.charter) for one in found if text[one.start : one.end] == "promis"] == [("promesses", True)]
    assert [one.level for one in found if one.reason == "personal_phone"] == ["blocking"]  # said once, by the gravest
    assert not {"phrases", "tu"} & {one.rule for one in found}  # of another language; the exercise says vous
    assert "tu" in {one.rule for one in check(replace(BRIEF, address=""), "Votre vélo", CHARTER)}


def test_an_exercise_refines_a_rule_of_the_charter_or_puts_it_aside():
    own = replace(BRIEF, rules=(Rule("promesses", "forbid", ("juré",)),))
    said = lambda brief: [(one.rule, one.charter) for one in check(brief, "C’est promis, juré", CHARTER[:1])]  # noqa: E731
    assert ("promesses", False) in said(own) and ("promesses", True) not in said(own)
    without, problems = read_reply(TEXT.replace("règles:", "sans: [promesses]\nrègles:"), "avis.md")
    assert problems == [] and without.without == ("promesses",)
    assert ("promesses", True) in said(BRIEF) and not any(rule == "promesses" for rule, _charter in said(without))
    assert read_reply(write_reply(without), "avis.md") == (without, [])
    assert content_hash(replace(without, without=())) == content_hash(BRIEF)  # attempts of before keep their version
    assert read_reply(TEXT.replace("règles:", "sans: {a: b}\nrègles:"), "avis.md")[0] is None


def test_a_rule_contradicted_by_its_own_examples_is_known():
    rule = Rule("r", "forbid", ("non",), passing="Oui", failing="Non")
    assert broken_examples(rule) == ()
    assert broken_examples(replace(rule, passing="Non, jamais", failing="Oui")) == ("passing", "failing")


def test_sending_is_held_back_by_personal_data_and_a_draft_is_not():
    state = start(BRIEF, 0)
    state = play(BRIEF, state, Save(BRIEF.counter_example, 0)).state
    refused = play(BRIEF, state, Send(BRIEF.counter_example, 1))
    assert isinstance(refused, Refused) and refused.code == "blocked"
    assert play(BRIEF, state, Send(BRIEF.model, 1)).state.status == "done"


CASES = [
    (Rule("r", "require", ("bonjour",)), "Bonjour à vous", "Salut"),
    (Rule("r", "forbid", ("client",)), "Les clientes", "Cher client,"),
    (Rule("r", "forbid", ("attente",)), "Entente", "Pour l’attente"),
    (Rule("r", "at_most", ("!",), number=1), "Oui !", "Oui !!"),
    (Rule("r", "at_least", ("merci",), number=1), "Merci !", "Non"),
    (Rule("r", "if_contains", ("rembours*",), ("privé",)), "Remboursé, en privé", "Remboursement demain"),
    (Rule("r", "address", ("vous",)), "Votre ton nous va", "Je t'écris"),
    (Rule("r", "signature", ("Inès",)), "Bonne journée, Inès", "Bonne journée"),
    (Rule("r", "sentence_length", number=4), "Un deux. Trois quatre.", "Un deux trois quatre cinq."),
    (Rule("r", "shouting"), "La SNCF et vous", "C’est INADMISSIBLE"),
    (Rule("r", "emoji", number=1), "Merci 🙂", "Merci 🙂🙂"),
    (Rule("r", "hashtag"), "#VeloEnVille", "#veloenville"),
    (Rule("r", "link_domains", ("velo.fr",)), "https://aide.velo.fr/x", "https://velo.fr.pirate.com"),
    (Rule("r", "order", ("bonjour", "merci")), "Bonjour, merci", "Merci et bonjour"),
    (Rule("r", "alt"), "![un vélo](a.jpg)", "![](a.jpg)"),
    (Rule("r", "locale"), "Nous vous répondons dans la journée", "We are sorry that you have to wait for this"),
    (Rule("r", "pattern", ("email",)), "Écrivez-nous", "a.b@exemple.fr"),
]


@pytest.mark.parametrize(("rule", "good", "bad"), CASES, ids=lambda one: getattr(one, "kind", ""))
def test_each_kind_of_rule_lets_the_good_text_pass_and_marks_the_bad_one(rule, good, bad):
    assert check_rule(rule, good, BRIEF) == []
    assert check_rule(rule, bad, BRIEF) != []


def test_every_kind_has_its_finder():
    assert set(KINDS) == set(FINDERS)


@settings(max_examples=60)
@given(st.text(max_size=300), st.sampled_from(CASES))
def test_every_finding_has_a_span_inside_the_text(text, case):
    for finding in check_rule(case[0], text, BRIEF):
        assert 0 <= finding.start <= finding.end <= len(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Écrivez à jean.roy@exemple.fr", ["email"]),
        ("+33 6 12 34 56 78 ou 04.78.00.00.00", ["phone", "phone"]),
        (f"Mon IBAN {IBAN} merci", ["iban"]),
        ("FR14 2004 1010 0505 0001 3M02 607", []),  # wrong checksum
        ("4111 1111 1111 1111", ["card"]),
        ("commande n° 4581236", ["order"]),
        ("En 2026, 25 minutes", []),
    ],
)
def test_personal_data_is_found_with_its_checksum(text, kinds):
    assert [one.kind for one in find(text)] == kinds


def test_a_text_made_pseudonymous_holds_none_of_it():
    text, found = pseudonymise(f"Mme Roy (@roy_l), 06 12 34 56 78, {IBAN}")
    assert text == "Mme [nom] ([compte]), [téléphone], [IBAN]" and len(found) == 4


def test_x_counts_links_emoji_and_accents_as_x_does():
    assert count("a" * 280, "x") == 280
    assert count("https://exemple.fr/un/tres/long/chemin", "x") == 23
    assert count("👨‍👩‍👧‍👦", "x") == 2 and count("e\u0301", "x") == 1 and count("日本", "x") == 4
    assert count("é", "sms") == 1 and count("€", "sms") == 2


def test_two_reviewers_call_a_third_when_two_levels_apart_or_split_on_safety():
    good = [2] * 6
    assert outcome(CRITERIA, [good, good], 60).verdict == "passed"
    assert outcome(CRITERIA, [good, [0, *good[1:]]], 60).reasons == ("differ",)
    assert outcome(CRITERIA, [good, [2, 2, 2, 2, 1, 2]], 60).reasons == ("differ_on_safety",)
    assert outcome(CRITERIA, [[3, 3, 3, 3, 1, 3]], 60, wanted=1).reasons == ("safety",)
    assert outcome(CRITERIA, [good, [0] * 6, good], 60).verdict == "passed"


def test_weighted_kappa_is_one_for_agreement_and_near_zero_for_chance():
    assert weighted_kappa([0, 1, 2, 3], [0, 1, 2, 3]) == 1
    assert weighted_kappa([0, 0, 3, 3], [0, 3, 0, 3]) == 0
    assert weighted_kappa([], []) is None
