"""Tells the author that a reply of theirs has been read; the page says what came of it, the mail does not."""

from django.urls import reverse
from django.utils import translation

from academy.learning.reply_models import SentReply
from academy.people.mail import send_letter
from academy.people.stopping import stop_headers, stop_link


def tell_author(reply: SentReply) -> bool:
    """One mail through the queue, in the author's language. → whether it was sent: not to who switched it off, has
    left, or was erased."""
    person = reply.attempt.person
    if not (person.review_mail and person.is_active and person.erased is None):
        return False
    with translation.override(person.language):
        stop = stop_link(person, reply.brand, "review_mail")
        context = {
            "brand": reply.brand,
            "to": person,
            "title": reply.attempt.version.exercise().title,
            "url": reply.brand.address + reverse("learning:result", args=[reply.attempt.public_id]),
            "stop": stop,
        }
        send_letter(person.email, "learning/replies/email/", context, stop_headers(stop))
    return True
