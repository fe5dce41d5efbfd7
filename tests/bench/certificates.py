"""Certificates per second and core, complete and unsigned, against the fastest PDF maker at hand; and memory."""

import resource
import tempfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import typst
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from wagtail.models import Site

from academy.certification.credential.build import unsigned
from academy.certification.credential.proof import sign as sign_credential
from academy.certification.models import Award, Level
from academy.certification.pdf import certificate
from academy.certification.pdf.archive import attach, identify
from academy.certification.pdf.keys import _read, new_document_key
from academy.certification.pdf.signature import sign
from academy.certification.pdf.words import words_of
from academy.people.models import Brand
from tests.bench import Line, cpu_ms

TIMES = 40
_NAMES = ["Inès Benali", "Karim Haddad", "Zoé Marchand", "Nguyễn Thị Quỳnh", "Łukasz Żółć"]
_TYPST = """
#set page(width: 297mm, height: 210mm, margin: 20mm)
#set text(font: "Vollkorn", lang: "fr")
#set document(title: "Attestation")
#align(center)[#text(9pt)[HABILITATION] \\ #text(45pt, weight: "bold")[Répondre] \\ accordée à \\
#text(30pt)[#sys.inputs.at("name")] \\ Répondre depuis les comptes de la marque, sur les avis, par courriel.]
#v(1fr) Délivrée le 24 novembre 2026 #h(1fr) PV-7K2QM-XH4ZR-9WDPB
"""


def _award(number: int, theme: str) -> Award:
    brand = Brand(pk=1, name="Vélo Lumière", theme=theme)
    brand.site = Site(hostname="voix.exemple", port=443)
    level = Level(pk=1, code="repondre", order=3, name_fr="Répondre", may_do_fr="Répondre sur les avis.")
    names = [
        {"code": str(n), "fr": text, "en": text} for n, text in enumerate(["X", "Avis Google", "Courriel", "Chat"])
    ]
    return Award(
        pk=number + 1, brand=brand, level=level, holder=_NAMES[number % 5], language="fr", issued=date(2026, 11, 24),
        expires=date(2027, 11, 23),
        scope={"level": {"fr": "Répondre"}, "channels": names, "topics": names, "languages": ["fr"]},
    )  # fmt: skip


def lines() -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as folder:
        source, pem = Path(folder) / "page.typ", Path(folder) / "document.pem"
        source.write_text(_TYPST)
        pem.write_bytes(new_document_key())
        compiler = typst.Compiler(str(source))
        limit = cpu_ms(
            lambda n: compiler.compile(
                format="pdf", pdf_standards=["a-3b"], sys_inputs={"name": f"{_NAMES[n % 5]} {n}"}
            ),
            TIMES,
        )
        yield Line("typst, a like page, PDF/A-3b, unsigned (the limit)", limit, "ms CPU")
        for theme in ("porte-voix", "velo-lumiere"):
            yield from _ours(theme, _read(pem, 0), limit)


def _ours(theme: str, key, limit: float) -> Iterator[Line]:
    brand_key = Ed25519PrivateKey.generate()

    def plain(number: int) -> None:
        award = _award(number, theme)
        with certificate.draw(award, words_of(award)) as document:
            document.save(BytesIO(), deterministic_id=True)

    def complete(number: int) -> None:
        award, when = _award(number, theme), timezone.localtime()
        credential = sign_credential(
            unsigned(award), brand_key, "did:web:voix.exemple#k", when.isoformat("T", "seconds")
        )
        with certificate.draw(award, words_of(award)) as document:
            identify(document, award.brand.name, when)
            attach(document, "credential.json", str(credential).encode(), "Open Badges 3.0", when)
            sign(document, key, award.brand.name, f"Attestation {award.number}", when)

    for what, act in (("unsigned", plain), ("complete: A-3a, UA-1, credential, PAdES", complete)):
        taken = cpu_ms(act, TIMES)
        yield Line(f"{theme}, {what}", taken, f"ms CPU = {1000 / taken:.1f}/s/core", "typst", taken / limit)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for number in range(150):
        complete(number)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Line(f"{theme}, peak memory after 150 more", after, "MB", "peak before them", after / before)
