"""brand.yaml → channels, topics and rules of voice; levels are loaded by whoever listens to `brand_data_loaded`."""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from academy.library.content.brand_file import BrandData
from academy.library.models import Channel, LoadedFile, Topic
from academy.library.signals import brand_data_loaded
from academy.library.voice import load_voice


def load_brand(brand: Any, data: BrandData | None, report: Any, overwrite: bool) -> None:
    """Only when the file has changed since the last load: what was edited in Wagtail meanwhile is kept."""
    if data is None:
        return
    digest = _digest(data)
    known = LoadedFile.objects.filter(brand=brand, path="brand.yaml").first()
    if known and known.source_hash == digest and not overwrite:
        report.unchanged.append("brand.yaml")
        return
    for channel in data.channels:
        values = {"name_fr": channel.name_fr, "name_en": channel.name_en, "online": channel.online}
        Channel.objects.update_or_create(brand=brand, code=channel.code, defaults=values)
    for topic in data.topics:
        values = {"name_fr": topic.name_fr, "name_en": topic.name_en, "sensitivity": topic.sensitivity}
        Topic.objects.update_or_create(brand=brand, code=topic.code, defaults=values)
    load_voice(brand, data.voice)
    brand_data_loaded.send(sender=type(brand), brand=brand, data=data)
    LoadedFile.objects.update_or_create(brand=brand, path="brand.yaml", defaults={"source_hash": digest})
    (report.changed if known else report.created).append("brand.yaml")


def _digest(data: BrandData) -> str:
    """Without the order of channels and topics in a level, nor its languages, which the database does not keep."""
    plain = {**asdict(data), "lines": None}
    if not data.voice:  # came later: a file that says nothing of it is what it was
        del plain["voice"]
    for level in plain["levels"]:
        level["channels"], level["topics"], level["languages"] = sorted(level["channels"]), sorted(level["topics"]), ()
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
