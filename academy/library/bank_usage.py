"""What the list of questions tells beside the text: where each is used, its translations, its twins."""

from collections import defaultdict
from dataclasses import dataclass, field

from wagtail.models import Locale

from academy.library.models import Question, QuizPage
from academy.library.quiz_engine import read_draws, read_question
from academy.people.models import Brand
from academy.people.roles import home_pages


@dataclass
class About:
    """`listed` and `drawn`: live quizzes that always ask it, and those that may draw it."""

    listed: list[QuizPage] = field(default_factory=list)
    drawn: list[QuizPage] = field(default_factory=list)
    translations: list[tuple[str, str]] = field(default_factory=list)  # (language, missing | draft | behind | done)
    twins: list[Question] = field(default_factory=list)


def about(brand: Brand, questions: list[Question]) -> dict[int, About]:
    """By key of the question; six queries however many questions and quizzes."""
    found = {question.pk: About() for question in questions}
    _usage(brand, questions, found)
    _translations(questions, found)
    _twins(brand, questions, found)
    return found


def _usage(brand: Brand, questions: list[Question], found: dict[int, About]) -> None:
    homes = list(home_pages(brand))
    quizzes = [
        page for page in QuizPage.objects.live().order_by("path") if any(page.path.startswith(h.path) for h in homes)
    ]
    listed, draws = {}, {}
    for page in quizzes:
        listed[page.pk] = {block.get("value") for block in page.questions.raw_data}
        draws[page.pk] = read_draws(page)
    for question in questions:
        asked = read_question(question)
        for page in quizzes:
            if page.locale_id != question.locale_id:
                continue
            if question.pk in listed[page.pk]:
                found[question.pk].listed.append(page)
            elif question.live and any(draw.takes(asked) for draw in draws[page.pk]):
                found[question.pk].drawn.append(page)


def _translations(questions: list[Question], found: dict[int, About]) -> None:
    locales = list(Locale.objects.order_by("pk"))
    family: dict = defaultdict(dict)
    keys = {question.translation_key for question in questions}
    rows = Question.objects.filter(translation_key__in=keys).only(
        "translation_key", "locale_id", "live", "last_published_at"
    )
    for row in rows:
        family[row.translation_key][row.locale_id] = row
    for question in questions:
        for locale in locales:
            if locale.pk != question.locale_id:
                other = family[question.translation_key].get(locale.pk)
                found[question.pk].translations.append((locale.language_code, _state(question, other)))


def _state(question: Question, other: Question | None) -> str:
    if other is None:
        return "missing"
    if not other.live:
        return "draft"
    mine, theirs = question.last_published_at, other.last_published_at
    return "behind" if mine and theirs and (mine - theirs).total_seconds() > 60 else "done"


def _twins(brand: Brand, questions: list[Question], found: dict[int, About]) -> None:
    keys = {question.text_key for question in questions if question.text_key}
    groups: dict = defaultdict(list)
    for row in Question.objects.filter(brand=brand, text_key__in=keys).only("pk", "code", "text_key", "locale_id"):
        groups[row.text_key, row.locale_id].append(row)
    for question in questions:
        group = groups[question.text_key, question.locale_id]
        found[question.pk].twins = [row for row in group if row.pk != question.pk]


def twins_of(question: Question) -> list[Question]:
    """Questions of the same brand and language with the same text, accents, case and typography forgiven."""
    same = Question.objects.filter(brand=question.brand, locale=question.locale, text_key=question.text_key)
    return list(same.exclude(pk=question.pk)) if question.text_key else []
