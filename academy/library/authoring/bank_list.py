"""The list of the question bank: filters, and columns that say where a question is used and translated."""

import django_filters
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale
from wagtail.snippets.views.snippets import IndexView

from academy.library.bank_usage import About, about
from academy.library.models import Question
from academy.library.models.question import KINDS, QuestionTag

SHOWN = 2


def _tags(request):
    """Tags of this brand's questions only."""
    mine = Question.objects.filter(brand=request.brand).values("pk")
    return QuestionTag.objects.filter(tagged_questions__content_object__in=mine).distinct().order_by("name")


class QuestionFilters(WagtailFilterSet):
    tag = django_filters.ModelMultipleChoiceFilter(
        label=gettext_lazy("Topic or tag"), field_name="tags", queryset=_tags, conjoined=True
    )
    objective = django_filters.ChoiceFilter(label=gettext_lazy("Objective"), choices=())
    kind = django_filters.MultipleChoiceFilter(label=gettext_lazy("Kind"), choices=KINDS)
    difficulty = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Difficulty"),
        choices=[(1, gettext_lazy("easy")), (2, gettext_lazy("medium")), (3, gettext_lazy("hard"))],
    )
    critical = django_filters.BooleanFilter(label=gettext_lazy("Critical"))
    live = django_filters.BooleanFilter(label=gettext_lazy("Published"))
    locale = django_filters.ModelChoiceFilter(label=gettext_lazy("Language"), queryset=Locale.objects.all())
    untranslated = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Not translated to"), queryset=Locale.objects.all(), method="not_translated"
    )
    twins = django_filters.BooleanFilter(label=gettext_lazy("Same text as another"), method="with_twins")

    class Meta:
        model = Question
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = Question.objects.filter(brand=self.request.brand).exclude(objective="")
        names = known.order_by("objective").values_list("objective", flat=True).distinct()
        self.filters["objective"].extra["choices"] = [(name, name) for name in names]

    def not_translated(self, queryset, name, locale):
        done = Question.objects.filter(translation_key=OuterRef("translation_key"), locale=locale, live=True)
        return queryset.exclude(locale=locale).exclude(Exists(done))

    def with_twins(self, queryset, name, wanted):
        mine = Question.objects.filter(brand=self.request.brand).exclude(text_key="")
        doubled = mine.order_by().values("text_key", "locale").annotate(n=Count("pk")).filter(n__gt=1)
        keys = {(row["text_key"], row["locale"]) for row in doubled}
        pks = [pk for pk, *key in mine.values_list("pk", "text_key", "locale") if tuple(key) in keys]
        return queryset.filter(pk__in=pks) if wanted else queryset.exclude(pk__in=pks)


class UsageColumn(Column):
    def get_value(self, instance):
        known: About = getattr(instance, "about", None) or About()
        pages = [(page, False) for page in known.listed] + [(page, True) for page in known.drawn]
        if not pages:
            return format_html('<span class="pv-checks__note">{}</span>', _("nowhere"))
        rows = [
            (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title, _(" (may be drawn)") if drawn else "")
            for page, drawn in pages[:SHOWN]
        ]
        links = format_html_join(format_html("<br>"), '<a href="{}">{}</a>{}', rows)
        more = len(pages) - SHOWN
        words = ngettext("and %(n)s more", "and %(n)s more", more) % {"n": more} if more > 0 else ""
        return format_html("{} {}", links, words)


_STATES = {
    "missing": gettext_lazy("missing"),
    "draft": gettext_lazy("draft"),
    "behind": gettext_lazy("to bring up to date"),
    "done": gettext_lazy("up to date"),
}


class TranslationColumn(Column):
    def get_value(self, instance):
        known: About = getattr(instance, "about", None) or About()
        return format_html_join(
            format_html("<br>"), "{} : {}", [(code.upper(), _STATES[state]) for code, state in known.translations]
        )


class TwinsColumn(Column):
    def get_value(self, instance):
        known: About = getattr(instance, "about", None) or About()
        links = [(reverse("wagtailsnippets_library_question:edit", args=[row.pk]), row.code) for row in known.twins[:3]]
        return format_html_join(", ", '<a href="{}">{}</a>', links)


class QuestionList(IndexView):
    @property
    def header_more_buttons(self):
        return [
            *super().header_more_buttons,
            Button(_("Import questions"), reverse("import_questions"), icon_name="upload", priority=80),
            Button(_("Export questions"), reverse("export_questions"), icon_name="download", priority=81),
        ]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        shown = list(context["object_list"])
        known = about(self.request.brand, shown)
        for question in context["object_list"]:
            question.about = known.get(question.pk)
        return context

    def get_queryset(self):
        return super().get_queryset().prefetch_related("tags")
