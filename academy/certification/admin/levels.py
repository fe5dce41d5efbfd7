"""Levels with what they ask and open; sponsors; targets of coverage."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from academy.certification.languages import clean_codes
from academy.certification.models import CoverageTarget, Level, Sponsorship
from academy.library.models import Channel, CoursePage, QuizPage, ScenarioPage, Topic
from academy.library.models.loaded import LoadedPage
from academy.library.tree import live_pages
from academy.people.admin_views import BrandForm, BrandViewSet
from academy.people.models import Brand, User
from academy.people.posted import posted_number

_PAGES = {"course": CoursePage, "quiz": QuizPage, "scenario": ScenarioPage}
_NAMED = {*_PAGES, "level"}


def what_can_be_asked(brand: Brand) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices for a requirement: levels by code, pages by content path or, made in the admin, by their key."""
    language = get_language() or "fr"
    groups = [(_("Levels"), [(level.code, level.name) for level in Level.objects.filter(brand=brand)])]
    for label, model in ((_("Courses"), CoursePage), (_("Quizzes"), QuizPage), (_("Scenarios"), ScenarioPage)):
        pages = list(live_pages(model, brand, language).order_by("path"))
        paths = dict(LoadedPage.objects.filter(page__in=pages).values_list("page_id", "path"))
        groups.append((label, [(paths.get(page.pk) or str(page.translation_key), page.title) for page in pages]))
    return groups


