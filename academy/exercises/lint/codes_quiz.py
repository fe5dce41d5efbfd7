"""Codes of quizzes and their questions (9x and 10x)."""

from academy.exercises.lint.codes import table

QUIZ = table(
    ("E90", "pass_mark", "le seuil doit être entre 0 et 100", "the pass mark must be between 0 and 100",
     "donnez un pourcentage", "give a percentage"),
    ("E91", "questions", "question « {id} » introuvable{hint}", "question '{id}' not found{hint}",
     "listez des questions de la banque", "list questions of the bank"),
    ("E92", "draws", "{n} questions à tirer pour « {name} », la banque en a {pool}",
     "{n} questions to draw for '{name}', the bank has {pool}",
     "écrivez-en d'autres, ou tirez-en moins", "write more of them, or draw fewer"),
    ("E93", "questions", "aucune question", "no question",
     "listez-en ou tirez-en par étiquette", "list some or draw them by tag"),
)  # fmt: skip

QUESTION = table(
    ("E94", "options", "pas assez de réponses à proposer", "too few options", "il en faut deux", "two are needed"),
    ("E95", "options", "aucune bonne réponse", "no right answer", "cochez-en une", "tick one"),
    ("E96", "options", "plusieurs bonnes réponses pour une question unique", "several right answers in a single choice",
     "n'en gardez qu'une, ou changez de genre", "keep one, or change the kind"),
    ("E97", "options", "un vrai ou faux a exactement deux réponses", "true or false has exactly two options",
     "gardez-en deux", "keep two"),
    ("E98", "options", "une réponse attendue n'est pas un nombre", "an expected answer is not a number",
     "écrivez « 12 », « 12 ± 0,5 » ou « 10..14 »", "write '12', '12 ± 0.5' or '10..14'"),
    ("E99", "text", "aucun trou, ou deux fois le même", "no gap, or the same twice",
     "écrivez [[nom]] dans le texte", "write [[name]] in the text"),
    ("E100", "options", "une réponse remplit un trou qui n'est pas dans le texte",
     "an option fills a gap that is not in the text", "nommez un trou du texte", "name a gap of the text"),
    ("E101", "options", "le rang des experts manque", "the experts' rank is missing",
     "1 pour la meilleure réaction, et deux rangs différents au moins",
     "1 for the best reaction, and at least two different ranks"),
    ("E102", "kind", "genre de question inconnu", "unknown kind of question",
     "choisissez un genre de la liste", "choose a kind of the list"),
    ("W103", "options", "plus de quatre réponses", "more than four options",
     "trois plausibles suffisent", "three plausible ones do"),
    ("W104", "options", "la bonne réponse est bien plus longue que les autres",
     "the right answer is much longer than the others",
     "raccourcissez-la : on devine sans savoir", "shorten it: people guess without knowing"),
    ("W105", "options", "réponse sans explication", "option without explanation",
     "dites pourquoi elle est juste ou fausse", "say why it is right or wrong"),
)  # fmt: skip
