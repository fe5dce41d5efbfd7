"""Questions as GIFT. What the format cannot hold is named, never dropped silently."""

import re
from fractions import Fraction

from academy.exercises.banks.base import Remark, no_place
from academy.exercises.kinds import gaps
from academy.exercises.kinds.numeric import bounds
from academy.exercises.question import Option, Question


def write_gift(questions: list[Question]) -> tuple[str, list[Remark]]:
    """→ the text, and what was left out per question."""
    out, remarks = [], []
    for question in questions:
        body = _body(question)
        if body is None:
            remarks.append(Remark(question.id, f"GIFT n'a pas de question « {question.kind} » : laissée de côté",
                                  f"GIFT has no kind '{question.kind}': skipped"))  # fmt: skip
            continue
        remarks += lost(question, "GIFT", keeps_tags=True)
        before, after = _safe(question.text), ""
        if question.kind == "gaps":
            before, _, after = (_safe(part) for part in gaps.GAP.sub("\0", question.text).partition("\0"))
        general = f"####{_safe(question.explanation)}\n" if question.explanation else ""
        out.append(f"{_comment(question)}::{_safe(question.id)}::[markdown]{before}{{\n{body}{general}}}{after}\n")
    return "\n".join(out), remarks


def lost(question: Question, name: str, keeps_tags: bool = False) -> list[Remark]:
    """What the question says that the format has no place for."""
    checks = [
        (question.objective, "objectif", "objective"), (question.value, "valeur", "value"),
        (question.critical and not keeps_tags, "question critique", "critical"),
        (question.kind in ("short", "gaps") and "punctuation" in question.ignore, "tolérance", "tolerance"),
        (question.image and name == "GIFT", "image", "image"),
        (_pairs_explained(question) and name != "QTI", "explications des réponses", "feedback of answers"),
    ]  # fmt: skip
    return no_place(question, name, name, checks)


def _pairs_explained(question: Question) -> bool:
    return question.kind in ("matching", "ordering") and any(option.feedback for option in question.options)


def _comment(question: Question) -> str:
    tags = (tag.replace("\\", "\\\\").replace("]", "\\]") for tag in question.tags)
    parts = [f"[id:{question.id}]", *(f"[tag:{tag}]" for tag in tags)]
    if question.difficulty != 1:
        parts.append(f"[difficulty:{question.difficulty}]")
    if question.critical:
        parts.append("[critical:yes]")
    return f"// {' '.join(parts)}\n"


def _safe(text: str) -> str:
    return re.sub(r"([\\~=#{}:])", r"\\\1", text).replace("\n", "\\n")


def _line(sign: str, text: str, feedback: str) -> str:
    return f"\t{sign}{text}{'#' + _safe(feedback) if feedback else ''}\n"


def _body(question: Question) -> str | None:
    kind, options = question.kind, question.options
    if kind == "truefalse":
        right = next((o for o in options if o.correct), None)
        wrong = next((o for o in options if not o.correct), None)
        if right is None or wrong is None:
            return None
        said = f"#{_safe(wrong.feedback)}#{_safe(right.feedback)}" if right.feedback or wrong.feedback else ""
        return f"{'TRUE' if right.id in ('vrai', 'true') or options[0].correct else 'FALSE'}{said}\n"
    if kind in ("single", "short"):
        return "".join(_line(_sign(o, kind), _safe(o.text), o.feedback) for o in options)
    if kind in ("multiple", "spot"):
        return _several(options) if kind == "multiple" else None
    if kind == "matching":
        return "".join(_line("=", f"{_safe(o.text)} -> {_safe(o.match)}", o.feedback) for o in options)
    if kind == "numeric":
        return "#\n" + "".join(_line(_sign(o, kind), _number(o.text), o.feedback) for o in options)
    if kind == "gaps" and len(gaps.names(question)) == 1:
        menu = gaps.is_menu(question, gaps.names(question)[0])
        return "".join(_line("=" if o.correct else "~", _safe(o.text), o.feedback) for o in options) if (
            menu or all(o.correct for o in options)
        ) else None  # fmt: skip
    return None


def _sign(option: Option, kind: str) -> str:
    if option.correct:
        return "="
    if kind == "single":
        return f"~%{option.worth}%" if option.worth else "~"
    return f"=%{option.worth}%"


def _several(options: tuple[Option, ...]) -> str:
    right = sum(option.correct for option in options)
    share = _percent(Fraction(100, right)) if right else "100"
    return "".join(_line(f"~%{share if o.correct else '-' + share}%", _safe(o.text), o.feedback) for o in options)


def _percent(value: Fraction) -> str:
    return f"{float(value):.5f}".rstrip("0").rstrip(".")


def _number(text: str) -> str:
    limits = bounds(text)
    if limits is None:
        return text  # the catch-all *
    plain = text.replace("+/-", "±").replace(",", ".").replace(" ", "")
    return plain.replace("±", ":") if ".." not in plain else plain
