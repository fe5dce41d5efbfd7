"""Question files: a bank as text, read with line-numbered problems and written back."""

import json
import re
from dataclasses import replace

from academy.exercises import blocktext
from academy.exercises.blocktext import SLUG, Block, Bullet
from academy.exercises.frontmatter import read_front_matter
from academy.exercises.problems import Problem
from academy.exercises.question import IGNORABLE, Option, Question
from academy.exercises.text_problems import problem

# Written name → (kind, ask); the first French and the first English name of a kind are those written.
_KINDS = {
    "unique": ("single", ""), "single": ("single", ""), "": ("single", ""), "multiple": ("multiple", ""),
    "vrai-faux": ("truefalse", ""), "true-false": ("truefalse", ""), "truefalse": ("truefalse", ""),
    "appariement": ("matching", ""), "matching": ("matching", ""),
    "ordre": ("ordering", ""), "ordering": ("ordering", ""),
    "courte": ("short", ""), "short": ("short", ""), "nombre": ("numeric", ""), "numeric": ("numeric", ""),
    "trous": ("gaps", ""), "gaps": ("gaps", ""), "repérage": ("spot", ""), "spot": ("spot", ""),
    "jugement": ("judgement", "rank"), "judgement": ("judgement", "rank"),
    "meilleur-pire": ("judgement", "best-worst"), "best-worst": ("judgement", "best-worst"),
}  # fmt: skip
_OF_QUESTION = {"tags", "objective", "value", "difficulty", "critical", "explanation", "ignore", "image", "alt"}
_OF_OPTION = {"feedback", "worth"}
_YES = {"oui", "yes", "vrai", "true", "1"}
_IGNORE = {"accents": "accents", "casse": "case", "case": "case", "ponctuation": "punctuation",
           "punctuation": "punctuation", "rien": "", "nothing": ""}  # fmt: skip
_BOX = re.compile(r"\[( |x|X|[0-9]{1,3})\]\s*(.*)\Z")
_FRENCH = {"tags": "étiquettes", "objective": "objectif", "value": "valeur", "difficulty": "difficulté",
           "critical": "critique", "feedback": "retour", "explanation": "explication", "ignore": "tolère",
           "worth": "part"}  # fmt: skip


