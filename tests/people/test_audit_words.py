"""Whoever reads the audit log reads words: every code that the source records has some, in both languages."""

import ast
from itertools import product
from pathlib import Path

import pytest
from django.utils import translation

from academy.certification.bulk_acts import ACTS
from academy.certification.models import AwardEvent
from academy.people.audit_words import ACTIONS, action_in_words, actions_said

ROOT = Path(__file__).resolve().parents[2] / "academy"
# What may stand where a code is put together of parts, or comes in under a name. A new one has to be listed.
PARTS = {
    ("acts.py", "kind"): AwardEvent.Kind.values,
    ("bulk_acts.py", "act"): list(ACTS),
    ("exam_admin.py", "what"): ["given", "changed", "taken_back"],
    ("admin.py", "self.deed"): ["changed", "connected"],
    ("wagtail_hooks.py", "deed"): ["role.given", "role.changed", "role.taken"],
    ("wagtail_hooks.py", "action_type"): ["assign_role", "delete", "set_active_state"],  # Wagtail's bulk actions
}


def codes_of(node: ast.expr, file: str) -> list[str]:
    """Every text that an expression may come to."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return codes_of(node.body, file) + codes_of(node.orelse, file)
    if isinstance(node, ast.BinOp):
        return ["".join(pair) for pair in product(codes_of(node.left, file), codes_of(node.right, file))]
    if isinstance(node, ast.JoinedStr):
        return ["".join(parts) for parts in product(*(codes_of(value, file) for value in node.values))]
    if isinstance(node, ast.FormattedValue):
        return codes_of(node.value, file)
    return [str(part) for part in PARTS[file, ast.unparse(node)]]


def recorded() -> dict[str, str]:
    """{code: where} of every `record(actor, code, …)` in the source."""
    found = {}
    for path in ROOT.rglob("*.py"):
        text = path.read_text()
        if "academy.people.audit import" not in text and path.name != "audit.py":
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                for code in codes_of(node.args[1], path.name):
                    found[code] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


@pytest.fixture(scope="module")
def codes():
    return recorded()


def test_the_source_was_read(codes):
    some = {"account.saved", "award.suspended", "reply.example_agreed", "role.changed"}
    assert len(codes) > 50 and some <= set(codes)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_recorded_code_has_words(codes, language):
    with translation.override(language):
        bare = {code: where for code, where in codes.items() if action_in_words(code) == code}
    assert not bare, "say in academy/people/audit_words.py what these mean"


def test_no_word_is_kept_for_a_code_that_nobody_records(codes):
    assert set(ACTIONS) <= set(codes)


def test_words_lead_to_codes():
    with translation.override("fr"):
        assert {"role.given", "role.taken", "role.changed"} <= set(actions_said("RÔLE"))
    assert actions_said("zzz") == []
