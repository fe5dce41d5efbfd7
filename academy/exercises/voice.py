"""The voice check: runs the rules of a brand's voice over a reply. It advises, with the place and the reason.

Every rule is linear in the text, and every finding has a span. A finding never grades; one of level "blocking"
(personal data in public) holds the sending back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from academy.exercises import voice_rules
from academy.exercises.channels import limit_of
from academy.exercises.reply import TEXT_LIMIT, ReplyBrief, Rule
from academy.exercises.voice_rules import Context, Finding

__all__ = ["Finding", "broken_examples", "charter_rules_of", "check", "check_rule", "is_blocking", "rules_of"]

_ORDER = {"blocking": 0, "warning": 1, "tip": 2}


def check(brief: ReplyBrief, text: str, charter: Sequence[Rule] = ()) -> tuple[Finding, ...]:
    """All findings, blocking ones first, then in the order of the text. `charter`: rules that hold for every reply
    of the brand (see `charter_rules_of`). What two rules say of the same place is said once, by the gravest, by the
    charter when they are equal. An overlong text gives that finding alone."""
    if len(text) > TEXT_LIMIT:
        return (Finding("length", "length", "blocking", TEXT_LIMIT, len(text), "too_long", str(TEXT_LIMIT)),)
    found = [
        replace(finding, charter=True)
        for rule in charter_rules_of(brief, charter)
        for finding in check_rule(rule, text, brief)
    ]
    found += [finding for rule in rules_of(brief) for finding in check_rule(rule, text, brief)]
    found.sort(key=lambda one: (_ORDER.get(one.level, 1), one.start, not one.charter, one.rule))
    return tuple(_said_once(found))


def _said_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    said: dict[tuple[int, int, str, str], bool] = {}
    for one in findings:
        if said.setdefault((one.start, one.end, one.reason, one.about), one.charter) == one.charter:
            yield one


def rules_of(brief: ReplyBrief) -> tuple[Rule, ...]:
    """The rules of the exercise itself: its own, its length and its way of addressing people."""
    rules = {rule.id: rule for rule in (*_built_in(brief), *brief.rules)}
    return tuple(rule for rule in rules.values() if _applies(rule, brief))


def charter_rules_of(brief: ReplyBrief, charter: Sequence[Rule]) -> tuple[Rule, ...]:
    """The charter's rules that hold in this exercise. A rule of the exercise with the same id takes the place of the
    charter's, `without` puts one aside, and an exercise that says how to address people says it better."""
    aside = {*brief.without, *(rule.id for rule in brief.rules)}
    return tuple(
        rule
        for rule in charter
        if rule.id not in aside
        and _applies(rule, brief)
        and not (rule.kind == "address" and brief.address and brief.address not in rule.words)
    )


def check_rule(rule: Rule, text: str, brief: ReplyBrief) -> list[Finding]:
    finder = voice_rules.FINDERS.get(rule.kind)
    if finder is None or len(text) > TEXT_LIMIT:
        return []
    return finder(Context(rule, text, brief))


def broken_examples(rule: Rule) -> tuple[str, ...]:
    """Which of the author's two examples the rule itself contradicts: "passing" when it finds something in the good
    one, "failing" when it finds nothing in the bad one. An example that is not given is not missed."""
    brief = ReplyBrief(
        id="", locale=next(iter(rule.locales), "fr"), title="", summary="", minutes=0,
        channel=next(iter(rule.channels), ""), situation="", received="", author="", task="", address="",
    )  # fmt: skip
    wrong = ["passing"] if rule.passing and check_rule(rule, rule.passing, brief) else []
    return (*wrong, "failing") if rule.failing and not check_rule(rule, rule.failing, brief) else tuple(wrong)


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
