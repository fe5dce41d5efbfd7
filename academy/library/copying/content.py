"""The fields of a page or question as plain data, and what they point to."""

import json
from collections.abc import Callable
from typing import Any

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock

# (model, key) → key of what stands for it; the same key leaves it as it is.
Visit = Callable[[type, int], int | None]


def content_of(thing: Any) -> dict[str, Any]:
    """What people see of a published page or question; of a draft, its last saved version."""
    if not thing.live and thing.latest_revision_id:
        return dict(thing.latest_revision.content)
    return thing.serializable_data()


def rewritten(model: type, content: dict[str, Any], visit: Visit) -> dict[str, Any]:
    """The content with every reference it holds replaced by what `visit` says; what becomes None is left out."""
    found = dict(content)
    for field in model._meta.get_fields():
        value = found.get(field.name)
        if not value:
            continue
        if isinstance(field, StreamField):
            raw = json.loads(value) if isinstance(value, str) else value
            found[field.name] = json.dumps(_walk(field.stream_block, raw, visit))
        elif field.many_to_many and isinstance(value, list):
            keys = [visit(field.related_model, key) for key in value]
            found[field.name] = [key for key in keys if key is not None]
    return found


def texts_of(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, default=str)


def _walk(block: blocks.Block, raw: Any, visit: Visit) -> Any:
    if isinstance(block, blocks.StreamBlock):
        return [
            {**child, "value": _walk(block.child_blocks[child["type"]], child["value"], visit)}
            for child in raw or []
            if child["type"] in block.child_blocks
        ]
    if isinstance(block, blocks.StructBlock):
        return {
            name: _walk(block.child_blocks[name], value, visit) if name in block.child_blocks else value
            for name, value in (raw or {}).items()
        }
    if isinstance(block, blocks.ListBlock):
        return [_item(block.child_block, item, visit) for item in raw or []]
    if raw and isinstance(block, blocks.ChooserBlock | ImageChooserBlock | DocumentChooserBlock):
        return visit(block.target_model, raw)
    return raw


def _item(block: blocks.Block, item: Any, visit: Visit) -> Any:
    """An item of a list has an id of its own, except in lists saved long ago."""
    if isinstance(item, dict) and set(item) == {"type", "value", "id"} and item["type"] == "item":
        return {**item, "value": _walk(block, item["value"], visit)}
    return _walk(block, item, visit)
