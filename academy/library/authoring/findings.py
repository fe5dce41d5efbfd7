"""What the engine has to say about a draft, in the author's language, each with the place to mend it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from academy.exercises.problems import Problem
from academy.library.authoring.drafts import block_anchors
from academy.library.models.exercise_page import ExercisePage, problems_of


@dataclass(frozen=True)
class Finding:
    """`anchor` is the address of the block in the editor, '' when it is not in one block."""

    severity: str
    code: str
    text: str
    where: str
    url: str


def findings_of(page: ExercisePage) -> list[Finding]:
    return findings_in(page, problems_of(page))


def findings_in(page: ExercisePage, problems: list[Problem]) -> list[Finding]:
    """Errors first, then warnings and remarks. A page that was never saved has no addresses."""
    anchors = block_anchors(page)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk else ""
    language = get_language() or "fr"
    found = []
    for problem in problems:
        anchor = anchors.get(problem.where.partition("/")[0], "")
        found.append(Finding(problem.severity, problem.code, problem.message(language), problem.where, edit + anchor))
    return sorted(found, key=lambda one: ["error", "warning", "info"].index(one.severity))
