"""Data Integrity proofs, cryptosuite eddsa-rdfc-2022 (W3C Recommendation vc-di-eddsa, 15 May 2025, section 3.2).

Pure: documents and keys in, documents and verdicts out. Two known traps are closed here: PyLD drops undefined terms
without a word, so that they would not be covered by the signature (we refuse to sign or to accept such a document), and
contexts come from files alone.
"""

import hashlib
from typing import Any

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld

from academy.certification.credential.contexts import load

SUITE = "eddsa-rdfc-2022"
_RELATIVE = "https://relative.invalid/"  # the base of all documents: what comes out under it was not absolute
_ED25519 = b"\xed\x01"  # multicodec of an Ed25519 public key


class UncoveredError(ValueError):
    """The document holds something that a signature would not cover."""


def multikey(public: Ed25519PublicKey) -> str:
    """The public key as Multikey text: z6Mk…"""
    return "z" + base58.b58encode(_ED25519 + public.public_bytes_raw()).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """The way back; raises ValueError."""
    raw = base58.b58decode(text[1:]) if text.startswith("z") else b""
    if raw[:2] != _ED25519 or len(raw) != 34:
        raise ValueError("not an Ed25519 Multikey")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def canonical(document: dict[str, Any]) -> bytes:
    """RDFC-1.0 canonical N-Quads of the document; raises UncoveredError when a part of it would be left out."""
    dropped: list[str] = []
    options = {"documentLoader": load, "base": _RELATIVE}
    expanded = jsonld.expand(document, options, on_property_dropped=dropped.append)
    _refuse_relative(expanded, dropped)
    if dropped:
        raise UncoveredError(f"undefined JSON-LD terms: {', '.join(sorted(set(map(str, dropped))))}")
    form = {"algorithm": "URDNA2015", "format": "application/n-quads"}
    return jsonld.normalize(expanded, {**options, **form}).encode()


def _refuse_relative(node: Any, dropped: list[str]) -> None:
    """Types and ids that are not absolute are dropped by other implementations, or depend on where the file lies."""
    if isinstance(node, list):
        for item in node:
            _refuse_relative(item, dropped)
    elif isinstance(node, dict):
        names = [*node.get("@type", []), node.get("@id")] if "@value" not in node else []
        dropped += [name.removeprefix(_RELATIVE) for name in names if _is_relative(name)]
        for value in node.values():
            _refuse_relative(value, dropped)


def _is_relative(name: Any) -> bool:
    return isinstance(name, str) and (name.startswith(_RELATIVE) or ":" not in name)


def hash_to_sign(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """SHA-256 of the proof's configuration, then of the document (vc-di-eddsa 3.2.4)."""
    config = {key: value for key, value in proof.items() if key != "proofValue"}
    config["@context"] = document["@context"]
    bare = {key: value for key, value in document.items() if key != "proof"}
    return hashlib.sha256(canonical(config)).digest() + hashlib.sha256(canonical(bare)).digest()


def sign(document: dict[str, Any], key: Ed25519PrivateKey, method: str, created: str) -> dict[str, Any]:
    """The document with a proof. `method` is the key's address, `created` an XML Schema dateTime."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = base58.b58encode(key.sign(hash_to_sign(document, proof))).decode()
    return {**document, "proof": {**proof, "proofValue": f"z{value}"}}


def verifies(document: dict[str, Any], public: Ed25519PublicKey) -> bool:
    """Whether the document's one proof is that key's over exactly this document; False for anything malformed."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("cryptosuite") != SUITE or proof.get("type") != "DataIntegrityProof":
        return False
    if proof.get("proofPurpose") != "assertionMethod" or not isinstance(proof.get("proofValue"), str):
        return False
    try:
        signature = base58.b58decode(proof["proofValue"].removeprefix("z"))
        public.verify(signature, hash_to_sign(document, proof))
    except (InvalidSignature, ValueError, KeyError, jsonld.JsonLdError):
        return False
    return True
