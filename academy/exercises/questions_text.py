"""Question files: a bank as text, read with line-numbered problems and written back."""

import json

from academy.exercises import blocktext
from academy.exercises.blocktext import SLUG, Block
from academy.exercises.frontmatter import read_front_matter
from academy.exercises.problems import Problem
from academy.exercises.quiz import Option, Question
from academy.exercises.text_problems import problem

_KINDS = {"unique": "single", "single": "single", "multiple": "multiple", "": "single"}
_SETTINGS = {"tags", "objective", "value", "difficulty", "critical", "feedback", "explanation"}
_YES = {"oui", "yes", "vrai", "true", "1"}


def read_questions(text: str, path: str) -> tuple[list[Question], list[Problem]]:
    """→ the questions that could be read, and every problem in the order of the lines."""
    document = read_front_matter(text, path)
    problems = list(document.problems)
    blocks, wrong = blocktext.read_blocks(document.body, document.body_line, _SETTINGS)
    problems += [problem(code, path, line, part) for code, line, part in wrong]
    questions: list[Question] = []
    for block in blocks:
        if any(question.id == block.id for question in questions):
            problems.append(problem("F20", path, block.line, block.id))
        questions.append(_question(block, path, problems))
    return questions, sorted(problems, key=lambda p: p.line)


def _question(block: Block, path: str, problems: list[Problem]) -> Question:
    if not SLUG.match(block.id):
        problems.append(problem("F12", path, block.line, block.id))
    if block.tag not in _KINDS:
        problems.append(problem("F13", path, block.line, block.tag, _KINDS))
    difficulty, line = block.settings.get("difficulty", ("1", block.line))
    if not difficulty.strip().isdecimal() or len(difficulty) > 2:
        problems.append(problem("F08", path, line, "difficulty"))
        difficulty = "1"
    return Question(
        id=block.id,
        kind=_KINDS.get(block.tag, "single"),
        text="\n".join(text for text, _ in block.texts) or block.title,
        options=_options(block, path, problems),
        explanation=block.setting("explanation"),
        objective=block.setting("objective"),
        value=block.setting("value"),
        difficulty=int(difficulty),
        critical=block.setting("critical").casefold() in _YES,
        tags=tuple(tag.strip() for tag in block.setting("tags").split(",") if tag.strip()),
    )


def _options(block: Block, path: str, problems: list[Problem]) -> tuple[Option, ...]:
    found: list[Option] = []
    for i, bullet in enumerate(block.bullets, 1):
        mark, text = bullet.text[:3].casefold(), bullet.text[3:].strip()
        if mark not in {"[ ]", "[x]"}:
            problems.append(problem("F21", path, bullet.line))
            continue
        id = bullet.id or f"o{i}"
        if any(option.id == id for option in found):
            problems.append(problem("F20", path, bullet.line, id))
        found.append(Option(id, text, mark == "[x]", bullet.settings.get("feedback", ("", 0))[0]))
    return tuple(found)


def write_questions(title: str, locale: str, questions: list[Question]) -> str:
    french = locale.startswith("fr")
    names = ["étiquettes", "objectif", "valeur", "difficulté", "critique", "retour", "explication"] if french else [
        "tags", "objective", "value", "difficulty", "critical", "feedback", "explanation"
    ]  # fmt: skip
    tags, objective, value, difficulty, critical, feedback, explanation = names
    kinds = {"single": "unique" if french else "single", "multiple": "multiple"}
    quoted = json.dumps(title, ensure_ascii=False)
    out = ["---", "type: questions", f"{'titre' if french else 'title'}: {quoted}",
           f"{'langue' if french else 'language'}: {locale}", "---"]  # fmt: skip
    for question in questions:
        out += [f"## {question.id} : [{kinds[question.kind]}]", question.text]
        settings = [(tags, ", ".join(question.tags)), (objective, question.objective), (value, question.value),
                    (difficulty, str(question.difficulty)),
                    (critical, ("oui" if french else "yes") if question.critical else "")]  # fmt: skip
        out += [f"{key}: {text}" for key, text in settings if text]
        for option in question.options:
            out.append(f"- [{'x' if option.correct else ' '}] {option.text} {{#{option.id}}}")
            if option.feedback:
                out.append(f"  {feedback}: {option.feedback}")
        if question.explanation:
            out.append(f"{explanation}: {question.explanation}")
    return "\n".join(out) + "\n"
