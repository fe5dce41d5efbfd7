"""JSON-LD contexts, from files only.

A context decides what a signature covers, so none is ever fetched: the documents come from the PyPI package
openbadgeslib, which ships the exact files of the W3C and 1EdTech with their hashes. Nothing of the package's code runs.
"""

import json
from functools import cache
from importlib import resources

V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
_FILES = {
    V2: "credentials-v2.json",
    OPEN_BADGES: "ob-v3p0-context-3.0.3.json",
    DATA_INTEGRITY: "security-data-integrity-v2.json",
}


class UnknownContextError(ValueError):
    """A document names a context that is not one of ours."""


@cache
def context(url: str) -> dict:
    if url not in _FILES:
        raise UnknownContextError(f"unknown JSON-LD context {url[:200]!r}: contexts are never fetched")
    folder = resources.files("openbadgeslib") / "ob3" / "contexts"
    return json.loads((folder / _FILES[url]).read_text("utf-8"))


def load(url: str, options: dict) -> dict:
    """PyLD's document loader."""
    document = context(url)
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}
