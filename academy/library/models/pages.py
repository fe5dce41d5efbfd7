"""What all our pages share, and the places in the tree that hold them."""

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from academy.library.models.field_help import AcademyPageForm
from academy.people.models import Brand


class AcademyPage(Page):
    """A page of a brand. `visible_to` is read by the gate in wagtail_hooks: 'public' or 'members'."""

    visible_to = "members"
    base_form_class = AcademyPageForm

    class Meta:
        abstract = True

    @property
    def brand(self) -> Brand | None:
        site = self.get_site()
        try:
            return site.brand if site else None
        except ObjectDoesNotExist:
            return None

    @property
    def language(self) -> str:
        return self.locale.language_code


class HomePage(AcademyPage):
    """The root of a brand in one language. The page people see there is the view `site:home`."""

    visible_to = "public"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["library.CourseIndexPage", "library.PlaybookIndexPage", "library.CharterPage"]

    class Meta:
        verbose_name = _("home page")

    def serve_preview(self, request, mode_name):
        """A draft of it has nothing of its own to show: what people see is made of the courses and of who they are."""
        return HttpResponseRedirect(self.get_url(request))


class _IndexPage(AcademyPage):
    max_count_per_parent = 1
    view_name = ""

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        return HttpResponseRedirect(reverse(self.view_name))

    def serve_preview(self, request, mode_name):
        return self.serve(request)


class CourseIndexPage(_IndexPage):
    parent_page_types = ["library.HomePage"]
    subpage_types = ["library.CoursePage"]
    view_name = "learning:catalogue"

    class Meta:
        verbose_name = _("list of courses")


class PlaybookIndexPage(_IndexPage):
    parent_page_types = ["library.HomePage"]
    subpage_types = ["library.PlaybookPage"]
    view_name = "library:playbooks"

    class Meta:
        verbose_name = _("list of playbooks")
