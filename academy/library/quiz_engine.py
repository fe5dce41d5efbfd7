"""Quiz page ↔ engine quiz. The pool is what the page lists, and every live question with a drawn tag."""

from academy.exercises import quiz as engine
from academy.exercises.problems import Problem
from academy.library.models import Question, QuizPage


def read_quiz_page(page: QuizPage) -> tuple[engine.Quiz | None, list[Problem]]:
    listed, problems = [], []
    for number, block in enumerate(page.questions, 1):
        if block.value is None:
            problems.append(_problem(
                "Q01", f"question {number} : elle n’existe plus ; retirez-la ou choisissez-en une autre",
                f"question {number}: it no longer exists; remove it or choose another", f"question {number}",
            ))  # fmt: skip
        elif not block.value.live:
            problems.append(_problem(
                "Q02", f"la question « {block.value.code} » n’est pas publiée ; publiez-la d’abord",
                f"question “{block.value.code}” is not published; publish it first", block.value.code,
            ))  # fmt: skip
        else:
            listed.append(block.value)
    draws = tuple(
        engine.Draw((block.value.get("tag") or "").strip(), block.value.get("count") or 0) for block in page.draws
    )
    pool = {question.code: read_question(question) for question in _pool(page, listed, [d.tag for d in draws])}
    quiz = engine.Quiz(
        id=str(page.translation_key),
        locale=page.locale.language_code,
        title=page.title,
        summary=page.summary,
        minutes=page.minutes or 0,
        pass_mark=page.pass_mark or 0,
        attempts=page.attempts or 0,
        questions=tuple(pool[code] for code in sorted(pool)),
        listed=tuple(question.code for question in listed),
        draws=draws,
        show_feedback=page.show_feedback,
    )
    return quiz, problems


def _pool(page: QuizPage, listed: list[Question], tags: list[str]) -> list[Question]:
    drawn: list[Question] = []
    brand = page.brand
    if tags and brand:
        found = Question.objects.filter(brand=brand, locale_id=page.locale_id, live=True, tags__name__in=tags)
        drawn = list(Question.objects.filter(pk__in=found.values("pk")).prefetch_related("tags"))
    return [*listed, *drawn]


def read_question(question: Question) -> engine.Question:
    options = []
    for number, block in enumerate(question.options, 1):
        value = block.value
        options.append(
            engine.Option(
                id=value.get("id") or f"r{number}",
                text=_clean(value.get("text")),
                correct=bool(value.get("correct")),
                feedback=_clean(value.get("feedback")),
            )
        )
    return engine.Question(
        id=question.code,
        kind=question.kind,
        text=_clean(question.text),
        options=tuple(options),
        explanation=_clean(question.explanation),
        objective=question.objective,
        value=question.value,
        difficulty=question.difficulty,
        critical=question.critical,
        tags=tuple(sorted(tag.name for tag in question.tags.all())),
    )


def _clean(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _problem(code: str, fr: str, en: str, where: str) -> Problem:
    return Problem(code, "error", fr, en, where=where)
