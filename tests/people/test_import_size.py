"""A large company comes in without a query for each person. How long 20,000 take: `python -m tests.bench people`."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from academy.people.import_people.apply import import_people
from academy.people.import_people.plan import Options
from academy.people.import_people.read import read
from academy.people.models import Membership
from tests.bench.people import people_file
from tests.people.factories import make_brand


def _queries_for(rows: int) -> int:
    brand = make_brand(f"Banc {rows}", f"banc{rows}.exemple")
    data = people_file(rows).replace(b"@banc.", f"@banc{rows}.".encode())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        import_people(brand, read(data, "people.csv"), Options(create_departments=True))
    assert Membership.objects.filter(brand=brand).count() == rows
    return len(asked)


def test_a_thousand_people_more_cost_few_queries_more(db):
    few, many = _queries_for(300), _queries_for(1_300)
    assert many - few < 60, (few, many)
