"""Who sees which progress, in how many queries, and in which spreadsheet."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from academy.certification.models import Award, Level
from academy.insight.progress import people_in, person_rows, progress_rows
from academy.insight.waiting import what_waits
from academy.learning.models import Progress
from academy.library.models import CourseIndexPage, CoursePage, PlaybookIndexPage, PlaybookPage
from academy.people.models import Role
from academy.people.spreadsheet import neutral
from tests.people.factories import make_department, make_person


@pytest.fixture
def course(brand):
    index = brand.site.root_page.add_child(instance=CourseIndexPage(title="Cours", slug="cours"))
    return index.add_child(instance=CoursePage(title="Les fondamentaux", slug="fondamentaux", summary="Tout."))


def progress(person, brand, course, done=1, **fields):
    return Progress.objects.create(
        person=person, brand=brand, course_key=course.translation_key, steps_done=done, steps_total=4, **fields
    )


def award(person, brand, days=20, **fields):
    level, _ = Level.objects.get_or_create(
        brand=brand, code="ecouter", defaults={"order": 1, "name_fr": "Écouter", "name_en": "Listener"}
    )
    today = timezone.localdate()
    return Award.objects.create(
        brand=brand, person=person, level=level, holder=person.name, language="fr", scope={}, evidence=[],
        issued=today - timedelta(days=100), expires=today + timedelta(days=days), **fields,
    )  # fmt: skip


@pytest.fixture
def company(brand, other_brand, shops, course):
    lyon = make_department(brand, "Lyon", shops)
    lab = make_department(brand, "Atelier")
    people = {
        "ines": make_person(brand, name="Inès", department=lyon),
        "formula": make_person(brand, name="=HYPERLINK(0)", department=lab),
        "idle": make_person(brand, name="Lucas", department=lyon),
        "foreign": make_person(other_brand, name="Étranger"),
        "gone": make_person(brand, name="Partie", ends=timezone.localdate() - timedelta(days=1)),
    }
    progress(people["ines"], brand, course, 4, completed=timezone.now())
    progress(people["formula"], brand, course)
    progress(people["gone"], brand, course)
    progress(people["foreign"], other_brand, course)
    award(people["ines"], brand)
    return people


@pytest.fixture
def manager(brand, shops):
    return make_person(brand, Role.MANAGER, name="Valérie", department=shops)


def test_rows_hold_brand_people_department_course_level(brand, company, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = {row.person.name: row for row in progress_rows(brand, None, "fr")}
    assert set(rows) == {"Inès", "=HYPERLINK(0)"}
    ines = rows["Inès"]
    assert (ines.department, ines.course, ines.level, ines.percent) == ("Lyon", "Les fondamentaux", "Écouter", 100)


def test_person_rows_take_few_queries(brand, company, shops, django_assert_max_num_queries):
    people = list(people_in(brand, None))
    with django_assert_max_num_queries(6):
        rows = person_rows(brand, people, "fr")
        assert [len(row.courses) for row in rows if row.person.name == "Inès"] == [1]


def test_leader_reads_the_report(client, leader, company, django_assert_max_num_queries):
    client.force_login(leader)
    client.get(reverse("progress_report"))
    page = client.get(reverse("progress_report"))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Inès" in text and "Étranger" not in text and "Partie" not in text


def test_report_filters(client, leader, company, shops, course):
    client.force_login(leader)
    url = reverse("progress_report_results")
    text = client.get(url, {"department": shops.pk}).content.decode()
    assert "Inès" in text and "HYPERLINK" not in text
    text = client.get(url, {"course": str(course.translation_key), "state": "running"}).content.decode()
    assert "HYPERLINK" in text and "Inès" not in text


def test_exports_hold_no_formula(client, leader, company):
    client.force_login(leader)
    answer = client.get(reverse("progress_report"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert len(rows) == 3
    assert "'=HYPERLINK(0)" in [row[0] for row in rows]
    answer = client.get(reverse("progress_report"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert "'=HYPERLINK(0)" in [row[0].value for row in sheet.rows]
    assert all(cell.data_type != "f" for row in sheet.rows for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@x", "\t=1", "\r=1"])
def test_neutral(text):
    assert neutral(text) == f"'{text}"
    assert neutral(-2) == -2 and neutral("Inès") == "Inès"


def test_report_is_the_leaders(client, community_manager, manager, company):
    for person in (community_manager, manager):
        client.force_login(person)
        assert client.get(reverse("progress_report")).status_code in {302, 403}


def test_manager_sees_own_departments(client, manager, company, django_assert_max_num_queries):
    client.force_login(manager)
    client.get(reverse("insight:team"))
    with django_assert_max_num_queries(22):  # seven for the three questions, one for talks, one for the trend
        text = client.get(reverse("insight:team")).content.decode()
    assert "Inès" in text and "Lucas" in text
    assert "HYPERLINK" not in text and "Étranger" not in text
    answer = client.get(reverse("insight:team"), {"export": "csv"})
    assert "Inès" in answer.content.decode() and "HYPERLINK" not in answer.content.decode()


def test_team_filters_by_state(client, manager, company):
    client.force_login(manager)
    new = client.get(reverse("insight:team"), {"state": "new"}).content.decode().split('id="people"')[1]
    assert "Lucas" in new and "Inès" not in new
    done = client.get(reverse("insight:team"), {"state": "done"}).content.decode().split('id="people"')[1]
    assert "Inès" in done and "Lucas" not in done


def test_manager_without_department_sees_nobody(client, brand, company):
    client.force_login(make_person(brand, Role.MANAGER))
    assert "Inès" not in client.get(reverse("insight:team")).content.decode()


def test_team_is_not_for_everybody(client, employee, brand):
    assert "login" in client.get(reverse("insight:team")).url
    client.force_login(employee)
    assert client.get(reverse("insight:team")).status_code == 403


def test_leader_sees_what_waits(client, brand, leader, company, course):
    index = brand.site.root_page.add_child(instance=PlaybookIndexPage(title="Guides", slug="guides"))
    late = PlaybookPage(
        title="Vieux guide",
        slug="vieux",
        summary="x",
        locale=index.locale,
        review_by=timezone.localdate() - timedelta(1),
    )
    index.add_child(instance=late)
    late.title = "Vieux guide bis"
    late.save_revision()
    counts = [line.count for line in what_waits(brand, leader)]
    assert counts == [1, 1, 2, 1]  # playbook, certificate, Lucas and the leader, draft
    client.force_login(leader)
    home = client.get("/gestion/").content.decode()
    assert "Lucas" in home and "Vieux guide" in home


def test_community_manager_has_no_such_panel(client, community_manager, company):
    client.force_login(community_manager)
    assert "Lucas" not in client.get("/gestion/").content.decode()
