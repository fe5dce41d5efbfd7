"""A mail says its words twice, plain and laid out, the latter in the colours of the brand."""

import pytest
from django.core import mail
from django.utils import timezone

from academy.people.invitations import send_invitation
from academy.people.models import Invitation

pytestmark = pytest.mark.once


def _sent(brand, theme):
    brand.theme = theme
    brand.save()
    send_invitation(Invitation.objects.create(brand=brand, email=f"{theme}@velo.exemple", expires=timezone.now()))
    message = mail.outbox[-1]
    return message.body, message.alternatives[0][0]


def test_an_invitation_wears_the_theme_of_the_brand_and_reads_as_plain_text_too(brand):
    text, page = _sent(brand, "velo-lumiere")
    assert "#ffd21e" in page and "/invitation/" in page and "/invitation/" in text and "<" not in text
    assert "#b93a10" in _sent(brand, "porte-voix")[1]


def test_a_theme_that_is_gone_leaves_mails_readable(brand):
    assert "#b93a10" in _sent(brand, "disparu")[1]
