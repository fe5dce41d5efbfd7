"""The form of a rule of voice: one word or phrase per line, channels to tick, only the fields its kind needs."""

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from academy.exercises import reply_words
from academy.people.admin_views import BrandForm

MOST_WORDS, LONGEST_WORD = 200, 200


def voice_panels() -> list:
    return [
        FieldPanel("kind", help_text=_("What the check looks for. The fields that this kind needs follow.")),
        FieldPanel(
            "words",
            classname="voice-words",
            help_text=_(
                "One per line. Capitals and accents do not count; “refund*” finds every word that begins so. Personal "
                "data: courriel, téléphone, iban, carte, commande, compte, nom. An order: “bonjour|bonsoir” for either."
            ),
        ),
        FieldPanel("then", classname="voice-then", help_text=_("One per line: one of them is enough.")),
        FieldPanel(
            "number",
            classname="voice-number",
            help_text=_("Times, signs, words of a sentence, emoji, hashtags, or percent copied from the model."),
        ),
        FieldPanel("prefer", classname="voice-prefer", help_text=_("Shown beside the word found, as a better one.")),
        MultiFieldPanel(
            [
                FieldPanel("message_fr", help_text=_("One sentence, for whoever writes: why the brand holds to it.")),
                FieldPanel("message_en", help_text=_("The same in English, when replies in English are checked too.")),
                FieldPanel("level", help_text=_("Neither holds a reply back: only personal data does.")),
            ],
            heading=_("What is said"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("language", help_text=_("Words of one language belong to its replies only.")),
                FieldPanel("channels", help_text=_("None ticked: every channel.")),
            ],
            heading=_("Where it holds"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("passing", help_text=_("The rule is tried on it each time you save.")),
                        FieldPanel("failing", help_text=_("The rule must find something here.")),
                    ]
                )
            ],
            heading=_("Examples"),
        ),
        FieldPanel(
            "code", help_text=_("Short and lasting: an exercise refines the rule, or puts it aside, by this code.")
        ),
    ]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class LinesField(forms.CharField):
    """A list of words, written one per line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        found = lines_of(super().clean(value))
        if len(found) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in found):
            raise forms.ValidationError(
                gettext("At most %(most)s lines of %(long)s signs.") % {"most": MOST_WORDS, "long": LONGEST_WORD}
            )
        return found

    def has_changed(self, initial, data):
        return (initial or []) != lines_of(data or "")


class VoiceRuleForm(BrandForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("words", "then"):
            self.fields[name] = _as_lines(self.fields[name])
        if self.instance.kind == "pattern":
            words = reply_words.PATTERN_WORDS["en" if get_language() == "en" else "fr"]
            self.initial["words"] = [words.get(word, word) for word in self.instance.words]
        known = [(one.code, str(one)) for one in self.instance.brand.channels.all()] if self.instance.brand_id else []
        known += [(code, code) for code in self.instance.channels if code not in dict(known)]
        self.fields["channels"] = forms.MultipleChoiceField(
            choices=known, required=False, widget=forms.CheckboxSelectMultiple, label=self.fields["channels"].label,
            help_text=self.fields["channels"].help_text,
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        for name in ("passing", "failing"):
            cleaned[name] = cleaned.get(name, "").replace("\r\n", "\n")
        twins = type(self.instance).objects.filter(brand_id=self.instance.brand_id, code=cleaned.get("code"))
        if twins.exclude(pk=self.instance.pk).exists():
            self.add_error("code", gettext("Another rule has this code."))
        return cleaned


def _as_lines(field: forms.Field) -> LinesField:
    return LinesField(required=False, label=field.label, help_text=field.help_text)
