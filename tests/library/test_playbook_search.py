"""The nearest playbook, when nobody wrote the very words one types."""

import pytest
from django.urls import reverse

from academy.library.models import PlaybookIndexPage, PlaybookPage
from tests.people.conftest import brand  # noqa: F401
from tests.people.factories import make_person


@pytest.fixture
def reader(client, brand):  # noqa: F811
    home = brand.site.root_page.specific
    index = home.add_child(instance=PlaybookIndexPage(title="Guides", slug="guides", locale=home.locale))
    for number, (title, situations) in enumerate(
        [
            ("Dire qui je suis", "client au salon"),
            ("Répondre à un avis", "avis négatif, client"),
            ("Alerter", "blessure"),
            ("Apaiser", "colère d’un client"),
        ]
    ):
        page = PlaybookPage(title=title, slug=f"g{number}", summary="x", situations=situations, locale=home.locale)
        index.add_child(instance=page).save_revision().publish()
    client.force_login(make_person(brand))
    return client


def found(reader, words: str):
    page = reader.get(reverse("library:playbooks"), {"q": words})
    return [playbook.title for playbook in page.context["playbooks"]], page.content.decode()


def test_a_word_nobody_wrote_still_leads_to_the_right_playbook(reader):
    titles, page = found(reader, "un mauvais avis")
    assert titles == ["Répondre à un avis"]
    assert "Aucun guide ne dit tous ces mots" in page


def test_all_words_found_is_no_guess(reader):
    titles, page = found(reader, "avis négatif")
    assert titles == ["Répondre à un avis"]
    assert "Aucun guide ne dit tous ces mots" not in page


def test_a_word_that_every_playbook_holds_leads_nowhere_and_the_page_says_so(reader):
    titles, page = found(reader, "client lunaire")
    assert titles == []
    assert "Voir tous les guides" in page
