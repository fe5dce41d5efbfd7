"""A manager's three questions, answered for their departments only."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from academy.insight.summary import Shares, summary_of
from academy.learning.models import Progress
from tests.insight.test_reports import award, company, course, manager, progress  # noqa: F401  the company of the reports
from tests.people.factories import make_department, make_person


def _untouched_for(days, person, brand, course):  # noqa: F811
    row = progress(person, brand, course)
    Progress.objects.filter(pk=row.pk).update(last_seen=timezone.now() - timedelta(days=days))


def test_who_may_speak_who_is_stuck_and_what_ends(brand, company, course, shops):  # noqa: F811
    late = make_person(brand, name="Awa", department=shops)
    _untouched_for(30, late, brand, course)
    _untouched_for(5, make_person(brand, name="Noé", department=shops), brand, course)
    award(late, brand, days=200)
    summary = summary_of(brand, shops.with_descendants(), "fr")
    assert (summary.people, summary.may_speak, summary.levels) == (4, 2, [("Écouter", 2)])
    assert [one.name for one in summary.stuck] == ["Awa"]
    assert [(one.name, one.what) for one in summary.ending] == [("Inès", "Écouter")]


def test_departments_are_counted_once_per_person(brand, company):  # noqa: F811
    shares = {one.department: (one.done, one.running, one.new) for one in summary_of(brand, None, "fr").shares}
    assert shares["Lyon"] == (1, 0, 1)
    assert shares["Atelier"] == (0, 1, 0)


def test_the_bars_of_a_department_fill_the_width():
    assert Shares("Lyon", 1, 1, 1).bars == [
        ("done", "0.00%", "33.33%"), ("running", "33.33%", "33.33%"), ("new", "66.66%", "33.34%"),
    ]  # fmt: skip
    assert Shares("Vide").bars == []


def test_the_page_answers_in_words_and_exports_its_chart(client, manager, company):  # noqa: F811
    client.force_login(manager)
    page = client.get(reverse("insight:team")).content.decode()
    assert "Qui peut parler aujourd’hui" in page and "1 sur 2 ont terminé" in page
    exported = client.get(reverse("insight:team"), {"export": "departments"}).content.decode()
    assert "Lyon;2;1;0;1" in exported and "Atelier" not in exported


def test_questions_cost_the_same_however_many_people(brand, company, django_assert_num_queries):  # noqa: F811
    shop = make_department(brand, "Nantes")
    for _number in range(6):
        make_person(brand, department=shop)
    with django_assert_num_queries(7):
        summary_of(brand, None, "fr")


def test_the_list_behind_who_is_stuck_shows_the_stuck_and_nobody_else(client, manager, brand, company, course, shops):  # noqa: F811
    _untouched_for(30, make_person(brand, name="Awa", department=shops), brand, course)
    _untouched_for(5, make_person(brand, name="Noé", department=shops), brand, course)
    client.force_login(manager)
    page = client.get(reverse("insight:team"), {"state": "stuck"})
    assert [row.person.name for row in page.context["rows"]] == ["Awa"]
