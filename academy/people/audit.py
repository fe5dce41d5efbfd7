"""The audit log: who did which sensitive thing, when and why. Written once, sealed in a chain per brand.

Every entry's seal is an HMAC over its facts and the seal before it, so an entry that is changed, removed or slipped in
breaks the chain from there on (`manage.py check_audit`). Names are never in the chain: people are their `public_id`,
which means nobody once the person is erased. Reason and facts are sealed by a salted hash, so that erasure can blank
them without breaking the chain.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from academy.people.models import AuditEntry, AuditHead, Brand, User

START = "0" * 64


def record(
    actor: User | None, action: str, obj: models.Model | None, reason: str = "", *, brand: Brand | None = None, **facts
) -> AuditEntry:
    """Append one entry: `record(user, "award.revoked", award, "conduct", level="2")`.

    `actor` is None for the machine (nightly tasks, commands). The brand is the object's own unless given. Call it in
    the transaction of the act itself, as late as you can: writers of one brand wait for each other from here on.
    Facts must not hold names or addresses: name people by `public_id`.
    """
    chain = _chain_of(obj, brand)
    details = {"reason": reason, **facts} if reason or facts else {}
    salt = secrets.token_hex(16)
    with transaction.atomic():
        AuditHead.objects.get_or_create(chain=chain, defaults={"seal": START})
        head = AuditHead.objects.select_for_update().get(chain=chain)
        entry = AuditEntry(
            chain=chain,
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor_key=getattr(actor, "public_id", None),
            action=action,
            object_type=obj._meta.label_lower if obj is not None else "",
            object_key=_key_of(obj),
            details=_plain(details),
            salt=salt,
            details_hash=_details_hash(salt, _plain(details)),
            previous=head.seal,
        )
        entry.seal = seal_of(entry)
        entry.save(force_insert=True)
        AuditHead.objects.filter(pk=head.pk).update(sequence=entry.sequence, seal=entry.seal)
    return entry


def seal_of(entry: AuditEntry) -> str:
    """HMAC-SHA256 of the entry with the seal before it, in hex; keyed, so that a database alone cannot forge one."""
    return _hmac(entry, settings.AUDIT_KEY)


def _hmac(entry: AuditEntry, key: str) -> str:
    text = json.dumps(
        [
            entry.chain,
            entry.sequence,
            entry.at.astimezone(UTC).isoformat(),
            str(entry.actor_key or ""),
            entry.action,
            entry.object_type,
            entry.object_key,
            entry.details_hash,
            entry.previous,
        ]
    )
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _plain(details: dict) -> dict:
    return json.loads(json.dumps(details, cls=DjangoJSONEncoder))


def _details_hash(salt: str, details: dict) -> str:
    return hashlib.sha256((salt + json.dumps(details, sort_keys=True)).encode()).hexdigest()


def _key_of(obj: models.Model | None) -> str:
    if obj is None:
        return ""
    return str(getattr(obj, "public_id", None) or getattr(obj, "number", None) or obj.pk)[:80]


def _chain_of(obj: models.Model | None, brand: Brand | None) -> int:
    if brand is not None:
        return brand.pk
    if isinstance(obj, Brand):
        return obj.pk
    return getattr(obj, "brand_id", None) or 0


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold: its number (a brand's, 0 for the installation), the entry, what is wrong."""

    chain: int
    sequence: int
    problem: str


def breaks(chain: int) -> Iterator[Break]:
    """Everything wrong with one chain, oldest first; nothing when it holds."""
    previous, expected = None, None
    head = AuditHead.objects.filter(chain=chain).first()
    pruned = head.pruned if head else 0
    for entry in AuditEntry.objects.filter(chain=chain).order_by("sequence").iterator():
        if expected is None:
            expected = pruned + 1
            previous = head.pruned_seal if head and pruned else START
        if entry.sequence != expected:
            yield Break(chain, expected, "missing" if entry.sequence > expected else "twice")
        elif entry.previous != previous:
            yield Break(chain, entry.sequence, "does not follow the entry before")
        if not _sealed(entry):
            yield Break(chain, entry.sequence, "changed")
        elif not entry.blanked and _details_hash(entry.salt, entry.details) != entry.details_hash:
            yield Break(chain, entry.sequence, "reason or facts changed")
        previous, expected = entry.seal, entry.sequence + 1
    last = (expected or pruned + 1) - 1
    if head and (head.sequence != last or (previous is not None and head.seal != previous)):
        yield Break(chain, last + 1, "the end is missing")


def _sealed(entry: AuditEntry) -> bool:
    keys = [settings.AUDIT_KEY, *settings.AUDIT_KEY_FALLBACKS]
    return any(hmac.compare_digest(_hmac(entry, key), entry.seal) for key in keys)


def chains() -> list[int]:
    return sorted(
        set(AuditHead.objects.values_list("chain", flat=True)) | set(AuditEntry.objects.values_list("chain", flat=True))
    )


@transaction.atomic
def prune(before) -> int:
    """Forget entries older than a moment, keeping the chain verifiable from there; → how many went."""
    gone = 0
    for chain in chains():
        head = AuditHead.objects.select_for_update().filter(chain=chain).first()
        last = AuditEntry.objects.filter(chain=chain, at__lt=before).order_by("-sequence").first()
        if head is None or last is None:
            continue
        gone += AuditEntry.objects.filter(chain=chain, sequence__lte=last.sequence).forget()
        AuditHead.objects.filter(pk=head.pk).update(pruned=last.sequence, pruned_seal=last.seal)
    return gone


def blank_about(user: User) -> int:
    """Erasure: reasons and facts of entries about a person go, the seals stay; → how many."""
    return AuditEntry.objects.filter(object_type="people.user", object_key=str(user.public_id)).blank()
