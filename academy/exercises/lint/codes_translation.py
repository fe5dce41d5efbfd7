"""Codes of translations: a text in another language beside its source (SCENARIOS B, 6x)."""

from academy.exercises.lint.codes import table

TRANSLATION = table(
    ("E60", "", "la structure diffère de la source : {why}", "the structure differs from the source: {why}",
     "identifiants, cibles, conditions et points sont les mêmes dans toutes les langues",
     "ids, targets, conditions and points are the same in all languages"),
    ("W61", "text", "texte à traduire : {text}", "text to be translated: {text}",
     "traduisez-le : en attendant, on lit la source", "translate it: until then people read the source"),
    ("W62", "text", "la source de « {text} » a changé depuis la traduction",
     "the source of '{text}' changed since it was translated",
     "relisez la traduction : corrigez-la, ou confirmez-la dans « Traduction » (ou `check_content --mark`)",
     "read the translation again: mend it, or confirm it in “Translation” (or `check_content --mark`)"),
    ("W63", "text", "identique à la source : {text}", "identical to the source: {text}",
     "traduisez, ou laissez si le texte est le même dans les deux langues",
     "translate, or leave it if the text is the same in both languages"),
)  # fmt: skip
