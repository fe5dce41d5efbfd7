"""What the engine has to say about a draft, in the author's language, each with the place to mend it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from academy.exercises.problems import Problem
from academy.library.authoring.places import Places
from academy.library.models.exercise_page import ExercisePage, problems_in
from academy.library.translations import translation_problems


@dataclass(frozen=True)
class Finding:
    """`url` is the address of the block in the editor, "" when it is not in one block; `place` the way to the field;
    `witness` a play that shows it ("step/choice", separated by commas)."""

    severity: str
    code: str
    text: str
    mend: str
    where: str
    url: str
    place: tuple[str, ...] = ()
    witness: str = ""


def findings_of(page: ExercisePage, exercise: Any, problems: list[Problem]) -> list[Finding]:
    """`exercise`, `problems`: the page as it was read (`read_engine`)."""
    return findings_in(page, [*problems_in(exercise, problems), *translation_problems(page, exercise)])


def findings_in(page: ExercisePage, problems: list[Problem]) -> list[Finding]:
    """Errors first, then warnings and remarks. A page that was never saved has no addresses."""
    places = Places(page)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk else ""
    language = get_language() or "fr"
    found = []
    for problem in problems:
        block = places.blocks.get(problem.where.partition("/")[0])
        anchor = f"#block-{block.id}-section" if block is not None else ""
        where = places.words_for(problem.where)
        if where != problem.where:  # a part of the form with a name of its own: the remark stands beside it there
            anchor = "#content"
        found.append(
            Finding(
                problem.severity, problem.code, problem.message(language), problem.mend(language), where,
                edit + anchor if anchor else "", places.of(problem), ",".join(problem.witness),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: ["error", "warning", "info"].index(one.severity))


def beside_fields(findings: list[Finding]) -> list[dict]:
    """What the editor's script puts beside the fields."""
    return [
        {"place": list(one.place), "severity": one.severity, "code": one.code, "text": one.text, "mend": one.mend}
        for one in findings
        if one.place
    ]
