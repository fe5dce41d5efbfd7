"""What changed, that holders must know, since each person's last certificate of each level."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID, uuid5

from academy.certification.lives import cells_of
from academy.certification.models import Award, MustKnowUpdate, UpdateConfirmation
from academy.certification.rules import Changes, Score
from academy.library.models import Question
from academy.people.models import Brand

MOST_QUESTIONS = 10


def concerns(update: MustKnowUpdate, award: Award) -> bool:
    """Whether the change touches a right of this certificate: given before it, and some channel × topic in common.

    The charter concerns everybody who holds anything, even a level that speaks nowhere.
    """
    if begun(award) > update.opened:
        return False
    if update.charter_version is not None:
        return True
    channels, topics = set(update.channels), set(update.topics)
    return any((not channels or c in channels) and (not topics or t in topics) for c, t in cells_of(award.scope))


def begun(award: Award) -> date:
    """The day its evidence was brought: a certificate that replaced another after a transfer begins with that one."""
    since = award.evidence.get("since")
    return date.fromisoformat(since) if since else award.issued


def delta_key(brand: Brand, updates: Sequence[MustKnowUpdate]) -> UUID:
    """Names the quiz about exactly these changes: another change, another quiz."""
    return uuid5(brand_space(brand), "/".join(str(pk) for pk in sorted(update.pk for update in updates)))


def brand_space(brand: Brand) -> UUID:
    return uuid5(UUID("0c1f5c5e-6c0b-4c5e-9d3e-0d6f5a3f8a11"), f"delta quizzes of {brand.pk}")


def asked_updates(brand: Brand, award: Award) -> list[MustKnowUpdate]:
    """Those that renewing this certificate asks about."""
    told = MustKnowUpdate.objects.filter(brand=brand, withdrawn=None, opened__gte=begun(award))
    return [update for update in told.order_by("pk") if concerns(update, award)]


def changes_since(
    brand: Brand, awards: Mapping[int, dict[str, list[Award]]], scores: Mapping[int, Mapping[str, Score]]
) -> dict[int, dict[str, Changes]]:
    """Person → level → changes. One query while nothing was ever announced, three otherwise."""
    found: dict[int, dict[str, Changes]] = {person: {} for person in awards}
    updates = list(MustKnowUpdate.objects.filter(brand=brand, withdrawn=None).order_by("pk"))
    if not updates:
        return found
    rows = UpdateConfirmation.objects.filter(update__in=updates, person__in=list(awards))
    read = set(rows.values_list("update_id", "person_id"))
    counts = questions_by_tag(brand, {update.tag for update in updates if update.tag})
    for person, levels in awards.items():
        for code, history in levels.items():
            told = [update for update in updates if concerns(update, history[-1])]
            if told:
                score = scores[person].get(str(delta_key(brand, told)))
                found[person][code] = Changes(
                    unread=sum((update.pk, person) not in read for update in told),
                    questions=min(MOST_QUESTIONS, sum(counts[tag] for tag in {update.tag for update in told})),
                    since=max(update.opened for update in told),
                    passed=score.passed_on if score else None,
                )
    return found


def questions_by_tag(brand: Brand, tags: set[str]) -> Counter:
    """How many live questions of the bank, in the brand's first language, carry each tag."""
    if not tags:
        return Counter()
    rows = Question.objects.filter(brand=brand, live=True, tags__name__in=tags, locale__language_code="fr")
    return Counter(rows.values_list("tags__name", flat=True))
