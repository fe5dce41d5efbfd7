"""A course goes to another brand whole, as drafts, once; only from and to brands one leads."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page

from academy.exercises import canonical
from academy.library.copying.copy import copy_course
from academy.library.copying.plan import plan_copy, shelf_of
from academy.library.models import (
    Channel,
    CoursePage,
    LessonPage,
    PlaybookPage,
    Question,
    QuizPage,
    ReplyPage,
    ScenarioPage,
)
from academy.people.long_work.run import do
from academy.people.models import AuditEntry, LongWork, Membership, Role
from tests.people.factories import make_brand, make_person


@pytest.fixture
def other(academy):
    """Another brand with pages in both languages, and a channel of the same code."""
    brand = make_brand("Autre", "autre.exemple")
    home = brand.site.root_page
    home.copy_for_translation(Locale.objects.get(language_code="en"))
    Channel.objects.create(brand=brand, code="x", name_fr="X", name_en="X")
    return brand


@pytest.fixture
def leader(academy, other):
    person = make_person(academy.brand, Role.LEADER)
    Membership.objects.create(user=person, brand=other, role=Role.LEADER)
    return person


def below(brand, model, language="fr"):
    home = Page.objects.get(translation_key=brand.site.root_page.translation_key, locale__language_code=language)
    return model.objects.descendant_of(home)


def copied(academy, other, by=None):
    return copy_course(plan_copy(academy.course, academy.brand, other), by)


def test_everything_the_course_uses_comes_along_as_drafts(academy, other):
    course = copied(academy, other)
    pages = course.get_descendants(inclusive=True)
    before = academy.course.get_descendants(inclusive=True)
    assert [p.title for p in pages] == [p.title for p in before]
    assert not pages.live().exists() and not below(other, PlaybookPage).live().exists()
    assert {q.code for q in Question.objects.filter(brand=other)} == {"q1", "q2"}
    assert not Question.objects.filter(brand=other, live=True).exists()
    lesson, playbook = below(other, LessonPage).get(), below(other, PlaybookPage).get()
    assert lesson.get_latest_revision_as_object().playbooks.get() == playbook
    assert [b.value["playbook"].pk for b in lesson.body if b.block_type == "playbook"] == [playbook.pk]
    assert playbook.channels.get().brand == other
    assert {t.name for t in Question.objects.get(brand=other, code="q1").tags.all()} == {"base", "calme"}


@pytest.mark.parametrize("model", [ScenarioPage, QuizPage])
def test_the_copy_plays_exactly_as_the_original(academy, other, model):
    copied(academy, other)
    original, copy = below(academy.brand, model).get(), below(other, model).get()
    for question in Question.objects.filter(brand=other):
        question.get_latest_revision().publish()
    exercises = [replace(page.read_engine()[0], id="") for page in (original, copy)]
    assert len({canonical.content_hash(one) for one in exercises}) == 1
    copy.get_latest_revision().publish()  # and nothing stops its publication
    assert model.objects.get(pk=copy.pk).live


def test_both_languages_come_along_and_are_translations_of_each_other(academy, other):
    french = copied(academy, other)
    english = below(other, CoursePage, "en").get()
    assert english.title == "The basics" and english.translation_key == french.translation_key
    assert english.translation_key != academy.course.translation_key


def test_a_language_the_other_brand_has_not_is_left_out_and_said(academy, other):
    below(other, Page, "en").delete()
    Page.objects.get(translation_key=other.site.root_page.translation_key, locale__language_code="en").delete()
    plan = plan_copy(academy.course, academy.brand, other)
    assert plan.languages == ["fr"] and "Autre" in plan.left_out[0]


def test_asked_for_twice_it_adds_only_what_is_missing_and_keeps_edits(academy, other):
    course = copied(academy, other)
    course.title = "Nos bases à nous"
    course.save_revision().publish()
    below(other, QuizPage).get().delete()
    plan = plan_copy(academy.course, academy.brand, other)
    assert [item.title for item in plan.new] == ["Le quiz"]
    copy_course(plan, None)
    assert below(other, CoursePage).get().title == "Nos bases à nous"
    assert below(other, QuizPage).count() == 1
    assert not plan_copy(academy.course, academy.brand, other).new


def test_a_level_a_channel_and_a_course_that_are_not_there_are_told_and_let_go(academy, other):
    Channel.objects.filter(brand=other).delete()
    first = CoursePage(title="D’abord", slug="dabord", summary="s", locale=academy.course.locale)
    academy.course.get_parent().add_child(instance=first)
    academy.course.prerequisites = [first]
    academy.course.save_revision().publish()
    plan = plan_copy(CoursePage.objects.get(pk=academy.course.pk), academy.brand, other)
    told = " ".join([*plan.left_out, *(note for item in plan.items for note in item.notes)])
    assert "ecouter" in told and "Canaux" in told and told.count("X") == 1 and "D’abord" in told
    course = copy_course(plan, None)
    assert course.opens == "" and not course.prerequisites.exists()
    assert not below(other, PlaybookPage).get().channels.exists()


def test_drafts_come_in_their_last_version_and_published_pages_as_published(academy, other):
    scene, lesson = academy.page("scenario"), academy.page("lesson")
    scene.title = "Version non publiée"
    scene.save_revision()
    lesson.unpublish()
    lesson.title = "Brouillon repris"
    lesson.save_revision()
    course = copied(academy, other)
    titles = [page.title for page in course.get_descendants()]
    assert "Brouillon repris" in titles and "Une scène" in titles and "Version non publiée" not in titles


def test_pictures_go_to_the_other_brands_own_shelf_once(academy, other):
    image = get_image_model().objects.create(title="Photo", file=get_test_image_file())
    lesson = academy.page("lesson")
    lesson.body.append(("image", {"image": image, "alt": "Une photo", "text": ""}))
    lesson.save_revision().publish()
    Question.objects.filter(brand=academy.brand, code="q2").update(image=image, alt="Une photo")
    copied(academy, other)
    shown = [b.value["image"] for b in below(other, LessonPage).get().body if b.block_type == "image"]
    assert shown[0].pk != image.pk and shown[0].collection == shelf_of(other) != Collection.get_first_root_node()
    assert Question.objects.get(brand=other, code="q2").image == shown[0]
    image.file.delete(save=False)
    assert shown[0].file.storage.exists(shown[0].file.name)


def test_a_question_of_the_same_code_is_kept_and_the_difference_told(academy, other):
    Question.objects.create(brand=other, code="q2", locale=academy.course.locale, text="Tout autre chose ?", live=True)
    plan = plan_copy(academy.course, academy.brand, other)
    kept = [item for item in plan.there if item.kind == "question"]
    assert len(kept) == 1 and "q2" in kept[0].notes[0]
    copy_course(plan, None)
    assert Question.objects.get(brand=other, code="q2").text == "Tout autre chose ?"


def test_a_draft_reply_comes_along_with_its_text(academy, other):
    module = academy.course.get_children().first()
    module.add_child(instance=ReplyPage(title="Répondre", slug="repondre", locale=module.locale, live=False))
    copied(academy, other)
    assert below(other, ReplyPage).get().title == "Répondre"


# In the admin


def test_the_leader_of_both_brands_sees_what_would_come_and_copies_in_the_background(
    client,
    academy,
    other,
    leader,
):
    client.force_login(leader)
    address = reverse("copy_course", args=[academy.course.pk])
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[academy.course.pk])).content.decode()
    assert address in edit
    page = client.get(address).content.decode()
    assert "Copier vers Autre" in page and "Première leçon" in page and "résultats" in page
    assert not below(other, CoursePage).exists()
    answer = client.post(address, {"to": other.pk})
    work = LongWork.objects.get()
    assert answer.url == reverse("long_work", args=[work.pk])
    assert client.post(address, {"to": other.pk}).url == answer.url  # twice is once
    waiting = client.get(answer.url)
    assert waiting["Refresh"] == "2" and not below(other, CoursePage).exists()
    do(work.pk)
    done = client.get(answer.url).content.decode()
    assert "brouillons" in done and "autre.exemple" in done
    assert below(other, CoursePage).get().owner == leader
    assert set(AuditEntry.objects.values_list("chain", "action")) >= {
        (academy.brand.pk, "course.copied_out"), (other.pk, "course.copied_in")
    }  # fmt: skip
    assert "rien à copier" in client.get(address).content.decode()


@pytest.mark.parametrize("where", ["source only", "target only"])
def test_who_leads_only_one_of_the_brands_copies_nothing(client, academy, other, where):
    person = make_person(academy.brand if where == "source only" else other, Role.LEADER)
    if where == "target only":
        Membership.objects.create(user=person, brand=academy.brand, role=Role.COMMUNITY_MANAGER)
    client.force_login(person)
    address = reverse("copy_course", args=[academy.course.pk])
    assert client.get(address).status_code in (302, 403)
    assert client.post(address, {"to": other.pk}).status_code in (302, 403)
    assert not LongWork.objects.exists()


def test_a_right_that_ended_before_the_worker_came_stops_the_copy(client, academy, other, leader):
    client.force_login(leader)
    client.post(reverse("copy_course", args=[academy.course.pk]), {"to": other.pk})
    Membership.objects.filter(user=leader, brand=other).delete()
    work = LongWork.objects.get()
    do(work.pk)
    work.refresh_from_db()
    assert work.status == "failed" and "publier" in work.report["problem"]
    assert not below(other, CoursePage).exists()


def test_the_command_tells_and_copies(academy, other, capsys):
    arguments = ("copy_course", "base", "--brand", "testserver", "--to", "autre.exemple")
    call_command(*arguments, "--dry-run")
    assert "+ cours · Les bases (fr)" in capsys.readouterr().out and not below(other, CoursePage).exists()
    call_command(*arguments)
    assert below(other, CoursePage).get().title == "Les bases"


def test_a_copy_broken_off_goes_on_where_it_was(academy, other, leader, monkeypatch):
    from academy.library.copying import work as copying

    row = copying.ask_copy(plan_copy(academy.course, academy.brand, other), leader)
    broken = {"left": 4}

    def failing(plan, by, beat):
        def stop(done, total):
            broken["left"] -= 1
            if not broken["left"]:
                raise OSError("the machine stopped")
            beat(done, total)

        return copy_course(plan, by, stop)

    monkeypatch.setattr(copying, "copy_course", failing)
    do(row.pk)
    row.refresh_from_db()
    assert row.status == "failed"
    do(row.pk)
    row.refresh_from_db()
    assert row.status == "done" and below(other, CoursePage).count() == 1
    assert below(other, QuizPage).count() == 1
