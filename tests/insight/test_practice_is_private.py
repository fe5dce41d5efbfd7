"""What somebody practises is theirs: a manager sees progress, never how a practice went."""

import re

import pytest
from django.urls import NoReverseMatch, reverse

from academy.exercises.play import Choose
from academy.learning.attempts import act, begin
from academy.learning.players import urls as players
from academy.people.models import Membership, Role
from tests.learning.conftest import academy  # noqa: F401
from tests.people.factories import make_department, make_person


@pytest.fixture
def manager(client, academy):  # noqa: F811
    department = make_department(academy.brand, "Boutiques")
    Membership.objects.filter(user=academy.learner).update(department=department)
    person = make_person(academy.brand, Role.MANAGER, department)
    client.force_login(person)
    return person


def seen(client) -> list[str]:
    pages = [client.get(reverse("insight:team")), client.get(reverse("site:home"))]
    texts = [re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"\w+"', "", page.content.decode()) for page in pages]
    return [*texts, client.get(reverse("insight:team"), {"export": "csv"}).content.decode()]


def test_a_practice_that_went_wrong_changes_nothing_a_manager_sees(client, academy, manager):  # noqa: F811
    academy.enrol()
    before = seen(client)
    attempt = begin(academy.learner, academy.brand, academy.course, academy.page("scenario"))
    outcome = act(attempt.public_id, academy.learner, Choose("oui", 0))
    assert outcome.attempt.passed is False
    assert academy.learner.name in before[0] and seen(client) == before


def test_no_page_of_the_players_opens_anothers_attempt(client, academy, manager):  # noqa: F811
    academy.enrol()
    academy.enrol(manager)
    attempt = begin(academy.learner, academy.brand, academy.course, academy.page("scenario"))
    tried = 0
    for pattern in players.urlpatterns:
        for key in ("public_id", "attempt_id", "pk"):
            try:
                url = reverse(f"learning:{pattern.name}", kwargs={key: attempt.public_id})
            except NoReverseMatch:
                continue
            tried += 1
            for method in (client.get, client.post):
                assert method(url).status_code in {302, 403, 404, 405}, url
    assert tried