def read_questions(text: str, path: str) -> tuple[list[Question], list[Problem]]:
    """→ the questions that could be read, and every problem in the order of the lines."""
    document = read_front_matter(text, path)
    problems = list(document.problems)
    blocks, wrong = blocktext.read_blocks(document.body, document.body_line, _OF_QUESTION, _OF_OPTION)
    known = blocktext.words_of(_OF_QUESTION | _OF_OPTION)
    problems += [problem(code, path, line, part, known) for code, line, part in wrong]
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
    kind, ask = _KINDS.get(block.tag, ("single", ""))
    return Question(
        id=block.id,
        kind=kind,
        text="\n".join(text for text, _ in block.texts) or block.title,
        options=_options(block, kind, path, problems),
        explanation=block.setting("explanation"),
        objective=block.setting("objective"),
        value=block.setting("value"),
        difficulty=_whole(block.settings, "difficulty", 1, block.line, path, problems),
        critical=block.setting("critical").casefold() in _YES,
        tags=_words(block.setting("tags")),
        ignore=_ignored(block, path, problems),
        ask=ask,
        image=block.setting("image"),
        alt=block.setting("alt"),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _whole(settings: dict[str, tuple[str, int]], key: str, default: int, line: int, path: str,
           problems: list[Problem]) -> int:  # fmt: skip
    text, line = settings.get(key, (str(default), line))
    text = text.strip().removesuffix("%").strip()
    if not text.isdecimal() or len(text) > 3:
        problems.append(problem("F08", path, line, key))
        return default
    return int(text)


def _ignored(block: Block, path: str, problems: list[Problem]) -> tuple[str, ...]:
    if "ignore" not in block.settings:
        return ("accents", "case")
    text, line = block.settings["ignore"]
    found = set()
    for word in _words(text):
        if word.casefold() not in _IGNORE:
            problems.append(problem("F25", path, line, word))
        found.add(_IGNORE.get(word.casefold(), ""))
    return tuple(name for name in IGNORABLE if name in found)


def _options(block: Block, kind: str, path: str, problems: list[Problem]) -> tuple[Option, ...]:
    found: list[Option] = []
    for i, bullet in enumerate(block.bullets, 1):
        read = _option(kind, bullet, f"o{i}")
        if isinstance(read, str):
            problems.append(problem(read, path, bullet.line))
            continue
        if any(option.id == read.id for option in found) or "=" in read.id:
            problems.append(problem("F20" if "=" not in read.id else "F12", path, bullet.line, read.id))
        worth = _whole(bullet.settings, "worth", 0, bullet.line, path, problems)
        found.append(replace(read, feedback=bullet.settings.get("feedback", ("", 0))[0], worth=worth))
    return tuple(found)


def _option(kind: str, bullet: Bullet, id: str) -> Option | str:
    """The option a bullet says, or the code of what is wrong with it."""
    id = bullet.id or id
    if kind == "ordering":
        return Option(id, bullet.text, False)
    if kind == "matching":
        left, arrow, right = bullet.text.partition("->")
        return Option(id, left.strip(), False, match=right.strip()) if arrow and right.strip() else "F22"
    box = _BOX.match(bullet.text)
    if kind == "judgement":
        return Option(id, box[2].strip(), False, rank=int(box[1])) if box and box[1].isdecimal() else "F24"
    if not box or box[1].isdecimal():
        return "F21"
    correct, text = box[1] != " ", box[2].strip()
    if kind == "gaps":
        name, sign, text = (part.strip() for part in text.partition("="))
        return Option(id, text, correct, group=name) if sign and name else "F23"
    return Option(id, text, correct)


def write_questions(title: str, locale: str, questions: list[Question]) -> str:
    french = locale.startswith("fr")
    quoted = json.dumps(title, ensure_ascii=False)
    out = ["---", "type: questions", f"{'titre' if french else 'title'}: {quoted}",
           f"{'langue' if french else 'language'}: {locale}", "---"]  # fmt: skip
    for question in questions:
        out += _written(question, french)
    return "\n".join(out) + "\n"


def _written(question: Question, french: bool) -> list[str]:
    def key(name: str) -> str:
        return _FRENCH.get(name, name) if french else name

    out = [f"## {question.id} : [{_kind_name(question, french)}]", question.text]
    yes = "oui" if french else "yes"
    settings = {
        "tags": ", ".join(question.tags), "objective": question.objective, "value": question.value,
        "difficulty": str(question.difficulty), "critical": yes if question.critical else "",
        "ignore": _ignore_text(question, french), "image": question.image, "alt": question.alt,
    }  # fmt: skip
    out += [f"{key(name)}: {text}" for name, text in settings.items() if text]
    for option in question.options:
        out.append(f"- {_bullet(question.kind, option)} {{#{option.id}}}")
        if option.feedback:
            out.append(f"  {key('feedback')}: {option.feedback}")
        if option.worth:
            out.append(f"  {key('worth')}: {option.worth}")
    if question.explanation:
        out.append(f"{key('explanation')}: {question.explanation}")
    return out


def _kind_name(question: Question, french: bool) -> str:
    wanted = (question.kind, (question.ask or "rank") if question.kind == "judgement" else "")
    names = [name for name, meaning in _KINDS.items() if meaning == wanted and name]
    return names[0 if french else min(1, len(names) - 1)]


def _ignore_text(question: Question, french: bool) -> str:
    if question.ignore == ("accents", "case"):
        return ""
    names = {"case": "casse", "punctuation": "ponctuation"} if french else {}
    return ", ".join(names.get(one, one) for one in question.ignore) or ("rien" if french else "nothing")


def _bullet(kind: str, option: Option) -> str:
    if kind == "ordering":
        return option.text
    if kind == "matching":
        return f"{option.text} -> {option.match}".strip()
    if kind == "judgement":
        return f"[{option.rank}] {option.text}"
    name = f"{option.group} = " if kind == "gaps" else ""
    return f"[{'x' if option.correct else ' '}] {name}{option.text}"
