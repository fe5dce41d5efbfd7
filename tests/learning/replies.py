"""A published academy with two reply exercises: one to practise, one that counts and has two reviewers."""

from pathlib import Path

from django.urls import reverse

from academy.learning.models import Attempt
from academy.library.models import ReplyPage
from tests.learning.academies import loads
from tests.stages import stage

TEXT = (Path(__file__).parents[1] / "exercises/examples/avis.md").read_text(encoding="utf-8").replace(
    "grille:\n  - écoute: [ignore le reproche, le cite, le reformule avec justesse]\n"
    "  - voix de la marque: [froide ou servile, correcte, chaleureuse et simple]\n"
    '  - suite concrète: [aucune, vague, "qui, quoi et quand"]\n', "",
)  # fmt: skip
PRACTICE, COUNTS = "fr/base/01-debut/04-avis.md", "fr/base/01-debut/05-avis-note.md"
GRADED = TEXT.replace("{usage: entraînement, relecteurs: 1}", "{usage: habilitation, relecteurs: 2}").replace(
    "titre: Répondre à un avis injuste", "titre: Répondre pour de bon"
)
GOOD = (
    "Bonjour Karim, 25 minutes d’attente un samedi, c’est trop. Deux collègues manquaient, une seule caisse tournait. "
    "Depuis lundi, un renfort est prévu dès 11 h. Si vous repassez, demandez Inès. Merci de nous l’avoir signalé."
)


stage("replies_rows", loads({PRACTICE: TEXT, COUNTS: GRADED}))


def page_of(graded: bool) -> ReplyPage:
    return ReplyPage.objects.get(graded=graded, locale__language_code="fr")


def begin(client, graded: bool = False) -> Attempt:
    client.post(reverse("learning:begin", args=[page_of(graded).pk]), {"again": "1"})
    return Attempt.objects.order_by("pk").last()


def write(client, do: str, text: str, attempt: Attempt | None = None, seq: int | None = None, **options):
    attempt = attempt or Attempt.objects.order_by("pk").last()
    attempt.refresh_from_db()
    data = {"do": do, "text": text, "seq": attempt.seq if seq is None else seq}
    return client.post(reverse("learning:write", args=[attempt.public_id]), data, **options)
