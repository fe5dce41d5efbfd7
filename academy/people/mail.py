"""Mail leaves through the queue: the page answers at once, the worker delivers and retries are visible."""

import base64
import email
import email.policy

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django_tasks import task


@task(backend="jobs")
def deliver(sender: str, recipients: list[str], raw: str) -> None:
    """Send one message; `raw` is the RFC 5322 text in base64. Raises what the mail server answered."""
    connection = get_connection(settings.DELIVERY_EMAIL_BACKEND)
    connection.send_messages([_Ready(sender, recipients, base64.b64decode(raw))])


class _Ready(EmailMessage):
    """A message that is already written out: backends call `message()` and `recipients()` only."""

    def __init__(self, sender: str, recipients: list[str], raw: bytes):
        super().__init__(from_email=sender, to=recipients)
        self._raw = raw

    def message(self, *args, **kwargs):
        return email.message_from_bytes(self._raw, policy=email.policy.SMTP)


class QueuedEmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages) -> int:
        for message in email_messages:
            raw = base64.b64encode(message.message().as_bytes()).decode()
            deliver.enqueue(message.from_email, message.recipients(), raw)
        return len(email_messages)
