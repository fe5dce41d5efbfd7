"""The signature: PAdES baseline B (ETSI EN 319 142-1), certifying, invisible, the last thing done to a file.

pyHanko makes the CMS. The field is laid into the file while pikepdf writes it for the first and only time, so that the
signature covers every byte; pyHanko's own way, an incremental update, reads the whole file again and costs three times
as much (make bench).
"""

import asyncio
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from academy.certification.pdf.archive import pdf_date
from academy.certification.pdf.keys import DocumentKey

FIELD = "Signature"
# ByteRange is written with numbers as wide as any real ones, then overwritten in place.
_WIDE = 9_999_999_999
_RANGE = re.compile(rb"/ByteRange \[ 0 9999999999 9999999999 9999999999 \]")


def sign(document: pikepdf.Pdf, key: DocumentKey, name: str, reason: str, when: datetime) -> bytes:
    """Writes the document with a signature over every byte of it; no change is allowed afterwards (DocMDP level 1)."""
    room = 2 * _size_of_cms(key)
    _add_field(document, name, reason, when, room)
    out = BytesIO()
    document.save(
        out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=True
    )
    data = bytearray(out.getbuffer())
    start, end = _place_of_contents(data, room)
    _write_range(data, start, end)
    digest = hashlib.sha256(memoryview(data)[:start])
    digest.update(memoryview(data)[end:])
    cms = _cms(key, digest.digest()).hex().encode()
    data[start + 1 : start + 1 + len(cms)] = cms
    return bytes(data)


def _cms(key: DocumentKey, digest: bytes, dry_run: bool = False) -> bytes:
    """pyHanko speaks asyncio only; a thread of its own serves callers that already run in an event loop."""
    making = key.signer.async_sign(digest, "sha256", use_pades=True, dry_run=dry_run)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(making).dump()
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, making).result().dump()


_sizes: dict[str, int] = {}


def _size_of_cms(key: DocumentKey) -> int:
    if key.fingerprint not in _sizes:
        _sizes[key.fingerprint] = len(_cms(key, bytes(32))) + 64
    return _sizes[key.fingerprint]


def _add_field(document: pikepdf.Pdf, name: str, reason: str, when: datetime, room: int) -> None:
    permissions = Dictionary(Type=Name.TransformParams, P=1, V=Name("/1.2"))
    signature = document.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/ETSI.CAdES.detached"),
            ByteRange=Array([0, _WIDE, _WIDE, _WIDE]),
            Contents=pikepdf.String(bytes(room // 2)),
            M=pdf_date(when),
            Name=name,
            Reason=reason,
            Reference=Array([Dictionary(Type=Name.SigRef, TransformMethod=Name.DocMDP, TransformParams=permissions)]),
        )
    )
    page = document.pages[0]
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=FIELD, TU=reason, V=signature,
            F=132, Rect=Array([0, 0, 0, 0]), P=page.obj,
        )
    )  # fmt: skip
    page.obj.Annots = Array([*page.obj.get(Name.Annots, []), field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    document.Root.Perms = Dictionary(DocMDP=signature)


def _place_of_contents(data: bytearray, room: int) -> tuple[int, int]:
    """From the < to after the > of the empty signature."""
    start = data.index(b"/Contents <" + b"0" * room + b">") + len(b"/Contents ")
    return start, start + room + 2


def _write_range(data: bytearray, start: int, end: int) -> None:
    found = _RANGE.search(data)
    text = f"/ByteRange [ 0 {start} {end} {len(data) - end} ]".encode()
    data[found.start() : found.end()] = text.ljust(found.end() - found.start())
