"""What one file says about another: playbooks, questions, courses, channels; and the engine's lint. Pure."""

from collections import Counter
from dataclasses import replace
from typing import Any

from academy.exercises.lint import lint
from academy.exercises.lint.translation import Translatable, lint_translation
from academy.exercises.problems import Problem
from academy.exercises.quiz import Quiz
from academy.library.content import schema
from academy.library.content.errors import error, nearest, warning
from academy.library.content.tree import Content, Entry


def check_references(content: Content) -> list[Problem]:
    problems: list[Problem] = []
    for entries in content.languages.values():
        problems += _Language(content, list(entries.values())).check()
    return problems + _same_kind(content) + _translations(content)


def _translations(content: Content) -> list[Problem]:
    """Exercises beside their source, which is the first language that has them."""
    source: dict[str, Entry] = {}
    problems = []
    for entry in content.entries():
        first = source.setdefault(entry.path, entry)
        both = (first.exercise, entry.exercise)
        if first is not entry and all(isinstance(one, Translatable) for one in both):
            found = lint_translation(*both, entry.places, entry.file, entry.marks)
            problems += [replace(problem, line=problem.line or 1) for problem in found]
    return problems


def _same_kind(content: Content) -> list[Problem]:
    """A path is the same page in every language, so it is of one kind."""
    first: dict[str, Entry] = {}
    problems = []
    for entry in content.entries():
        other = first.setdefault(entry.path, entry)
        if other.kind != entry.kind:
            problems.append(error(
                entry.file, entry.line("type"), f"type « {entry.kind} », mais {other.file} est « {other.kind} »",
                f"type “{entry.kind}”, but {other.file} is “{other.kind}”",
            ))  # fmt: skip
    return problems


NUMBERED = ("module", *schema.STEP_KINDS)


class _Language:
    def __init__(self, content: Content, entries: list[Entry]) -> None:
        self.entries = entries
        self.playbooks = {entry.name for entry in entries if entry.kind == "playbook"}
        self.courses = {entry.path for entry in entries if entry.kind == "course"}
        self.channels = {channel.code for channel in content.brand.channels} if content.brand else None
        self.values = {value["id"] for entry in entries if entry.kind == "charter" for value in entry.values["values"]}
        self.questions: dict[str, Any] = {}
        self.problems: list[Problem] = []

    def check(self) -> list[Problem]:
        for entry in self.entries:
            if entry.kind == "questions":
                self.bank(entry)
        slugs: Counter[tuple[str, str]] = Counter()
        for entry in self.entries:
            self.known(entry, "guide", "playbook", entry.values.get("playbooks", ()), self.playbooks, "playbooks")
            self.known(entry, "cours", "course", entry.values.get("prerequisites", ()), self.courses, "prerequisites")
            if entry.kind == "playbook" and self.channels is not None:
                self.known(entry, "canal", "channel", entry.values["channels"], self.channels, "channels")
            if entry.path in entry.values.get("prerequisites", ()):
                self.error(entry, "prerequisites", "un cours ne peut être son propre prérequis",
                           "a course cannot be its own prerequisite")  # fmt: skip
            self.parts(entry)
            self.exercise(entry)
            if entry.kind in NUMBERED:
                place = (entry.parent, page_slug(entry))
                slugs[place] += 1
                if slugs[place] == 2:
                    self.error(entry, "type", f"deux fichiers de ce dossier se nomment « NN-{place[1]} »",
                               f"two files of this folder are named “NN-{place[1]}”")  # fmt: skip
        return self.problems

    def error(self, entry: Entry, key: str, fr: str, en: str) -> None:
        self.problems.append(error(entry.file, entry.line(key), fr, en))

    def known(self, entry: Entry, fr: str, en: str, names: Any, known: Any, key: str) -> None:
        for name in names:
            if name not in known:
                self.error(entry, key, f"{fr} « {name} » introuvable{nearest(name, known, 'fr')}",
                           f"{en} “{name}” not found{nearest(name, known, 'en')}")  # fmt: skip

    def parts(self, entry: Entry) -> None:
        for part in entry.parts:
            name = part.attributes.get("id")
            if part.kind == "playbook" and name and name not in self.playbooks:
                self.problems.append(error(
                    entry.file, part.line, f"guide « {name} » introuvable{nearest(name, self.playbooks, 'fr')}",
                    f"playbook “{name}” not found{nearest(name, self.playbooks, 'en')}",
                ))  # fmt: skip
            channel = part.attributes.get("channel")
            if channel and self.channels is not None and channel not in self.channels:
                self.problems.append(error(
                    entry.file, part.line, f"canal « {channel} » introuvable{nearest(channel, self.channels, 'fr')}",
                    f"channel “{channel}” not found{nearest(channel, self.channels, 'en')}",
                ))  # fmt: skip

    def bank(self, entry: Entry) -> None:
        for question in entry.questions:
            if question.id in self.questions:
                self.error(entry, "type", f"la question « {question.id} » existe déjà dans une autre banque",
                           f"question “{question.id}” already exists in another bank")  # fmt: skip
            self.questions[question.id] = question
            if question.value and self.values and question.value not in self.values:
                self.problems.append(warning(
                    entry.file, entry.line("type"),
                    f"question « {question.id} » : valeur « {question.value} » absente de la charte",
                    f"question “{question.id}”: value “{question.value}” is not in the charter",
                ))  # fmt: skip

    def exercise(self, entry: Entry) -> None:
        if entry.exercise:
            self.problems += lint_entry(entry, entry.exercise)
        elif entry.kind == "quiz":
            self.known(entry, "question", "question", entry.values["questions"], self.questions, "questions")
            self.problems += lint_entry(entry, quiz_of(entry, self.questions))


def lint_entry(entry: Entry, exercise: Any) -> list[Problem]:
    return [replace(found, line=found.line or 1) for found in lint(exercise, entry.places, entry.file)]


def quiz_of(entry: Entry, questions: dict[str, Any]) -> Quiz:
    """The engine's quiz of a file, its pool taken from the bank."""
    values = entry.values
    draws = tuple(values["draws"])
    pool = [q for id, q in questions.items() if id in values["questions"] or any(draw.takes(q) for draw in draws)]
    return Quiz(
        id=entry.path, locale=entry.language, title=entry.title, summary=values["summary"], minutes=values["minutes"],
        pass_mark=values["pass-mark"], attempts=values["attempts"],
        questions=tuple(sorted(pool, key=lambda question: question.id)), listed=tuple(values["questions"]),
        draws=draws, show_feedback=values["explain"], mode=values["mode"], test_out=values["test-out"],
    )  # fmt: skip


def page_slug(entry: Entry) -> str:
    """The last part of a page's address: the name of its file without the number."""
    if entry.kind in NUMBERED:
        return entry.name.partition("-")[2]
    if entry.kind == "charter":
        return "charte" if entry.language == "fr" else "charter"
    return entry.name
