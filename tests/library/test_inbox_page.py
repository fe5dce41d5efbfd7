"""An inbox in the form of the admin: text and fields say the same, drafts can be tried, a skeleton can be published."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse
from wagtail.models import Locale

from academy.exercises.inbox_text import read_inbox
from academy.exercises.lint import lint
from academy.library.authoring.skeletons import FOLDER, new_exercise
from academy.library.inbox_engine import fill_inbox_page, read_inbox_page
from academy.library.models import InboxPage
from academy.people.models import Role
from tests.learning.conftest import academy  # noqa: F401
from tests.people.factories import make_person

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = [
    ROOT / "tests/exercises/examples/paiement.md",
    *sorted((ROOT / "content").glob("*/ecouter/02-aiguiller/03-*.md")),
    *sorted(FOLDER.glob("inbox.*.md")),
]


def _page(language="fr"):
    return InboxPage(locale=Locale.objects.get_or_create(language_code=language)[0])


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_an_inbox_survives_the_fields_of_its_page(file):
    inbox, problems = read_inbox(file.read_text(), file.name)
    assert problems == []
    inbox = replace(inbox, graded=True, attempts=2)
    page = _page(inbox.locale)
    fill_inbox_page(page, inbox)
    read, problems = read_inbox_page(page)
    assert problems == [] and replace(read, id=inbox.id) == inbox


def test_what_is_wrong_in_a_field_names_the_message():
    page = _page()
    fill_inbox_page(page, read_inbox(EXAMPLES[0].read_text(), "x.md")[0])
    page.mentions[1].value["expected"] = "magasins"
    read, problems = read_inbox_page(page)
    assert read is None and [(problem.code, problem.where) for problem in problems] == [("F14", "m2")]


def test_an_empty_desk_and_a_message_without_id_are_no_crash():
    page = _page()
    assert read_inbox_page(page)[0] is None
    fill_inbox_page(page, read_inbox(EXAMPLES[0].read_text(), "x.md")[0])
    for block in page.mentions:
        block.value["id"] = ""
    read, _problems = read_inbox_page(page)
    assert read is not None and [mention.id for mention in read.mentions][:2] == ["m1", "m2"]


@pytest.fixture
def leader(client, academy):  # noqa: F811
    client.force_login(make_person(academy.brand, Role.LEADER))
    return client


def test_a_leader_makes_an_inbox_from_the_skeleton_tries_it_and_publishes(leader, academy):  # noqa: F811
    module = academy.page("scenario").get_parent()
    answer = leader.post(reverse("skeleton", args=[module.pk]), {"title": "Lundi au poste de veille", "kind": "inbox"})
    page = InboxPage.objects.get(title="Lundi au poste de veille")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk]) and not page.live
    form = leader.get(answer.url).content.decode()
    assert "Prêt à être publié" in form and reverse("exercise_trial", args=[page.pk]) in form
    shown = leader.get(reverse("exercise_trial", args=[page.pk]), follow=True)
    assert shown.status_code == 200 and "rien n’est enregistré" in shown.content.decode()
    waited = leader.post(shown.wsgi_request.path, {"seq": 0, "do": "wait"}, follow=True)
    assert waited.context["attempt"].seq == 1
    closed = leader.post(waited.wsgi_request.path, {"seq": 1, "do": "close"}, follow=True)
    assert closed.status_code == 200 and closed.context["attempt"].status == "done"
    page.get_latest_revision().publish()
    assert InboxPage.objects.get(pk=page.pk).live


def test_the_text_of_an_inbox_is_edited_and_put_back(leader, academy):  # noqa: F811
    page = new_exercise("inbox", academy.page("scenario").get_parent(), "Au poste", None)
    url = reverse("exercise_text", args=[page.pk])
    text = leader.get(url).context["text"]
    assert leader.post(url, {"text": text.replace("## m1 :", "## premier :", 1)}).status_code == 302
    draft = InboxPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.mentions[0].value["id"] == "premier" and draft.title == "Au poste"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_skeleton_has_no_error_and_no_warning(language):
    inbox, problems = read_inbox((FOLDER / f"inbox.{language}.md").read_text(), "inbox.md")
    assert problems == [] and [p for p in lint(inbox) if p.severity != "info"] == []
