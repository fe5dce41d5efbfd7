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
