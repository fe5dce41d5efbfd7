"""Bitstring Status Lists (W3C Recommendation of 15 May 2025): which credentials of a brand are revoked or suspended.

An award's place is its primary key: list pk // 131,072, bit pk % 131,072, bit 0 leftmost. A verifier must read the
status itself: a revoked credential's signature stays good.

Which bit stands for what follows the purposes of the Recommendation (2.2): "revocation" cancels the validity and is not
reversible, so it stands for a final fact only (withdrawn, given back, ended, erased, replaced by a narrower one after
a transfer: a verifier must no longer take the wider scope for granted). A certificate that was renewed ran its time
and ended with its `validUntil`: it was not revoked. "suspension" is reversible, so it stands for a pause, and for a
contract that is over while the night has not yet written that down, for until then it may be prolonged.
"""

import base64
import gzip
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from academy.certification.credential.build import LIST_LENGTH, status_address
from academy.certification.credential.contexts import V2
from academy.certification.credential.issuer import did_of, method_of
from academy.certification.credential.keys import active_key, private_key
from academy.certification.credential.proof import sign
from academy.certification.life import Life, Status, cancelled_on, status_on
from academy.certification.lives import freezes_of, lives_of
from academy.certification.models import Award, AwardEvent
from academy.people.models import Brand, Membership

BATCH = 500
PURPOSES = ("revocation", "suspension")


def status_list(brand: Brand, page: int, purpose: str) -> dict[str, Any]:
    """The signed list as it is now."""
    address = status_address(brand, page, purpose)
    now = timezone.localtime().isoformat(timespec="seconds")
    document = {
        "@context": [V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did_of(brand),
        "validFrom": now,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(pk - page * LIST_LENGTH for pk in flagged(brand, page, purpose)),
        },
    }
    key = active_key(brand)
    key.brand = brand
    return sign(document, private_key(key), method_of(key), now)


def exists(page: int) -> bool:
    """Whether that list can hold an award: the last one in use is as far as one may ask."""
    last = Award.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return page <= last // LIST_LENGTH


def flagged(brand: Brand, page: int, purpose: str) -> set[int]:
    """Primary keys of the awards of that list whose bit is set: cancelled for good, or suspended today."""
    here = Award.objects.filter(brand=brand, pk__gte=page * LIST_LENGTH, pk__lt=(page + 1) * LIST_LENGTH)
    today = timezone.localdate()
    if not any(freeze.holds_on(today) for freeze in freezes_of(brand)):
        # Without a stop switch only what something happened to can be flagged, or whose holder's contract ended.
        left = ~Exists(Membership.objects.valid_on(today).filter(user=OuterRef("person"), brand=brand))
        here = here.filter(Exists(AwardEvent.objects.filter(award=OuterRef("pk"))) | Q(person=None) | left)
    flags = cancelled_on if purpose == "revocation" else _paused_on
    found: set[int] = set()
    rows = here.with_life().iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        found |= {pk for pk, life in lives_of(brand, batch).items() if flags(life, today)}
    return found


def _paused_on(life: Life, day: date) -> bool:
    return status_on(life, day) in (Status.SUSPENDED, Status.ENDED) and not cancelled_on(life, day)


def encode(indexes: Iterable[int]) -> str:
    """Multibase base64url of the gzipped bits."""
    bits = bytearray(LIST_LENGTH // 8)
    for index in indexes:
        bits[index // 8] |= 0x80 >> index % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
