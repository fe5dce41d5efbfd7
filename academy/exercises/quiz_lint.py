"""What is wrong with a quiz and its questions. The codes and their words; `lint` collects them."""

from collections.abc import Callable
from itertools import pairwise

from academy.exercises.kinds import KINDS, kind_of
from academy.exercises.question import Question
from academy.exercises.quiz import Quiz
from academy.exercises.text_problems import nearest

Add = Callable[[str, str, str, str], None]  # code, where, French, English

_TEXTS = {
    "E65": ("pas assez de réponses à proposer (il en faut deux)", "too few options (two are needed)"),
    "E66": ("aucune bonne réponse", "no right answer"),
    "E67": ("plusieurs bonnes réponses pour une question unique", "several right answers in a single choice"),
    "E68": ("un vrai ou faux a exactement deux réponses", "true or false has exactly two options"),
    "E69": ("une réponse attendue n'est pas un nombre — écrivez « 12 », « 12 ± 0,5 » ou « 10..14 »",
            "an expected answer is not a number: write '12', '12 ± 0.5' or '10..14'"),
    "E70": ("aucun trou, ou deux fois le même — écrivez [[nom]] dans le texte",
            "no gap, or the same twice: write [[name]] in the text"),
    "E71": ("une réponse remplit un trou qui n'est pas dans le texte", "an option fills a gap that is not in the text"),
    "E72": ("le rang des experts manque — 1 pour la meilleure réaction, et deux rangs différents au moins",
            "the experts' rank is missing: 1 for the best reaction, and at least two different ranks"),
    "E73": ("genre de question inconnu", "unknown kind of question"),
    "E74": ("image sans texte alternatif", "image without alternative text"),
    "W47": ("réponse sans explication", "option without explanation"),
    "W62": ("plus de quatre réponses : trois plausibles suffisent", "more than four options: three plausible ones do"),
    "W63": ("la bonne réponse est bien plus longue que les autres", "the right answer is much longer than the others"),
}  # fmt: skip
_EXPLAINED = ("single", "multiple", "truefalse", "spot", "judgement")


def lint_quiz(quiz: Quiz, add: Add) -> None:
    ids = [question.id for question in quiz.questions]
    for id in sorted({first for first, second in pairwise(sorted(ids)) if first == second}):
        add("E02", id, f"question « {id} » donnée deux fois", f"question '{id}' given twice")
    if not 0 <= quiz.pass_mark <= 100:
        add("E61", quiz.id, "le seuil doit être entre 0 et 100", "the pass mark must be between 0 and 100")
    for id in quiz.listed:
        if id not in ids:
            hint_fr, hint_en = nearest(id, ids)
            add("E62", quiz.id, f"question « {id} » introuvable{hint_fr}", f"question '{id}' not found{hint_en}")
    _draws(quiz, add)
    for question in quiz.questions:
        for code in question_codes(question):
            french, english = _TEXTS[code]
            add(code, question.id, f"« {question.id} » : {french}", f"'{question.id}': {english}")


def _draws(quiz: Quiz, add: Add) -> None:
    for draw in quiz.draws:
        pool = sum(draw.takes(question) for question in quiz.questions)
        if pool < draw.count:
            name = " + ".join(part for part in (draw.tag, draw.objective) if part)
            add("E63", quiz.id, f"{draw.count} questions à tirer pour « {name} », la banque en a {pool}",
                f"{draw.count} questions to draw for '{name}', the bank has {pool}")  # fmt: skip
    if not quiz.listed and not quiz.draws:
        add("E64", quiz.id, "aucune question — listez-en ou tirez-en par étiquette",
            "no question: list some or draw them by tag")  # fmt: skip


def question_codes(question: Question) -> list[str]:
    """Codes of everything wrong with one question, errors (E) first."""
    codes = [] if question.kind in KINDS else ["E73"]
    codes += kind_of(question).problems(question)
    if question.image and not question.alt:
        codes.append("E74")
    if question.kind in _EXPLAINED and any(not option.feedback for option in question.options):
        codes.append("W47")
    if question.kind == "single" and len(question.options) > 4:
        codes.append("W62")
    if question.kind == "single" and _gives_itself_away(question):
        codes.append("W63")
    return codes


def _gives_itself_away(question: Question) -> bool:
    right = [len(option.text) for option in question.options if option.correct]
    wrong = [len(option.text) for option in question.options if not option.correct]
    return len(right) == 1 and bool(wrong) and right[0] > 40 and right[0] > 2 * max(wrong)


def question_words(code: str, locale: str) -> str:
    """A code of `question_codes` in words."""
    return _TEXTS[code][locale.startswith("en")]
