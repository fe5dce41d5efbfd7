"""Small published academies: a brand, one course and an employee. Rows are made once a file (`tests/stages.py`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from academy.learning.enrolment import enrol
from academy.library.content.load import load_folder
from academy.library.models import CoursePage
from academy.library.models.course import Step
from academy.people.models import Brand, User
from tests.library.content.conftest import FILES
from tests.people.factories import make_brand, make_person


@dataclass
class Academy:
    brand: Brand
    course: CoursePage
    learner: User

    @property
    def steps(self) -> dict[str, Step]:
        return {step.kind: step for step in self.course.steps()}

    def page(self, kind: str):
        return self.steps[kind].page.specific

    def enrol(self, person: User | None = None):
        return enrol(person or self.learner, self.brand, self.course)


def loads(more: Mapping[str, str]) -> Callable[[Path], None]:
    """A maker for `tests/stages.py`: the small course (lesson, scenario, quiz) with `more` files, published."""

    def make(folder: Path) -> None:
        for name, text in {**FILES, **more}.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        load_folder(folder, make_brand())

    return make


def standing_academy() -> Academy:
    """The academy of the stage, with an employee of this test's own."""
    brand = Brand.objects.get()
    course = CoursePage.objects.get(locale__language_code="fr", slug="base")
    return Academy(brand, course, make_person(brand, name="Inès Benali"))
