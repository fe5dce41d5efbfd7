"""Whoever writes a page is told, in French, what every field is called and what it is for."""

import pytest
from django.utils import translation
from wagtail.models import get_page_models

OURS = [model for model in get_page_models() if model.__module__.startswith("academy.")]


def _fields(model):
    """(name, label, help) of every field of the page's edit form, as the editor shows them."""
    handler = model.get_edit_handler()
    form = handler.get_form_class()(for_user=None)
    for panel in _leaves(handler):
        bound = form.fields.get(getattr(panel, "field_name", None))
        if bound is not None:
            yield panel.field_name, str(panel.heading or bound.label), str(panel.help_text or bound.help_text)


def _leaves(panel):
    for child in getattr(panel, "children", None) or []:
        yield from _leaves(child)
    if not hasattr(panel, "children"):
        yield panel


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_field_has_a_name_and_a_word_of_help_in_french(model):
    with translation.override("fr"):
        french = list(_fields(model))
    with translation.override("en"):
        english = {name: help_text for name, _label, help_text in _fields(model)}
    silent = [name for name, label, help_text in french if not label or not help_text]
    foreign = [name for name, _label, help_text in french if help_text == english[name]]
    assert french and not silent and not foreign, f"without help: {silent}; help in English: {foreign}"


def _snippets_and_settings():
    from wagtail.contrib.settings.views import get_setting_edit_handler
    from wagtail.snippets.models import get_snippet_models

    from academy.people.models import Brand

    yield "Brand", get_setting_edit_handler(Brand)
    for model in get_snippet_models():
        if model.__module__.startswith("academy."):
            yield model.__name__, model.snippet_viewset.get_edit_handler()


def _forms_of_the_leader():
    from academy.certification.admin.levels import SponsorshipViewSet, TargetViewSet
    from academy.learning.exam_admin import ExtraTimeViewSet
    from academy.people.wagtail_hooks import DepartmentViewSet, InvitationViewSet, MembershipViewSet

    for kind in (SponsorshipViewSet, TargetViewSet, ExtraTimeViewSet, DepartmentViewSet, InvitationViewSet,
                 MembershipViewSet):  # fmt: skip
        form = kind("test").get_form_class()
        fields = {
            n: (form.names.get(n) or f.label, form.words.get(n) or f.help_text) for n, f in form.base_fields.items()
        }
        yield kind.__name__, fields


@pytest.mark.django_db
def test_every_field_of_a_snippet_a_setting_and_a_form_of_the_leader_has_both_too():
    said: dict = {"fr": {}, "en": {}}
    for language, found in said.items():
        with translation.override(language):
            for owner, handler in _snippets_and_settings():
                fields = handler.get_form_class().base_fields
                for panel in _leaves(handler):
                    bound = fields.get(getattr(panel, "field_name", None))
                    if bound is not None:
                        words = str(panel.heading or bound.label), str(panel.help_text or bound.help_text)
                        found[f"{owner}.{panel.field_name}"] = words
            for owner, fields in _forms_of_the_leader():
                for name, words in fields.items():
                    found[f"{owner}.{name}"] = tuple(map(str, words))
    assert len(said["fr"]) > 50
    assert not [place for place, words in said["fr"].items() if not all(words)]
    same = [place for place, words in said["fr"].items() if words[1] == said["en"][place][1]]
    assert not same, f"help in English: {same}"
