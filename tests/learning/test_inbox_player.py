"""An inbox page from its file to the debrief: loaded and dumped, refused while wrong, played over HTTP."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from academy.exercises import canonical
from academy.learning.attempts import replayed_state
from academy.learning.models import Attempt, StepCompletion
from academy.library.content.dump import dump
from academy.library.content.load import load_folder
from academy.library.models import ExerciseVersion
from academy.people.models import Role
from tests.learning.academies import Academy, standing_academy
from tests.people.factories import make_brand, make_person

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
# The reference order of work: message, service, priority, action.
WELL = [
    ("m1", "technique", "P1", "escalate"),
    ("m2", "magasins", "P4", "reply"),
    ("m3", "presse", "P1", "forward"),
    ("m4", "relation-client", "P4", "ignore"),
    ("m5", "relation-client", "P2", "reply"),
]


@pytest.fixture
def academy(inbox_rows) -> Academy:
    return standing_academy()


@pytest.fixture
def learner(client, academy):
    client.force_login(academy.learner)
    client.post(reverse("learning:begin", args=[academy.page("inbox").pk]))
    return client


def _attempt() -> Attempt:
    return Attempt.objects.order_by("pk").last()


def _act(learner, follow=True, headers=None, **data):
    attempt = _attempt()
    data.setdefault("seq", attempt.seq)
    return learner.post(reverse("learning:act", args=[attempt.public_id]), data, follow=follow, headers=headers)


def _handle(learner, item, service, priority, action, **more):
    sheet = {"item": item, "service": service, "priority": priority, "action": action}
    return _act(learner, do="handle", **sheet, **more)


def _page(learner, name="attempt", query="") -> str:
    return learner.get(reverse(f"learning:{name}", args=[_attempt().public_id]) + query).content.decode()


def test_an_inbox_file_becomes_a_live_page_with_a_version_and_dumps_to_the_same_inbox(academy, tmp_path):
    page = academy.page("inbox")
    version = ExerciseVersion.objects.current(page.pk)
    assert page.live and version.kind == "inbox" and len(version.exercise().mentions) == 6
    report = dump(academy.brand, tmp_path / "out")
    assert "fr/base/01-debut/04-veille.md" in report.written and not report.lossy and not report.broken
    other = make_brand("Autre", "autre.example")
    load_folder(tmp_path / "out", other)
    twin = ExerciseVersion.objects.filter(kind="inbox").exclude(pk=version.pk).get().exercise()
    assert twin.mentions == version.exercise().mentions and twin.services == version.exercise().services


@pytest.mark.parametrize(
    ("place", "field", "value", "said"),
    [
        (1, "time", "25:02", "m2 : heure illisible"),
        (2, "expected", "pressse, P1, transmettre", "pressse"),
        (5, "after", "m9", "m1b"),
        (None, "", "", "vide"),
    ],
    ids=["a time that is none", "a service that is not offered", "follows nothing", "empty"],
)
def test_an_inbox_with_an_error_is_not_published_and_the_author_is_told_where(academy, place, field, value, said):
    page = academy.page("inbox")
    if place is None:
        page.mentions = []
    else:
        page.mentions[place].value[field] = value
    with pytest.raises(ValidationError) as refused:
        page.save_revision().publish()
    assert said in str(refused.value.messages)


def test_the_leader_edits_an_inbox_as_text_and_an_error_names_its_line(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))
    page = academy.page("inbox")
    url = reverse("exercise_text", args=[page.pk])
    text = client.get(url).context["text"]
    assert client.post(url, {"text": text.replace("GAGNEZ", "GAGNEZ VITE")}).status_code == 302
    draft = academy.page("inbox").get_latest_revision_as_object()
    assert any("GAGNEZ VITE" in block.value["body"] for block in draft.mentions)
    broken = client.post(url, {"text": text.replace("09:12 x", "midi x")})
    assert broken.status_code == 422 and "F32" in broken.content.decode()
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "GAGNEZ VITE" in editor and "Prêt à être publié" in editor


def test_a_good_watch_is_played_to_its_debrief_without_javascript(learner, academy):
    page = _page(learner)
    assert "09:00" in page and "1 message en attente" in page and "Impossible de payer" in page
    page = _page(learner, query="?message=m1")
    assert "Premier geste" in page and "Alerter par téléphone" in page and "sous 15 min" in page
    for move in WELL:
        while move[0] not in dict(_attempt().state["arrived"]):
            _act(learner, do="wait")
        last = _handle(learner, *move, note="Prévenue par téléphone.")
        assert last.status_code == 200
    closing = _page(learner, query="?clore=1")
    assert "Aucun message n’attend" in closing
    debrief = _act(learner, do="close").content.decode()
    attempt = _attempt()
    assert attempt.passed and attempt.score == 100 and "Réussi" in debrief
    assert "35 points sur 35" in debrief and "Une panne qui bloque le paiement" in debrief
    assert StepCompletion.objects.filter(step_key=academy.page("inbox").translation_key).exists()
    assert canonical.state_to_json(replayed_state(attempt)) == attempt.state


def test_a_bad_watch_is_told_what_was_expected_what_came_late_and_what_went_first(learner):
    for _wait in range(3):
        _act(learner, do="wait")
    _handle(learner, "m4", "relation-client", "P4", "reply")  # spam first, while a journalist waits
    page = _page(learner)
    assert "en retard" in page and "Toujours rien" in page  # m1 waited too long: its follow-up is there
    page = _page(learner, query="?clore=1")
    assert "restent sans traitement" in page and "Julie Tan" in page and "@lea_b" in page
    debrief = _act(learner, do="close").content.decode()
    assert "Pas encore réussi" in debrief and "Sans traitement" in debrief
    assert "1 fois, moins urgent est passé d’abord" in debrief and "Des messages plus urgents attendaient" in debrief
    assert "Arrivé parce que @lea_b a trop attendu" in debrief and "Laisser sans réponse" in debrief


def test_the_clock_moves_only_when_one_acts_and_a_sheet_sent_twice_counts_once(learner):
    assert "09:00" in _page(learner, query="?message=m1") and _attempt().seq == 0
    _handle(learner, *WELL[0])
    assert _attempt().state["now"] == 9 * 60 + 3
    _handle(learner, *WELL[0], seq=0)
    assert _attempt().seq == 1 and len(_attempt().state["handled"]) == 1


@pytest.mark.parametrize(
    "data",
    [{"do": "handle", "item": "m1"}, {"do": "handle", "item": "m5", "action": "reply"}, {"do": "?"}, {}],
    ids=["an empty sheet", "a message not there yet", "an unknown action", "nothing"],
)
def test_a_forged_or_empty_sheet_changes_nothing_and_is_told(learner, data):
    page = _act(learner, **data)
    assert page.status_code == 200 and _attempt().seq == 0 and "message--info" in page.content.decode()


def test_a_graded_inbox_keeps_its_expected_answers_until_passed(client, academy):
    page = academy.page("inbox")
    page.graded, page.attempts = True, 2
    page.save_revision().publish()
    client.force_login(academy.learner)
    client.post(reverse("learning:begin", args=[page.pk]))
    debrief = _act(client, do="close").content.decode()
    assert "est montré après la réussite" in debrief and "Une panne qui bloque" not in debrief


def test_htmx_gets_the_desk_alone_and_the_end_leads_to_the_debrief(learner):
    part = _act(learner, headers=HTMX, do="wait").content.decode()
    assert 'id="maintenant"' in part and "<html" not in part and "09:02" in part
    done = _act(learner, headers=HTMX, do="close")
    assert done.status_code == 204 and done["HX-Redirect"].endswith("/bilan/")


@pytest.mark.parametrize("headers", [None, HTMX, JSON], ids=["form", "htmx", "script"])
def test_an_action_at_the_desk_costs_at_most_eight_queries(learner, headers):
    _act(learner, do="wait")
    with CaptureQueriesContext(connection) as queries:
        page = _act(learner, follow=False, headers=headers, do="handle", item="m1", service="technique",
                    priority="P1", action="escalate", seq=1)  # fmt: skip
    asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert page.status_code in (200, 303) and len(asked) <= 8 + 1, "\n".join(asked)  # 1: this test reads the attempt
