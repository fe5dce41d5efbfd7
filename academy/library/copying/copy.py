"""The copy itself, item by item, each whole or not at all: broken off, it goes on where it was."""

import io
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from academy.library.content.places import Places
from academy.library.copying.content import content_of, rewritten
from academy.library.copying.keys import copy_key
from academy.library.copying.plan import Item, Plan, shelf_of
from academy.library.models import Channel, CoursePage, PlaybookPage, Question, Topic
from academy.people.audit import record
from academy.people.long_work import Beat
from academy.people.models import User

# What belongs to the original and not to its copy, of pages and of questions.
_FRESH: dict[str, Any] = {
    "pk": None, "live": False, "has_unpublished_changes": True, "first_published_at": None, "last_published_at": None,
    "live_revision": None, "latest_revision": None, "latest_revision_created_at": None, "go_live_at": None,
    "expire_at": None, "expired": False, "locked": False, "locked_at": None, "locked_by": None,
}  # fmt: skip
_FRESH_PAGE: dict[str, Any] = {
    **_FRESH, "path": "", "depth": 0, "numchild": 0, "url_path": "", "alias_of": None, "wagtail_admin_comments": [],
}  # fmt: skip


def copy_course(plan: Plan, by: User | None, beat: Beat = lambda done, total: None) -> CoursePage | None:
    """Carries out a plan made just now. → the copy in the course's language (None when that language is left out)."""
    copy = _Copy(plan, by, beat)
    copy.run()
    facts = {"new": len(plan.new), "there": len(plan.there)}
    with transaction.atomic():
        record(by, "course.copied_out", plan.course, brand=plan.source, to=plan.target.name, **facts)
        record(by, "course.copied_in", plan.course, brand=plan.target, of=plan.source.name, **facts)
    return copy.course_in(plan.languages)


class _Copy:
    def __init__(self, plan: Plan, by: User | None, beat: Beat) -> None:
        self.plan, self.by, self.beat, self.done = plan, by, beat, 0
        self.places = Places(plan.target, plan.languages)
        self.shelf = shelf_of(plan.target)
        self.pages: dict[int, Page] = {}  # key of the original → its copy
        self.questions: dict[int, int] = {}
        self.files: dict[tuple[type, int], int] = {}
        self.early: list[Item] = []  # named a page that was not there yet: two playbooks that point to each other

    def run(self) -> None:
        for place, there in self.plan.files.items():
            self.files[place] = there.pk if there else self._file(*place)
            self._step()
        for item in self.plan.questions:
            self.questions[item.source.pk] = item.there.pk if item.there else self._question(item)
            self._step()
        for item in self.plan.pages:
            found = item.there.specific if item.there else self._page(item)
            if found is not None:
                self.pages[item.source.pk] = found
            self._step()
        for item in self.early:
            self._again(item)

    def _step(self) -> None:
        self.done += 1
        self.beat(self.done, self.plan.total)

    def course_in(self, languages: list[str]) -> Page | None:
        for item in self.plan.pages:
            if isinstance(item.source, CoursePage) and item.language == (languages or [""])[0]:
                return self.pages.get(item.source.pk)
        return None

    # One thing

    @transaction.atomic
    def _file(self, model: type, key: int) -> int:
        file = model.objects.get(pk=key)
        with file.file.open("rb") as source:
            data = source.read()
        name = Path(file.file.name).name
        file.pk, file._state.adding = None, True
        file.collection, file.uploaded_by_user = self.shelf, self.by
        file.file.save(name, File(io.BytesIO(data), name), save=False)
        file.save()
        return int(file.pk)

    @transaction.atomic
    def _question(self, item: Item) -> int:
        source = item.source
        content = rewritten(Question, content_of(source), self._visit) | _FRESH
        content |= {
            "brand": self.plan.target.pk, "translation_key": str(copy_key(self.plan.target, source.translation_key)),
            "image": self.files.get((get_image_model(), source.image_id)),
        }  # fmt: skip
        content["tagged_items"] = [{**tag, "pk": None, "content_object": None} for tag in content["tagged_items"]]
        question = Question.from_serializable_data(content, check_fks=False)
        question.save()
        question.save_revision(user=self.by)
        return int(question.pk)

    def _page(self, item: Item) -> Page | None:
        parent = self._parent(item)
        if parent is None:
            return None
        content = self._content(item)
        content |= {
            "translation_key": str(copy_key(self.plan.target, item.source.translation_key)),
            "slug": _free_slug(parent, item.source.slug), "owner": self.by.pk if self.by else None,
        }  # fmt: skip
        page = type(item.source).from_serializable_data(content, check_fks=False)
        try:
            with transaction.atomic():
                Page.objects.get(pk=parent.pk).add_child(instance=page)
                page.save_revision(user=self.by, log_action=True)
        except ValidationError as wrong:  # a draft nobody could have published
            told = _("“%(title)s”: this draft is not complete (%(why)s).")
            self.plan.left_out.append(told % {"title": item.title, "why": " ".join(wrong.messages)})
            return None
        return page

    def _content(self, item: Item) -> dict[str, Any]:
        content = rewritten(type(item.source), content_of(item.source), lambda m, k: self._visit(m, k, item))
        content |= _FRESH_PAGE
        if "must_know" in content:  # publishing the copy announces nothing to anybody
            content |= {"must_know": False, "what_changed": ""}
        if isinstance(item.source, CoursePage) and self.plan.level_is_unknown:
            content["opens"] = ""
        return content

    def _parent(self, item: Item) -> Page | None:
        if isinstance(item.source, PlaybookPage):
            return self.places.indexes[item.language, "@playbooks"]
        if isinstance(item.source, CoursePage):
            return self.places.indexes[item.language, "@courses"]
        return self.pages.get(item.source.get_parent().pk)

    def _again(self, item: Item) -> None:
        """Fills in what could not be named the first time."""
        page, model = self.pages.get(item.source.pk), type(item.source)
        if page is None:
            return
        named = model.from_serializable_data(self._content(item) | {"pk": page.pk}, check_fks=False)
        for field in model._meta.get_fields():
            if hasattr(field, "stream_block") or (field.many_to_many and not field.auto_created):
                value = getattr(named, field.name)
                setattr(page, field.name, value if hasattr(field, "stream_block") else list(value.all()))
        page.save()
        page.save_revision(user=self.by)

    def _visit(self, model: type, key: int, item: Item | None = None) -> int | None:
        if model is Question:
            return self.questions.get(key)
        if model in (get_image_model(), get_document_model()):
            return self.files.get((model, key))
        if model in (Channel, Topic):
            codes = model.objects.filter(pk=key).values("code")
            return model.objects.filter(brand=self.plan.target, code__in=codes).values_list("pk", flat=True).first()
        if issubclass(model, CoursePage):
            return self.plan.prerequisites.get(key)
        if issubclass(model, Page):
            found = self.pages.get(key)
            if found is None and item is not None and item not in self.early:
                self.early.append(item)
            return found.pk if found else None
        return key


def _free_slug(parent: Page, wanted: str) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(s for s in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if s not in taken)
