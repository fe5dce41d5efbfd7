"""Word stems without accents, the same on every database: 'équipes', 'equipe' and 'Équipe' meet in 'equip'.

SQLite's full text search has no stemmer and PostgreSQL's French one keeps accents, so we store stems ourselves.
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4)
def _stemmer(language: str):
    return snowballstemmer.stemmer("english" if language.startswith("en") else "french")


def _fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def stems(text: str, language: str) -> set[str]:
    """The stems of the words in `text`: stemmed with and without accents so that both spellings meet."""
    stemmer = _stemmer(language)
    words = {word for word in _WORD.findall(text.casefold()) if len(word) > 1}
    return {_fold(stemmer.stemWord(form)) for word in words for form in (word, _fold(word))}
