"""Files → pages. One transaction: everything is loaded or nothing is."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from academy.exercises.texts import TEXTS
from academy.library import versions
from academy.library.content.bank import BankLoader
from academy.library.content.errors import ContentError, error
from academy.library.content.files import read_content
from academy.library.content.fill import MODELS, Lookups, check_blocks, fill_fields, fill_references
from academy.library.content.media import Media
from academy.library.content.places import Places
from academy.library.content.references import NUMBERED, page_slug
from academy.library.content.schema import STEP_KINDS
from academy.library.content.taxonomy import load_brand
from academy.library.content.tree import Content, Entry
from academy.library.keys import content_key
from academy.library.models import LoadedPage
from academy.library.translations import marks_for, set_marks
from academy.people.models import Brand

# Pages are filled after everything they can name.
ORDER = ("playbook", "charter", *STEP_KINDS, "module", "course")


@dataclass
class Report:
    """Paths with their language: 'fr/fondamentaux/01-x'. `kept`: edited in Wagtail since the last load, not touched.
    `gone`: loaded once, no file any more; the page stays."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def load_folder(folder: Path | str, brand: Brand, *, overwrite: bool = False, dry_run: bool = False) -> Report:
    """Reads and loads a folder. Raises ContentError with every problem of every file; then nothing is loaded."""
    content, problems = read_content(folder)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise ContentError(errors)
    return load(content, brand, overwrite=overwrite, dry_run=dry_run)


def load(content: Content, brand: Brand, *, overwrite: bool = False, dry_run: bool = False) -> Report:
    """Loads a tree without errors. A dry run does it all and takes it back."""
    media = Media()
    try:
        with transaction.atomic():
            loading = _Load(content, brand, media, overwrite)
            with versions.deferred():
                report = loading.run()
            loading.keep_marks()
            if dry_run:
                transaction.set_rollback(True)
    except BaseException:
        media.forget()
        raise
    finally:
        from wagtail.models import Site

        Site.clear_site_root_paths_cache()
    if dry_run:
        media.forget()
    return report


