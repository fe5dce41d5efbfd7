"""Quiz page ↔ engine quiz. The pool is what the page lists, and every live question with a drawn tag."""

from collections.abc import Iterable

from django.db.models import Q

from academy.exercises import question as engine_question
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
    draws = read_draws(page)
    pool = {question.code: read_question(question) for question in _pool(page, listed, draws)}
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
        mode=page.mode,
        test_out=page.test_out or 0,
    )
    return quiz, problems


def read_draws(page: QuizPage) -> tuple[engine.Draw, ...]:
    return tuple(
        engine.Draw(
            tag=(block.value.get("tag") or "").strip(),
            count=block.value.get("count") or 0,
            objective=(block.value.get("objective") or "").strip(),
            difficulty=int(block.value.get("difficulty") or 0),
        )
        for block in page.draws
    )


def _pool(page: QuizPage, listed: list[Question], draws: tuple[engine.Draw, ...]) -> list[Question]:
    """What is listed, and every live question some draw may take."""
    brand, wanted = page.brand, Q()
    for draw in draws:
        one = Q(tags__name=draw.tag) if draw.tag else Q()
        one &= Q(objective=draw.objective) if draw.objective else Q()
        one &= Q(difficulty=draw.difficulty) if draw.difficulty else Q()
        wanted |= one or Q(pk__gt=0)
    if not draws or not brand:
        return listed
    found = Question.objects.filter(wanted, brand=brand, locale_id=page.locale_id, live=True)
    return [*listed, *Question.objects.filter(pk__in=found.values("pk")).prefetch_related("tags")]


def read_question(question: Question, tags: Iterable[str] | None = None) -> engine.Question:
    """The row as the engine sees it; `tags` saves the query for a question that is not saved yet."""
    options = []
    for number, block in enumerate(question.options, 1):
        value = block.value
        options.append(
            engine.Option(
                id=value.get("id") or f"r{number}",
                text=_clean(value.get("text")),
                correct=bool(value.get("correct")),
                feedback=_clean(value.get("feedback")),
                match=_clean(value.get("match")),
                group=value.get("group") or "",
                rank=value.get("rank") or 0,
                worth=value.get("worth") or 0,
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
        tags=tuple(sorted(tag.name for tag in question.tags.all()) if tags is None else tags),
        ignore=tuple(name for name in engine_question.IGNORABLE if getattr(question, f"ignore_{name}")),
        ask=(question.ask or "rank") if question.kind == "judgement" else "",
        image=f"image:{question.image_id}" if question.image_id else "",
        alt=question.alt if question.image_id else "",
    )


def _clean(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


def _problem(code: str, fr: str, en: str, where: str) -> Problem:
    return Problem(code, "error", fr, en, where=where)
