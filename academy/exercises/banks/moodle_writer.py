"""Questions as Moodle XML. Texts are marked as Markdown, which Moodle reads; images travel inside."""

import base64
import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from html import escape

from academy.exercises.banks.base import Remark
from academy.exercises.banks.gift_writer import lost
from academy.exercises.banks.markup import to_html
from academy.exercises.kinds import gaps
from academy.exercises.kinds.numeric import bounds
from academy.exercises.question import Option, Question

Images = Mapping[str, tuple[str, bytes]]  # by the question's `image`: file name and content


def write_moodle(questions: list[Question], images: Images | None = None) -> tuple[str, list[Remark]]:
    """→ the XML, and what was left out per question."""
    out, remarks = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], []
    for question in questions:
        body = _body(question)
        if body is None:
            remarks.append(Remark(question.id, f"Moodle n'a pas de question « {question.kind} » : laissée de côté",
                                  f"Moodle XML has no kind '{question.kind}': skipped"))  # fmt: skip
            continue
        remarks += lost(question, "Moodle XML", keeps_tags=True)
        kind, answers = body
        out.append(_question(question, kind, answers, (images or {}).get(question.image)))
    return "\n".join([*out, "</quiz>", ""]), remarks


def _text(tag: str, text: str, attributes: str = "", inside: str = "", form: str = "markdown") -> str:
    mark = f' format="{form}"' if form else ""
    return f"<{tag}{mark}{attributes}><text>{escape(text, quote=False)}</text>{inside}</{tag}>"


def _question(question: Question, kind: str, answers: str, image: tuple[str, bytes] | None) -> str:
    tags = [*question.tags, *(["critical"] if question.critical else [])]
    tags += [f"difficulty:{question.difficulty}"] if question.difficulty != 1 else []
    text, form, file = question.text, "markdown", ""
    if kind == "gapselect":
        text = _numbered(question)
    elif kind == "cloze":
        text = gaps.GAP.sub(lambda match: _embedded(question, match[1]), text)
    if image:
        name, data = image
        form, file = (
            "html",
            f'<file name="{escape(name)}" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>',
        )
        text = f'{to_html(text)}<p><img src="@@PLUGINFILE@@/{escape(name)}" alt="{escape(question.alt)}"/></p>'
    return "\n".join([
        f'<question type="{kind}">', _text("name", question.id, form=""),
        _text("questiontext", text, "", file, form), _text("generalfeedback", question.explanation),
        f"<idnumber>{escape(question.id)}</idnumber>",
        "<tags>" + "".join(_text("tag", tag, form="") for tag in tags) + "</tags>", answers, "</question>",
    ])  # fmt: skip


def _answer(option: Option, share: str, inside: str = "", form: str = "") -> str:
    feedback = _text("feedback", option.feedback)
    return _text("answer", option.text, f' fraction="{share}"', feedback + inside, form)


def _body(question: Question) -> tuple[str, str] | None:
    kind, options = question.kind, question.options
    if kind in ("single", "multiple"):
        single = f"<single>{str(kind == 'single').lower()}</single><shuffleanswers>true</shuffleanswers>"
        right = sum(option.correct for option in options)
        share = f"{float(Fraction(100, right or 1)):.5f}".rstrip("0").rstrip(".")
        marks = [
            (share if o.correct else f"-{share}") if kind == "multiple" else "100" if o.correct else str(o.worth)
            for o in options
        ]
        return "multichoice", single + "".join(
            _answer(o, mark, form="markdown") for o, mark in zip(options, marks, strict=True)
        )
    if kind == "truefalse":
        words = {o.id: "true" if o is options[0] else "false" for o in options}
        marked = [(replace(o, text=words[o.id]), "100" if o.correct else "0") for o in options]
        return "truefalse", "".join(_answer(o, share) for o, share in marked)
    if kind == "short":
        usecase = f"<usecase>{0 if 'case' in question.ignore else 1}</usecase>"
        return "shortanswer", usecase + "".join(_answer(o, "100" if o.correct else str(o.worth)) for o in options)
    if kind == "numeric":
        return "numerical", "".join(_number(o) for o in options)
    if kind == "matching":
        return "matching", "".join(
            _text("subquestion", o.text, "", f"<answer>{_plain(o.match)}</answer>") for o in options
        )
    if kind == "ordering":
        return "ordering", "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>" + "".join(
            _answer(o, str(number), form="markdown") for number, o in enumerate(options, 1)
        )
    if kind == "gaps" and all(gaps.is_menu(question, name) for name in gaps.names(question)):
        return "gapselect", "".join(
            f"<selectoption>{_plain(o.text)}<group>{_group(question, o)}</group></selectoption>" for o in options
        )
    return ("cloze", "") if kind == "gaps" else None


def _plain(text: str) -> str:
    return f"<text>{escape(text, quote=False)}</text>"


def _group(question: Question, option: Option) -> int:
    return gaps.names(question).index(option.group) + 1


def _numbered(question: Question) -> str:
    right = {o.group: number for number, o in reversed(list(enumerate(question.options, 1))) if o.correct}
    return gaps.GAP.sub(lambda match: f"[[{right.get(match[1], 1)}]]", question.text)


def _embedded(question: Question, name: str) -> str:
    menu = gaps.is_menu(question, name)
    parts = []
    for option in gaps.filling(question, name):
        text = re.sub(r"([~}#=\\])", r"\\\1", option.text)
        why = "#" + re.sub(r"([~}#=\\])", r"\\\1", option.feedback) if option.feedback else ""
        parts.append(f"{'=' if option.correct else ''}{text}{why}")
    return f"{{1:{'MULTICHOICE' if menu else 'SHORTANSWER'}:{'~'.join(parts)}}}"


def _number(option: Option) -> str:
    limits = bounds(option.text)
    if limits is None:
        return _answer(option, str(option.worth))
    middle, margin = (limits[0] + limits[1]) / 2, (limits[1] - limits[0]) / 2
    plain = Option(option.id, _decimal(middle), option.correct, option.feedback)
    return _answer(plain, "100" if option.correct else str(option.worth), f"<tolerance>{_decimal(margin)}</tolerance>")


def _decimal(value: Fraction) -> str:
    return f"{float(value):.10f}".rstrip("0").rstrip(".")
