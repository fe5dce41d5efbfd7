"""What the voice check says, in words: one sentence per reason of the engine."""

from django.utils.translation import gettext as _

from academy.exercises.voice import Finding

_PERSONAL = "personal_"


def level_words() -> dict[str, str]:
    return {"blocking": _("To settle before sending"), "warning": _("To look at"), "tip": _("Tip")}


def personal_words() -> dict[str, str]:
    return {
        "email": _("an e-mail address"),
        "phone": _("a phone number"),
        "iban": _("a bank account number"),
        "card": _("a bank card number"),
        "order": _("an order or file number"),
        "account": _("the name of an account"),
        "person": _("a person’s name"),
    }


def said_of(finding: Finding) -> str:
    """The reason, whoever wrote the rule."""
    if finding.reason.startswith(_PERSONAL):
        kind = personal_words().get(finding.reason.removeprefix(_PERSONAL), "")
        return _("Everybody would read %(what)s here.") % {"what": kind}
    about = {"about": finding.about}
    if finding.reason in ("too_long", "too_short"):
        size, _slash, limit = finding.about.rpartition("/")
        about = {"size": size or limit, "limit": limit}
    sentences = {
        "missing": _("None of these is there: %(about)s."),
        "forbidden": _("This brand does not say “%(about)s”."),
        "preferred": _("“%(about)s” can be said better."),
        "too_often": _("Once too often: %(about)s at most."),
        "too_seldom": _("Not often enough: at least %(about)s."),
        "then_missing": _("What you write here calls for one of these: %(about)s."),
        "too_long": _("Too long for this channel: %(size)s signs, %(limit)s at most. What is marked would be cut."),
        "too_short": _("Too short: %(size)s signs, at least %(limit)s."),
        "address": _("Here the reader is addressed otherwise than with “%(about)s”."),
        "unsigned": _("No signature at the end: %(about)s."),
        "long_sentence": _("A long sentence, %(about)s words: two would read better."),
        "capitals": _("Capital letters read as shouting, and screen readers may spell them out."),
        "repeated": _("One sign is enough."),
        "too_many_emoji": _("Too many emoji: %(about)s at most."),
        "emoji_inside": _("Read aloud, an emoji is a word: put it at the end of the line."),
        "hashtag_capitals": _("Begin each word of “%(about)s” with a capital: screen readers then read words."),
        "too_many_hashtags": _("Too many hashtags: %(about)s at most."),
        "foreign_link": _("This link leads elsewhere than to the brand: %(about)s."),
        "out_of_order": _("“%(about)s” comes too late: another part stands before it."),
        "other_language": _("This is not the language of the message received."),
        "no_alt": _("An image without a description: who does not see it misses it."),
        "too_close": _("Very close to a ready-made text (%(about)s): use your own words."),
    }
    return sentences.get(finding.reason, "%(about)s") % about
