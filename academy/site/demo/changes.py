"""Changes that speakers must know: one under way, one whose date has passed. And owners of departments."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from academy.certification.models import Award, MustKnowUpdate
from academy.certification.updates import acts as updates
from academy.certification.updates.since import concerns
from academy.library.keys import content_key
from academy.library.models import PlaybookPage
from academy.people.models import Brand, Department, Membership, Role, User

# playbook, what changed in French and English, channels, days since the announcement, days to confirm
CHANGES = [
    (
        "repondre-a-un-avis",
        "Avant, une réponse à un avis donnait le numéro de la boutique. Désormais, elle renvoie vers la messagerie du "
        "site : le client y garde une trace, et nous aussi.",
        "A reply to a review used to give the shop's phone number. It now points to the website chat: the customer "
        "keeps a record, and so do we.",
        ["avis-google"],
        9,
        30,
    ),
    (
        "proteger-les-donnees",
        "Le numéro de commande ne se demande plus en public, même masqué : on passe d’abord en privé.",
        "The order number is no longer asked for in public, not even masked: go private first.",
        ["x", "facebook", "instagram"],
        40,
        30,
    ),
]
SLOW = 2  # people who have not confirmed yet


def announce_changes(brand: Brand, leader: User) -> None:
    """Once; who has not confirmed in time is paused as in life."""
    if MustKnowUpdate.objects.filter(brand=brand).exists():
        return
    today = timezone.localdate()
    for name, what_fr, what_en, channels, ago, days in CHANGES:
        key = content_key(brand, f"playbooks/{name}")
        titles = _titles(key)
        update = MustKnowUpdate.objects.create(
            brand=brand, page_key=key, title_fr=titles.get("fr", name), title_en=titles.get("en", ""),
            what_fr=what_fr, what_en=what_en, channels=channels, opened=today - timedelta(days=ago), told=today,
            deadline=today - timedelta(days=ago) + timedelta(days=days), opened_by=leader,
        )  # fmt: skip
        _confirm(brand, update)
    updates.enforce(brand)


def _titles(key: UUID) -> dict[str, str]:
    pages = PlaybookPage.objects.filter(translation_key=key, live=True).select_related("locale")
    return {page.locale.language_code: page.title for page in pages}


def _confirm(brand: Brand, update: MustKnowUpdate) -> None:
    """All but a few of those it concerns."""
    held = Award.objects.for_brand(brand).valid_on().select_related("person").order_by("person_id")
    people = list({award.person_id: award.person for award in held if concerns(update, award)}.values())
    for person in people[: max(0, len(people) - SLOW)]:
        updates.confirm(update, person)


def name_department_owners(brand: Brand) -> None:
    """A department's manager answers for it; most have a deputy, which the warning list shows."""
    for number, department in enumerate(Department.objects.filter(brand=brand, owner__isnull=True).order_by("pk")):
        managers = Membership.objects.valid_on().filter(brand=brand, department=department, role=Role.MANAGER)
        others = Membership.objects.valid_on().filter(brand=brand, department=department).exclude(role=Role.MANAGER)
        first, second = managers.order_by("pk").first(), others.order_by("pk").first()
        department.owner = first.user if first else None
        department.deputy = second.user if second and first and number % 3 else None
        department.save(update_fields=["owner", "deputy"])
