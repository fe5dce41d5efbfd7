"""No personal data in the logs: the real flows are driven, and what the installation's own handler wrote is read."""

import io
import json
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import send_mail
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.people.data_export import make_export
from academy.people.erasure import erase_person
from academy.people.models import DataExport, ErasureRequest, Invitation, ScimToken, User
from academy.people.scim.views import hash_of
from academy.settings.logs import LOGGING
from tests.people.factories import PASSWORD, make_person
from tests.people.test_mail import serve_mail

NAME, ADDRESS = "Zébulon Introuvable", "zebulon.introuvable@velo.exemple"
SECRETS = (NAME, "Zébulon", "ntrouvable", ADDRESS, PASSWORD)


@pytest.fixture
def log():
    """The installation's configuration of logging, writing into memory; everything from DEBUG of our own on."""
    from logging.config import dictConfig

    text = io.StringIO()
    dictConfig(LOGGING)
    handlers = [h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler]
    assert len(handlers) == 1
    handlers[0].setStream(text)
    yield text
    logging.getLogger().removeHandler(handlers[0])


@pytest.fixture
def person(brand):
    person = make_person(brand, name=NAME)
    User.objects.filter(pk=person.pk).update(email=ADDRESS)
    person.emailaddress_set.update(email=ADDRESS)
    person.refresh_from_db()
    return person


@pytest.fixture
def browser(brand):
    return Client(raise_request_exception=False)


def clean(log, wrote: str = "") -> None:
    """Nothing of the person is in the log; `wrote` is there, so that an empty log proves nothing by accident."""
    text = log.getvalue()
    assert wrote in text, text
    found = [secret for secret in SECRETS if secret.lower() in text.lower()]
    assert not found, f"{found} in the log:\n{text}"


def test_signing_in_and_failing_to(log, browser, person):
    browser.post(reverse("account_login"), {"login": ADDRESS, "password": "faux"})
    browser.post(reverse("account_login"), {"login": ADDRESS, "password": PASSWORD})
    assert "_auth_user_id" in browser.session
    browser.post(reverse("account_logout"))
    for name in ("account_request_login_code", "account_reset_password"):
        browser.post(reverse(name), {"email": ADDRESS})
    browser.post(reverse("account_confirm_login_code"), {"code": "FAUX-CODE"})
    for _attempt in range(7):
        browser.post(reverse("account_login"), {"login": ADDRESS, "password": "faux"})
    browser.get("/fr/rien/", {"email": ADDRESS})
    clean(log, "Not Found: /fr/rien/")


def test_links_that_are_secrets(log, browser, brand):
    invitation = Invitation.objects.create(brand=brand, email=ADDRESS, expires=timezone.now())
    assert browser.get(reverse("people:invitation", args=[invitation.token])).status_code == 410
    browser.get(reverse("people:invitation", args=["un-autre-secret"]))
    clean(log, "/invitation/…")
    assert invitation.token not in log.getvalue() and "un-autre-secret" not in log.getvalue()


def test_an_import_refused_and_one_done(log, browser, brand, leader, tmp_path):
    browser.force_login(leader)
    for text in (f"email;nom complet\npas-une-adresse;{NAME}\n", f"email;nom complet\n{ADDRESS};{NAME}\n"):
        file = SimpleUploadedFile(f"{NAME}.csv", text.encode())
        browser.post(reverse("people_import_upload"), {"file": file})
        job = brand.people_imports.first()
        browser.post(reverse("people_import_confirm", args=[job.pk]))
        logging.getLogger(__name__).warning("imported")
    assert User.objects.filter(email=ADDRESS).exists()
    clean(log, "imported")


def test_a_copy_and_an_erasure(log, browser, brand, leader, person):
    browser.force_login(person)
    browser.post(reverse("people:ask_for_copy"))
    export = DataExport.objects.get()
    make_export.func(export.pk)
    browser.get(reverse("people:download_copy", args=[export.pk + 1]))
    browser.post(reverse("people:ask_for_erasure"))
    browser.force_login(leader)
    url = reverse("people_erasure_decide", args=[ErasureRequest.objects.get().pk])
    browser.post(url, {"decision": "erase"})
    assert User.objects.get(pk=person.pk).erased
    clean(log, "Not Found")


def test_an_erasure_leaves_nothing_in_the_queue(brand, person, settings):
    from django_tasks_db.models import DBTaskResult

    settings.EMAIL_BACKEND = "academy.people.mail.QueuedEmailBackend"
    send_mail("Bonjour", NAME, None, [ADDRESS])
    send_mail("Bonjour", "rien", None, ["autre@velo.exemple"])
    erase_person(person)
    assert [row.args_kwargs["args"][1] for row in DBTaskResult.objects.all()] == [["autre@velo.exemple"]]


def test_a_directory_that_sends_nonsense(log, browser, brand, person):
    ScimToken.objects.create(brand=brand, name="x", token_hash=hash_of("jeton"))
    for body in ({"userName": ADDRESS, "displayName": NAME}, {"userName": ADDRESS}, {"x": ADDRESS}):
        browser.post("/scim/v2/Users", json.dumps(body), "application/scim+json",
                     headers={"Authorization": "Bearer jeton"})  # fmt: skip
    browser.get(f"/scim/v2/Users/{ADDRESS}", headers={"Authorization": "Bearer jeton"})
    clean(log, "/scim/v2/Users")


def test_an_error_of_the_site(log, browser, person, monkeypatch):
    """A real 500 with what PostgreSQL says of a row in its traceback."""
    from academy.people.forms import ProfileForm

    def fail(self):
        raise IntegrityError(f"duplicate key\nDETAIL:  Key (name)=({NAME}) already exists, {ADDRESS}")

    monkeypatch.setattr(ProfileForm, "save", fail)
    browser.force_login(person)
    answer = browser.post(reverse("people:profile") + f"?q={NAME}", {"name": NAME, "language": "fr"})
    assert answer.status_code == 500
    clean(log, "IntegrityError: duplicate key")
    assert "Traceback" in log.getvalue()


@pytest.mark.django_db(transaction=True)
def test_mail_that_cannot_be_delivered(log, brand, settings):
    """The worker's own account of a failed task: the mail server's answer names the address."""

    class Refusing:
        async def handle_RCPT(self, server, session, envelope, address, options):
            return f"550 nobody is called {address}"

    for _server in serve_mail(Refusing(), settings):
        send_mail("Bonjour", f"Bonjour {NAME}", None, [ADDRESS])
        call_command("db_worker", "--backend=jobs", "--batch", "--no-startup-delay")
    clean(log, "SMTPRecipientsRefused")


def test_the_console_keeps_what_it_says_of_addresses_while_the_worker_turns(log):
    worker = logging.getLogger("django_tasks_db")
    worker.setLevel(logging.INFO)  # as its command does
    worker.info("Task id=1 state=RUNNING")
    worker.error("Task id=1 failed")
    assert log.getvalue() == "ERROR django_tasks_db: Task id=1 failed\n"
