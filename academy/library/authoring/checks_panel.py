"""The panel at the top of every exercise's form: what is wrong, and the ways to look at it."""

from django.urls import reverse
from wagtail.admin.panels import Panel


class ChecksPanel(Panel):
    """Read-only; as fresh as the last save. Drafts may have errors, publishing may not."""

    def clean_name(self) -> str:
        return "checks"

    class BoundPanel(Panel.BoundPanel):
        template_name = "library/authoring/checks_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            page = self.instance
            if page.pk:
                from academy.library.authoring.findings import beside_fields, findings_of  # models import this panel
                from academy.library.authoring.leftovers import left_over

                exercise, problems = page.read_engine()
                found = findings_of(page, exercise, problems)
                context["beside"] = beside_fields(found)
                context["errors"] = [one for one in found if one.severity == "error"]
                context["others"] = [one for one in found if one.severity != "error"]
                context["left_over"] = left_over(page.step_kind, exercise)
                context["links"] = _links(page)
            return context


def _links(page) -> dict[str, str]:
    found = {
        name: reverse(f"exercise_{name}", args=[page.pk])
        for name in ("trial", "report", "text")
        if getattr(page, f"has_{name}", False)
    }
    if page.has_text and page.get_translations().exists():
        found["translation"] = reverse("exercise_translation", args=[page.pk])
    return found
