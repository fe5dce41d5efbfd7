"""The words authors use in reply files. A rule is one line: its kind is the key that is there."""

KINDS = {
    "exige": "require", "require": "require", "interdit": "forbid", "forbid": "forbid",
    "interdit-motif": "pattern", "forbid-pattern": "pattern", "évite": "prefer", "avoid": "prefer",
    "au-plus": "at_most", "at-most": "at_most", "au-moins": "at_least", "at-least": "at_least",
    "si-contient": "if_contains", "if-contains": "if_contains", "tutoiement": "address", "address": "address",
    "signature": "signature", "phrases": "sentence_length", "sentences": "sentence_length",
    "cris": "shouting", "shouting": "shouting", "émojis": "emoji", "emoji": "emoji", "mots-dièse": "hashtag",
    "hashtags": "hashtag", "liens": "link_domains", "links": "link_domains", "ordre": "order", "order": "order",
    "même-langue": "locale", "same-language": "locale", "images": "alt", "trop-proche": "too_close",
    "too-close": "too_close", "longueur": "length", "length": "length",
}  # fmt: skip
PATTERNS = {
    "téléphone": "phone", "telephone": "phone", "phone": "phone", "courriel": "email", "e-mail": "email",
    "email": "email", "iban": "iban", "carte": "card", "card": "card", "commande": "order", "order": "order",
    "compte": "account", "account": "account", "nom": "person", "person": "person",
}  # fmt: skip
PATTERN_WORDS = {
    "fr": {"email": "courriel", "phone": "téléphone", "iban": "iban", "card": "carte", "order": "commande",
           "account": "compte", "person": "nom"},
    "en": {"email": "email", "phone": "phone", "iban": "iban", "card": "card", "order": "order", "account": "account",
           "person": "person"},
}  # fmt: skip
LEVELS = {"conseil": "tip", "tip": "tip", "attention": "warning", "warning": "warning", "bloquant": "blocking",
          "blocking": "blocking"}  # fmt: skip
MARKS = {"exclamation": "!", "interrogation": "?", "points de suspension": "…"}
KEYS = {
    "niveau": "level", "level": "level", "message": "message", "préférer": "prefer", "preferer": "prefer",
    "prefer": "prefer", "canaux": "channels", "channels": "channels", "langues": "locales", "locales": "locales",
    "guide": "playbook", "playbook": "playbook", "bon": "passing", "good": "passing", "mauvais": "failing",
    "bad": "failing", "id": "id",
}  # fmt: skip
BLOCKS = {
    "situation": "situation", "reçu": "received", "recu": "received", "received": "received", "consigne": "task",
    "task": "task", "modèle": "model", "modele": "model", "model": "model", "contre-exemple": "counter_example",
    "counter-example": "counter_example",
}  # fmt: skip
WRITTEN_FR = {
    "require": "exige", "forbid": "interdit", "pattern": "interdit-motif", "prefer": "évite", "at_most": "au-plus",
    "at_least": "au-moins", "if_contains": "si-contient", "address": "tutoiement", "signature": "signature",
    "sentence_length": "phrases", "shouting": "cris", "emoji": "émojis", "hashtag": "mots-dièse",
    "link_domains": "liens", "order": "ordre", "locale": "même-langue", "alt": "images", "too_close": "trop-proche",
    "length": "longueur",
}  # fmt: skip
WRITTEN_EN = {
    "require": "require", "forbid": "forbid", "pattern": "forbid-pattern", "prefer": "avoid", "at_most": "at-most",
    "at_least": "at-least", "if_contains": "if-contains", "address": "address", "signature": "signature",
    "sentence_length": "sentences", "shouting": "shouting", "emoji": "emoji", "hashtag": "hashtags",
    "link_domains": "links", "order": "order", "locale": "same-language", "alt": "images", "too_close": "too-close",
    "length": "length",
}  # fmt: skip
