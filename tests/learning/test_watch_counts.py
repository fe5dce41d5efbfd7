"""What a leader sees of how people handle an inbox: counts per message, from five people on, no words of anybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.exercises.actions import Close, Handle
from academy.learning.attempts import act, begin
from academy.learning.choice_counts import count_finished
from academy.learning.models import ChoiceCount
from academy.people.models import Role
from tests.learning.academies import Academy, standing_academy
from tests.people.factories import make_department, make_person


@pytest.fixture
def academy(inbox_rows) -> Academy:
    return standing_academy()


@pytest.fixture
def report(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))

    def page(**query) -> str:
        return client.get(reverse("exercise_watches", args=[academy.page("inbox").pk]), query).content.decode()

    return page


def watch(academy, service: str, note: str = "", department=None):
    """The first message goes to a department, all others stay where they are."""
    person = make_person(academy.brand, department=department)
    academy.enrol(person)
    attempt = begin(person, academy.brand, academy.course, academy.page("inbox"))
    done = act(attempt.public_id, person, Handle("m1", service, "P1", "escalate", 0, note=note))
    act(attempt.public_id, person, Close(done.attempt.seq))
    return person


def test_what_was_decided_is_counted_by_message_and_no_words_are_kept(academy):
    for service in ("technique", "technique", "presse"):
        watch(academy, service, note="Madame Secret attend un rappel")
    assert count_finished() == 3 and count_finished() == 0
    counts = dict(ChoiceCount.objects.values_list("place", "taken"))
    assert counts["m1/service=technique"] == 2 and counts["m1/service=presse"] == 1
    assert counts["m1/done=yes"] + counts.get("m1/done=late", 0) == 3 and counts["m2/done=no"] == 3
    assert not [place for place in counts if "Secret" in place]


def test_the_report_waits_for_five_people_then_says_what_is_taken_for_what(academy, report):
    shops = make_department(academy.brand, "Boutiques")
    for service in ("presse", "presse", "technique", "technique"):
        watch(academy, service, department=shops)
    assert "Moins de cinq personnes" in report() and "Presse" not in report()
    watch(academy, "technique", department=shops)
    page = report()
    assert "60\u202f% juste" in page and "au lieu de" in page and "2 fois" in page
    assert "100&nbsp;%" in page and "<td>0&nbsp;%" in page  # the first message was handled by all, the second by nobody
    assert "Boutiques" in page and "60\u202f% juste" in report(department=shops.code)
    assert "Moins de cinq personnes" in report(department="nulle-part")


def test_more_people_cost_no_more_queries(academy, report):
    asked = []
    for _turn in range(2):
        watch(academy, "technique")
        count_finished()
        with CaptureQueriesContext(
            connection,
        ) as found:
            report()
        asked.append(len(found))
    assert asked[1] <= asked[0]


def test_the_editor_of_an_inbox_leads_there(academy, client, report):
    page = academy.page("inbox")
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("exercise_watches", args=[page.pk]) in editor
    assert client.get(reverse("exercise_watches", args=[academy.page("lesson").pk]), follow=True).status_code == 404
