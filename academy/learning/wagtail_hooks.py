"""Pages of a course know who reads them: the place is remembered, so that any device resumes there."""

from wagtail import hooks

from academy.learning.progress import visit
from academy.learning.templatetags.learning import step_of
from academy.library.models.course import StepPage


@hooks.register("before_serve_page", order=50)  # after the gate
def remember_place(page, request, serve_args, serve_kwargs):
    if not isinstance(page, StepPage) or request.method != "GET":
        return
    here = step_of(request, page)
    if here and here.view.progress and here.view.progress.last_step != page.translation_key:
        visit(request.user, here.course.translation_key, page.translation_key)
