"""Rules of voice in the admin: the leader writes them without a file, each example is tried, and a text can be."""

import pytest
from django.urls import reverse

from academy.library.models import VoiceRule
from academy.library.voice import charter_rules
from academy.people.models import Role
from tests.people.factories import make_brand, make_person

ADD = "wagtailsnippets_library_voicerule:add"
EDIT = "wagtailsnippets_library_voicerule:edit"
GOOD = {
    "kind": "prefer", "words": "gêne occasionnée\r\n\r\n mettons tout en œuvre ", "then": "reste", "number": "3",
    "prefer": "le fait", "level": "warning", "message_fr": "Parlez de ce message.", "message_en": "Speak of it.",
    "language": "", "channels": ["x"], "passing": "Neuf jours, c’est trop.",
    "failing": "Désolé pour la gêne occasionnée.",
    "code": "formules",
}  # fmt: skip


@pytest.fixture
def leader(client, academy):
    client.force_login(make_person(academy.brand, Role.LEADER))
    return client


def shown(answer) -> str:
    return answer.content.decode()


def test_a_leader_writes_a_rule_and_it_holds_for_every_reply(leader, academy):
    form = shown(leader.get(reverse(ADD)))
    assert "ne dit jamais" in form and "raison en français" in form.lower() and 'value="x"' in form
    assert leader.post(reverse(ADD), GOOD).status_code == 302
    (rule,) = charter_rules(academy.brand, "fr")
    assert rule.words == ("gêne occasionnée", "mettons tout en œuvre") and rule.message == "Parlez de ce message."
    assert rule.then == () and rule.number == 0 and rule.channels == ("x",)  # what this kind does not use is forgotten
    entry = VoiceRule.objects.get()
    assert "gêne occasionnée\nmettons tout en œuvre" in shown(leader.get(reverse(EDIT, args=[entry.pk])))


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": " "}, "au moins un mot"),
        ({"prefer": ""}, "quoi dire à la place"),
        ({"message_en": ""}, "Dites pourquoi"),
        ({"kind": "address", "words": "nous"}, "vous ou tu"),
        ({"kind": "pattern", "words": "telefon"}, "téléphone"),
        ({"kind": "at_least", "number": "0"}, "Au moins 1"),
        ({"kind": "if_contains", "then": ""}, "doit alors dire aussi"),
        ({"failing": "Neuf jours."}, "n’y trouve rien à redire"),
        ({"passing": "La gêne occasionnée."}, "y trouve quelque chose à redire"),
        ({"channels": ["y"]}, "y"),
        ({"words": "a\n" * 201}, "200"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_kept(leader, sent, said):
    answer = leader.post(reverse(ADD), {**GOOD, **sent})
    assert answer.status_code == 200 and said in shown(answer) and not VoiceRule.objects.exists()


def test_a_code_is_given_once_in_a_brand(leader, academy):
    VoiceRule.objects.create(brand=make_brand("Autre", "autre.exemple"), code="formules", words=["a"])
    assert leader.post(reverse(ADD), GOOD).status_code == 302
    assert "porte déjà ce code" in shown(leader.post(reverse(ADD), GOOD))


def test_personal_data_is_named_in_the_leaders_language(leader, academy):
    sent = {**GOOD, "kind": "pattern", "words": "Téléphone\nnom", "passing": "", "failing": ""}
    assert leader.post(reverse(ADD), sent).status_code == 302
    assert charter_rules(academy.brand, "fr")[0].words == ("phone", "person")
    VoiceRule.objects.update(words=["phone"])  # as a file says it
    assert ">\ntéléphone</textarea>" in shown(leader.get(reverse(EDIT, args=[VoiceRule.objects.get().pk])))


def test_a_text_is_tried_against_the_charter_and_nothing_is_recorded(leader, academy, django_assert_max_num_queries):
    leader.post(reverse(ADD), GOOD)
    assert reverse("voice_trial") in shown(leader.get(reverse("wagtailsnippets_library_voicerule:list")))
    with django_assert_max_num_queries(20):
        plain = shown(leader.get(reverse("voice_trial")))
    assert "1 règle de la charte" in plain and "remarque" not in plain
    sent = {"text": "Désolé pour la gêne occasionnée. 06 12 34 56 78", "channel": "x", "language": "fr"}
    tried = shown(leader.post(reverse("voice_trial"), sent))
    assert "2 remarques" in tried and "Parlez de ce message." in tried and "gêne occasionnée</mark>" in tried
    assert "1 remarque" in shown(leader.post(reverse("voice_trial"), {**sent, "channel": "comptoir"}))
    assert "ne remarque rien" in shown(
        leader.post(reverse("voice_trial"), {"text": "Merci.", "channel": "<", "language": "<"})
    )


def test_only_leaders_write_rules_and_whoever_writes_may_try_them(client, academy):
    for role, add, trial in ((Role.COMMUNITY_MANAGER, 302, 200), (Role.EMPLOYEE, 403, 403), (Role.MANAGER, 403, 403)):
        client.force_login(make_person(academy.brand, role))
        got = client.get(reverse(ADD)).status_code, client.get(reverse("voice_trial")).status_code
        assert got == (add, trial), role


def test_a_rule_of_another_brand_is_not_found(leader):
    other = VoiceRule.objects.create(brand=make_brand("Autre", "autre.exemple"), code="a", words=["a"])
    assert leader.get(reverse(EDIT, args=[other.pk]), follow=True).status_code == 404
