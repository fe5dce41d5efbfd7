"""Stories of other tools in the admin: upload to a module, look at what is kept and left out, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from academy.exercises.stories.base import LARGEST_FILE, Imported
from academy.library.authoring.looked_at import LookedAt, forget
from academy.library.authoring.stories import import_draft, stories_in
from academy.library.content.media import Media
from academy.library.models import ModulePage, ScenarioPage


class _Undo(Exception):
    """One story could not be kept, so none is."""


class StoryImportView(LookedAt, WagtailAdminTemplateMixin, View):
    """For who may add pages below this module. A file with an error imports nothing."""

    model = ScenarioPage
    page_title = gettext_lazy("Import a story")
    header_icon = "upload"
    template_name = "library/authoring/story_import.html"

    def dispatch(self, request, module_id: int):
        self.module = get_object_or_404(ModulePage, pk=module_id)
        if not self.module.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request)

    def get_page_subtitle(self):
        return self.module.get_admin_display_title()

    def get(self, request):
        return self.render_to_response(self.get_context_data())

    def post(self, request):
        if request.POST.get("upload"):
            return self.confirmed(request)
        given = request.FILES.get("file")
        if given is None or given.size > LARGEST_FILE:
            return self.render_to_response(self.get_context_data(missing=True), status=422)
        self.forget_all()
        data = given.read()
        stories = self.stories(data, given.name)
        broken = any(story.errors or story.scenario is None for story in stories)
        upload = None if broken else self.keep(data)
        context = self.get_context_data(
            stories=[_shown(story) for story in stories], upload=upload, name=given.name, broken=broken
        )
        return self.render_to_response(context, status=422 if broken else 200)

    def confirmed(self, request):
        """Reads the stored file again and makes the drafts: all of them or none."""
        upload = self.kept()
        if upload is None:
            return redirect("wagtailadmin_explore", self.module.pk)
        with upload.file.open("rb") as source:
            stories = self.stories(source.read(), request.POST.get("name", "")[:200])
        media = Media()
        try:
            with transaction.atomic():
                pages = [import_draft(self.module, story, request.user, media) for story in stories]
                if None in pages or not pages:
                    raise _Undo
        except _Undo:
            media.forget()
            messages.error(request, _("Nothing was imported: upload the file again to see why."))
            return redirect("import_story", self.module.pk)
        forget(upload)
        told = ngettext("%(n)s story is now a draft.", "%(n)s stories are now drafts.", len(pages))
        messages.success(request, told % {"n": len(pages)})
        if len(pages) == 1:
            return redirect("exercise_report", pages[0].pk)
        return redirect("wagtailadmin_explore", self.module.pk)

    def stories(self, data: bytes, name: str) -> list[Imported]:
        return stories_in(data, name, self.module.locale.language_code)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "module": self.module, **kwargs}


def _shown(story: Imported) -> dict:
    language = get_language() or "fr"
    steps = story.scenario.steps if story.scenario else ()
    return {
        "title": story.title or (story.scenario.title if story.scenario else ""),
        "format": story.format,
        "steps": steps,
        "choices": story.choices,
        "pictures": len(story.pictures),
        "left_out": [(one.place, one.said(language)) for one in story.left_out],
        "errors": [(one.place, one.said(language)) for one in story.errors],
    }
