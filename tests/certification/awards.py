"""Small makers of awards for the tests of papers and credentials."""

from datetime import date

from academy.certification.models import Award, Level
from tests.people.factories import make_person

CHANNELS = [{"code": "x", "fr": "X", "en": "X"}, {"code": "comptoir", "fr": "Comptoir et atelier", "en": "Counter"}]
TOPICS = [{"code": "prix", "fr": "Prix", "en": "Prices"}, {"code": "rh", "fr": "Ressources humaines", "en": "HR"}]


def make_level(brand, code="repondre", order=3) -> Level:
    level, _ = Level.objects.get_or_create(
        brand=brand,
        code=code,
        defaults={
            "order": order,
            "name_fr": "Répondre",
            "name_en": "Responder",
            "description_fr": "Répondre sur les canaux de la marque.",
            "description_en": "Reply on the brand's channels.",
            "may_do_fr": "Répondre sur les avis et par courriel, sur les thèmes verts et orange.",
            "may_do_en": "Reply to reviews and by e-mail, on green and orange topics.",
        },
    )
    return level


def make_award(brand, holder="Inès Benali", language="fr", person=None, **fields) -> Award:
    level = fields.pop("level", None) or make_level(brand)
    return Award.objects.create(
        brand=brand,
        person=person or make_person(brand, name=holder),
        level=level,
        holder=holder,
        language=language,
        scope={
            "level": {"fr": level.name_fr, "en": level.name_en},
            "channels": CHANNELS,
            "topics": TOPICS,
            "languages": ["fr", "de"],
            "department": {"code": "sav", "name": "Service après-vente"},
        },
        evidence={},
        issued=fields.pop("issued", date(2026, 11, 1)),
        expires=fields.pop("expires", date(2027, 10, 31)),
        **fields,
    )
