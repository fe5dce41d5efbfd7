"""A rule of the brand's voice that holds for every reply: part of the charter, checked by machine, judged by nobody."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from academy.exercises import reply_words
from academy.exercises.reply import Rule
from academy.exercises.voice import broken_examples
from academy.library.voice_form import VoiceRuleForm, voice_panels
from academy.people.models import Brand

WITH_WORDS = (
    "require", "forbid", "prefer", "pattern", "at_most", "at_least", "if_contains", "address", "signature",
    "link_domains", "order",
)  # fmt: skip
WITH_NUMBER = ("at_most", "at_least", "length", "sentence_length", "emoji", "hashtag", "too_close")
LEAST = {"at_least": 1, "length": 1, "sentence_length": 3, "too_close": 10}


class VoiceRule(models.Model):
    """Live: an attempt pins its exercise, not these rules. They advise and never grade, and none of them holds a reply
    back (see `Level`), so a rule edited while somebody writes changes a remark, never an outcome."""

    class Kind(models.TextChoices):
        FORBID = "forbid", _("never says")
        PREFER = "prefer", _("says something else rather than")
        REQUIRE = "require", _("says one of these")
        IF_CONTAINS = "if_contains", _("when it says one of these, also says")
        AT_MOST = "at_most", _("says these at most so many times")
        AT_LEAST = "at_least", _("says these at least so many times")
        ADDRESS = "address", _("says « vous » or « tu »")
        SIGNATURE = "signature", _("is signed")
        ORDER = "order", _("keeps an order")
        LENGTH = "length", _("is no longer than")
        SENTENCES = "sentence_length", _("has no sentence longer than")
        SHOUTING = "shouting", _("does not shout (capitals, !!)")
        EMOJI = "emoji", _("has at most so many emoji, at the end of a line")
        HASHTAG = "hashtag", _("has readable hashtags, at most so many")
        LINKS = "link_domains", _("links only to these sites")
        PERSONAL = "pattern", _("holds no personal data")
        LANGUAGE = "locale", _("is in the language of the message received")
        IMAGES = "alt", _("describes its images")
        TOO_CLOSE = "too_close", _("is not a copy of the model")

    class Level(models.TextChoices):
        """No "blocking": what holds a reply back belongs to its exercise, which an attempt pins."""

        WARNING = "warning", _("to look at")
        TIP = "tip", _("tip")

    class Language(models.TextChoices):
        ALL = "", _("every language")
        FR = "fr", _("French")
        EN = "en", _("English")

    brand = models.ForeignKey(Brand, on_delete=models.CASCADE, related_name="voice_rules")
    code = models.SlugField(_("code"), max_length=40)
    kind = models.CharField(_("a reply"), max_length=20, choices=Kind.choices, default=Kind.FORBID)
    words = models.JSONField(_("words or phrases"), default=list, blank=True)
    then = models.JSONField(_("then also one of"), default=list, blank=True)
    number = models.PositiveSmallIntegerField(_("how many"), default=0)
    prefer = models.CharField(_("say rather"), max_length=200, blank=True)
    level = models.CharField(_("how grave"), max_length=10, choices=Level.choices, default=Level.WARNING)
    message_fr = models.CharField(_("reason in French"), max_length=300, blank=True)
    message_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    language = models.CharField(_("language of the replies"), max_length=5, choices=Language.choices, blank=True)
    channels = models.JSONField(_("channels"), default=list, blank=True)  # codes, as in texts and files
    passing = models.TextField(_("an example that is right"), max_length=1_000, blank=True)
    failing = models.TextField(_("an example that is wrong"), max_length=1_000, blank=True)

    panels = voice_panels()
    base_form_class = VoiceRuleForm

    class Meta:
        verbose_name = _("rule of voice")
        verbose_name_plural = _("rules of voice")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["brand", "code"], name="voice_rule_code_unique_in_brand")]

    def __str__(self) -> str:
        return self.message_in(get_language() or "fr") or self.message_fr or self.message_en or self.code

    def message_in(self, language: str) -> str:
        return self.message_en if language.startswith("en") else self.message_fr

    def rule(self, language: str) -> Rule:
        """The engine's rule, its reason in the language of the reply."""
        return Rule(
            id=self.code, kind=self.kind, words=_engine_words(self.kind, self.words), then=tuple(self.then),
            number=self.number, level=self.level, message=self.message_in(language), prefer=self.prefer,
            channels=tuple(self.channels), locales=(self.language,) if self.language else (),
            passing=self.passing, failing=self.failing,
        )  # fmt: skip

    def clean(self):
        super().clean()
        self._forget_unused()
        wrong = {**self._missing(), **self._unreadable()}
        for name in () if wrong else broken_examples(self.rule(self.language or "fr")):
            wrong[name] = (
                gettext("The rule finds something wrong in it.")
                if name == "passing"
                else gettext("The rule finds nothing wrong in it.")
            )
        if wrong:
            raise ValidationError(wrong)

    def _forget_unused(self) -> None:
        """What an earlier kind left behind would be written into files and mean nothing there."""
        if self.kind not in WITH_WORDS:
            self.words = []
        if self.kind not in WITH_NUMBER:
            self.number = 0
        if self.kind != self.Kind.IF_CONTAINS:
            self.then = []
        if self.kind != self.Kind.PREFER:
            self.prefer = ""

    def _missing(self) -> dict[str, str]:
        wrong = {}
        if self.kind in WITH_WORDS and not self.words:
            wrong["words"] = gettext("Write at least one word or phrase, one per line.")
        if self.kind == self.Kind.IF_CONTAINS and not self.then:
            wrong["then"] = gettext("Write what it must then also say, one per line.")
        if self.kind == self.Kind.PREFER and not self.prefer:
            wrong["prefer"] = gettext("Write what to say instead.")
        if self.number < LEAST.get(self.kind, 0):
            wrong["number"] = gettext("At least %(n)s is expected here.") % {"n": LEAST[self.kind]}
        for language in [self.language] if self.language else ["fr", "en"]:
            if not self.message_in(language):
                wrong[f"message_{language}"] = gettext("Say why: whoever writes reads this sentence.")
        return wrong

    def _unreadable(self) -> dict[str, str]:
        if self.kind == self.Kind.ADDRESS and self.words not in ([], ["vous"], ["tu"]):
            return {"words": gettext("Write vous or tu, nothing else.")}
        unknown = [word for word in self.words if word.casefold() not in reply_words.PATTERNS]
        if self.kind == self.Kind.PERSONAL and unknown:
            known = ", ".join(reply_words.PATTERN_WORDS["en" if get_language() == "en" else "fr"].values())
            return {"words": gettext("“%(word)s” is not known: %(known)s.") % {"word": unknown[0], "known": known}}
        return {}


def _engine_words(kind: str, words: list[str]) -> tuple[str, ...]:
    """What a leader writes as a word (« téléphone », « exclamation ») and the engine knows by its code or sign."""
    known = {"pattern": reply_words.PATTERNS, "at_most": reply_words.MARKS, "at_least": reply_words.MARKS}.get(kind, {})
    return tuple(known.get(word.casefold(), word) for word in words)
