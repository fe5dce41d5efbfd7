"""A small published academy: a brand, one course (lesson, scenario, quiz) and an employee."""

from dataclasses import dataclass

import pytest

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


@pytest.fixture
def academy(db, tmp_path) -> Academy:
    root = tmp_path / "content"
    for name, text in FILES.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    brand = make_brand()
    load_folder(root, brand)
    course = CoursePage.objects.get(locale__language_code="fr", slug="base")
    return Academy(brand, course, make_person(brand, name="Inès Benali"))


@pytest.fixture
def learner(client, academy):
    """A browser signed in as the academy's employee."""
    client.force_login(academy.learner)
    return client
