"""Pages → files that load back to the same tree. What is published is dumped; drafts stay where they are."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wagtail.images import get_image_model
from wagtail.models import Page

from academy.exercises.frontmatter import read_front_matter
from academy.exercises.pictures import renamed
from academy.exercises.questions_text import read_questions
from academy.exercises.texts import TEXTS
from academy.library.content.body_blocks import stream_to_parts
from academy.library.content.body_text import read_body
from academy.library.content.brand_file import BrandData, ChannelData, TopicData, write_brand
from academy.library.content.fill import FIELDS, MODELS
from academy.library.content.references import NUMBERED
from academy.library.content.tree import Entry
from academy.library.content.write import write_entry
from academy.library.models import HomePage, LoadedPage, Question
from academy.library.quiz_engine import read_draws, read_question
from academy.library.scenario_engine import picture_pk
from academy.library.signals import brand_data_wanted
from academy.library.translations import stale_marks
from academy.library.voice import voice_of

_KINDS = {model: kind for kind, model in MODELS.items()}
_FILES = {"course": "course.md", "module": "module.md"}


@dataclass
class DumpReport:
    written: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)  # titles of pages never published
    broken: list[str] = field(default_factory=list)  # exercises the engine cannot read
    lossy: list[str] = field(default_factory=list)  # files whose text says less than the page


def dump(brand: Any, folder: Path | str) -> DumpReport:
    """Writes the brand's published pages into a folder, which is made when it does not exist."""
    return _Dump(brand, Path(folder)).run()


