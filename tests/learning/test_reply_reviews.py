"""Reviews of replies: who may read which, what reviews come to, what the author sees, what becomes an example."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from academy.exercises.rubric import CRITERIA, weighted_kappa
from academy.learning.models import PracticeGroup, PracticeMember, ReplyExample, ReplyReview, SentReply
from academy.learning.portfolio import reviewed_replies, reviewed_reply_counts
from academy.learning.replies.agreement import agreement_of
from academy.library.models import PlaybookPage
from academy.people.erasure import erase_person
from academy.people.models import AuditEntry, Department, Membership, Role
from academy.people.privacy import declarations
from tests.learning.academies import standing_academy
from tests.learning.replies import GOOD, begin, write
from tests.people.factories import make_person

FINE = {criterion.id: 2 for criterion in CRITERIA}


@pytest.fixture
def academy(replies_rows):
    found = standing_academy()
    care = Department.objects.create(brand=found.brand, code="care", name="Relation client")
    Membership.objects.filter(user=found.learner).update(department=care)
    found.care = care
    return found


def _person(academy, role=Role.EMPLOYEE, department=None, **fields):
    person = make_person(academy.brand, role=role, **fields)
    if department is not None:
        Membership.objects.filter(user=person, brand=academy.brand).update(department=department)
    return person


@pytest.fixture
def browse(client, academy):
    def browser(person):
        made = type(client)()
        made.force_login(person)
        return made

    return browser


@pytest.fixture
def sent(browse, academy):
    def send(graded: bool, person=None) -> SentReply:
        mine = browse(person or academy.learner)
        begin(mine, graded)
        write(mine, "send", GOOD)
        return SentReply.objects.latest("pk")

    return send


def _sheet(levels=FINE, **more):
    return {**{f"level-{name}": level for name, level in levels.items()}, "next_try": "Nommez l’heure exacte.", **more}


def _review(browser, reply, levels=FINE, **more):
    return browser.post(reverse("learning:read", args=[reply.public_id]), _sheet(levels, **more))


def _queue(browser) -> str:
    return browser.get(reverse("learning:queue")).content.decode()


def _result(browser, reply) -> str:
    return browser.get(reverse("learning:result", args=[reply.attempt.public_id])).content.decode()


def test_two_reviewers_settle_a_reply_that_counts_and_the_author_reads_what_to_try_next(browse, sent, academy):
    reply = sent(graded=True)
    leader = browse(_person(academy, Role.LEADER))
    manager = browse(_person(academy, Role.COMMUNITY_MANAGER, academy.care))
    assert "Répondre pour de bon" in _queue(leader) and "Répondre pour de bon" in _queue(manager)
    page = leader.get(reverse("learning:read", args=[reply.public_id])).content.decode()
    assert "Inès Benali" not in page and "elle se sent comprise" in page and "phrase 2" in page
    _review(leader, reply, **{"passage-2": "Très juste."})
    assert "À essayer ensuite" not in _result(browse(academy.learner), reply)
    shown = leader.get(reverse("learning:read", args=[reply.public_id])).content.decode()
    assert "Les autres relecteurs n’ont pas encore parlé" in shown and "Répondre pour de bon" not in _queue(leader)
    _review(manager, reply, {**FINE, "voix": 3}, next_try="Un mot plus simple.")
    reply.refresh_from_db()
    assert reply.state == "settled" and reply.passed and reply.score == 67
    shown = _result(browse(academy.learner), reply)
    assert "Nommez l’heure exacte." in shown and "Un mot plus simple." in shown and "Très juste." in shown
    assert "Relecteur 1" in shown and "Elle compte dans votre dossier." in shown
    assert AuditEntry.objects.filter(action="reply.settled").count() == 1


def test_the_author_gets_one_mail_that_says_nothing_of_the_result_unless_they_switched_it_off(
    browse, sent, academy, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for wanted in (True, False):
        type(academy.learner).objects.filter(pk=academy.learner.pk).update(review_mail=wanted)
        reply = sent(graded=False)
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            _review(browse(_person(academy, Role.LEADER)), reply)
        if wanted:
            (mail,) = mailoutbox
            assert mail.to == [academy.learner.email] and "Votre réponse a été relue" in mail.subject
            assert reverse("learning:result", args=[reply.attempt.public_id]) in mail.body
            said = mail.body.replace(str(reply.attempt.public_id), "")  # whose digits are anybody's
            stop = re.search(r"https?://\S+(/fr/courriels/arreter/\S+)", said)
            assert "67" not in said.replace(stop[0], "")
            assert mail.extra_headers == {
                "List-Unsubscribe": f"<{stop[0]}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }  # fmt: skip
            laid_out = mail.alternatives[0][0]  # in the brand’s colours too
            assert "Lire la relecture" in laid_out and stop[1] in laid_out
    assert mailoutbox == []
    type(academy.learner).objects.filter(pk=academy.learner.pk).update(review_mail=True)
    nobody = Client(enforce_csrf_checks=True)  # a mail program: not signed in, no cookie, no form
    assert "Arrêter ces courriels" in nobody.get(stop[1]).content.decode()
    academy.learner.refresh_from_db()
    assert academy.learner.review_mail  # a preview of the link stops nothing
    for _again in range(2):
        assert nobody.post(stop[1], {"List-Unsubscribe": "One-Click"}).status_code == 200
    academy.learner.refresh_from_db()
    assert not academy.learner.review_mail and academy.learner.refresher_mail


def test_a_double_click_adds_nothing_and_a_sheet_that_lacks_something_keeps_what_was_typed(browse, sent, academy):
    reply, leader = sent(graded=True), browse(_person(academy, Role.LEADER))
    levels = {name: level for name, level in FINE.items() if name != "voix"}
    refused = _review(leader, reply, levels, **{"passage-1": "Bien vu."}).content.decode()
    assert "Choisissez un niveau pour chaque critère." in refused and "Nommez l’heure" in refused
    assert "Bien vu." in refused
    assert not ReplyReview.objects.exists()
    _review(leader, reply)
    again = leader.post(reverse("learning:read", args=[reply.public_id]), _sheet(), follow=True)
    assert "déjà enregistrée" in again.content.decode() and ReplyReview.objects.count() == 1
    with pytest.raises(ValueError):
        ReplyReview.objects.get().save()


def test_reviewers_who_differ_call_a_third_and_the_middle_counts(browse, sent, academy):
    reply = sent(graded=True)
    readers = [browse(_person(academy, Role.LEADER)) for _ in range(3)]
    _review(readers[0], reply)
    _review(readers[1], reply, {**FINE, "surete": 1})
    reply.refresh_from_db()
    assert reply.state == "third" and "troisième relecture" in _queue(readers[2])
    assert "une troisième personne la lit" in _result(browse(academy.learner), reply)
    _review(readers[2], reply)
    reply.refresh_from_db()
    assert reply.state == "settled" and reply.passed


def test_safety_is_eliminatory_and_said(browse, sent, academy):
    reply = sent(graded=True)
    unsafe = {**{name: 3 for name in FINE}, "surete": 1}
    for _ in range(2):
        _review(browse(_person(academy, Role.LEADER)), reply, unsafe)
    reply.refresh_from_db()
    assert not reply.passed and reviewed_replies(academy.learner) == []
    shown = _result(browse(academy.learner), reply)
    assert "La sûreté passe avant tout" in shown and "La réécrire" in shown


def test_nobody_reviews_themselves_or_their_own_manager(browse, sent, academy):
    leader = _person(academy, Role.LEADER)
    own = sent(graded=True, person=leader)
    assert browse(leader).get(reverse("learning:read", args=[own.public_id])).status_code == 404
    boss = _person(academy, Role.MANAGER, academy.care)
    theirs = sent(graded=True, person=boss)
    below = browse(_person(academy, Role.COMMUNITY_MANAGER, academy.care))
    assert _review(below, theirs).status_code == 404 and not ReplyReview.objects.exists()
    assert browse(leader).get(reverse("learning:read", args=[theirs.public_id])).status_code == 200


def test_a_community_manager_reviews_their_department_and_nobody_else_reviews_what_counts(browse, sent, academy):
    reply = sent(graded=True)
    elsewhere = Department.objects.create(brand=academy.brand, code="shop", name="Boutique")
    refused = [
        _person(academy, Role.COMMUNITY_MANAGER, elsewhere), _person(academy, Role.MANAGER, academy.care),
        _person(academy), _person(academy, Role.ADVISER),
    ]  # fmt: skip
    for person in refused:
        assert browse(person).get(reverse("learning:read", args=[reply.public_id])).status_code == 404, person
        assert _review(browse(person), reply).status_code == 404
    assert browse(refused[1]).get(reverse("learning:queue")).status_code == 404
    assert browse(_person(academy)).get(reverse("learning:agreement")).status_code == 403


def test_peers_of_a_practice_group_read_practice_without_names_and_managers_never_do(browse, sent, academy):
    group = PracticeGroup.objects.create(brand=academy.brand, name="Midi")
    peer, boss = _person(academy), _person(academy, Role.MANAGER, academy.care)
    for person in (academy.learner, peer, boss):
        PracticeMember.objects.create(group=group, person=person)
    reply, counted = sent(graded=False), sent(graded=True)
    assert "Répondre à un avis injuste" in _queue(browse(peer)) and "pour de bon" not in _queue(browse(peer))
    assert "Répondre à un avis injuste" not in _queue(browse(boss))
    assert _review(browse(boss), reply).status_code == 404 and _review(browse(peer), counted).status_code == 404
    _review(browse(peer), reply, {**FINE, "voix": 1})
    reply.refresh_from_db()
    assert reply.state == "settled" and "Pair 1" in _result(browse(academy.learner), reply)
    assert reviewed_replies(academy.learner) == []
    assert not AuditEntry.objects.filter(action="reply.settled").exists()


def test_a_review_finished_after_the_reply_was_settled_is_kept_beside_the_others(browse, sent, academy):
    reply = sent(graded=True)
    readers = [browse(_person(academy, Role.LEADER)) for _ in range(3)]
    for reader in readers:
        _review(reader, reply)
    reply.refresh_from_db()
    assert reply.reviews.count() == 3 and reply.score == 67


def test_the_author_rates_first_and_sees_both_later(browse, sent, academy):
    reply, mine = sent(graded=True), browse(academy.learner)
    assert "Et vous, qu’en pensez-vous" in _result(mine, reply)
    data = {f"level-{name}": 3 for name in FINE}
    for _ in range(2):
        mine.post(reverse("learning:rate_own", args=[reply.public_id]), data)
    assert ReplyReview.objects.get().role == "self"
    for _ in range(2):
        _review(browse(_person(academy, Role.LEADER)), reply)
    reply.refresh_from_db()
    assert reply.passed and reply.score == 67
    shown = _result(mine, reply)
    assert "Vous</span>" in shown and "Relecteur 2" in shown


def test_certification_counts_each_exercise_once(browse, sent, academy):
    for _ in range(2):
        reply = sent(graded=True)
        for _ in range(2):
            _review(browse(_person(academy, Role.LEADER)), reply)
    assert [(one.score, one.reviewers) for one in reviewed_replies(academy.learner, academy.brand)] == [(67, 2)]
    assert reviewed_reply_counts(academy.brand, [academy.learner.pk]) == {academy.learner.pk: 1}
    from academy.certification.evidence import dossier

    assert dossier(academy.brand, academy.learner).evidence.replies == 1


def test_an_exemplary_reply_is_shown_in_a_playbook_only_while_its_author_agrees(browse, sent, academy):
    reply, leader = sent(graded=True), _person(academy, Role.LEADER)
    for person in (leader, _person(academy, Role.LEADER)):
        _review(browse(person), reply)
    playbook = PlaybookPage.objects.get(locale__language_code="fr")
    page = browse(leader).get(reverse("learning:read", args=[reply.public_id])).content.decode()
    assert "En faire un exemple" in page and "demandez […]" in page  # the author is called Inès
    data = {"playbook": playbook.pk, "text": "Bonjour, 25 minutes d’attente, c’est trop."}
    for _ in range(2):
        browse(leader).post(reverse("learning:propose_example", args=[reply.public_id]), data)
    mine = browse(academy.learner)
    assert ReplyExample.objects.count() == 1 and "Réponses de collègues" not in mine.get(playbook.url).content.decode()
    assert "peut-elle servir d’exemple" in mine.get(reverse("learning:my_replies")).content.decode()
    consent = reverse("learning:answer_example", args=[reply.public_id])
    assert browse(leader).post(consent, {"answer": "yes"}).status_code == 404
    mine.post(consent, {"answer": "yes"})
    assert "25 minutes d’attente, c’est trop." in mine.get(playbook.url).content.decode()
    mine.post(consent, {"answer": "no"})
    assert "Réponses de collègues" not in mine.get(playbook.url).content.decode()


def test_agreement_is_shown_to_the_leader_from_five_pairs_on(browse, sent, academy):
    leader = browse(_person(academy, Role.LEADER))
    assert "à partir de 5" in leader.get(reverse("learning:agreement")).content.decode()
    pairs = [({**FINE, "voix": level}, {**FINE, "voix": min(3, level + 1)}) for level in (0, 1, 2, 3, 3)]
    found = agreement_of(pairs)
    voice = next(line for line in found.lines if line.criterion == "voix")
    assert found.enough and voice.near == 100 and voice.kappa == pytest.approx(0.8, abs=0.06)


def test_weighted_kappa_agrees_with_published_figures():
    """The example of scikit-learn's own tests (sklearn/metrics/tests/test_classification.py): 0.9541 quadratic."""
    one = [0] * 46 + [1] * 44 + [2] * 10
    other = [0] * 50 + [1] * 40 + [2] * 10
    assert weighted_kappa(one, other) == pytest.approx(0.9541, abs=5e-5)


def test_what_is_held_is_exported_and_erased(browse, sent, academy):
    reply = sent(graded=True)
    for _ in range(2):
        _review(browse(_person(academy, Role.LEADER)), reply, **{"passage-1": "Bonjour Karim"})
    declared = {one.key: one for one in declarations()}
    exported = declared["learning.sentreply"].as_rows(academy.learner)
    assert len(exported) == 2 and exported[0]["text"] == GOOD and exported[0]["reviews__comments"]
    erase_person(academy.learner)
    reply.refresh_from_db()
    assert reply.text == "" and {str(one.comments) + one.next_try for one in reply.reviews.all()} == {"[]"}


def test_lists_cost_the_same_however_long(browse, sent, academy, django_assert_max_num_queries):
    leader = browse(_person(academy, Role.LEADER))
    for _ in range(3):
        sent(graded=True, person=_person(academy, department=academy.care))
    leader.get(reverse("learning:queue"))
    with django_assert_max_num_queries(14):
        leader.get(reverse("learning:queue"))
    mine = browse(academy.learner)
    sent(graded=False)
    with django_assert_max_num_queries(10):
        mine.get(reverse("learning:my_replies"))
