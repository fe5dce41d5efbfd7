"""The workshop of whoever writes scenarios: checks, map and report, text form."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page

from academy.people.models import Role
from tests.learning.conftest import academy  # noqa: F401
from tests.people.factories import make_brand, make_person


@pytest.fixture
def leader(client, academy):  # noqa: F811
    client.force_login(make_person(academy.brand, Role.LEADER))
    return client


def _url(name: str, academy) -> str:  # noqa: F811
    return reverse(f"exercise_{name}", args=[academy.page("scenario").pk])


@pytest.mark.parametrize("name", ["report", "text"])
def test_only_people_who_may_edit_the_page_come_in(name, client, academy):  # noqa: F811
    client.force_login(academy.learner)
    assert client.get(_url(name, academy)).status_code in (302, 403)
    other = make_brand("Autre", "autre.example")
    client.force_login(make_person(other, Role.LEADER))
    assert client.get(_url(name, academy)).status_code in (302, 403)


def test_the_report_gives_a_verdict_the_map_and_the_way_to_each_ending(leader, academy):  # noqa: F811
    page = leader.get(_url("report", academy)).content.decode()
    assert "Publiable" in page and "<svg" in page
    assert "Non merci." in page and "jamais atteinte" not in page


def test_the_report_names_parts_of_the_form_as_the_form_does_and_leads_back(leader, academy):  # noqa: F811
    draft = academy.page("scenario")
    draft.meters.append(("meter", {"id": "repos", "label": "Repos", "start": 3, "min": 0, "max": 10, "good": "high"}))
    draft.save_revision()
    page = leader.get(_url("report", academy)).content.decode()
    assert "W27" in page and ">jauges</a>" in page and "· meters" not in page
    assert "Revenir au formulaire" in page


def test_the_report_names_what_is_wrong_and_links_to_the_block(leader, academy):  # noqa: F811
    draft = academy.page("scenario")
    draft.steps[0].value["choices"][0]["target"] = "nulle-part"
    draft.save_revision()
    page = leader.get(_url("report", academy)).content.decode()
    assert "E01" in page and f"#block-{draft.steps[0].id}-section" in page


def test_the_text_comes_back_as_a_draft_and_the_published_page_stays(leader, academy):  # noqa: F811
    text = leader.get(_url("text", academy)).context["text"]
    answer = leader.post(_url("text", academy), {"text": text.replace("Non merci.", "Merci, mais non.")})
    assert answer.status_code == 302
    page = academy.page("scenario")
    draft = page.get_latest_revision_as_object()
    assert draft.steps[0].value["choices"][0]["text"] == "Merci, mais non."
    assert page.steps[0].value["choices"][0]["text"] == "Non merci."
    assert Page.objects.get(pk=page.pk).slug == draft.slug


def test_a_text_with_an_error_is_kept_with_its_line_and_nothing_is_saved(leader, academy):  # noqa: F811
    text = leader.get(_url("text", academy)).context["text"]
    before = academy.page("scenario").latest_revision_id
    broken = text.replace("- Non merci. -> bilan", "- Non merci.")
    answer = leader.post(_url("text", academy), {"text": broken})
    line = next(n for n, one in enumerate(broken.split("\n"), 1) if "Non merci" in one)
    assert answer.status_code == 422
    assert f"ligne {line}" in answer.content.decode() and "F03" in answer.content.decode()
    assert "Non merci." in answer.content.decode()
    assert academy.page("scenario").latest_revision_id == before


def test_the_editor_shows_the_checks_and_the_ways_to_map_and_text(leader, academy):  # noqa: F811
    page = academy.page("scenario")
    html = leader.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Prêt à être publié" in html
    assert _url("report", academy) in html and _url("text", academy) in html


def test_what_the_checks_say_is_placed_at_the_field_concerned(leader, academy):  # noqa: F811
    draft = academy.page("scenario")
    first = draft.steps[0].value["choices"]
    first[0]["target"], first[0]["feedback"] = "nulle-part", ""
    draft.save_revision()
    html = leader.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    beside = json.loads(re.search(r'<script id="pv-beside" type="application/json">(.*?)</script>', html)[1])
    block, item = draft.steps[0].id, first.bound_blocks[0].id
    assert ["steps", block, "choices", item, "target"] in [one["place"] for one in beside if one["code"] == "E01"]
    assert ["steps", block, "choices", item, "feedback"] in [one["place"] for one in beside if one["code"] == "W47"]
    assert all(one["mend"] for one in beside)


def test_publishing_a_broken_draft_says_what_to_mend_and_publishes_nothing(leader, academy):  # noqa: F811
    page = academy.page("scenario")
    page.steps[0].value["choices"][0]["target"] = "nulle-part"
    with pytest.raises(ValidationError, match="écrivez cette étape"):
        page.save()
