"""What the library's pages say to one learner. Without a learner (a preview) they say it without states."""

from django import template
from django.utils.safestring import SafeString
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from academy.learning.brief import Brief, brief_of
from academy.learning.charter import Standing, standing, text_hash
from academy.learning.coaching import ask_for_talk, extra_percent, standing_of
from academy.learning.course_view import CourseView, kind_name, view_course
from academy.learning.exam_rules import rules_of
from academy.learning.models import CoachingTalk
from academy.learning.players.notices import why_not_now
from academy.learning.replies.examples import shown_in
from academy.learning.step_view import StepView, Tries, tries_of, view_step
from academy.library.markdown import render
from academy.library.models import Channel, CharterPage, CoursePage, PlaybookPage
from academy.library.models.course import StepPage

register = template.Library()


def _reader(request):
    return getattr(request, "user", None), getattr(request, "brand", None)


def step_of(request, page: StepPage) -> StepView | None:
    """The step for whoever asks; worked out once per request."""
    known = getattr(request, "_learning_step", None)
    if known is None or known[0] != page.pk:
        known = (page.pk, view_step(page, *_reader(request)))
        request._learning_step = known
    return known[1]


@register.simple_tag(takes_context=True)
def exemplary_replies(context) -> list[str]:
    """Texts of colleagues' replies shown in this playbook, for members of the brand; their authors agreed."""
    page, request = context["page"], context["request"]
    standing = getattr(request, "standing", None)
    if page.pk is None or standing is None or not standing.is_member:
        return []
    return list(shown_in(page).values_list("text", flat=True)[:5])


@register.simple_tag(takes_context=True)
def step_view(context) -> StepView | None:
    return step_of(context["request"], context["page"])


@register.simple_tag(takes_context=True)
def course_view(context) -> CourseView:
    page: CoursePage = context["page"]
    return view_course(page, *_reader(context["request"]))


@register.simple_tag
def playbooks_of(view: CourseView) -> list[PlaybookPage]:
    """Playbooks that the course's lessons name, each once."""
    lessons = [step.page.pk for step in view.steps if step.kind == "lesson"]
    return list(PlaybookPage.objects.live().filter(lessons__in=lessons).distinct().order_by("title"))


@register.simple_tag(takes_context=True)
def tries(context) -> Tries:
    return tries_of(_reader(context["request"])[0], context["page"].translation_key)


@register.simple_tag(takes_context=True)
def why_not_begin(context, tries: Tries) -> str:
    """Why no new attempt may begin now, in words; "" when one may, or one is under way."""
    person, page = _reader(context["request"])[0], context["page"]
    if tries.running or person is None or not person.is_authenticated:
        return ""
    may = standing_of(person, page.translation_key, rules_of(page), tries.attempts)
    here = step_of(context["request"], page)
    if may.refused == "talk" and here is not None:  # whoever falls under a rule that came later waits for it too
        ask_for_talk(person, _reader(context["request"])[1], here.course.translation_key, page.translation_key)
    return why_not_now(may) if may.refused else ""


@register.simple_tag(takes_context=True)
def last_talk(context) -> CoachingTalk | None:
    """The latest coaching talk about this exercise, for the person it was with."""
    person = _reader(context["request"])[0]
    if person is None or not person.is_authenticated:
        return None
    held = CoachingTalk.objects.filter(person=person, step_key=context["page"].translation_key, held__isnull=False)
    return held.select_related("by").order_by("-recorded").first()


@register.simple_tag(takes_context=True)
def minutes_allowed(context) -> int:
    """The time limit of this exercise for whoever reads, when extra time makes it another; else 0."""
    person, brand = _reader(context["request"])
    limit = getattr(context["page"], "time_limit_minutes", 0) or 0
    if not limit or brand is None or person is None or not person.is_authenticated:
        return 0
    extra = extra_percent(person, brand)
    return -(-limit * (100 + extra) // 100) if extra else 0


@register.simple_tag(takes_context=True)
def exercise_brief(context) -> Brief:
    return brief_of(context["page"])


@register.simple_tag(takes_context=True)
def charter_standing(context) -> Standing | None:
    person, brand = _reader(context["request"])
    page: CharterPage = context["page"]
    if person is None or not person.is_authenticated or brand is None:
        return None
    return standing(person, brand, page)


@register.simple_tag
def charter_hash(page: CharterPage) -> str:
    return text_hash(page)


@register.simple_tag(takes_context=True)
def channel_name(context, code: str) -> str:
    brand = _reader(context["request"])[1]
    channel = Channel.objects.filter(brand=brand, code=code).first() if brand and code else None
    return channel.name if channel else code


@register.inclusion_tag("learning/picture.html")
def picture(reference: str, alt: str) -> dict:
    """The picture that a version names as image:<id>; its alternative text in words once the file is gone."""
    number = reference.removeprefix("image:")
    found = get_image_model().objects.filter(pk=number).first() if number.isdecimal() else None
    try:
        rendition = found.get_rendition("width-960|format-webp") if found else None
    except (OSError, SourceImageIOError):
        rendition = None
    return {"rendition": rendition, "alt": alt}


@register.filter
def step_kind(kind: str) -> str:
    return kind_name(kind)


@register.filter
def markdown(text: str, language: str = "fr") -> SafeString:
    return render(text or "", language)
