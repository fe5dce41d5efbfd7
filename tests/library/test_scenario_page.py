"""A scenario in the form of the admin: nothing of it is lost between text and fields."""

from dataclasses import replace

import pytest
from wagtail.models import Locale

from academy.exercises.scenario_text import read_scenario
from academy.library.models import ScenarioPage
from academy.library.scenario_engine import fill_scenario_page, read_scenario_page
from tests.exercises.lint.scenarios import CLEAN

pytestmark = pytest.mark.django_db


def test_a_scenario_survives_the_fields_of_its_page():
    scenario = replace(read_scenario(CLEAN, "colis.md")[0], graded=True, coach="at_end", attempts=2, shuffled=False)
    page = ScenarioPage(locale=Locale.objects.get_or_create(language_code="fr")[0])
    fill_scenario_page(page, scenario)
    read, problems = read_scenario_page(page)
    assert problems == [] and replace(read, id=scenario.id) == scenario


def test_a_blessed_play_that_cannot_be_read_is_said_on_the_form():
    page = ScenarioPage(locale=Locale.objects.get_or_create(language_code="fr")[0])
    fill_scenario_page(page, read_scenario(CLEAN, "colis.md")[0])
    page.blessed = "n'importe quoi"
    read, problems = read_scenario_page(page)
    assert read is None and [problem.code for problem in problems] == ["F33"]