class _Load:
    def __init__(self, content: Content, brand: Brand, media: Media, overwrite: bool) -> None:
        self.content, self.brand, self.media, self.overwrite = content, brand, media, overwrite
        self.report = Report()
        self.pages: dict[tuple[str, str], Any] = {}  # (language, path) → page
        self.new: set[tuple[str, str]] = set()
        self.loaded: dict[tuple[str, str], LoadedPage] = {}

    def run(self) -> Report:
        load_brand(self.brand, self.content.brand, self.report, self.overwrite)
        self.channels = {channel.code: channel for channel in self.brand.channels.all()}
        self.places = Places(self.brand, list(self.content.languages))
        self.report.created += self.places.created
        self.bank = BankLoader(self.brand, self.report, self.overwrite, self.media)
        self.remembered()
        for kind in ("playbook", "charter", "course", "module", *STEP_KINDS):
            for entry in self.content.entries(kind):
                self.find_or_create(entry)
        for entry in self.content.entries("questions"):
            self.bank.load(entry, self.places.locales[entry.language])
        for kind in ORDER:
            for entry in self.content.entries(kind):
                self.publish(entry)
        for language, entries in self.content.languages.items():
            self.put_in_order(language, [e for e in entries.values() if e.kind in MODELS])
        paths = {(entry.language, entry.path) for entry in self.content.entries()}
        self.report.gone = sorted("/".join(key) for key in self.loaded if key not in paths)
        return self.report

    def remembered(self) -> None:
        for language, home in self.places.homes.items():
            rows = LoadedPage.objects.filter(page__path__startswith=home.path).select_related("page")
            self.loaded.update({(language, row.path): row for row in rows})

    def keep_marks(self) -> None:
        """Translations whose file says what their source said then: those marks hold, the rest is up to date."""
        for entry in self.content.entries(*TEXTS):
            name = f"{entry.language}/{entry.path}"
            if entry.marks and name in (*self.report.created, *self.report.changed):
                page = self.pages[entry.language, entry.path]
                set_marks(page, {**marks_for(page), **entry.marks})

    # The tree

    def find_or_create(self, entry: Entry) -> None:
        key = (entry.language, entry.path)
        model = MODELS[entry.kind]
        parent = self.parent(entry)
        row = self.loaded.get(key)
        page = row.page if row else None
        if page is None:
            page = Page.objects.filter(
                translation_key=content_key(self.brand, entry.path), locale=self.places.locales[entry.language]
            ).first()
        if page is None and entry.kind != "charter":
            page = parent.get_children().filter(slug=page_slug(entry)).first()
        if page is None and entry.kind == "charter":
            page = model.objects.child_of(parent).first()
        if page is not None:
            self.pages[key] = self.specific(page, model, entry)
            return
        page = model(
            slug=self.free_slug(parent, entry), locale=self.places.locales[entry.language], live=False,
            translation_key=content_key(self.brand, entry.path),
        )  # fmt: skip
        fill_fields(page, entry)
        self.guarded(entry, lambda: parent.add_child(instance=page))
        self.pages[key] = page
        self.new.add(key)

    def specific(self, page: Page, model: Any, entry: Entry) -> Any:
        found = page.specific
        if not isinstance(found, model):
            have = found._meta.verbose_name
            raise ContentError([error(
                entry.file, entry.line("type"),
                f"la page « {found.title} » existe déjà et c’est : {have} ; renommez le fichier ou la page",
                f"the page “{found.title}” already exists and is: {have}; rename the file or the page",
            )])  # fmt: skip
        return found

    def parent(self, entry: Entry) -> Any:
        if entry.kind == "charter":
            return self.places.homes[entry.language]
        if entry.kind in ("playbook", "course"):
            return self.places.indexes[entry.language, "@playbooks" if entry.kind == "playbook" else "@courses"]
        return self.pages[entry.language, entry.parent]

    def free_slug(self, parent: Any, entry: Entry) -> str:
        slug = page_slug(entry)
        taken = set(parent.get_children().values_list("slug", flat=True))
        return next(s for s in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if s not in taken)

    def put_in_order(self, language: str, entries: list[Entry]) -> None:
        """New modules and steps go right after the one before them in the folder; what exists stays where it is."""
        previous: dict[str, Entry] = {}
        for entry in entries:
            before = previous.get(entry.parent)
            previous[entry.parent] = entry
            if (language, entry.path) not in self.new or entry.kind not in NUMBERED:
                continue
            page = Page.objects.get(pk=self.pages[language, entry.path].pk)
            siblings = list(page.get_siblings().values_list("pk", flat=True))
            place = siblings.index(page.pk)
            if before is None and place > 0:
                page.move(page.get_first_sibling(), pos="left")
            elif before is not None:
                target = self.pages[language, before.path].pk
                if place == 0 or siblings[place - 1] != target:
                    page.move(Page.objects.get(pk=target), pos="right")

    # One page

    def publish(self, entry: Entry) -> None:
        key = (entry.language, entry.path)
        page, row, digest, name = self.pages[key], self.loaded.get(key), entry.digest(), "/".join(key)
        row = row or LoadedPage.objects.filter(page_id=page.pk).first()
        if key not in self.new:
            edited = row is None or row.revision_id != page.latest_revision_id
            if edited and not self.overwrite:
                self.report.kept.append(name)
                return
            if not edited and row.source_hash == digest:
                self.report.unchanged.append(name)
                self.remember(page, entry, digest)
                return
        self.guarded(entry, lambda: self.fill_and_publish(page, entry))
        (self.report.created if key in self.new else self.report.changed).append(name)
        self.remember(page, entry, digest)

    def fill_and_publish(self, page: Any, entry: Entry) -> None:
        fill_fields(page, entry)
        fill_references(page, entry, self.lookups(entry))
        check_blocks(page)
        page.save_revision().publish()
        page.refresh_from_db()

    def remember(self, page: Any, entry: Entry, digest: str) -> None:
        now = {"path": entry.path, "source_hash": digest, "revision_id": page.latest_revision_id}
        row = self.loaded.get((entry.language, entry.path))
        if row is None or any(getattr(row, key) != value for key, value in now.items()):
            LoadedPage.objects.update_or_create(page_id=page.pk, defaults=now)

    def lookups(self, entry: Entry) -> Lookups:
        language = entry.language
        return Lookups(
            playbook=lambda id: self.pages[language, f"playbooks/{id}"],
            course=lambda id: self.pages[language, id],
            channel=self.channels.__getitem__,
            question=lambda code: self.bank.find(language, code),
            image=lambda src, alt: self.media.image(entry.assets[src], alt),
            file=lambda src, title: self.media.document(entry.assets[src], title),
        )

    def guarded(self, entry: Entry, action: Any) -> None:
        """What the database or a block refuses is reported with the file's name."""
        try:
            action()
        except ValidationError as wrong:
            said = " ".join(_messages(wrong))
            raise ContentError([error(entry.file, 1, said, said)]) from wrong


def _messages(wrong: Any) -> list[str]:
    inner = getattr(wrong, "block_errors", None)
    if inner:
        items = inner.values() if isinstance(inner, dict) else inner
        found = [message for item in items if item is not None for message in _messages(item)]
        if found:
            return found
    if hasattr(wrong, "message_dict"):
        return [f"{name}: {' '.join(messages)}" for name, messages in wrong.message_dict.items()]
    return list(getattr(wrong, "messages", [str(wrong)]))
