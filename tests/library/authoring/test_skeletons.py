import pytest
from django.urls import reverse

from academy.exercises.lint import lint
from academy.exercises.texts import TEXTS
from academy.exercises.voice import check
from academy.library.authoring.leftovers import left_over
from academy.library.authoring.skeletons import FOLDER, KINDS, new_exercise
from academy.library.models import CoursePage, ScenarioPage
from academy.people.models import Role
from tests.learning.conftest import academy  # noqa: F401
from tests.people.factories import make_brand, make_person


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.md")), ids=lambda file: file.name)
def test_the_skeleton_itself_could_be_published(file):
    exercise, problems = TEXTS[file.name.partition(".")[0]].read(file.read_text(), file.name)
    assert not problems
    assert not [problem for problem in lint(exercise) if problem.severity == "error"]


def test_the_model_of_a_reply_from_a_skeleton_breaks_no_rule_and_its_counter_example_does():
    for file in FOLDER.glob("reply.*.md"):
        brief, _problems = TEXTS["reply"].read(file.read_text(), file.name)
        assert check(brief, brief.model) == () and check(brief, brief.counter_example) != ()


def test_a_course_from_a_skeleton_is_drafts_only_and_its_scenario_publishes(client, academy):  # noqa: F811
    leader = make_person(academy.brand, Role.LEADER)
    client.force_login(leader)
    index = academy.course.get_parent()
    answer = client.post(reverse("skeleton", args=[index.pk]), {"title": "Accueillir en boutique"})
    course = CoursePage.objects.get(title="Accueillir en boutique")
    assert answer.url == reverse("wagtailadmin_explore", args=[course.pk])
    assert not course.live and not course.get_descendants().live().exists()
    scenario = ScenarioPage.objects.descendant_of(course).get()
    scenario.get_latest_revision().publish()
    assert ScenarioPage.objects.get(pk=scenario.pk).live


def test_employees_cannot_make_drafts(client, academy):  # noqa: F811
    client.force_login(academy.learner)
    index = academy.course.get_parent()
    assert client.post(reverse("skeleton", args=[index.pk]), {"title": "Non"}).status_code in (302, 403)
    assert not CoursePage.objects.filter(title="Non").exists()


def test_a_title_is_asked_for(client, academy):  # noqa: F811
    client.force_login(make_person(academy.brand, Role.LEADER))
    answer = client.post(reverse("skeleton", args=[academy.course.get_parent().pk]), {"title": "  "})
    assert answer.status_code == 422 and "Donnez-lui un titre" in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_each_form_of_exercise_begins_as_a_draft_that_can_be_published(academy, kind):  # noqa: F811
    module = academy.course.get_children().first()
    page = new_exercise(kind, module, "Nouveau", None)
    assert not page.live and page.step_kind == kind
    page.get_latest_revision().publish()
    assert type(page).objects.get(pk=page.pk).live


def test_two_scenarios_of_one_title_get_two_addresses(academy):  # noqa: F811
    leader = make_person(academy.brand, Role.LEADER)
    module = academy.course.get_children().first()
    assert {new_exercise("scenario", module, "Un retard", leader).slug for _ in range(2)} == {
        "un-retard",
        "un-retard-2",
    }


def test_from_the_first_page_one_says_in_which_module_and_arrives_in_the_form(client, academy):  # noqa: F811
    client.force_login(make_person(academy.brand, Role.LEADER))
    start = reverse("exercise_skeleton")
    assert start in client.get(reverse("wagtailadmin_home")).content.decode()
    module = academy.course.get_children().first()
    page = client.get(start).content.decode()
    assert "Les bases" in page and f'<option value="{module.pk}"' in page
    told = client.post(start, {"title": "Un casque fendu", "module": ""})
    assert told.status_code == 422 and "Choisissez le module" in told.content.decode()
    assert "Un casque fendu" in told.content.decode()  # what was written is not lost
    answer = client.post(start, {"title": "Un casque fendu", "module": module.pk})
    scenario = ScenarioPage.objects.get(title="Un casque fendu")
    assert (
        answer.url == reverse("wagtailadmin_pages:edit", args=[scenario.pk]) and scenario.get_parent().pk == module.pk
    )


def test_a_module_of_another_brand_is_not_offered_nor_taken(client, academy):  # noqa: F811
    other = make_brand("Autre", "autre.exemple")
    client.force_login(make_person(other, Role.LEADER))
    module = academy.course.get_children().first()
    answer = client.post(reverse("exercise_skeleton"), {"title": "Non", "module": module.pk}, HTTP_HOST="autre.exemple")
    assert answer.status_code == 422 and not ScenarioPage.objects.filter(title="Non").exists()


def test_texts_of_the_skeleton_that_nobody_replaced_are_counted_and_told(client, academy):  # noqa: F811
    client.force_login(make_person(academy.brand, Role.LEADER))
    page = new_exercise("scenario", academy.course.get_children().first(), "Un retard", None)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    left = lambda page: left_over(page.step_kind, page.read_engine()[0])  # noqa: E731
    before = left(page)
    assert len(before) > 8 and f"{len(before)} textes du modèle" in client.get(edit).content.decode()
    page.summary = "Un colis en retard, un vendredi."
    page.save_revision()
    assert len(left(page)) == len(before) - 1
    assert left(academy.page("scenario")) == []
