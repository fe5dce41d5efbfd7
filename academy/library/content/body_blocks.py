"""Body parts ↔ stream data of BodyBlocks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from academy.library.content.body_text import Part, read_items, write_items


def list_items(key: UUID, values: list[Any]) -> list[dict[str, Any]]:
    """Stream data of a ListBlock: without its own `id` Wagtail silently reads an item as blank."""
    return [{"type": "item", "id": str(uuid5(key, str(index))), "value": value} for index, value in enumerate(values)]


def stream(key: UUID, blocks: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Stream data with ids that stay the same from load to load."""
    return [
        {"type": kind, "id": str(uuid5(key, f"{index}/{kind}")), "value": value}
        for index, (kind, value) in enumerate(blocks)
    ]


def parts_to_stream(
    parts: tuple[Part, ...],
    key: UUID,
    playbook: Callable[[str], int | None],
    image: Callable[[str, str], int | None],
    file: Callable[[str, str], int | None],
) -> list[dict[str, Any]]:
    """The three functions give the keys of a playbook by id, of an image and of a document by src and title."""
    blocks: list[tuple[str, Any]] = []
    for index, part in enumerate(parts):
        a = part.attributes
        value: Any = {**a, "text": part.text}
        if part.kind == "markdown":
            value = part.text
        elif part.kind == "checklist":
            items = list_items(uuid5(key, f"items{index}"), read_items(part.text) or [])
            value = {"title": a.get("title", ""), "items": items}
        elif part.kind == "playbook":
            value = {"playbook": playbook(a["id"]), "text": part.text}
        elif part.kind == "image":
            found = image(a["src"], a["alt"])
            value = {"image": found, "alt": a["alt"], "text": " ".join(part.text.split())}
        elif part.kind == "file":
            value = {"file": file(a["src"], a.get("title", "")), "title": a.get("title", "")}
        blocks.append((part.kind, value))
    return stream(key, blocks)


def stream_to_parts(
    value: Any, playbook: Callable[[Any], str], image: Callable[[Any], str], file: Callable[[Any], str]
) -> list[Part]:
    """The way back: the three functions give the id or src of what a block points at; '' drops the block."""
    parts: list[Part] = []
    for child in value:
        kind, inner = child.block_type, child.value
        if kind == "markdown":
            parts.append(Part("markdown", _lines(inner)))
            continue
        text, attributes = _lines(inner.get("text")), {}
        if kind == "checklist":
            text, attributes = write_items(inner["items"]), {"title": inner.get("title")}
        elif kind == "playbook":
            attributes = {"id": playbook(inner["playbook"]) if inner["playbook"] else ""}
        elif kind == "image":
            attributes = {"src": image(inner["image"]) if inner["image"] else "", "alt": inner.get("alt")}
        elif kind == "file":
            attributes = {"src": file(inner["file"]) if inner["file"] else "", "title": inner.get("title")}
            text = ""
        else:
            attributes = {name: inner.get(name) for name in inner if name != "text"}
        if kind in ("playbook", "image", "file") and not (attributes.get("id") or attributes.get("src")):
            continue
        parts.append(Part(kind, text, {name: str(found) for name, found in attributes.items() if found}))
    return parts


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")
