"""The coverage page with 10,000 people and 100,000 certificates, from request to answer. Limit: its one large query."""

import time
from collections.abc import Iterator
from datetime import timedelta

PEOPLE, LEVELS, CYCLES, SCOPES = 10_000, 5, 2, 4
ROUNDS = 7


def large_brand():
    """A brand of that size: five levels, twice each, in four departments' scopes; → (brand, its leader)."""
    from django.utils import timezone

    from academy.certification.models import Award
    from academy.library.models import Channel, Topic
    from academy.people.models import Membership, Role, User
    from tests.certification.awards import make_level
    from tests.people.factories import make_brand, make_person

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
        scopes = [_scope(f"d{number}", channels[: 2 + 2 * order], topics[: 2 + order]) for number in range(SCOPES)]
        for cycle in range(1, CYCLES + 1):
            for number, user in enumerate(people):
                days = -90 if cycle < CYCLES else number % 50 if number % 97 == 0 else 200 + number % 100
                end = today + timedelta(days=days)
                scope, key = scopes[number % SCOPES]
                rows.append(
                    Award(
                        brand=brand, person=user, level=level, cycle=cycle, holder=user.name, language="fr",
                        scope=scope, scope_hash=key, evidence={}, issued=end - timedelta(days=365), expires=end,
                    )
                )  # fmt: skip
    Award.objects.bulk_create(rows, batch_size=2_000)
    return brand, make_person(brand, Role.LEADER, name="Camille")


def _scope(department: str, channels, topics) -> tuple[dict, str]:
    from academy.certification.models import hash_of

    scope = {
        "level": {"fr": "N", "en": "N"},
        "languages": ["fr"],
        "department": {"code": department, "name": department},
        "channels": [{"code": c.code, "fr": c.code, "en": c.code} for c in channels],
        "topics": [{"code": t.code, "fr": t.code, "en": t.code} for t in topics],
    }
    return scope, hash_of(scope)


def benchmarks() -> Iterator[tuple[str, float, float]]:
    """(what, seconds, seconds of the limit) on a database that is thrown away afterwards."""
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from academy.certification.coverage import _held

    with transaction.atomic():
        brand, leader = large_brand()
        client = Client()
        client.force_login(leader)
        limit = _median(lambda: _held(brand, None, timezone.localdate()))
        for what, asked in (("", {}), (", somebody leaves", {"without": leader.pk - 1})):
            taken = _median(lambda asked=asked: client.get("/fr/couverture/", asked))
            with CaptureQueriesContext(connection) as queries:
                client.get("/fr/couverture/", asked)
            yield f"coverage page{what}: answered with {len(queries)} queries", taken, limit
        transaction.set_rollback(True)


def _median(act) -> float:
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[ROUNDS // 2]
