"""Mail as people get it: queued, delivered by the worker to a real SMTP server on this machine, read, followed."""

import email
import email.policy
import re
import socket
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from academy.people.models import Invitation, Membership, Role
from tests.people.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes connections as it pleases
SIGN_UP = {"name": "Awa Traoré", "password1": "grand-plateau-52", "password2": "grand-plateau-52"}


class Inbox:
    def __init__(self):
        self.messages = []

    async def handle_DATA(self, server, session, envelope):
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def inbox(settings):
    found = Inbox()
    yield from serve_mail(found, settings)


def serve_mail(handler, settings):
    """A mail server on a free port of this machine, and settings that deliver to it through the queue."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    sink = Controller(handler, hostname="127.0.0.1", port=port)
    sink.start()
    settings.EMAIL_BACKEND = "academy.people.mail.QueuedEmailBackend"
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield handler
    sink.stop()


def deliver(inbox):
    """What the worker does, then the latest message."""
    call_command("db_worker", "--backend=jobs", "--batch", "--no-startup-delay", verbosity=0)
    return inbox.messages[-1]


def text_of(message) -> str:
    return message.get_body(("plain",)).get_content()


def test_an_invitation_arrives_and_its_link_opens_an_account_once(client, inbox, brand, leader, shops):
    client.force_login(leader)
    data = {"email": "awa@ailleurs.exemple", "role": Role.RELAY, "department": shops.pk}
    client.post(reverse("team-invitations:add"), data)
    client.logout()
    assert not inbox.messages  # the page did not wait for the mail server
    message = deliver(inbox)
    assert message["To"] == "awa@ailleurs.exemple" and "Vélo Lumière" in message["Subject"]
    assert message.get_body(("html",)) is not None
    link = re.search(r"https?://[^\s/]+(/\S+)", text_of(message))[1]
    client.get(link)
    client.post(reverse("account_signup"), {**SIGN_UP, "email": "awa@ailleurs.exemple"})
    assert Membership.objects.get(user__email="awa@ailleurs.exemple").role == Role.RELAY
    client.logout()
    assert client.get(link).status_code == 410


def test_an_invitation_that_waited_too_long_opens_nothing(client, inbox, brand, leader):
    client.force_login(leader)
    client.post(reverse("team-invitations:add"), {"email": "awa@ailleurs.exemple", "role": "employee"})
    client.logout()
    made = Invitation.objects.get()
    assert timedelta(days=13) < made.expires - timezone.now() <= timedelta(days=14)
    link = re.search(r"https?://[^\s/]+(/\S+)", text_of(deliver(inbox)))[1]
    Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
    page = client.get(link)
    assert page.status_code == 410 and "périmée" in page.content.decode()


def test_a_sign_in_code_arrives_and_opens_once(client, inbox, employee):
    client.post(reverse("account_request_login_code"), {"email": employee.email})
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text_of(deliver(inbox)), re.M)[1]
    for _wrong in range(2):
        client.post(reverse("account_confirm_login_code"), {"code": "ZZZZ-ZZZZ"})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.session["_auth_user_id"] == str(employee.pk)
    client.logout()
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_new_password_is_set_by_the_link_in_the_mail(client, inbox, employee):
    client.post(reverse("account_reset_password"), {"email": employee.email})
    link = re.search(r"https?://[^\s/]+(/\S+)", text_of(deliver(inbox)))[1]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "petit-plateau-39", "password2": "petit-plateau-39"})
    client.logout()
    for password, opens in ((PASSWORD, False), ("petit-plateau-39", True)):
        client.post(reverse("account_login"), {"login": employee.email, "password": password})
        assert ("_auth_user_id" in client.session) is opens


def test_whoever_has_no_account_is_told_so_by_mail_alone(client, inbox, brand):
    """The page says the same to everybody; the owner of the address learns the rest."""
    page = client.post(reverse("account_reset_password"), {"email": "inconnue@ailleurs.exemple"}, follow=True)
    message = deliver(inbox)
    assert message["To"] == "inconnue@ailleurs.exemple"
    assert "inconnue" not in page.content.decode()
