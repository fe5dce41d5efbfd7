"""What copying a course to another brand would do: what comes along, what is there already, what stays behind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from academy.library.content.bank import question_digest
from academy.library.copying.content import content_of, rewritten, texts_of
from academy.library.copying.keys import copy_key
from academy.library.keys import content_key
from academy.library.models import Channel, CoursePage, LoadedPage, PlaybookPage, Question, QuizPage, Topic
from academy.library.quiz_engine import read_draws, read_question
from academy.library.signals import brand_data_wanted
from academy.library.tree import homes_of
from academy.people.models import Brand


@dataclass
class Item:
    """A page or question. `there`: what the other brand has for it already. `note`: what differs or is lost."""

    source: Any
    kind: str
    language: str
    there: Any = None
    notes: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.source.text if isinstance(self.source, Question) else self.source.title

    @property
    def is_draft(self) -> bool:
        return not self.source.live


@dataclass
class Plan:
    source: Brand
    target: Brand
    course: CoursePage
    languages: list[str] = field(default_factory=list)
    pages: list[Item] = field(default_factory=list)  # a parent before its children, playbooks first
    questions: list[Item] = field(default_factory=list)
    files: dict[tuple[type, int], Any] = field(default_factory=dict)  # images and documents by model and key
    left_out: list[str] = field(default_factory=list)
    prerequisites: dict[int, int] = field(default_factory=dict)  # course to finish first → what it is over there
    level_is_unknown: bool = False

    @property
    def items(self) -> list[Item]:
        return [*self.questions, *self.pages]

    @property
    def new(self) -> list[Item]:
        return [item for item in self.items if item.there is None]

    @property
    def there(self) -> list[Item]:
        return [item for item in self.items if item.there is not None]

    @property
    def total(self) -> int:
        return len(self.items) + len(self.files)


def plan_copy(course: CoursePage, source: Brand, target: Brand) -> Plan:
    """Reads everything the course uses; writes nothing. Some ten queries per language and one per page."""
    return _Planner(course, source, target).run()


class _Planner:
    def __init__(self, course: CoursePage, source: Brand, target: Brand) -> None:
        self.plan = Plan(source, target, course)
        self.homes = homes_of(target)
        self.channels = set(Channel.objects.filter(brand=target).values_list("code", flat=True))
        self.topics = set(Topic.objects.filter(brand=target).values_list("code", flat=True))
        self.seen: set[tuple[type, int]] = set()
        self.lost: dict[type, dict[str, str]] = {Channel: {}, Topic: {}}

    def run(self) -> Plan:
        plan = self.plan
        versions = CoursePage.objects.filter(translation_key=plan.course.translation_key).select_related("locale")
        mine = {home.path for home in homes_of(plan.source).values()}
        for version in sorted(versions, key=lambda one: one.pk != plan.course.pk):
            if not any(version.path.startswith(path) for path in mine):
                continue
            language = version.locale.language_code
            if language not in self.homes:
                told = _("The version in “%(language)s”: %(brand)s has no pages in this language.")
                plan.left_out.append(told % {"language": version.locale, "brand": plan.target})
                continue
            plan.languages.append(language)
            self._course(version, language)
        self._levels()
        self._what_is_lost()
        self._files_there()
        return plan

    def _course(self, course: CoursePage, language: str) -> None:
        pages = Page.objects.descendant_of(course, inclusive=True).order_by("path").specific()
        items = [self._page(page, language) for page in pages]
        for item in items:
            for playbook in list(self._playbooks(item)):
                self.plan.pages.append(playbook)
        self.plan.pages += items
        for item in items:
            if isinstance(item.source, QuizPage):
                self._questions(item, language)

    def _page(self, page: Page, language: str) -> Item:
        item = Item(page, str(page._meta.verbose_name), language, self._there(page, language))
        if item.there is None and "](/" in texts_of(content_of(page)):
            item.notes.append(_("a text links to an address of this site: look at it after the copy"))
        return item

    def _there(self, page: Page, language: str) -> Page | None:
        """The copy made before, the page loaded from the same file, or the playbook of the same name."""
        home = self.homes[language]
        keys = [copy_key(self.plan.target, page.translation_key)]
        loaded = LoadedPage.objects.filter(page=page).first()
        if loaded:
            keys.append(content_key(self.plan.target, loaded.path))
        inside = Page.objects.descendant_of(home)
        same = Q(translation_key__in=keys)
        if isinstance(page, PlaybookPage):
            same |= Q(slug=page.slug, content_type=page.content_type)
        return inside.filter(same).first()

    # What a page names

    def _playbooks(self, item: Item) -> Iterator[Item]:
        """Playbooks that a page points to, and those that these point to; pictures and files on the way."""
        if item.there is not None and not isinstance(item.source, CoursePage):
            return
        found: list[int] = []

        def visit(model: type, key: int) -> int:
            if model is Channel:
                self._by_code(Channel, key, self.channels)
            elif model is Topic:
                self._by_code(Topic, key, self.topics)
            elif model in (get_image_model(), get_document_model()):
                self.plan.files[model, key] = None
            elif issubclass(model, CoursePage):
                self._prerequisite(item, key)
            elif issubclass(model, Page):
                found.append(key)
            return key

        rewritten(type(item.source), content_of(item.source), visit)
        for playbook in PlaybookPage.objects.filter(pk__in=[key for key in found if (Page, key) not in self.seen]):
            self.seen.add((Page, playbook.pk))
            inner = self._page(playbook, item.language)
            yield from self._playbooks(inner)
            yield inner

    def _by_code(self, model: type, key: int, known: set[str]) -> None:
        row = model.objects.filter(pk=key).first()
        if row and row.code not in known:
            self.lost[model][row.code] = str(row)

    def _what_is_lost(self) -> None:
        """Channels and topics of playbooks, each named once however many playbooks lose it."""
        words = {
            Channel: _(
                "Channels of playbooks that are not there: %s. Make them there first, by the same code, to keep them."
            ),
            Topic: _(
                "Topics of playbooks that are not there: %s. Make them there first, by the same code, to keep them."
            ),
        }
        for model, names in self.lost.items():
            if names:
                self.plan.left_out.append(words[model] % ", ".join(names.values()))

    def _prerequisite(self, item: Item, key: int) -> None:
        before = CoursePage.objects.filter(pk=key).first()
        there = before and self._there(before, item.language)
        if there:
            self.plan.prerequisites[key] = there.pk
        elif before:
            item.notes.append(
                _("the course “%s”, to be finished first, is not there: it is no longer asked for") % before
            )

    def _levels(self) -> None:
        opens = self.plan.course.opens
        answers = brand_data_wanted.send(type(self.plan.target), brand=self.plan.target)
        if opens and opens not in {level.code for _receiver, levels in answers for level in levels}:
            told = _("The level “%s” that the course opens: the other brand has no such level.")
            self.plan.left_out.append(told % opens)
            self.plan.level_is_unknown = True

    # The bank

    def _questions(self, item: Item, language: str) -> None:
        """Those the quiz lists, and every published one it may draw."""
        page = item.source
        if not page.live and page.latest_revision_id:
            page = page.get_latest_revision_as_object()
        listed = {block.get("value") for block in page.questions.raw_data}
        draws = read_draws(page)
        rows = Question.objects.filter(brand=self.plan.source, locale_id=page.locale_id)
        for row in rows.select_related("locale", "image").prefetch_related("tags").order_by("code"):
            if (Question, row.pk) in self.seen:
                continue
            if row.pk in listed or (row.live and any(draw.takes(read_question(row)) for draw in draws)):
                self.seen.add((Question, row.pk))
                self.plan.questions.append(self._question(row, language))

    def _question(self, row: Question, language: str) -> Item:
        there = Question.objects.filter(brand=self.plan.target, locale=row.locale, code=row.code).first()
        item = Item(row, str(_("question")), language, there)
        if there is None and row.image_id:
            self.plan.files[get_image_model(), row.image_id] = None
        if there is not None and question_digest(read_question(there)) != question_digest(read_question(row)):
            item.notes.append(_("its code “%s” stands for another text there, which is kept") % row.code)
        return item

    # Pictures and files

    def _files_there(self) -> None:
        """Those the other brand has already, known by their content, on its own shelf."""
        shelf = shelf_of(self.plan.target)
        for model, key in list(self.plan.files):
            file = model.objects.filter(pk=key).first()
            if file is None:
                del self.plan.files[model, key]
                continue
            same = model.objects.filter(file_hash=file.get_file_hash(), collection=shelf)
            self.plan.files[model, key] = same.first()


def shelf_of(brand: Brand) -> Any:
    """The brand's own collection of images and documents."""
    from wagtail.models import Collection

    of_brand = Collection.objects.filter(group_permissions__group__brand_group__brand=brand)
    return of_brand.first() or Collection.get_first_root_node()
