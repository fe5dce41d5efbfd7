"""The voice check: runs the rules of a brand's voice over a reply. It advises, with the place and the reason.

Every rule is linear in the text, and every finding has a span. A finding never grades; one of level "blocking"
(personal data in public) holds the sending back.
"""

from collections.abc import Iterable, Sequence

from academy.exercises import voice_rules
from academy.exercises.channels import limit_of
from academy.exercises.reply import TEXT_LIMIT, ReplyBrief, Rule
from academy.exercises.voice_rules import Context, Finding

__all__ = ["Finding", "check", "check_rule", "is_blocking", "rules_of"]

_ORDER = {"blocking": 0, "warning": 1, "tip": 2}


def check(brief: ReplyBrief, text: str, charter: Sequence[Rule] = ()) -> tuple[Finding, ...]:
    """All findings, blocking ones first, then in the order of the text. `charter`: rules that hold for every reply
    of the brand; one of the brief with the same id takes its place. An overlong text gives that finding alone."""
    if len(text) > TEXT_LIMIT:
        return (Finding("length", "length", "blocking", TEXT_LIMIT, len(text), "too_long", str(TEXT_LIMIT)),)
    found = [finding for rule in rules_of(brief, charter) for finding in check_rule(rule, text, brief)]
    return tuple(sorted(found, key=lambda one: (_ORDER.get(one.level, 1), one.start, one.rule)))


def rules_of(brief: ReplyBrief, charter: Sequence[Rule] = ()) -> tuple[Rule, ...]:
    """The rules that apply: the charter's, the brief's own, its length and its way of addressing people."""
    rules = {rule.id: rule for rule in (*charter, *_built_in(brief), *brief.rules)}
    return tuple(rule for rule in rules.values() if _applies(rule, brief))


def check_rule(rule: Rule, text: str, brief: ReplyBrief) -> list[Finding]:
    finder = voice_rules.FINDERS.get(rule.kind)
    if finder is None or len(text) > TEXT_LIMIT:
        return []
    return finder(Context(rule, text, brief))


def is_blocking(findings: Iterable[Finding]) -> bool:
    return any(finding.level == "blocking" for finding in findings)


def _built_in(brief: ReplyBrief) -> tuple[Rule, ...]:
    rules = []
    if brief.least or brief.most or limit_of(brief.channel):
        rules.append(Rule("length", "length"))
    if brief.address and brief.locale.startswith("fr"):
        rules.append(Rule("address", "address", words=(brief.address,)))
    if not any(rule.kind == "pattern" for rule in brief.rules):
        rules.append(Rule("personal-data", "pattern", level="blocking"))  # an author's own rule of the kind replaces it
    return tuple(rules)


def _applies(rule: Rule, brief: ReplyBrief) -> bool:
    return (not rule.channels or brief.channel in rule.channels) and (not rule.locales or brief.locale in rule.locales)
