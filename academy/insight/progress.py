"""Who is how far: one row per person and course, or one per person. Reads kept-up rows only, never responses."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.models import Page

from academy.certification.models import Award
from academy.learning.models import Progress
from academy.library.models import CoursePage
from academy.library.tree import live_pages
from academy.people.models import Brand, Department, Membership, User


def people_in(brand: Brand, departments: list[Department] | None) -> QuerySet[User]:
    """Active people of the brand, in these departments when a list is given."""
    valid = Membership.objects.valid_on().filter(brand=brand)
    if departments is not None:
        valid = valid.filter(department__in=departments)
    return User.objects.filter(is_active=True, pk__in=valid.values("user"))


def progress_rows(brand: Brand, departments: list[Department] | None, language: str) -> QuerySet[Progress]:
    """Progress with `department`, `course` and `level` as texts: one query however many rows."""
    department = Membership.objects.valid_on().filter(user=OuterRef("person"), brand=brand, department__isnull=False)
    course = Page.objects.filter(translation_key=OuterRef("course_key"))
    level = Award.objects.for_brand(brand).valid_on().filter(person=OuterRef("person")).order_by("-level__order")
    name = "level__name_en" if language == "en" else "level__name_fr"
    return (
        Progress.objects.filter(brand=brand, person__in=people_in(brand, departments))
        .select_related("person")
        .annotate(
            department=Subquery(department.order_by("pk").values("department__name")[:1]),
            # the language of the reader when there is one, else the course's first
            course=Subquery(
                course.order_by(_first(language), "pk").values("title")[:1],
            ),
            level=Subquery(level.values(name)[:1]),
        )
    )


def _first(language: str):
    from django.db.models import Case, IntegerField, Value, When

    return Case(When(locale__language_code=language, then=Value(0)), default=Value(1), output_field=IntegerField())


def course_choices(brand: Brand, language: str) -> list[tuple[str, str]]:
    return [(str(key), title) for key, title in _titles(brand, language)]


def _titles(brand: Brand, language: str):
    return live_pages(CoursePage, brand, language).values_list("translation_key", "title")


@dataclass
class PersonRow:
    person: User
    department: str = ""
    courses: list[tuple[str, Progress]] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(1 for _title, progress in self.courses if progress.completed)

    @property
    def last_seen(self) -> date | None:
        return max((progress.last_seen for _title, progress in self.courses), default=None)


def person_rows(brand: Brand, people: list[User], language: str) -> list[PersonRow]:
    """Progress and valid certificates of these people: four queries, whatever their number."""
    rows = {person.pk: PersonRow(person) for person in people}
    titles = dict(_titles(brand, language))
    for progress in Progress.objects.filter(brand=brand, person__in=people).order_by("enrolled"):
        if progress.course_key in titles:
            rows[progress.person_id].courses.append((titles[progress.course_key], progress))
    for award in Award.objects.for_brand(brand).valid_on().filter(person__in=people).select_related("level"):
        rows[award.person_id].awards.append(award)
    members = Membership.objects.valid_on().filter(brand=brand, user__in=people, department__isnull=False)
    for membership in members.select_related("department").order_by("-pk"):
        rows[membership.user_id].department = membership.department.name
    return list(rows.values())
