"""Who may copy a course to which brand; asking for the copy; what it tells when it is done."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from academy.library.copying.copy import copy_course
from academy.library.copying.plan import Item, Plan, plan_copy
from academy.library.models import CoursePage
from academy.library.tree import homes_of
from academy.people.long_work import Beat, RefusedError, long_work, once
from academy.people.models import Brand, LongWork, User
from academy.people.permissions import Standing

KIND = "library.copy_course"
SHOWN = 60


def may_copy(user: User, source: Brand, target: Brand) -> bool:
    """The leader of both brands, or an administrator, who may publish there."""
    if source == target or not all(Standing(user, brand).leads_team for brand in (source, target)):
        return False
    return all(home.permissions_for_user(user).can_publish_subpage() for home in homes_of(target).values())


def targets_of(user: User, source: Brand) -> list[Brand]:
    """Brands this person may copy a course of `source` to."""
    others = Brand.objects.exclude(pk=source.pk).select_related("site__root_page").order_by("name")
    return [brand for brand in others if may_copy(user, source, brand)]


def ask_copy(plan: Plan, by: User) -> LongWork:
    """The same copy asked for twice is one piece of work."""
    title = _("“%(course)s” for %(brand)s") % {"course": plan.course.title, "brand": plan.target}
    return once(KIND, plan.source, by, title, plan.total, course=plan.course.pk, target=plan.target.pk)


@long_work(KIND)
def _copy(work: LongWork, beat: Beat) -> dict:
    course = CoursePage.objects.filter(pk=work.details["course"]).first()
    target = Brand.objects.select_related("site__root_page").filter(pk=work.details["target"]).first()
    if course is None or target is None:
        raise RefusedError(_("The course or the other brand does not exist any more."))
    if work.by is None or not may_copy(work.by, work.brand, target):  # a right may have ended meanwhile
        raise RefusedError(_("You may not publish in the other brand any more."))
    plan = plan_copy(course, work.brand, target)
    new = len(plan.new)
    copy = copy_course(plan, work.by, beat)
    told = ngettext("%(n)d draft was made for %(brand)s.", "%(n)d drafts were made for %(brand)s.", new)
    return {
        "told": told % {"n": new, "brand": target},
        "next": _next(copy, target),
        "parts": [
            {"title": title, "lines": lines[:SHOWN]}
            for title, lines in ((_("There already, kept as it is"), [in_words(item) for item in plan.there]),
                                 (_("To look at"), notes_of(plan)), (_("Left out"), plan.left_out))
            if lines
        ],
    }  # fmt: skip


def _next(copy: Page | None, target: Brand) -> list[dict[str, str]]:
    admin = target.site.root_url.rstrip("/")
    steps = [{"text": _("Look at the questions in the bank of %(brand)s and publish them.") % {"brand": target},
              "url": admin + reverse("wagtailsnippets_library_question:list")}]  # fmt: skip
    if copy is not None:
        steps.append({"text": _("Read the course over in %(brand)s and publish it, with everything below it.") % {
            "brand": target}, "url": admin + reverse("wagtailadmin_explore", args=[copy.pk])})  # fmt: skip
    return steps


def in_words(item: Item) -> str:
    return f"{item.kind} · {item.title[:120]} ({item.language})"


def notes_of(plan: Plan) -> list[str]:
    return [f"{in_words(item)} : {note}" for item in plan.items for note in item.notes]
