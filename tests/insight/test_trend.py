"""The last twelve weeks in charts, from stored counts: right, cheap, and silent about groups under five people."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from academy.certification.models import WeekFigures
from academy.certification.weeks import count_weeks, monday_of
from academy.insight.trend import trend_of
from academy.learning.models import Progress, StepCompletion
from academy.people.models import Role
from tests.insight.test_reports import award, course, progress  # noqa: F401
from tests.people.factories import make_department, make_person


@pytest.fixture
def team(brand, shops, course):  # noqa: F811
    """Six people in the shops: three completed a step last week, one of them the course; two in the workshop."""
    people = [make_person(brand, department=shops) for _ in range(6)]
    workshop = make_department(brand, "Atelier")
    make_person(brand, department=workshop)
    before = timezone.now() - timedelta(days=7)
    for person in people[:3]:
        row = progress(person, brand, course)
        done = StepCompletion.objects.create(person=person, course_key=row.course_key, step_key=row.course_key)
        StepCompletion.objects.filter(pk=done.pk).update(completed=before)
    Progress.objects.filter(person=people[0]).update(completed=before)
    award(people[0], brand)
    return people


def test_a_week_counts_people_once_by_department_and_for_the_whole_brand(brand, shops, team):
    make_person(brand, Role.MANAGER, shops)
    assert count_weeks(brand, 2) == 2
    last = monday_of(timezone.localdate()) - timedelta(days=7)
    row = WeekFigures.objects.get(department=shops, week=last)
    assert (row.people, row.active, row.finished) == (7, 3, 1)
    whole = WeekFigures.objects.get(department=None, week=last)
    assert (whole.people, whole.active, whole.finished) == (8, 3, 1)
    first = WeekFigures.objects.count()
    call_command("count_weeks", verbosity=0)
    assert WeekFigures.objects.count() == first


def test_a_trend_costs_one_query_and_says_in_words_what_the_bars_show(brand, shops, team, django_assert_num_queries):
    count_weeks(brand, 3)
    with django_assert_num_queries(1):
        trend = trend_of(brand, [shops])
    assert len(trend.weeks) == 12 and trend.weeks[-2].active == 3
    assert "entre 0 et 3" in trend.charts[0].said
    assert sum(float(bar.height) > 0 for bar in trend.charts[0].bars) == 1


def test_a_group_under_five_has_no_trend(client, brand, team):
    small = make_department(brand, "Sav")
    for _number in range(3):
        make_person(brand, department=small)
    manager = make_person(brand, Role.MANAGER, small)
    count_weeks(brand)
    client.force_login(manager)
    page = client.get(reverse("insight:team")).content.decode()
    assert "Moins de cinq personnes" in page and "trend__bar" not in page
    exported = client.get(reverse("insight:team"), {"export": "trend"}).content.decode("utf-8-sig")
    assert len(exported.splitlines()) == 1


def test_the_manager_sees_charts_with_their_table_and_takes_them_along(client, brand, shops, team):
    manager = make_person(brand, Role.MANAGER, shops)
    count_weeks(brand, 2)
    client.force_login(manager)
    page = client.get(reverse("insight:team")).content.decode()
    assert len(re.findall(r'<svg class="trend__svg"[^>]*role="img" aria-label="[^"]{30,}"', page)) == 3
    assert page.count('<tr><th scope="row">') >= 12 and "style=" not in page
    rows = client.get(reverse("insight:team"), {"export": "trend"}).content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("Semaine du;Personnes actives") and rows[-2].split(";")[1] == "3"
    book = load_workbook(BytesIO(client.get(reverse("insight:team"), {"export": "trend", "format": "xlsx"}).content))
    assert [cell.value for cell in book.active[12]][1] == 3


def test_the_leader_finds_them_on_the_first_page_of_the_workshop(client, brand, leader, team):
    count_weeks(brand, 2)
    client.force_login(leader)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Les dernières semaines" in page and "trend__svg" in page
