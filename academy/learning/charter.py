"""Signing the charter: a person read one version of it, in the words that were shown to them."""

import hashlib
import json
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from academy.learning.models import CharterSignature
from academy.learning.signals import charter_signed
from academy.library.models import CharterPage
from academy.library.tree import live_pages
from academy.people.models import Brand, User


class CharterChanged(Exception):
    """What was read is not what is published now."""


def text_hash(page: CharterPage) -> str:
    """SHA-256 of what a reader sees: title, values and text, in canonical JSON."""
    text = [page.title, page.values.get_prep_value(), page.body.get_prep_value()]
    return hashlib.sha256(json.dumps(text, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Standing:
    """How a person stands to the present charter. `earlier`: they signed another version before."""

    page: CharterPage
    signature: CharterSignature | None
    earlier: CharterSignature | None = None

    @property
    def due(self) -> bool:
        return self.signature is None


def charter_of(brand: Brand, language: str) -> CharterPage | None:
    return live_pages(CharterPage, brand, language).first()


def standing(person: User, brand: Brand, page: CharterPage) -> Standing:
    signed = list(CharterSignature.objects.filter(person=person, brand=brand).order_by("-version"))
    present = next((one for one in signed if one.version == page.version), None)
    earlier = next((one for one in signed if one.version != page.version), None)
    return Standing(page, present, earlier)


def sign(person: User, brand: Brand, page: CharterPage, read: str) -> CharterSignature:
    """Records the signature; signing again gives back the first. `read` is the hash of the text the person saw.

    Raises CharterChanged when that text is not what is published.
    """
    known = CharterSignature.objects.filter(person=person, brand=brand, version=page.version).first()
    if known:
        return known
    if read != text_hash(page):
        raise CharterChanged
    try:
        with transaction.atomic():
            made = CharterSignature.objects.create(person=person, brand=brand, version=page.version, text_hash=read)
            charter_signed.send(CharterSignature, person=person, brand=brand, version=page.version)
            return made
    except IntegrityError:  # a second tab was faster
        return CharterSignature.objects.get(person=person, brand=brand, version=page.version)
