"""QTI 2.1, 2.2 and 3.0: one item, or a package of items. Interactions we do not have are skipped by name."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from academy.exercises.banks.base import Bank, slug
from academy.exercises.banks.markup import inline_image
from academy.exercises.banks.package import BadPackage, read_package
from academy.exercises.banks.qti_body import Body, pictures, read_body
from academy.exercises.banks.qti_kinds import READERS, Reading
from academy.exercises.banks.xml import Node, Unreadable, parse
from academy.exercises.question import Question

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
MOODLE_BACKUP = ("sauvegarde Moodle : exportez plutôt la banque de questions en « Moodle XML »",
                 "a Moodle backup: export the question bank as 'Moodle XML' instead")  # fmt: skip
_ROOTS = re.compile(rb"<([\w.-]+:)?(assessmentItem|qti-assessment-item|questestinterop)\b")


@dataclass(frozen=True, slots=True)
class _Meta:
    tags: tuple[str, ...] = ()


def read_qti(data: bytes, name: str, locale: str = "fr") -> Bank:
    """A package (zip) or a single item or a test file; `name` is for messages."""
    bank = Bank()
    if not data.startswith(b"PK"):
        _file(data, name, name, {}, _Meta(), bank)
        return bank.finish()
    try:
        files = read_package(data)
    except BadPackage as error:
        bank.error(name, error.fr, error.en)
        return bank
    if "moodle_backup.xml" in files:
        bank.error(name, *MOODLE_BACKUP)
        return bank
    for path, meta in _items(files, name, bank):
        content = files.get(path)
        if content is None:
            bank.error(
                f"{name}:{path}", "annoncé par imsmanifest.xml mais absent", "named in imsmanifest.xml but missing"
            )
        else:
            _file(content, f"{name}:{path}", path, files, meta, bank)
    return bank.finish()


def _items(files: Mapping[str, bytes], name: str, bank: Bank) -> list[tuple[str, _Meta]]:
    """Paths of the item files: those of the manifest, or every XML file when there is none."""
    manifest = next((path for path in sorted(files, key=len) if posixpath.basename(path) == "imsmanifest.xml"), None)
    if manifest is None:
        bank.note(
            name,
            "imsmanifest.xml absent : tous les fichiers XML d'une question sont lus",
            "no imsmanifest.xml: every XML file of a question is read",
        )
        paths = [path for path in sorted(files) if path.lower().endswith(".xml")]
        return [(path, _Meta()) for path in paths if _ROOTS.search(files[path][:4000])]
    try:
        root = parse(files[manifest])
    except Unreadable as error:
        bank.error(f"{name}:{manifest}" + (f":{error.line}" if error.line else ""), error.fr, error.en)
        return []
    folder = posixpath.dirname(manifest)
    found = []
    for resource in root.all("resource"):
        kind, href = resource.get("type"), resource.get("href")
        if "item" in kind and "qti" in kind and href:
            found.append((posixpath.normpath(posixpath.join(folder, unquote(href))), _meta(resource)))
        elif kind and "webcontent" not in kind and "test" not in kind and "associatedcontent" not in kind:
            bank.note(f"{name}:{href or resource.get('identifier')}", f"ressource « {kind} » laissée de côté",
                      f"resource '{kind}' left out")  # fmt: skip
    return found


def _meta(resource: Node) -> _Meta:
    words = [" ".join(one.content().split()) for box in resource.all("keyword") for one in [box]]
    return _Meta(tuple(dict.fromkeys(word for word in words if word)))


def _file(data: bytes, place: str, path: str, files: Mapping[str, bytes], meta: _Meta, bank: Bank) -> None:
    try:
        root = parse(data)
    except Unreadable as error:
        bank.read += 1
        bank.error(f"{place}:{error.line}" if error.line else place, error.fr, error.en)
        return
    if root.tag == "questestinterop":
        bank.error(
            place,
            "QTI 1.2 : exportez la banque en QTI 2.1 ou plus récent",
            "QTI 1.2: export the bank as QTI 2.1 or later",
        )
    elif root.tag == "assessmentItem":
        bank.read += 1
        _item(root, f"{place}#{root.get('identifier')}", path, files, meta, bank)
    elif root.tag in ("assessmentTest", "manifest", "assessmentSection", "assessmentStimulus"):
        bank.note(place, f"<{root.tag}> laissé de côté : seules les questions sont reprises",
                  f"<{root.tag}> left out: only items are read")  # fmt: skip
    else:
        bank.error(
            place, f"racine <{root.tag}> : assessmentItem (QTI) ou quiz (Moodle XML) est attendu",
            f"root <{root.tag}>: assessmentItem (QTI) or quiz (Moodle XML) is expected",
        )  # fmt: skip


def _item(root: Node, place: str, path: str, files: Mapping[str, bytes], meta: _Meta, bank: Bank) -> None:
    node = root.child("itemBody")
    if node is None:
        bank.error(place, "itemBody manque", "itemBody is missing")
        return
    body = read_body(node)
    names = [one.tag for one in body.interactions]
    reader = READERS.get(names[0]) if names else None
    mixed = len(names) > 1 and not set(names) <= {"inlineChoiceInteraction", "textEntryInteraction"}
    if reader is None or mixed:
        bank.skip(place, " + ".join(dict.fromkeys(names)) or "description")
        return
    reading = Reading(root, body, place, bank)
    question = reader(reading)
    if question is None:
        return
    image, alt = _image(root, body, path, files, place, bank)
    question = replace(question, image=image[0], alt=alt or root.get("title") or "image") if image else question
    bank.take(_completed(question, root, meta, reading), place, image)


def _completed(question: Question, root: Node, meta: _Meta, reading: Reading) -> Question:
    tags = [tag for tag in meta.tags if tag not in ("critical", "difficulty:2", "difficulty:3")]
    return replace(
        question, id=slug(root.get("identifier")), explanation=reading.explanation(), tags=tuple(tags),
        critical="critical" in meta.tags,
        difficulty=3 if "difficulty:3" in meta.tags else 2 if "difficulty:2" in meta.tags else 1,
    )  # fmt: skip


def _image(root: Node, body: Body, path: str, files: Mapping[str, bytes], place: str,
           bank: Bank) -> tuple[tuple[str, bytes] | None, str]:  # fmt: skip
    """The first image of the body that the package holds, and its words; all others are named, those of choices and
    feedback too."""
    found, words = None, ""
    within = dict(body.images)
    for source in [*within, *(one for one in pictures(root) if one not in within)]:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(source).replace("\\", "/")))
        inline = inline_image(source)
        here = target in files and target.lower().endswith(_IMAGES)
        if found is None and source in within and (inline or here):
            found, words = inline or (posixpath.basename(target), files[target]), within[source]
        elif inline is None and target not in files:
            bank.note(place, f"image absente de l'archive : {source[:80]}", f"image not in the package: {source[:80]}")
        else:
            bank.note(place, f"image laissée de côté (une par question, dans l'énoncé) : {source[:80]}",
                      f"image left out (one per question, in its text): {source[:80]}")  # fmt: skip
    return found, words
