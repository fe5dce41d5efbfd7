"""Mail leaves through the queue: the page answers at once, the worker delivers and retries are visible."""

import base64
import email
import email.message
import email.policy

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django_tasks import task


def send_letter(
    to: str, templates: str, context: dict, headers: dict[str, str] | None = None, html: bool = True
) -> None:
    """One mail in the language that is active, made of `templates` + subject.txt, message.txt and message.html."""
    subject = " ".join(render_to_string(f"{templates}subject.txt", context).split())
    message = EmailMultiAlternatives(
        subject, render_to_string(f"{templates}message.txt", context), to=[to], headers=headers
    )
    if html:
        message.attach_alternative(render_to_string(f"{templates}message.html", context), "text/html")
    message.send()


@task(backend="jobs")
def deliver(sender: str, recipients: list[str], raw: str) -> None:
    """Send one message; `raw` is the RFC 5322 text in base64. Raises what the mail server answered."""
    connection = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    connection.send_messages([_Ready(sender, recipients, base64.b64decode(raw))])


class _Written(email.message.EmailMessage):
    """As Django's messages: the SMTP backend asks for its bytes with the line ends of the wire."""

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return super().as_bytes(unixfrom, policy=self.policy.clone(linesep=linesep))


class _Ready(EmailMessage):
    """A message that is already written out: backends call `message()` and `recipients()` only."""

    def __init__(self, sender: str, recipients: list[str], raw: bytes):
        super().__init__(from_email=sender, to=recipients)
        self._raw = raw

    def message(self, *args, **kwargs):
        return email.message_from_bytes(self._raw, _class=_Written, policy=email.policy.SMTP)


class QueuedEmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages) -> int:
        for message in email_messages:
            raw = base64.b64encode(message.message().as_bytes()).decode()
            deliver.enqueue(message.from_email, message.recipients(), raw)
        return len(email_messages)


def forget_mail_to(address: str) -> None:
    """Erasure: the queue keeps what it sent for two weeks, so that retries are visible."""
    from django_tasks_db.models import DBTaskResult

    for sent in DBTaskResult.objects.filter(task_path=deliver.module_path).iterator():
        recipients = sent.args_kwargs.get("args", [None, []])[1]
        if address.lower() in {str(recipient).lower() for recipient in recipients}:
            sent.delete()
