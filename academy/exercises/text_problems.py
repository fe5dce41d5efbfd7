"""The words of every reading error (codes F…), French and English."""

import difflib
from collections.abc import Iterable

from academy.exercises.problems import Problem

TEXTS = {
    "F02": ("clé inconnue « {0} »{1}", "unknown key '{0}'{1}"),
    "F03": ("choix sans « -> étape » — terminez la ligne par « -> » et l'identifiant de l'étape suivante",
            "choice without '-> step': end the line with -> and the id of the next step"),
    "F04": ("clé « {0} » donnée deux fois", "key '{0}' given twice"),
    "F05": ("« {0} » n'est ni une jauge ni un point{1}", "'{0}' is neither a meter nor a point{1}"),
    "F06": ("effet illisible : « {0} » — attendu « nom +n », « nom -n » ou « nom = n »",
            "effect unreadable: '{0}', expected 'name +n', 'name -n' or 'name = n'"),
    "F07": ("test illisible : « {0} » — attendu « nom >= n » ou « vu étape »",
            "test unreadable: '{0}', expected 'name >= n' or 'seen step'"),
    "F08": ("nombre attendu pour « {0} »", "a number is expected for '{0}'"),
    "F09": ("réglage sous rien : « {0} »", "setting under nothing: '{0}'"),
    "F10": ("« {0} » est le réglage d'un choix : mettez-le dessous, décalé de deux espaces",
            "'{0}' is a setting of a choice: put it below one, indented by two spaces"),
    "F11": ("texte hors de tout bloc — commencez par « ## id : Titre »",
            "text outside a block: begin with '## id : Title'"),
    "F12": ("identifiant illisible « {0} » — minuscules sans accent, chiffres et tirets",
            "id unreadable '{0}': lower case without accents, digits and hyphens"),
    "F13": ("étiquette inconnue [{0}]{1}", "unknown tag [{0}]{1}"),
    "F30": ("heure illisible : « {0} » — attendu « HH:MM » dans l'horloge",
            "time unreadable: '{0}', expected 'HH:MM' within the clock"),
    "F14": ("« {0} » — attendu « service, priorité, action » (les réponses admises après « | »)",
            "'{0}': expected 'service, priority, action' (accepted ones after '|')"),
    "F15": ("règle illisible : « {0} »{1}", "rule unreadable: '{0}'{1}"),
    "F31": ("« {0} » : valeur inconnue{1}", "'{0}': unknown value{1}"),
    "F32": ("en-tête du message illisible : « {0} » — attendu « HH:MM canal auteur (portée) » "
            "ou « suite de m1, si en retard, canal auteur »",
            "heading of the message unreadable: '{0}', expected 'HH:MM channel author (followers)' "
            "or 'follows m1, if late, channel author'"),
    "F33": ("« {0} » : attendu « étape/choix, étape/choix => fin, >= score »",
            "'{0}': expected 'step/choice, step/choice => end, >= score'"),
    "F34": ("« {0} » : une liste est attendue — [un, deux]", "'{0}': a list is expected: [one, two]"),
    "F35": ("« {0} » : des paires sont attendues — {{nom: valeur}}", "'{0}': pairs are expected: {{name: value}}"),
    "F36": ("image « {0} » introuvable — choisissez-la dans le formulaire : elle s'écrit alors image:12",
            "image '{0}' not found: choose it in the form, where it is then written image:12"),
    "F18": ("plus de 1 000 blocs ({0})", "more than 1,000 blocks ({0})"),
    "F19": ("« {0} » manque dans l'en-tête", "'{0}' is missing in the front matter"),
    "F20": ("identifiant « {0} » donné deux fois", "id '{0}' given twice"),
    "F21": ("option sans case : attendu « - [ ] texte » ou « - [x] texte »",
            "option without a box: expected '- [ ] text' or '- [x] text'"),
    "F22": ("couple sans « -> » : attendu « - à gauche -> à droite », ou « - -> leurre »",
            "pair without '->': expected '- left -> right', or '- -> lure'"),
    "F23": ("trou sans nom : attendu « - [x] nom = réponse »", "gap without a name: expected '- [x] name = answer'"),
    "F24": ("rang des experts attendu : « - [1] réaction » (1 pour la meilleure)",
            "the experts' rank is expected: '- [1] reaction' (1 is best)"),
    "F25": ("« {0} » ne peut pas être toléré — accents, casse, ponctuation ou rien",
            "'{0}' cannot be ignored: accents, case, punctuation or nothing"),
}  # fmt: skip


def nearest(word: str, known: Iterable[str]) -> tuple[str, str]:
    """(' — vouliez-vous « x » ?', '; did you mean 'x'?') or two empty texts."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return (f" — vouliez-vous « {found[0]} » ?", f"; did you mean '{found[0]}'?") if found else ("", "")


def problem(code: str, path: str, line: int, part: str = "", known: Iterable[str] = ()) -> Problem:
    french, english = TEXTS[code]
    hint_fr, hint_en = nearest(part, known)
    return Problem(code, "error", french.format(part, hint_fr), english.format(part, hint_en), path, line)
