"""Who signs: the brand's addresses, its did:web document and its Open Badges profile."""

from typing import Any
from urllib.parse import quote

from academy.certification.credential.models import BrandKey
from academy.people.models import Brand


def did_of(brand: Brand) -> str:
    """did:web of the brand's host (did:web method specification, 3.2: a port's colon is percent-encoded)."""
    return "did:web:" + quote(brand.address.split("://", 1)[1], safe="")


def method_of(key: BrandKey) -> str:
    """The key's address in the DID document."""
    return f"{did_of(key.brand)}#{key.public}"


def did_document(brand: Brand) -> dict[str, Any]:
    """Every key that has signed and may be believed, for /.well-known/did.json."""
    did = did_of(brand)
    methods = [
        {"id": f"{did}#{key.public}", "type": "Multikey", "controller": did, "publicKeyMultibase": key.public}
        for key in BrandKey.objects.filter(brand=brand, compromised__isnull=True)
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "alsoKnownAs": [issuer_address(brand)],
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def issuer_address(brand: Brand) -> str:
    return f"{brand.address}/credentials/issuer"


def profile(brand: Brand) -> dict[str, Any]:
    """The issuer as an Open Badges Profile."""
    made = {"id": did_of(brand), "type": ["Profile"], "name": brand.name, "url": brand.address}
    return {**made, "email": brand.contact_email} if brand.contact_email else made
