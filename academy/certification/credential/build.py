"""An award as an Open Badges 3.0 credential (1EdTech OB 3.0 on W3C VC Data Model 2.0)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from academy.certification.credential.contexts import OPEN_BADGES, V2
from academy.certification.credential.issuer import method_of, profile
from academy.certification.credential.keys import active_key, private_key
from academy.certification.credential.proof import sign
from academy.certification.models import Award
from academy.certification.pdf.words import CertificateWords, verification_link, words_of

LIST_LENGTH = 131_072  # the least a Bitstring Status List may have, so that an entry tells nothing


def credential_of(award: Award) -> dict[str, Any]:
    """The award's credential, signed now with the brand's key."""
    key = active_key(award.brand)
    key.brand = award.brand
    created = timezone.localtime().isoformat(timespec="seconds")
    return sign(unsigned(award), private_key(key), method_of(key), created)


def unsigned(award: Award) -> dict[str, Any]:
    words = words_of(award)
    with translation.override(words.language):
        return {
            "@context": [V2, OPEN_BADGES],
            "id": verification_link(award),
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": f"{words.level} · {words.brand}",
            "issuer": profile(award.brand),
            "validFrom": _start(award.issued),
            "validUntil": _end(award.expires),
            "credentialSubject": _subject(award, words),
            "credentialStatus": [_status(award, "revocation"), _status(award, "suspension")],
        }


def _subject(award: Award, words: CertificateWords) -> dict[str, Any]:
    site = award.brand.address
    name = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": award.holder,
        "identityType": "name",
    }
    return {
        "type": ["AchievementSubject"],
        "identifier": [name],
        "licenseNumber": award.number,
        "narrative": scope_in_words(words),
        "achievement": {
            "id": f"{site}/credentials/achievements/{award.level.code}",
            "type": ["Achievement"],
            "achievementType": "Certification",
            "name": words.level,
            "description": words.may_do or words.level,
            "criteria": {"narrative": words.asks or words.may_do or words.level},
            "image": {"id": f"{site}/credentials/achievements/{award.level.code}.png", "type": "Image"},
        },
    }


def scope_in_words(words: CertificateWords) -> str:
    """Channels: … Topics: … Languages: …, one per line."""
    parts = [
        (_("Channels"), words.channels),
        (_("Topics"), words.topics),
        (_("Languages"), words.languages),
        (_("Department"), [words.department] if words.department else []),
    ]
    separator = "\u00a0: " if words.language == "fr" else ": "
    return "\n".join(f"{title}{separator}{', '.join(names)}" for title, names in parts if names)


def _status(award: Award, purpose: str) -> dict[str, str]:
    page, index = divmod(award.pk, LIST_LENGTH)
    address = status_address(award.brand, page, purpose)
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def status_address(brand, page: int, purpose: str) -> str:
    address = f"{brand.address}/credentials/status/{page}"
    return address if purpose == "revocation" else f"{address}/{purpose}"


def _start(day: date) -> str:
    return _moment(day).isoformat(timespec="seconds")


def _end(day: date) -> str:
    """The last second of the last day."""
    return (_moment(day + timedelta(days=1)) - timedelta(seconds=1)).isoformat(timespec="seconds")


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_default_timezone())
