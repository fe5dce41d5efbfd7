"""Fills an empty, migrated database: a ten-question exam, a scenario of twelve decisions, people signed in.

Prints JSON: {"quiz": page id, "scenario": page id, "sessions": [session key, …]}. Run by tests/bench/attempts.py.
"""

import json
import sys
import tempfile
from pathlib import Path

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from academy.learning.models import Attempt, Response  # noqa: E402
from academy.library.content.load import load_folder  # noqa: E402
from academy.library.models import CoursePage  # noqa: E402
from tests.bench.site import DECISIONS, PEOPLE, QUESTIONS  # noqa: E402
from tests.people.factories import make_brand, make_person  # noqa: E402


def files() -> dict[str, str]:
    questions = "".join(
        f"## q{n} : [unique]\nQue répondre à la question {n} ?\n- [x] Ceci, parce que c’est juste. {{#a}}\n"
        "  retour: Oui.\n- [ ] Cela. {#b}\n  retour: Non.\n- [ ] Rien du tout. {#c}\n  retour: Non.\n"
        "explication: Voilà.\n"
        for n in range(QUESTIONS)
    )
    ways = [f"s{n + 1}" if n + 1 < DECISIONS else "fin" for n in range(DECISIONS)]
    steps = "".join(
        f"## s{n} : Étape {n}\nKarim : Et maintenant ?\nIl attend une réponse.\n"
        f"- Avec soin. -> {way} {{#a}}\n  effets: courage +2\n  retour: Bien.\n"
        f"- Vite fait. -> {way} {{#b}}\n  effets: courage +1\n  retour: Moyen.\n"
        for n, way in enumerate(ways)
    )
    listed = ", ".join(f"q{n}" for n in range(QUESTIONS))
    return {
        "fr/base/course.md": (
            "---\ntype: cours\ntitre: Le banc\nrésumé: On mesure.\nminutes: 9\nobjectifs: [Mesurer]\n---\nBonjour.\n"
        ),
        "fr/base/01-debut/module.md": "---\ntype: module\ntitre: Début\n---\n",
        "fr/base/01-debut/02-scene.md": (
            "---\ntype: scénario\ntitre: Une scène\nlangue: fr\nminutes: 4\npersonnages: {Karim: collègue}\n"
            f"points: [courage]\nréussite: {{score: 60, fins: [succès]}}\n---\n{steps}## fin : Bravo [succès]\nFin.\n"
        ),
        "fr/base/01-debut/03-quiz.md": (
            "---\ntype: quiz\ntitre: L’examen\nminutes: 3\nmode: examen\nseuil: 60\n"
            f"questions: [{listed}]\n---\nCourage.\n"
        ),
        "fr/base/questions.md": f"---\ntype: questions\ntitre: Banque\nlangue: fr\n---\n{questions}",
    }


def make() -> dict:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (person text, said text)")
    brand = make_brand("Banc", "localhost")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files().items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        load_folder(Path(folder), brand)
    steps = {step.kind: step.page.pk for step in CoursePage.objects.get(slug="base").steps()}
    return {
        "quiz": steps["quiz"],
        "scenario": steps["scenario"],
        "sessions": [_signed_in(brand) for _ in range(PEOPLE)],
    }


def _signed_in(brand) -> str:
    person, session = make_person(brand), SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.create()
    return session.session_key


def saved() -> dict:
    """What the database holds afterwards: finished attempts and responses by form."""
    return {
        kind: [
            Attempt.objects.filter(version__kind=kind, status=Attempt.Status.DONE).count(),
            Response.objects.filter(attempt__version__kind=kind).count(),
        ]
        for kind in ("quiz", "scenario")
    }


if __name__ == "__main__":
    print(json.dumps(saved() if "saved" in sys.argv else make()))
