"""A scenario as one text: read, edited and put back whole, or not at all."""

from academy.exercises.problems import Problem
from academy.exercises.scenario_text import read_scenario
from academy.exercises.scenario_writer import write_scenario
from academy.library.models import ScenarioPage
from academy.library.scenario_engine import fill_scenario_page

LIMIT = 1_000_000


def text_of(page: ScenarioPage) -> str | None:
    """The draft in the format of content files; None while the form itself cannot be read."""
    scenario, _problems = page.read_engine()
    return write_scenario(scenario) if scenario else None


def put_back(page: ScenarioPage, text: str, user) -> list[Problem]:
    """Saves the text as a new draft. → the reading errors; when there are any, nothing was saved."""
    language = page.locale.language_code
    scenario, problems = read_scenario(text[:LIMIT], "")
    errors = [problem for problem in problems if problem.severity == "error"]
    if scenario is None or errors:
        return errors or problems
    slug = page.slug
    fill_scenario_page(page, _in_language(scenario, language))
    page.slug = slug
    page.save_revision(user=user, log_action=True)
    return []


def _in_language(scenario, language: str):
    from dataclasses import replace

    return replace(scenario, locale=language)