class LevelForm(BrandForm):
    """Offers what this brand has: its channels, topics, pages and levels."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        brand = self.instance.brand
        for name, model in (("channels", Channel), ("topics", Topic)):
            if name in self.fields:
                self.fields[name].queryset = model.objects.filter(brand=brand)
        if "requirements" in self.formsets:
            formset = self.formsets["requirements"]
            formset.form = _requirement_form(formset.form, what_can_be_asked(brand))

    def clean_languages(self) -> str:
        return clean_codes(self.cleaned_data["languages"])

    def clean(self):
        cleaned = super().clean()
        twin = Level.objects.filter(brand_id=self.instance.brand_id, code=cleaned.get("code"))
        if twin.exclude(pk=self.instance.pk).exists():
            self.add_error("code", _("Another level has this code."))
        return cleaned


def _requirement_form(base, groups):
    known = {value: group for group, (_label, choices) in enumerate(groups) for value, _name in choices}

    class RequirementForm(base):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            choices = [("", "---------"), *groups]
            kept = self.instance.ref
            if kept and kept not in known:
                named = self.instance.kind in _NAMED  # the charter is there, and in no list
                choices.append((kept, _("%(ref)s (not there yet)") % {"ref": kept} if named else kept))
            self.fields["ref"].widget = forms.Select(choices=choices)

        def clean(self):
            cleaned = super().clean()
            kind, ref = cleaned.get("kind"), cleaned.get("ref")
            if kind in _NAMED and not ref:
                self.add_error("ref", ValidationError(_("Choose which.")))
            if kind in _NAMED and ref in known and known[ref] != ["level", "course", "quiz", "scenario"].index(kind):
                self.add_error("ref", ValidationError(_("This is of another kind than the requirement.")))
            return cleaned

    return RequirementForm


_IN_WORDS = {
    "description": gettext_lazy("In two sentences, what it takes. Learners read it on the ladder."),
    "may_do": gettext_lazy("What holders may do from now on. It stands on the certificate."),
}


class LevelViewSet(BrandViewSet, SnippetViewSet):
    model = Level
    icon = "pv-award"
    menu_label = gettext_lazy("Levels")
    add_to_admin_menu = False
    list_display = [
        "name_fr",
        Column("order", label=gettext_lazy("Order"), sort_key="order"),
        Column("validity_months", label=gettext_lazy("Months"), sort_key="validity_months"),
        "code",
    ]
    ordering = ["order"]
    search_fields = ["name_fr", "name_en", "code"]
    panels = [
        FieldRowPanel(
            [
                FieldPanel(
                    "name_fr", help_text=gettext_lazy("A verb says best what the level is for: Listen, Answer.")
                ),
                FieldPanel("name_en", help_text=gettext_lazy("The same in English, for certificates in English.")),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("code", help_text=gettext_lazy("Lasting: courses say which level they open by it.")),
                FieldPanel("order", help_text=gettext_lazy("Its rung on the ladder, 1 is the lowest.")),
                FieldPanel("validity_months", help_text=gettext_lazy("Then it is renewed. 12 to 24 is usual.")),
            ]
        ),
        InlinePanel(
            "requirements",
            heading=gettext_lazy("What it asks"),
            label=gettext_lazy("requirement"),
            help_text=gettext_lazy("A level without any requirement is under construction: nobody earns it."),
            panels=[  # two rows: the names of courses are long
                FieldRowPanel([FieldPanel("kind"), FieldPanel("ref")]),
                FieldRowPanel([FieldPanel("pass_mark"), FieldPanel("count")]),
            ],
        ),
        MultiFieldPanel(
            [
                FieldPanel("renewal_window_days"),
                FieldRowPanel([FieldPanel("renewal_exercises"), FieldPanel("renewal_replies")]),
            ],
            heading=gettext_lazy("What renewing asks"),
            help_text=gettext_lazy(
                "Always: the levels below, the charter as it is now, and what changed since, read and passed in a "
                "short quiz. Never again: courses."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "channels", widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Where holders may speak.")
                ),
                FieldPanel(
                    "topics", widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("About what they may speak.")
                ),
                FieldPanel("languages"),
            ],
            heading=gettext_lazy("What it opens"),
            help_text=gettext_lazy("Certificates already given keep the scope they were given with."),
        ),
        MultiFieldPanel(
            [
                FieldPanel(f"{name}_{tongue}", help_text=_IN_WORDS[name])
                for name in ("description", "may_do")
                for tongue in ("fr", "en")
            ],
            heading=gettext_lazy("In words"),
        ),
    ]

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = LevelForm
        return handler.bind_to_model(self.model)


class SponsorshipForm(BrandForm):
    """A leader or manager vouches: the sponsor is who fills in the form."""

    words = {
        "person": gettext_lazy("For whom you vouch, having seen them work. Your name is kept with it."),
        "level": gettext_lazy("The level that asks for a sponsor."),
    }

    class Meta:
        fields = ["person", "level"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        brand = self.instance.brand
        if "person" in self.fields:
            self.fields["person"].queryset = User.objects.of_brand(brand).order_by("name")
            self.fields["level"].queryset = Level.objects.filter(brand=brand)

    def clean(self):
        cleaned = super().clean()
        person, level = cleaned.get("person"), cleaned.get("level")
        sponsor = self.for_user
        if person and person == sponsor:
            self.add_error("person", _("Nobody vouches for themselves."))
        if person and level and Sponsorship.objects.filter(person=person, level=level, sponsor=sponsor).exists():
            self.add_error("person", _("You vouch for this person already."))
        return cleaned


class SponsorshipCreateView(CreateView):
    def get_initial(self):
        """The review queue names the person and the level."""
        asked = {name: posted_number(self.request.GET, name) for name in ("person", "level")}
        return {**super().get_initial(), **{name: number for name, number in asked.items() if number}}

    def save_instance(self):
        from academy.certification.awards import award_if_earned

        self.form.instance.brand, self.form.instance.sponsor = self.request.brand, self.request.user
        saved = super().save_instance()
        award_if_earned(saved.person, saved.brand)
        return saved


class SponsorshipViewSet(BrandViewSet, ModelViewSet):
    model = Sponsorship
    icon = "group"
    menu_label = gettext_lazy("Sponsorships")
    add_view_class = SponsorshipCreateView
    list_display = [
        Column("person", label=gettext_lazy("Person"), sort_key="person__name"),
        Column("level", label=gettext_lazy("Level"), sort_key="level__order"),
        Column("sponsor", label=gettext_lazy("Sponsor"), sort_key="sponsor__name"),
        DateColumn("given", label=gettext_lazy("Given on"), sort_key="given"),
    ]
    search_fields = ["person__name", "sponsor__name"]
    search_backend_name = None
    list_select_related = ["person", "level", "sponsor"]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(Sponsorship, SponsorshipForm, fields=["person", "level"])


class TargetForm(BrandForm):
    words = {
        "channel": gettext_lazy("Where the brand must be able to answer."),
        "topic": gettext_lazy("About what."),
    }

    class Meta:
        fields = ["channel", "topic", "minimum"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        brand = self.instance.brand
        if "channel" in self.fields:
            self.fields["channel"].queryset = Channel.objects.filter(brand=brand)
            self.fields["topic"].queryset = Topic.objects.filter(brand=brand)

    def clean(self):
        cleaned = super().clean()
        twin = CoverageTarget.objects.filter(channel=cleaned.get("channel"), topic=cleaned.get("topic"))
        if twin.exclude(pk=self.instance.pk).exists():
            self.add_error("topic", _("There is a target for this channel and topic already: change that one."))
        return cleaned


class TargetViewSet(BrandViewSet, ModelViewSet):
    model = CoverageTarget
    icon = "crosshairs"
    menu_label = gettext_lazy("Coverage targets")
    list_display = [
        Column("channel", label=gettext_lazy("Channel")),
        Column("topic", label=gettext_lazy("Topic")),
        Column("minimum", label=gettext_lazy("Voices wanted"), sort_key="minimum"),
    ]
    list_select_related = ["channel", "topic"]
    copy_view_enabled = False
    search_fields = ["channel__name_fr", "topic__name_fr"]
    search_backend_name = None

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(CoverageTarget, TargetForm, fields=["channel", "topic", "minimum"])
