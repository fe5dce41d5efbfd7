"""Practice groups: formed as previewed, never with one's own manager; replies that wait are seen and entrusted."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.exercises.rubric import CRITERIA
from academy.learning.models import (
    PracticeGroup,
    PracticeMember,
    ReplyAssignment,
    ReplyReview,
    SentReply,
)
from academy.learning.replies.circles import groups_of, managed_pairs, proposal_for
from academy.learning.replies.grouping import LEAST, MOST, Candidate, propose
from academy.people.models import AuditEntry, Department, Membership, Role
from tests.learning.academies import standing_academy
from tests.learning.replies import GOOD, begin, write
from tests.people.factories import make_brand, make_person

FINE = {criterion.id: 2 for criterion in CRITERIA}
PLACES = st.tuples(st.sampled_from(["fr", "en"]), st.sampled_from(["", "repondre"]), st.sampled_from(["a", "b"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(PLACES, max_size=40), st.sets(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=25))
def test_groups_are_of_three_to_five_alike_without_managers_and_nobody_is_lost(places, managed):
    people = [Candidate(n, f"P{n}", f"D{n % 3}", place) for n, place in enumerate(places)]
    apart = {frozenset(pair) for pair in managed if pair[0] != pair[1]}
    found = propose(people, apart)
    assert propose(reversed(people), apart) == found  # whatever the order they come in
    seen = [one.id for circle in found.circles for one in circle.people] + [one.id for one in found.left]
    assert sorted(seen) == list(range(len(places)))
    for circle in found.circles:
        assert LEAST <= len(circle.people) <= MOST
        assert {one.place[: len(circle.shared)] for one in circle.people} == {circle.shared}
        assert not any(frozenset((a.id, b.id)) in apart for a, b in combinations(circle.people, 2))
    if not apart:
        assert all(sum(one.place[0] == language for one in found.left) < LEAST for language in ("fr", "en"))


def test_departments_mix_and_the_narrowest_thing_in_common_is_tried_first():
    people = [Candidate(n, f"P{n}", "AB"[n // 4], ("fr", "", "x")) for n in range(8)]
    people += [Candidate(9, "Seule", "A", ("fr", "repondre", "y"))]
    found = propose(people, ())
    assert [circle.shared for circle in found.circles] == [("fr", "", "x")] * 2
    assert all({one.department for one in circle.people} == {"A", "B"} for circle in found.circles)
    assert [one.name for one in found.left] == ["Seule"]


@pytest.fixture
def academy(replies_rows):
    found = standing_academy()
    found.care = Department.objects.create(brand=found.brand, code="care", name="Relation client")
    Membership.objects.filter(user=found.learner).update(department=found.care)
    found.leader = make_person(found.brand, Role.LEADER)
    return found


@pytest.fixture
def leader(client, academy):
    client.force_login(academy.leader)
    return client


def _practise(client, academy, names, graded=False) -> list:
    """People who each sent a reply."""
    found = []
    for name in names:
        person = academy.learner if name == academy.learner.name else make_person(academy.brand, name=name)
        academy.enrol(person)
        client.force_login(person)
        begin(client, graded)
        write(client, "send", GOOD)
        found.append(person)
    return found


def _shown(client, name, **post) -> str:
    answer = client.post(reverse(name), post, follow=True) if post else client.get(reverse(name))
    return answer.content.decode().replace("\xa0", " ")


def test_the_leader_sees_the_groups_before_they_are_made_and_makes_exactly_those(client, academy):
    people = _practise(client, academy, ["Inès Benali", "Ali", "Bo", "Cy"])
    client.force_login(academy.leader)
    preview = _shown(client, "practice_proposal")
    assert all(person.name in preview for person in people) and not PracticeGroup.objects.exists()
    mark = proposal_for(academy.brand).mark
    assert "Les personnes ont changé" in _shown(client, "practice_proposal", mark="autre")
    assert not PracticeGroup.objects.exists()
    assert "1 groupe formé" in _shown(client, "practice_proposal", mark=mark)
    _shown(client, "practice_proposal", mark=mark)  # a double click
    (group,) = PracticeGroup.objects.all()
    assert group.name.startswith("Répondre à un avis injuste") and group.members.count() == 4
    assert "Personne à réunir" in _shown(client, "practice_proposal")
    assert AuditEntry.objects.filter(action="practice.formed").count() == 1
    shown = _shown(client, "practice_groups")
    assert "4 réponses, la plus ancienne depuis" in shown and "0 paire" in shown


def test_nobody_is_grouped_with_their_own_manager_by_hand_either(client, academy):
    people = _practise(client, academy, ["Inès Benali", "Ali", "Bo", "Cy"])
    ali = people[1]
    Membership.objects.create(user=ali, brand=academy.brand, role=Role.MANAGER, department=academy.care)
    assert frozenset((ali.pk, academy.learner.pk)) in managed_pairs(academy.brand)
    (circle,) = proposal_for(academy.brand).circles
    assert not {ali.pk, academy.learner.pk} <= {one.id for one in circle.people}
    one, two = (PracticeGroup.objects.create(brand=academy.brand, name=name) for name in ("Un", "Deux"))
    PracticeMember.objects.create(group=one, person=academy.learner)
    moved = PracticeMember.objects.create(group=two, person=ali)
    client.force_login(academy.leader)
    assert "son propre manager" in _shown(client, "practice_groups", member=moved.pk, to=one.pk)
    moved.refresh_from_db()
    Membership.objects.filter(user=ali, role=Role.MANAGER).delete()
    assert "a changé de groupe" in _shown(client, "practice_groups", member=moved.pk, to=one.pk)
    assert set(one.members.values_list("person", flat=True)) == {ali.pk, academy.learner.pk}
    assert "est fermé" in _shown(client, "practice_groups", close=one.pk)
    assert not PracticeMember.objects.exists() and SentReply.objects.count() == 4
    acts = AuditEntry.objects.filter(action__startswith="practice.").values_list("action", flat=True)
    assert sorted(acts) == ["practice.closed", "practice.moved"]


def test_a_reply_that_waits_is_entrusted_to_whoever_may_read_it_and_comes_first_in_their_list(client, academy):
    (ali,) = _practise(client, academy, ["Ali"])
    _practise(client, academy, ["Inès Benali"])
    reply = SentReply.objects.get(attempt__person=ali)
    SentReply.objects.filter(pk=reply.pk).update(sent=timezone.now() - timedelta(days=4))
    reader = make_person(academy.brand, name="Zoé")
    client.force_login(academy.leader)
    waiting = _shown(client, "practice_waiting")
    assert "4 jours" in waiting and "2 réponses attendent" in waiting and "dans aucun groupe" in waiting
    assert waiting.count(">Ali<") == 1  # among the people to choose, never as the author
    assert "ne peut pas la lire" in _shown(client, "practice_waiting", reply=reply.pk, reader=ali.email)
    assert "Choisissez une personne" in _shown(client, "practice_waiting", reply=reply.pk, reader="x@y.z")
    assert not ReplyAssignment.objects.exists()
    for _again in range(2):
        assert "la trouvera en premier" in _shown(client, "practice_waiting", reply=reply.pk, reader=reader.email)
    assert ReplyAssignment.objects.count() == 1 and AuditEntry.objects.filter(action="reply.entrusted").count() == 1
    assert "Confiée à" in _shown(client, "practice_waiting")
    client.force_login(reader)
    assert _shown(client, "learning:queue").count("on vous l’a confiée") == 1
    assert client.get(reverse("learning:read", args=[reply.public_id])).status_code == 200
    other = SentReply.objects.exclude(pk=reply.pk).get()
    assert client.get(reverse("learning:read", args=[other.public_id])).status_code == 404


def test_what_counts_is_entrusted_to_reviewers_only_of_any_department_and_never_against_a_manager(client, academy):
    _practise(client, academy, ["Inès Benali"], graded=True)
    reply = SentReply.objects.get()
    shop = Department.objects.create(brand=academy.brand, code="shop", name="Boutiques")
    writer = make_person(academy.brand, Role.COMMUNITY_MANAGER, shop, name="Sam")
    boss = make_person(academy.brand, Role.MANAGER, academy.care, name="Max")
    client.force_login(academy.leader)
    for person in (make_person(academy.brand), boss):
        assert "ne peut pas la lire" in _shown(client, "practice_waiting", reply=reply.pk, reader=person.email)
    assert "la trouvera" in _shown(client, "practice_waiting", reply=reply.pk, reader=writer.email)
    client.force_login(writer)
    assert "on vous l’a confiée" in _shown(client, "learning:queue")


def test_the_list_costs_the_same_however_many_groups_and_says_how_near_the_readings_are(
    client, academy, django_assert_num_queries
):
    people = _practise(client, academy, ["Inès Benali", "Ali", "Bo", "Cy"])
    group = PracticeGroup.objects.create(brand=academy.brand, name="Midi")
    PracticeGroup.objects.create(brand=make_brand("Autre", "autre.exemple"), name="Ailleurs")
    for person in people:
        PracticeMember.objects.create(group=group, person=person)
    for n, reply in enumerate(SentReply.objects.order_by("pk")):
        ReplyReview.objects.create(reply=reply, reviewer=reply.attempt.person, role="self", levels=FINE)
        ReplyReview.objects.create(reply=reply, reviewer=people[n - 1], role="peer", levels={**FINE, "voix": 0})
    with django_assert_num_queries(4):
        (one,) = groups_of(academy.brand)
    assert one.pairs == 4 and one.own.near == round(100 * 5 / 6) and len(one.waiting) == 4
    for n in range(3):
        more = PracticeGroup.objects.create(brand=academy.brand, name=f"Soir {n}")
        PracticeMember.objects.create(group=more, person=people[n])
    with django_assert_num_queries(4):
        assert len(groups_of(academy.brand)) == 4
    client.force_login(academy.leader)
    assert "Ailleurs" not in _shown(client, "practice_groups")


def test_a_group_of_another_brand_is_not_found(leader):
    other = PracticeGroup.objects.create(brand=make_brand("Autre", "autre.exemple"), name="Ailleurs")
    assert leader.post(reverse("practice_groups"), {"close": other.pk}, follow=True).status_code == 404
    assert PracticeGroup.objects.filter(pk=other.pk).exists()
