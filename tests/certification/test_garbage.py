"""Whatever is sent to a form or put into an address of this room: a form that says what is wrong, a 404, no error."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from academy.certification.models import Channel, Freeze, MustKnowUpdate, RegistryEmbed, RevocationCase
from academy.library.models import Topic
from academy.people.posted import posted_line, posted_number
from tests.certification.awards import make_award

GARBAGE = ["abc", "9" * 40, "9" * 5_000, "\x00", "-1", "٣", "2026-13-45", "<é>" * 2_000]

# Name of the address, its arguments, what it reads from a form. "mine" and "embed" stand for real ones. Left out are
# the rows of a level's form: Wagtail and Django themselves stumble over a list of keys of forty digits there.
FORMS = [
    ("withdrawals", (), ["case", "decision"]),
    ("regrades", (), ["grade", "decision", "reason"]),
    ("stop_switch", (), ["act", "levels", "channels", "topics", "reason"]),
    ("stop_switch", (), ["stop", "act=lift"]),
    ("must_know_updates", (), ["update"]),
    ("recognise", (), ["person", "level", "day", "channels", "topics", "note"]),
    ("certificates_bulk", (), ["act", "reason", "level", "department", "channel", "numbers"]),
    ("certificates_bulk", (), ["plan"]),
    ("owners", (), ["kind", "thing", "owner", "deputy"]),
    ("owners", (), ["kind=channel", "thing", "owner", "deputy"]),
    ("registry_copies", (), ["act", "file"]),
    ("certificate", ("mine",), ["act", "code"]),
    ("certificate", ("mine",), ["act=propose", "code", "heard_on", "note", "suspend"]),
    ("certificate", ("mine",), ["act=suspend", "code"]),
    ("paper_exports", (), ["level", "department", "since", "until", "form"]),
    ("sponsorships:add", (), ["person", "level"]),
    ("coverage-targets:add", (), ["channel", "topic", "minimum"]),
    ("registry-embeds:add", (), ["name", "origin", "contacts"]),
    ("wagtailsnippets_certification_level:add", (), [
        "name_fr", "name_en", "code", "order", "validity_months", "renewal_exercises", "renewal_replies", "languages",
        "requirements-TOTAL_FORMS=0", "requirements-INITIAL_FORMS=0",
    ]),
    ("certification:card", (), ["contact", "skills", "languages", "away_until"]),
    ("certification:claim", (), ["x"]),
    ("certification:share", ("mine",), ["public"]),
    ("certification:delta", ("nothing",), ["x"]),
    ("certification:targets", (), ["cell"]),
    ("verification:form", (), ["number", "document"]),
]  # fmt: skip

# Name of the address, its arguments, what it reads from the query.
PAGES = [
    ("certification:registry", (), ["q", "channel", "topic", "spoken", "department", "export"]),
    ("registry_api", (), ["q", "channel", "topic", "spoken", "department"]),
    ("certification:coverage", (), ["language", "department", "without", "export"]),
    ("embedded_list", ("embed",), ["q", "channel", "topic", "spoken", "department"]),
    ("embedded_data", ("embed",), ["q", "channel"]),
    ("verification:form", (), ["number", "lang"]),
    ("verification:certificate", ("mine",), ["lang"]),
    ("certificates", (), ["q", "level", "department", "state", "p", "export"]),
    ("recognise", (), ["person", "level"]),
    ("sponsorships:add", (), ["person", "level"]),
    ("owners", (), ["x"]),
]


@pytest.fixture
def world(client, brand, leader):
    """A leader signed in who holds a certificate, with something of every kind to act on."""
    client.force_login(leader)
    today = timezone.localdate()
    award = make_award(brand, person=leader, issued=today, expires=today + timedelta(days=300))
    channel = Channel.objects.create(brand=brand, code="x", name_fr="X", name_en="X")
    topic = Topic.objects.create(brand=brand, code="prix", name_fr="Prix", name_en="Prices")
    embed = RegistryEmbed.objects.create(brand=brand, name="Intranet", origin="https://intranet.example")
    RevocationCase.objects.create(award=award, brand=brand, code="other", heard_on=today)
    Freeze.objects.create(brand=brand, levels=["none"])
    known = {"mine": award.number, "embed": embed.key}
    return client, known, f"cell-{channel.pk}-{topic.pk}"


def address(name: str, arguments, known: dict) -> str:
    return reverse(name, args=[known.get(one, one) for one in arguments])


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda text: repr(text[:12]))
def test_garbage_in_a_form_is_an_answer(world, garbage):
    client, known, cell = world
    for name, arguments, fields in FORMS:
        given = [field.partition("=") for field in fields]
        data = {(cell if field == "cell" else field): value or garbage for field, _is, value in given}
        if "document" in data or "file" in data:
            field = "document" if "document" in data else "file"
            data[field] = SimpleUploadedFile("x.zip", garbage.encode())
        answer = client.post(address(name, arguments, known), data)
        assert answer.status_code in (200, 302, 400, 404, 422, 429), (name, fields, answer.status_code)
    assert not MustKnowUpdate.objects.exists() and Freeze.objects.get().lifted_at is None


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda text: repr(text[:12]))
def test_garbage_in_an_address_is_an_answer(world, garbage):
    client, known, _cell = world
    for name, arguments, fields in PAGES:
        answer = client.get(address(name, arguments, known), dict.fromkeys(fields, garbage))
        assert answer.status_code in (200, 302, 400, 404, 429), (name, fields, answer.status_code)
        if arguments:
            wrong = address(name, arguments, known).replace(known[arguments[0]], "%00abc")
            assert client.get(wrong).status_code in (302, 400, 404), name


@pytest.mark.parametrize("text", ["", "abc", "-1", "1.5", "9" * 19, "9" * 5_000, "٣", " 3", "\x00"])
def test_what_is_no_number_is_zero(text):
    assert posted_number({"n": text}, "n") == 0 == posted_number({}, "n")


def test_a_number_is_read_and_a_line_is_cut():
    assert posted_number({"n": "42"}, "n") == 42
    assert posted_line({"t": " a\x00b" + "c" * 400}, "t", 5) == "abccc"
