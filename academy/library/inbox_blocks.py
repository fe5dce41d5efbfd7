"""The blocks an inbox is written with: a message that comes at a time, or one that follows another."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup
from wagtail.images.blocks import ImageChooserBlock

from academy.library.blocks import ALT_HELP

_EFFECTS = _("For example: reputation +1, time -5")
_SETTINGS = [
    "image", "alt", "id", "qualification", "refused", "late", "well", "wrong", "critical", "handover", "claim",
    "same_as", "surprise", "value",
]  # fmt: skip


class _Message(blocks.StructBlock):
    """What every message has. Fields that are one typed line use the grammar of docs/content-format.md."""

    channel = blocks.CharBlock(label=_("Channel"), help_text=_("x, facebook, press, reviews, mail, shop …"))
    author = blocks.CharBlock(label=_("Who writes"), required=False)
    followers = blocks.IntegerBlock(label=_("How many may see it"), required=False, min_value=0, max_value=999_999_999)
    body = blocks.TextBlock(label=_("The message"), rows=3)
    expected = blocks.CharBlock(
        label=_("What is expected"), required=False,
        help_text=_("Service, priority, action. The best first, others accepted after |. "
                    "For example: press, P1, forward|escalate"),
    )  # fmt: skip
    due = blocks.IntegerBlock(
        label=_("To be handled within (minutes)"), required=False, min_value=0, max_value=99_999,
        help_text=_("Empty: by its priority."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("What is said about it afterwards"), rows=2, required=False)
    image = ImageChooserBlock(label=_("Image"), required=False)
    alt = blocks.CharBlock(
        label=_("Alternative text"), required=False,
        help_text=ALT_HELP,
    )  # fmt: skip
    id = blocks.CharBlock(label=_("Id"), required=False, help_text=_("Made from its place when left empty."))
    qualification = blocks.CharBlock(
        label=_("Qualification"), required=False,
        help_text=_("Type, urgency (low, medium, high), reach (private, public, wide)"),
    )  # fmt: skip
    refused = blocks.CharBlock(label=_("Actions that cost"), required=False, help_text=_("For example: reply, ignore"))
    late = blocks.CharBlock(label=_("When it comes late"), required=False, help_text=_EFFECTS)
    well = blocks.CharBlock(label=_("When it is handled well"), required=False, help_text=_EFFECTS)
    wrong = blocks.CharBlock(label=_("When it is handled wrongly"), required=False, help_text=_EFFECTS)
    critical = blocks.CharBlock(label=_("Red line: why missing it disqualifies"), required=False)
    handover = blocks.CharBlock(
        label=_("What the note must say"), required=False, help_text=_("Words with commas; | between equals")
    )
    claim = blocks.CharBlock(
        label=_("A colleague answers it"), required=False, help_text=_("After how long, and who: 5 min, Sonia")
    )
    same_as = blocks.CharBlock(label=_("Repeats the message"), required=False, help_text=_("Id of the other one"))
    surprise = blocks.BooleanBlock(label=_("It comes as a surprise"), required=False)
    value = blocks.CharBlock(label=_("Charter value at stake"), required=False)


class MessageBlock(_Message):
    time = blocks.RegexBlock(
        r"\s*\d{1,2}[:h]\d{2}\s*\Z", label=_("Comes at"), help_text=_("Hours and minutes: 09:05"),
        error_messages={"invalid": _("Write it as 09:05.")},
    )  # fmt: skip

    class Meta:
        icon = "mail"
        label = _("Message")
        label_format = "{time} {channel} {author}"
        form_layout = BlockGroup(
            children=["time", "channel", "author", "followers", "body", "expected", "due", "feedback"],
            settings=_SETTINGS,
        )


class FollowUpBlock(_Message):
    after = blocks.CharBlock(label=_("Follows the message"), help_text=_("Id of the other one"))
    event = blocks.ChoiceBlock(
        [("late", _("it comes late")), ("ignored", _("it is ignored")), ("replied", _("it is answered")),
         ("misrouted", _("it goes to the wrong service"))],
        label=_("when"), default="late",
    )  # fmt: skip
    delay = blocks.IntegerBlock(label=_("after (minutes)"), required=False, min_value=0, max_value=9_999)

    class Meta:
        icon = "redirect"
        label = _("What follows")
        label_format = "{after} → {channel} {author}"
        form_layout = BlockGroup(
            children=["after", "event", "delay", "channel", "author", "followers", "body", "expected", "feedback"],
            settings=["due", *_SETTINGS],
        )


class MentionBlocks(blocks.StreamBlock):
    message = MessageBlock()
    followup = FollowUpBlock()

    class Meta:
        required = False
