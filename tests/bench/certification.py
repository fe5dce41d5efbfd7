"""Coverage with 10,000 people and 100,000 certificates. Run: `.venv/bin/pytest tests/bench/certification.py -s`."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from academy.certification.coverage import coverage_of
from academy.certification.models import Award, hash_of
from academy.library.models import Channel, Topic
from academy.people.models import Membership, User
from tests.certification.awards import make_level
from tests.people.factories import make_brand

PEOPLE, LEVELS, CYCLES = 10_000, 5, 2


@pytest.mark.django_db
def test_coverage_of_a_large_brand(django_assert_max_num_queries):
    brand, today = make_brand(), timezone.localdate()
    channels = [Channel(brand=brand, code=f"c{n}", name_fr=f"C{n}", name_en=f"C{n}") for n in range(12)]
    topics = [Topic(brand=brand, code=f"t{n}", name_fr=f"T{n}", name_en=f"T{n}") for n in range(8)]
    Channel.objects.bulk_create(channels)
    Topic.objects.bulk_create(topics)
    people = User.objects.bulk_create(User(email=f"v{n}@exemple.fr", name=f"V{n}") for n in range(PEOPLE))
    Membership.objects.bulk_create(Membership(user=user, brand=brand) for user in people)
    rows = []
    for order in range(LEVELS):
        level = make_level(brand, f"l{order}", order)
        scope = {
            "level": {"fr": "N", "en": "N"}, "languages": ["fr"],
            "channels": [{"code": c.code, "fr": c.code, "en": c.code} for c in channels[: 2 + 2 * order]],
            "topics": [{"code": t.code, "fr": t.code, "en": t.code} for t in topics[: 2 + order]],
        }  # fmt: skip
        for cycle in range(1, CYCLES + 1):
            end = today - timedelta(days=90) if cycle < CYCLES else today + timedelta(days=200)
            rows += [
                Award(
                    brand=brand, person=user, level=level, cycle=cycle, holder=user.name, language="fr", scope=scope,
                    scope_hash=hash_of(scope), evidence={}, issued=end - timedelta(days=365), expires=end,
                )
                for user in people
            ]  # fmt: skip
    Award.objects.bulk_create(rows, batch_size=2_000)
    coverage_of(brand)
    begun = time.perf_counter()
    with django_assert_max_num_queries(12):
        found = coverage_of(brand)
    print(f"\ncoverage: {len(rows)} certificates, {PEOPLE} people: {1000 * (time.perf_counter() - begun):.0f} ms")
    assert found.cells["c0", "t0"].count == PEOPLE
