"""The charter's rules of voice as the engine runs them, and as content/brand.yaml writes them."""

from dataclasses import replace

from academy.exercises.reply import Rule
from academy.library.content.voice_file import VoiceData
from academy.library.models import VoiceRule
from academy.people.models import Brand


def charter_rules(brand: Brand, language: str) -> tuple[Rule, ...]:
    """What holds for every reply of the brand in that language, today. One query."""
    found = VoiceRule.objects.filter(brand=brand, language__in=["", language])
    return tuple(one.rule(language) for one in found)


def load_voice(brand: Brand, voice: tuple[VoiceData, ...]) -> None:
    """Creates or updates the rules the file names; others stay."""
    for item in voice:
        rule = item.rule
        values = {
            "kind": rule.kind, "words": list(rule.words), "then": list(rule.then), "number": rule.number,
            "prefer": rule.prefer, "level": rule.level, "message_fr": item.message_fr, "message_en": item.message_en,
            "language": next(iter(rule.locales), ""), "channels": list(rule.channels),
            "passing": rule.passing, "failing": rule.failing,
        }  # fmt: skip
        VoiceRule.objects.update_or_create(brand=brand, code=rule.id, defaults=values)


def voice_of(brand: Brand) -> tuple[VoiceData, ...]:
    """The way back, for dump_content."""
    rows = VoiceRule.objects.filter(brand=brand)
    return tuple(VoiceData(replace(one.rule("fr"), message=""), one.message_fr, one.message_en) for one in rows)
