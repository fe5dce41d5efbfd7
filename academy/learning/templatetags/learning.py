"""What the library's pages say to one learner. Without a learner (a preview) they say it without states."""

from django import template
from django.utils.safestring import SafeString

from academy.learning.brief import Brief, brief_of
from academy.learning.charter import Standing, standing, text_hash
from academy.learning.course_view import CourseView, kind_name, view_course
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


@register.filter
def step_kind(kind: str) -> str:
    return kind_name(kind)


@register.filter
def markdown(text: str, language: str = "fr") -> SafeString:
    return render(text or "", language)
