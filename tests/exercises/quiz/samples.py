"""One sound question of every kind."""

from academy.exercises.question import Option, Question

SINGLE = Question("avis", "single", "Que faire ?", (
    Option("a", "Refuser", True, "Oui."), Option("b", "Accepter", False, "Non."),
    Option("c", "Attendre", False, "Non."),
), explanation="La règle.", objective="règles", tags=("avis", "lignes"), critical=True)  # fmt: skip
MULTIPLE = Question("plusieurs", "multiple", "Lesquelles ?", (
    Option("a", "Une", True, "Oui."), Option("b", "Deux", True, "Oui."), Option("c", "Trois", False, "Non."),
    Option("d", "Quatre", False, "Non."),
))  # fmt: skip
TRUE_FALSE = Question("vf", "truefalse", "Un avis maison est permis.", (
    Option("vrai", "Vrai", False, "Non."), Option("faux", "Faux", True, "Oui."),
))  # fmt: skip
MATCHING = Question("paires", "matching", "Qui répond ?", (
    Option("insulte", "Une insulte", False, "On masque.", match="Masquer"),
    Option("panne", "Une panne", False, "On aide.", match="Aider"),
    Option("presse", "Un journaliste", False, "On transmet.", match="Transmettre"),
    Option("leurre", "", False, match="Plaisanter"),
))  # fmt: skip
ORDERING = Question("ordre", "ordering", "Dans quel ordre ?", (
    Option("lire", "Lire", False), Option("verifier", "Vérifier", False), Option("repondre", "Répondre", False),
    Option("suivre", "Suivre", False),
))  # fmt: skip
SHORT = Question("mot", "short", "Comment appelle-t-on un avis écrit par la maison ?", (
    Option("juste", "faux avis", True, "Oui."), Option("presque", "*trompeur*", False, "Presque.", worth=50),
    Option("non", "avis sincère", False, "Non."),
), ignore=("accents", "case"))  # fmt: skip
NUMERIC = Question("delai", "numeric", "Sous combien d'heures ?", (
    Option("juste", "24 ± 2", True, "Oui."), Option("large", "20..48", False, "Un peu tard.", worth=25),
))  # fmt: skip
GAPS = Question("trous", "gaps", "Répondre sous [[heures]] heures, en [[canal]].", (
    Option("h", "24", True), Option("h2", "vingt-quatre", True),
    Option("prive", "message privé", True, "Oui."), Option("public", "public", False, "Non."),
))  # fmt: skip
GAPS = Question(GAPS.id, GAPS.kind, GAPS.text, tuple(
    Option(o.id, o.text, o.correct, o.feedback, group="heures" if o.id.startswith("h") else "canal")
    for o in GAPS.options
))  # fmt: skip
SPOT = Question("reperage", "spot", "Que faut-il corriger ?", (
    Option("p1", "Bonjour Léa,", False, "Rien à dire."), Option("p2", "c'est votre faute,", True, "On n'accuse pas."),
    Option("p3", "appelez le 06 12 34 56 78.", True, "Pas de numéro personnel."),
))  # fmt: skip
RANK = Question("jugement", "judgement", "Classez ces réactions.", (
    Option("a", "Remercier", False, "La meilleure.", rank=1), Option("b", "Expliquer", False, "Bien.", rank=2),
    Option("c", "Se taire", False, "Bien aussi.", rank=2), Option("d", "Attaquer", False, "La pire.", rank=4),
), ask="rank")  # fmt: skip
BEST_WORST = Question("extremes", "judgement", "La meilleure et la pire ?", RANK.options, ask="best-worst")
ALL = (SINGLE, MULTIPLE, TRUE_FALSE, MATCHING, ORDERING, SHORT, NUMERIC, GAPS, SPOT, RANK, BEST_WORST)
