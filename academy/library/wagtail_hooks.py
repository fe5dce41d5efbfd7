"""The menu «Library» of the Wagtail admin: question bank, rules of voice, channels, topics; a plainer menu."""

from django.contrib import messages
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from academy.library.authoring import (  # noqa: F401  their hooks register on import
    bank_publishing,
    bank_tagging,
    playbook_tagging,
)
from academy.library.authoring import hooks as workshop  # noqa: F401  its hooks register on import
from academy.library.authoring.bank_list import (
    QuestionFilters,
    QuestionList,
    TranslationColumn,
    TwinsColumn,
    UsageColumn,
)
from academy.library.bank_usage import twins_of
from academy.library.models import Channel, Question, Topic, VoiceRule
from academy.people.admin_views import BrandViewSet


class BrandChooserViewSet(BrandViewSet, SnippetChooserViewSet):
    per_page = 25


class QuestionViewSet(BrandViewSet, SnippetViewSet):
    model = Question
    index_view_class = QuestionList
    icon = "help"
    menu_label = _("Question bank")
    menu_name = "question-bank"
    chooser_viewset_class = BrandChooserViewSet
    list_display = [
        "text",
        "code",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("get_difficulty_display", label=_("Difficulty"), sort_key="difficulty"),
        BooleanColumn("critical", label=_("Critical"), sort_key="critical"),
        BooleanColumn("live", label=_("Published"), sort_key="live"),
        UsageColumn("used", label=_("Used in")),
        TranslationColumn("translated", label=_("Translation")),
        TwinsColumn("twins", label=_("Same text")),
    ]
    filterset_class = QuestionFilters
    list_export = ["code", "locale", "get_kind_display", "text", "explanation", "difficulty", "critical", "live"]
    export_headings = {"get_kind_display": _("Kind")}
    export_filename = "questions"
    list_per_page = 50
    inspect_view_enabled = False


class ChannelViewSet(BrandViewSet, SnippetViewSet):
    model = Channel
    icon = "comment"
    menu_label = _("Channels")
    chooser_viewset_class = BrandChooserViewSet
    list_display = ["name_fr", "name_en", "code", BooleanColumn("online", label=_("Online"))]
    list_filter = ["online"]
    search_fields = ["name_fr", "name_en", "code"]


class TopicViewSet(BrandViewSet, SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    chooser_viewset_class = BrandChooserViewSet
    list_display = ["name_fr", "name_en", "code", Column("get_sensitivity_display", label=_("Sensitivity"))]
    list_filter = ["sensitivity"]
    search_fields = ["name_fr", "name_en", "code"]


class VoiceRuleIndex(IndexView):
    @cached_property
    def header_buttons(self):
        trial = HeaderButton(_("Try it on a text"), reverse("voice_trial"), icon_name="edit")
        return [*super().header_buttons, trial]


class VoiceRuleViewSet(BrandViewSet, SnippetViewSet):
    model = VoiceRule
    index_view_class = VoiceRuleIndex
    icon = "openquote"
    menu_label = _("Rules of voice")
    menu_name = "voice-rules"
    chooser_viewset_class = BrandChooserViewSet
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("A reply"), sort_key="kind"),
        Column("get_level_display", label=_("How grave"), sort_key="level"),
        Column("get_language_display", label=_("Language"), sort_key="language"),
        "code",
    ]
    list_filter = ["kind", "level", "language"]
    search_fields = ["code", "message_fr", "message_en"]
    search_backend_name = None
    copy_view_enabled = False
    inspect_view_enabled = False


class LibraryGroup(SnippetViewSetGroup):
    menu_label = _("Library")
    menu_name = "library"
    menu_icon = "doc-full-inverse"
    menu_order = 150
    items = (QuestionViewSet, VoiceRuleViewSet, ChannelViewSet, TopicViewSet)


register_snippet(LibraryGroup)


@hooks.register("insert_global_admin_css")  # the forms of snippets do not read insert_editor_css
def question_form_css():
    return format_html('<link rel="stylesheet" href="{}">', static("library/question-form.css"))


@hooks.register("insert_global_admin_css")
def voice_form_css():
    return format_html('<link rel="stylesheet" href="{}">', static("library/voice-form.css"))


@hooks.register("insert_editor_js")
def question_form_js():
    return format_html('<script src="{}" defer></script>', static("library/question-form.js"))


@hooks.register("insert_editor_js")
def voice_form_js():
    return format_html('<script src="{}" defer></script>', static("library/voice-form.js"))


@hooks.register("register_admin_menu_item")
def site_menu_item():
    """Back to what everybody sees."""
    return MenuItem(_("See the site"), reverse("site:home"), name="site", icon_name="view", order=10_000)


_UNUSED = {"help", "snippets"}  # links to wagtail.org; what has a place of its own in the menu


@hooks.register("construct_main_menu")
def plainer_menu(request, items):
    items[:] = [item for item in items if item.name not in _UNUSED]


@hooks.register("construct_homepage_summary_items")
def plainer_summary(request, items):
    items.clear()  # counts of pages, images and documents help nobody here


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_of_twins(request, instance):
    if isinstance(instance, Question):
        for twin in twins_of(instance)[:3]:
            text = _("The bank has a question with the same text:")
            address = reverse("wagtailsnippets_library_question:edit", args=[twin.pk])
            messages.warning(request, format_html('{} <a href="{}">{}</a>', text, address, twin.code))
