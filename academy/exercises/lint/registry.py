"""Every lint code there is, by what it is about."""

from academy.exercises.lint import codes_inbox, codes_quiz, codes_scenario, codes_translation
from academy.exercises.lint.codes import Code, joined

FAMILIES: tuple[tuple[str, str, dict[str, Code]], ...] = (
    ("Structure d'un scénario", "Structure of a scenario", codes_scenario.STRUCTURE),
    ("États d'un scénario", "States of a scenario", codes_scenario.STATES),
    ("Décisions et textes", "Decisions and texts", codes_scenario.DECISIONS),
    ("Traductions", "Translations", codes_translation.TRANSLATION),
    ("Boîtes de veille", "Inboxes", codes_inbox.INBOX),
    ("Quiz", "Quizzes", codes_quiz.QUIZ),
    ("Questions", "Questions", codes_quiz.QUESTION),
)
CODES = joined(codes for _, _, codes in FAMILIES)
