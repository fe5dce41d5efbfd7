"""The reply exercises of the academy itself: each model holds to its rules, each counter-example is held back."""

from pathlib import Path

import pytest

from academy.exercises.reply_text import read_reply
from academy.exercises.rubric import CRITERIA
from academy.exercises.voice import check, check_rule

ROOT = Path(__file__).resolve().parents[2] / "content"
FILES = [
    file for file in sorted(ROOT.glob("*/*/*/*.md"))
    if {"type: réponse", "type: reply"} & set(file.read_text(encoding="utf-8").splitlines()[:3])
]  # fmt: skip


def test_there_are_four_in_each_language_two_of_them_for_certificates():
    briefs = [read_reply(file.read_text(encoding="utf-8"), str(file))[0] for file in FILES]
    for language in ("fr", "en"):
        mine = [brief for brief in briefs if brief.locale == language]
        assert len(mine) == 4 and sorted(brief.reviewers for brief in mine if brief.graded) == [1, 2]
        assert all(brief.rubric == CRITERIA and len(brief.rules) >= 7 for brief in mine)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-4]}-{file.stem}")
def test_the_model_holds_to_every_rule_and_the_counter_example_breaks_several(file):
    brief, problems = read_reply(file.read_text(encoding="utf-8"), str(file))
    assert problems == [] and check(brief, brief.model) == ()
    found = check(brief, brief.counter_example)
    assert len({one.rule for one in found}) >= 4
    for rule in brief.rules:
        if rule.passing or rule.failing:
            assert check_rule(rule, rule.passing, brief) == [] and check_rule(rule, rule.failing, brief) != []
