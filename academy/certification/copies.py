"""The registry as a file for the day the site is down: a page to print, the same as data, and the brand's signature.

`registre.json` is signed as it is, byte for byte, with the brand's Ed25519 key: `registre.sig` holds the 64 bytes.
`cle.pem` is the public key that signed, the same as in /.well-known/did.json; LISEZ-MOI.txt says how to check with
OpenSSL, without us.
"""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from io import BytesIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from academy.certification.credential.issuer import did_of
from academy.certification.credential.keys import active_key, private_key
from academy.certification.credential.models import BrandKey
from academy.certification.credential.proof import multikey
from academy.certification.models import RegistryCopy
from academy.certification.registry import Entry, entries_of, language_names, voices_as_data
from academy.library.models import Channel, Topic
from academy.people.audit import record
from academy.people.models import Brand

DATA, SIGNATURE, KEY, PAGE, README = "registre.json", "registre.sig", "cle.pem", "registre.html", "LISEZ-MOI.txt"
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Checked:
    """`genuine`: the signature is a brand's own. `day`: of the data, only when genuine."""

    genuine: bool
    reason: str = ""  # no_zip, incomplete, altered, foreign_key
    day: str = ""
    voices: int = 0


def monthly_copy(brand: Brand, month: str = "") -> tuple[RegistryCopy, bool]:
    """The copy of this month, made once; → (copy, whether it is new). Objections to the registry are respected."""
    today = timezone.localdate()
    month = month or f"{today:%Y-%m}"
    known = RegistryCopy.objects.filter(brand=brand, month=month).first()
    return (known, False) if known else (_store(brand, month), True)


def renew_copy(brand: Brand, by) -> RegistryCopy:
    """A fresh copy in place of this month's, when a leader asks before a risky day."""
    copy = _store(brand, f"{timezone.localdate():%Y-%m}")
    record(by, "registry.copied", copy, voices=copy.voices)
    return copy


def _store(brand: Brand, month: str) -> RegistryCopy:
    content, voices = make_copy(brand)
    with transaction.atomic():
        copy, _created = RegistryCopy.objects.update_or_create(
            brand=brand,
            month=month,
            defaults={
                "day": timezone.localdate(), "sha256": hashlib.sha256(content).hexdigest(), "voices": voices,
            },
        )  # fmt: skip
        copy.file.save(f"registre-{brand.pk}-{month}.zip", ContentFile(content))
    return copy


def make_copy(brand: Brand) -> tuple[bytes, int]:
    """→ (the ZIP file, number of voices)."""
    with translation.override("fr"):
        entries = entries_of(brand, "fr")
        for entry in entries:
            entry.spoken = [name for _code, name in language_names(entry.languages, "fr")]
        data = {"brand": brand.name, "issuer": did_of(brand), **voices_as_data(entries), "owners": _owners(brand)}
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode()
        key = active_key(brand)
        private = private_key(key)
        page = render_to_string("certification/copy/registry.html", _page(brand, entries, data))
        notes = render_to_string("certification/copy/readme.txt", {"brand": brand, "did": did_of(brand)})
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(PAGE, page)
        file.writestr(DATA, text)
        file.writestr(SIGNATURE, private.sign(text))
        file.writestr(KEY, _pem(private.public_key()))
        file.writestr(README, notes)
    return out.getvalue(), len(entries)


def _page(brand: Brand, entries: list[Entry], data: dict) -> dict:
    return {"brand": brand, "entries": entries, "owners": data["owners"], "day": timezone.localdate()}


def _owners(brand: Brand) -> list[dict[str, str]]:
    """Who answers for what: as needed on that day as who may speak."""
    return [
        {"name": one.name, "owner": _name(one.owner), "deputy": _name(one.deputy)}
        for model in (Channel, Topic)
        for one in model.objects.filter(brand=brand).select_related("owner", "deputy")
    ]


def _name(person) -> str:
    return person.display_name if person else ""


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def check_copy(brand: Brand, content: bytes) -> Checked:
    """Whether a file is a copy of this brand's registry, unaltered. Never raises for what a stranger hands in."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as file:
            if sum(one.file_size for one in file.infolist()) > MOST_BYTES:
                return Checked(False, "no_zip")
            text, signature, pem = file.read(DATA), file.read(SIGNATURE), file.read(KEY)
    except KeyError:
        return Checked(False, "incomplete")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return Checked(False, "no_zip")
    try:
        key = serialization.load_pem_public_key(pem)
    except ValueError:
        return Checked(False, "altered")
    if not isinstance(key, Ed25519PublicKey) or not _is_ours(brand, key):
        return Checked(False, "foreign_key")
    try:
        key.verify(signature, text)
    except InvalidSignature:
        return Checked(False, "altered")
    data = json.loads(text)
    return Checked(True, "", data["day"], len(data["voices"]))


def _is_ours(brand: Brand, key: Ed25519PublicKey) -> bool:
    return BrandKey.objects.filter(brand=brand, public=multikey(key), compromised__isnull=True).exists()
