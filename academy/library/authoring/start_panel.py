"""What an author can begin, one click from the admin's home."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from academy.library.models import CharterPage, CourseIndexPage, PlaybookIndexPage
from academy.library.tree import home_of


class StartPanel(Component):
    name = "start"
    template_name = "library/authoring/start_panel.html"
    order = 60

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        home = home_of(request.brand, get_language() or "fr")
        below = {
            type(page): page
            for page in home.get_children().specific()
            if isinstance(page, CourseIndexPage | PlaybookIndexPage | CharterPage)
        }
        links = [("comment", _("Write a scenario or another exercise"), reverse("exercise_skeleton"))]
        if courses := below.get(CourseIndexPage):
            links.append(("clipboard-list", _("New course from a skeleton"), reverse("skeleton", args=[courses.pk])))
            links.append(("edit", _("Go on with a course"), reverse("wagtailadmin_explore", args=[courses.pk])))
        if playbooks := below.get(PlaybookIndexPage):
            address = reverse("wagtailadmin_pages:add", args=["library", "playbookpage", playbooks.pk])
            links.append(("doc-full-inverse", _("Write a playbook"), address))
        links.append(("help", _("Add a question to the bank"), reverse("wagtailsnippets_library_question:add")))
        if charter := below.get(CharterPage):
            links.append(("pick", _("Revise the charter"), reverse("wagtailadmin_pages:edit", args=[charter.pk])))
        return {"links": links}