class _Dump:
    def __init__(self, brand: Any, folder: Path) -> None:
        self.brand, self.folder = brand, folder
        self.report = DumpReport()
        self.names: dict[Any, str] = {}  # translation key → content path, the same in every language
        self.assets: dict[str, tuple[int, str]] = {}

    def run(self) -> DumpReport:
        self.put("brand.yaml", write_brand(self.brand_data()))
        root = self.brand.site.root_page
        homes = [home for home in [root, *root.get_translations()] if isinstance(home.specific, HomePage)]
        trees = [(home, self.live_pages(home)) for home in homes]
        for home, pages in trees:
            self.name_pages(home, pages)
        for home, pages in trees:
            language = home.locale.language_code
            for page in pages:
                self.page(language, page)
            self.banks(language)
        return self.report

    def put(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        self.report.written.append(name)

    def brand_data(self) -> BrandData:
        levels = [level for _, found in brand_data_wanted.send(type(self.brand), brand=self.brand) for level in found]
        return BrandData(
            tuple(ChannelData(c.code, c.name_fr, c.name_en, c.online) for c in self.brand.channels.all()),
            tuple(TopicData(t.code, t.name_fr, t.name_en, t.sensitivity) for t in self.brand.topics.all()),
            tuple(levels),
            voice_of(self.brand),
        )

    def live_pages(self, home: Page) -> list[Any]:
        found = []
        for page in Page.objects.descendant_of(home).order_by("path").specific():
            if type(page) in _KINDS:
                if page.live:
                    found.append(page)
                else:
                    self.report.drafts.append(page.title)
        return found

    # Names: those of the last load where they still fit the order, new ones otherwise

    def name_pages(self, home: Page, pages: list[Any]) -> None:
        rows = LoadedPage.objects.filter(page__in=[page.pk for page in pages])
        loaded = {row.page_id: row.path.rsplit("/", 1)[-1] for row in rows}
        groups: dict[str, list[Any]] = {}
        for page in pages:
            groups.setdefault(page.path[: -page.steplen], []).append(page)
        for page in pages:  # in tree order: a parent has its name before its children
            siblings = groups.get(page.path[: -page.steplen], [])
            if siblings and siblings[0] is page:
                self.name_group(siblings, loaded, {p.path: p for p in pages})

    def name_group(self, siblings: list[Any], loaded: dict[int, str], by_path: dict[str, Any]) -> None:
        numbered = [p for p in siblings if _KINDS[type(p)] in NUMBERED]
        for page in siblings:
            kind = _KINDS[type(page)]
            if page.translation_key in self.names or page in numbered:
                continue
            name = "charter" if kind == "charter" else loaded.get(page.pk, page.slug)
            self.names[page.translation_key] = f"playbooks/{name}" if kind == "playbook" else name
        if not numbered or all(page.translation_key in self.names for page in numbered):
            return
        parent = by_path.get(numbered[0].path[: -numbered[0].steplen])
        if parent is None:
            return
        base = self.names[parent.translation_key]
        for page, name in zip(numbered, _numbered_names(numbered, loaded), strict=True):
            self.names.setdefault(page.translation_key, f"{base}/{name}")

    # One page

    def page(self, language: str, page: Any) -> None:
        kind, path = _KINDS[type(page)], self.names.get(page.translation_key)
        if path is None:  # its course or module is not published
            self.report.drafts.append(page.title)
            return
        entry = Entry(kind, path, language, "", {"title": page.title})
        name = f"{language}/{path}/{_FILES[kind]}" if kind in _FILES else f"{language}/{path}.md"
        if kind in TEXTS:
            entry.exercise, _ = page.read_engine()
            if entry.exercise is None:
                self.report.broken.append(page.title)
                return
            entry.marks = stale_marks(page)
            entry.exercise = renamed(entry.exercise, lambda ref, _alt: self.picture(ref, name))
        else:
            read_values(page, entry, self.names)
        if kind in ("lesson", "playbook", "charter"):
            entry.parts = tuple(stream_to_parts(
                page.body, lambda target: self.name_of(target), lambda image: self.asset(image, name),
                lambda file: self.asset(file, name),
            ))  # fmt: skip
        self.put_entry(name, entry)

    def put_entry(self, name: str, entry: Entry) -> None:
        """Writes it, and says so when the text does not read back as what the page holds."""
        text = write_entry(entry)
        self.put(name, text)
        if entry.kind in TEXTS:
            found, _ = TEXTS[entry.kind].read(text, name)
            same = found is not None and replace(found, id=entry.exercise.id) == entry.exercise
        elif entry.kind == "questions":
            same = tuple(read_questions(text, name)[0]) == entry.questions
        else:
            same = "".join(part.text for part in entry.parts) == "" or tuple(_body_of(text, name)) == entry.parts
        if not same:
            self.report.lossy.append(name)

    def name_of(self, page: Any) -> str:
        return self.names.get(page.translation_key, "").rsplit("/", 1)[-1]

    def picture(self, reference: str, page_file: str) -> str:
        """The file of a picture an exercise names by `image:<id>`."""
        found = get_image_model().objects.filter(pk=picture_pk(reference)).first()
        return self.asset(found, page_file) if found else ""

    def asset(self, item: Any, page_file: str) -> str:
        """Copies the file of an image or document beside the page and gives its name there."""
        wanted = Path(item.file.name).name
        base = f"{page_file.rpartition('/')[0]}/"
        number = 1
        while self.assets.setdefault(f"{base}{wanted}", (item.pk, type(item).__name__)) != (
            item.pk, type(item).__name__,
        ):  # fmt: skip
            number += 1
            wanted = f"{Path(item.file.name).stem}-{number}{Path(item.file.name).suffix}"
        target = self.folder / f"{base}{wanted}"
        target.parent.mkdir(parents=True, exist_ok=True)
        with item.file.open("rb") as source:
            target.write_bytes(source.read())
        return wanted

    # Questions

    def has_course(self, language: str, bank: str) -> bool:
        course = bank.rpartition("/")[0]
        return not course or (self.folder / language / course / "course.md").is_file()

    def banks(self, language: str) -> None:
        """Each question goes to the bank it came from; new ones to the bank of the language."""
        rows = Question.objects.filter(brand=self.brand, locale__language_code=language, live=True)
        files: dict[str, list[Any]] = {}
        titles: dict[str, str] = {}
        for row in rows.select_related("loaded", "image").prefetch_related("tags"):
            loaded = getattr(row, "loaded", None)
            path = loaded.path if loaded and self.has_course(language, loaded.path) else "questions"
            titles.setdefault(path, loaded.bank if loaded and loaded.bank else "Questions")
            files.setdefault(path, []).append((loaded.position if loaded else 0, row))
        for path, found in sorted(files.items()):
            ordered = [row for _, row in sorted(found, key=lambda item: (item[0], item[1].code))]
            questions = tuple(self.question(row, f"{language}/{path}.md") for row in ordered)
            entry = Entry("questions", path, language, "", {"title": titles[path]}, questions=questions)
            self.put_entry(f"{language}/{path}.md", entry)

    def question(self, row: Any, bank_file: str) -> Any:
        question = read_question(row)
        return replace(question, image=self.asset(row.image, bank_file)) if question.image else question


def _body_of(text: str, name: str) -> list[Any]:
    document = read_front_matter(text, name)
    return read_body(document.body, name, document.body_line)[0]


def _numbered_names(pages: list[Any], loaded: dict[int, str]) -> list[str]:
    """The names they were loaded under while these are in order, new pages last; else numbered anew."""
    known = [loaded[page.pk] for page in pages if page.pk in loaded]
    new_last = all(page.pk in loaded for page in pages[: len(known)])
    if new_last and known == sorted(known) and len(set(known)) == len(known):
        last = int(known[-1].partition("-")[0]) if known and known[-1].partition("-")[0].isdigit() else 0
        fresh = pages[len(known) :]
        return known + [f"{last + i:02d}-{_stem(page, loaded)}" for i, page in enumerate(fresh, 1)]
    return [f"{i:02d}-{_stem(page, loaded)}" for i, page in enumerate(pages, 1)]


def _stem(page: Any, loaded: dict[int, str]) -> str:
    name = loaded[page.pk].partition("-")[2] if page.pk in loaded else page.slug
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "page"


def read_values(page: Any, entry: Entry, names: dict[Any, str]) -> None:
    """The front matter of a page that is not a scenario."""

    def name(target: Any) -> str:
        return names.get(target.translation_key, "").rsplit("/", 1)[-1]

    values, kind = entry.values, entry.kind
    for key, field_name in FIELDS.items():
        if hasattr(page, field_name):
            values[key] = getattr(page, field_name)
    if kind in ("course", "module", "quiz"):
        entry.introduction = page.introduction.replace("\r\n", "\n").strip()
    if kind == "course":
        values["objectives"] = page.objective_list()
        values["prerequisites"] = [n for n in map(name, page.prerequisites.all()) if n]
    elif kind == "lesson":
        values["playbooks"] = [n for n in map(name, page.playbooks.all()) if n]
    elif kind == "playbook":
        values["channels"] = [channel.code for channel in page.channels.all()]
        values["situations"] = page.situation_list()
    elif kind == "charter":
        values["values"] = [
            {key: block.value.get(key) or "" for key in ("id", "name", "text")} for block in page.values
        ]
    elif kind == "quiz":
        values["questions"] = [block.value.code for block in page.questions if block.value and block.value.live]
        values["draws"] = list(read_draws(page))
