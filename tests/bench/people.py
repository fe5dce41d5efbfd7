"""20,000 people come in from one file. Limit: the bare inserts of the same rows, in bulk, without checking anything."""

import random
import time
from collections.abc import Iterator

ROWS = 20_000
DEPARTMENTS = 60


def people_file(rows: int = ROWS) -> bytes:
    dice = random.Random(7)
    lines = ["email;nom complet;langue;service;rôle;fin"]
    for n in range(rows):
        department = f"Région {n % 6} > Service {n % DEPARTMENTS}"
        end = "2031-12-31" if dice.random() < 0.05 else ""
        role = "responsable" if n % 50 == 0 else "collaborateur"
        lines.append(f"personne{n}@banc.exemple;Prénom Nom{n};fr;{department};{role};{end}")
    return "\n".join(lines).encode()


def benchmarks() -> Iterator[tuple[str, float, float]]:
    """(what, seconds, seconds of the limit) on a database that is thrown away afterwards."""
    from django.contrib.auth.hashers import make_password
    from django.db import transaction

    from academy.people.import_people.apply import import_people
    from academy.people.import_people.plan import Options
    from academy.people.import_people.read import read
    from academy.people.models import Membership, User
    from tests.people.factories import make_brand

    wishes = Options(create_departments=True)
    with transaction.atomic():
        brand = make_brand("Banc", "banc.exemple")
        data = people_file()
        point = transaction.savepoint()
        begun = time.perf_counter()
        users = [User(email=f"u{n}@x.fr", name="N", password=make_password(None)) for n in range(ROWS)]
        User.objects.bulk_create(users, batch_size=500)
        Membership.objects.bulk_create([Membership(user=user, brand=brand) for user in users], batch_size=500)
        limit = time.perf_counter() - begun
        transaction.savepoint_rollback(point)

        begun = time.perf_counter()
        import_people(brand, read(data, "people.csv"), wishes)
        yield f"import of {ROWS} new people", time.perf_counter() - begun, limit
        begun = time.perf_counter()
        import_people(brand, read(data, "people.csv"), wishes)
        yield f"the same {ROWS} again, nothing to change", time.perf_counter() - begun, limit
        transaction.set_rollback(True)
