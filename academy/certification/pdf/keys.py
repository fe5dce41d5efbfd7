"""The installation's key for signing documents: P-256, with a certificate.

By default it is made at first use in VAR_DIR/keys/document.pem (readable by its owner only) with a certificate that
names nobody but itself: it proves that a file is unaltered and ours, not who we are. A company's own certificate, from
a trust service, comes as a PKCS#12 file: DOCUMENT_SIGNING_P12 and DOCUMENT_SIGNING_PASSWORD in the environment.
"""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

_LIFE = timedelta(days=365 * 20)


@dataclass(frozen=True)
class DocumentKey:
    signer: SimpleSigner
    certificate: certificates.Certificate
    chain: tuple[certificates.Certificate, ...] = ()

    @property
    def fingerprint(self) -> str:
        return self.certificate.fingerprint(hashes.SHA256()).hex()


def keys_folder() -> Path:
    """Where private keys are kept, for its owner alone."""
    folder = Path(os.environ.get("KEYS_DIR") or settings.VAR_DIR / "keys")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def document_key() -> DocumentKey:
    """The key in force; raises ImproperlyConfigured when the environment names one that cannot be read."""
    given = os.environ.get("DOCUMENT_SIGNING_P12", "")
    return _given(given, os.environ.get("DOCUMENT_SIGNING_PASSWORD", "")) if given else _own(keys_folder())


@cache
def _given(path: str, password: str) -> DocumentKey:
    try:
        key, certificate, chain = pkcs12.load_key_and_certificates(Path(path).read_bytes(), password.encode() or None)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"DOCUMENT_SIGNING_P12={path} cannot be read: {error}") from error
    if key is None or certificate is None:
        raise ImproperlyConfigured(f"DOCUMENT_SIGNING_P12={path} must hold a private key and its certificate.")
    return _loaded(key, certificate, chain)


def _own(folder: Path) -> DocumentKey:
    path = folder / "document.pem"
    if not path.exists():
        write_once(path, new_document_key())
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, changed: int) -> DocumentKey:
    pem = path.read_bytes()
    key = serialization.load_pem_private_key(pem, None)
    return _loaded(key, certificates.load_pem_x509_certificate(pem), [])


def new_document_key() -> bytes:
    """A new private key and its certificate, as one PEM text."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = certificates.Name(
        [
            certificates.NameAttribute(NameOID.COMMON_NAME, f"{settings.WAGTAIL_SITE_NAME}, attestations"),
            certificates.NameAttribute(NameOID.ORGANIZATION_NAME, settings.WAGTAIL_SITE_NAME),
        ]
    )
    now = datetime.now(UTC)
    others = "key_encipherment data_encipherment key_agreement key_cert_sign crl_sign encipher_only decipher_only"
    usage = dict.fromkeys(others.split(), False)
    certificate = (
        certificates.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LIFE)
        .add_extension(certificates.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(certificates.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True)
        .add_extension(certificates.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return private_pem(key) + certificate.public_bytes(serialization.Encoding.PEM)


def private_pem(key) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def write_once(path: Path, content: bytes) -> None:
    """Writes a file that only its owner may read, whole or not at all; of two writers the first wins."""
    part = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()


def _loaded(key, certificate: certificates.Certificate, chain) -> DocumentKey:
    der = serialization.Encoding.DER
    registry = SimpleCertificateStore()
    registry.register_multiple(x509.Certificate.load(one.public_bytes(der)) for one in chain or [])
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(der)),
        signing_key=keys.PrivateKeyInfo.load(
            key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        ),
        cert_registry=registry,
    )
    return DocumentKey(signer, certificate, tuple(chain or ()))
