"""The leader sees what ails the contents: dead links, missing translations, old pages, spare pictures."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page

from academy.insight.content_health import health_of
from academy.library.models import PlaybookIndexPage, PlaybookPage


def _found(brand, leader, code):
    return next(chapter.found for chapter in health_of(brand, leader) if chapter.code == code)


@pytest.fixture
def playbook(brand):
    index = brand.site.root_page.add_child(instance=PlaybookIndexPage(title="Guides", slug="guides"))
    return index.add_child(
        instance=PlaybookPage(title="Répondre à un avis", slug="avis", summary="Bref", locale=index.locale)
    )


def _write(playbook, text):
    playbook.body = [("markdown", text)]
    playbook.save()
    return playbook


def test_a_link_without_a_page_behind_it_is_named(brand, leader, playbook):
    _write(playbook, f"[La page]({playbook.url}), [l’ancienne](/fr/guides/disparue/), [ailleurs](https://x.fr/).")
    assert [one.why for one in _found(brand, leader, "links")] == ["/fr/guides/disparue/"]


def test_a_chosen_page_that_is_not_published_is_named(brand, leader, playbook):
    other = playbook.get_parent().add_child(
        instance=PlaybookPage(title="Insultes", slug="insultes", summary="Bref", locale=playbook.locale)
    )
    playbook.body = [("playbook", {"playbook": other, "text": ""})]
    playbook.save()
    assert _found(brand, leader, "links") == []
    other.unpublish()
    assert [(one.title, one.why) for one in _found(brand, leader, "links")] == [
        ("Répondre à un avis", "mène à « Insultes », qui n’est pas publié")
    ]


def test_a_page_nobody_read_over_for_a_year_is_stale(brand, leader, playbook):
    Page.objects.filter(pk=playbook.pk).update(last_published_at=timezone.now() - timedelta(days=400))
    assert [one.title for one in _found(brand, leader, "stale")] == ["Répondre à un avis"]
    Page.objects.filter(pk=playbook.pk).update(last_published_at=timezone.now())
    assert _found(brand, leader, "stale") == []


def test_a_page_without_its_translation_is_named_with_the_language(brand, leader, playbook):
    english = Locale.objects.get_or_create(language_code="en")[0]
    brand.site.root_page.copy_for_translation(english).save_revision().publish()
    assert "il manque : en" in [one.why for one in _found(brand, leader, "untranslated")]


def test_a_picture_that_no_page_shows_can_be_found(brand, leader):
    image = get_image_model().objects.create(title="Vélo", file=get_test_image_file())
    leader.is_superuser = True
    leader.save()
    assert image.title in [one.title for one in _found(brand, leader, "images")]


def test_authors_read_the_page_and_learners_do_not(client, leader, employee, playbook):
    client.force_login(leader)
    answer = client.get(reverse("content_health"))
    assert answer.status_code == 200 and "Santé des contenus" in answer.content.decode()
    client.force_login(employee)
    assert client.get(reverse("content_health")).status_code in {302, 403}
