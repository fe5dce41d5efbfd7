"""The blocks authors write with, in one place. Each mirrors a fence of docs/content-format.md."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from academy.library.markdown import render


def markdown_area(**kwargs) -> blocks.TextBlock:
    kwargs.setdefault("help_text", _("Markdown: **bold**, *italic*, ## heading, - list, | table |"))
    return blocks.TextBlock(rows=kwargs.pop("rows", 4), **kwargs)


class WholeNumberBlock(blocks.IntegerBlock):
    """A whole number that is the same number before and after a form.

    Wagtail compares what the browser sent ("5") with what is stored (5) and finds an edit where nobody edited: a leader
    who approves a draft from its form would then send it back to review instead of publishing it.
    """

    def value_from_form(self, value):
        try:
            return int(value)
        except (TypeError, ValueError):
            return value  # the field says what is wrong with it

    def deconstruct(self):
        """Migrations know it as Wagtail's own block, as they do of every StructBlock."""
        _path, arguments, options = super().deconstruct()
        return "wagtail.blocks.IntegerBlock", arguments, options


class MarkdownBlock(blocks.TextBlock):
    """A stretch of plain Markdown: headings, paragraphs, lists, tables."""

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "library/blocks/markdown.html"

    def get_context(self, value, parent_context=None):
        language = (parent_context or {}).get("language") or "fr"
        return {**super().get_context(value, parent_context), "html": render(value or "", language)}


class _Fence(blocks.StructBlock):
    """A block with a Markdown text in it, rendered as `html`."""

    def get_context(self, value, parent_context=None):
        language = (parent_context or {}).get("language") or "fr"
        return {**super().get_context(value, parent_context), "html": render(value.get("text") or "", language)}


class DoBlock(_Fence):
    text = markdown_area(label=_("Text"))

    class Meta:
        icon = "check"
        label = _("Do")
        template = "library/blocks/do.html"


class DontBlock(_Fence):
    text = markdown_area(label=_("Text"))

    class Meta:
        icon = "cross"
        label = _("Don't")
        template = "library/blocks/dont.html"


def _channel_names(request) -> dict[str, str]:
    """Names of the brand's channels by code, asked for once per request."""
    from academy.library.models import Channel

    brand = getattr(request, "brand", None)
    if brand is None:
        return {}
    if not hasattr(request, "_channel_names"):
        request._channel_names = {channel.code: channel.name for channel in Channel.objects.filter(brand=brand)}
    return request._channel_names


class PostBlock(_Fence):
    channel = blocks.CharBlock(label=_("Channel"), required=False, help_text=_("Code of a channel, for example x"))
    author = blocks.CharBlock(label=_("Author"), required=False)
    text = markdown_area(label=_("Text"))

    class Meta:
        icon = "openquote"
        label = _("Example of a post")
        template = "library/blocks/post.html"

    def get_context(self, value, parent_context=None):
        names = _channel_names((parent_context or {}).get("request"))
        code = value.get("channel") or ""
        return {**super().get_context(value, parent_context), "channel": names.get(code, code)}


class DefinitionBlock(_Fence):
    term = blocks.CharBlock(label=_("Term"))
    text = markdown_area(label=_("Definition"), rows=2)

    class Meta:
        icon = "info-circle"
        label = _("Definition")
        template = "library/blocks/definition.html"


class ExampleBlock(_Fence):
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = markdown_area(label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Example")
        template = "library/blocks/example.html"


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Item")), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("Checklist")
        template = "library/blocks/checklist.html"


class PlaybookBlock(_Fence):
    playbook = blocks.PageChooserBlock(page_type="library.PlaybookPage", label=_("Playbook"))
    text = markdown_area(label=_("Why it helps here"), required=False, rows=2)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Playbook")
        template = "library/blocks/playbook.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(label=_("Alternative text"), help_text=_("What the image says, for who cannot see it."))
    text = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "library/blocks/image.html"


class VideoBlock(_Fence):
    url = blocks.URLBlock(label=_("Address of the video"))
    title = blocks.CharBlock(label=_("Title"))
    text = markdown_area(label=_("Transcript"), help_text=_("Required: a video without a transcript excludes people."))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "library/blocks/video.html"

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["url"].startswith(("https://", "http://")):
            raise StructBlockValidationError({"url": ValidationError(_("Give an address that begins with https://"))})
        return cleaned


class FileBlock(blocks.StructBlock):
    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), required=False)

    class Meta:
        icon = "download"
        label = _("File")
        template = "library/blocks/file.html"


class BodyBlocks(blocks.StreamBlock):
    markdown = MarkdownBlock()
    do = DoBlock()
    dont = DontBlock()
    post = PostBlock()
    definition = DefinitionBlock()
    example = ExampleBlock()
    checklist = ChecklistBlock()
    playbook = PlaybookBlock()
    image = ImageBlock()
    video = VideoBlock()
    file = FileBlock()

    class Meta:
        required = False


class ValueBlock(_Fence):
    """One brand value. Exercises name it by its id."""

    id = blocks.CharBlock(label=_("Id"), help_text=_("Short name for exercises, for example transparence"))
    name = blocks.CharBlock(label=_("Name"))
    text = markdown_area(label=_("What it means for us"))

    class Meta:
        icon = "pick"
        label = _("Value")
        template = "library/blocks/value.html"


class DrawBlock(blocks.StructBlock):
    count = WholeNumberBlock(label=_("How many"), min_value=1, max_value=100)
    tag = blocks.CharBlock(label=_("with the tag"), required=False)
    objective = blocks.CharBlock(label=_("of the objective"), required=False)
    difficulty = blocks.ChoiceBlock(
        [(1, _("easy")), (2, _("medium")), (3, _("hard"))], label=_("of the difficulty"), required=False
    )

    class Meta:
        icon = "order"
        label = _("Draw")


class OptionBlock(blocks.StructBlock):
    """One option of a question; which of its fields count depends on the kind (exercises/question.py). The form
    hides the others (static/library/question-form.css)."""

    group = blocks.RegexBlock(
        r"[a-z0-9][a-z0-9-]*\Z", label=_("Gap"), required=False, help_text=_("The name between [[ and ]] in the text."),
        error_messages={"invalid": _("Lower case letters, digits and hyphens.")},
    )  # fmt: skip
    rank = WholeNumberBlock(
        label=_("Experts' rank"), required=False, min_value=1, max_value=99,
        help_text=_("1 for the best reaction. Equal ranks are allowed. Ask at least three experts."),
    )  # fmt: skip
    text = blocks.TextBlock(label=_("Answer"), rows=2, required=False)
    match = blocks.TextBlock(
        label=_("goes with"), rows=2, required=False, help_text=_("Without an answer beside it, it is a lure.")
    )
    correct = blocks.BooleanBlock(label=_("Right answer"), required=False)
    worth = WholeNumberBlock(
        label=_("Partly right: worth in percent"), required=False, min_value=0, max_value=99,
        help_text=_("What an answer that is not fully right still earns."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Why it is right or wrong"), rows=2, required=False)
    id = blocks.RegexBlock(
        r"[A-Za-z0-9_-]{1,60}\Z", label=_("Id"), required=False, help_text=_("Made from its place when left empty."),
        error_messages={"invalid": _("Letters, digits and hyphens.")},
    )  # fmt: skip

    class Meta:
        icon = "radio-full"
        label = _("Answer")


class MeterBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("Id"))
    label = blocks.CharBlock(label=_("Name"))
    start = WholeNumberBlock(label=_("Start"))
    min = WholeNumberBlock(label=_("Lowest"), default=0)
    max = WholeNumberBlock(label=_("Highest"), default=10)
    unit = blocks.CharBlock(label=_("Unit"), required=False)
    good = blocks.ChoiceBlock([("high", _("high is good")), ("low", _("low is good"))], default="high", label=_("Good"))
    shown = blocks.BooleanBlock(label=_("Shown to the learner"), required=False, default=True)

    class Meta:
        icon = "order"
        label = _("Meter")


class CompetencyBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("Id"))
    label = blocks.CharBlock(label=_("Name"))
    weight = WholeNumberBlock(label=_("Weight"), default=1, min_value=1)
    charter_value = blocks.CharBlock(label=_("Charter value"), required=False)

    class Meta:
        icon = "pick"
        label = _("Competency")


ALT_HELP = _("What the image says, for who cannot see it. Required with an image.")


class LineBlock(blocks.StructBlock):
    speaker = blocks.CharBlock(
        label=_("Who speaks"), required=False, help_text=_("Empty: the narrator. '>' : a message.")
    )
    text = blocks.TextBlock(label=_("Text"), rows=2, required=False)
    image = ImageChooserBlock(label=_("Image"), required=False)
    alt = blocks.CharBlock(label=_("Alternative text"), required=False, help_text=ALT_HELP)

    class Meta:
        icon = "openquote"
        label = _("Line")
        label_format = "{speaker} {text}"

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["text"] and not cleaned["image"]:
            raise StructBlockValidationError({"text": ValidationError(_("Write a text, or choose an image."))})
        return cleaned


_EFFECTS_HELP = _("For example: trust +2, time -5")
_WHEN_HELP = _("For example: trust >= 5 and seen welcome")


class ChoiceBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("Id"))
    text = blocks.TextBlock(label=_("What the learner says or does"), rows=2)
    target = blocks.CharBlock(label=_("Leads to step"))
    effects = blocks.CharBlock(label=_("Effects"), required=False, help_text=_EFFECTS_HELP)
    when = blocks.CharBlock(label=_("Only if"), required=False, help_text=_WHEN_HELP)
    feedback = blocks.TextBlock(label=_("The coach's word"), rows=2, required=False)
    value = blocks.CharBlock(label=_("Charter value at stake"), required=False)
    critical = blocks.CharBlock(label=_("Red line: why this disqualifies"), required=False)
    repeatable = blocks.BooleanBlock(label=_("May be taken again"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Choice")
        label_format = "{text} → {target}"


class RouteBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("Id"), required=False, help_text=_("Made from its place when left empty."))
    when = blocks.CharBlock(label=_("If"), required=False, help_text=_("Empty: otherwise. It must be the last one."))
    target = blocks.CharBlock(label=_("Leads to step"))

    class Meta:
        icon = "arrow-right"
        label = _("Route")


class SceneBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("Id"))
    title = blocks.CharBlock(label=_("Title"))
    lines = blocks.ListBlock(LineBlock(), label=_("What happens"), default=[])
    on_enter = blocks.CharBlock(label=_("Effects on arrival"), required=False, help_text=_EFFECTS_HELP)
    choices = blocks.ListBlock(ChoiceBlock(), label=_("Choices"), default=[])

    class Meta:
        icon = "comment"
        label = _("Scene")
        label_format = "{id} : {title}"


class RouterBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("Id"))
    title = blocks.CharBlock(label=_("Title"))
    lines = blocks.ListBlock(LineBlock(), label=_("What happens"), default=[])
    on_enter = blocks.CharBlock(label=_("Effects on arrival"), required=False, help_text=_EFFECTS_HELP)
    routes = blocks.ListBlock(RouteBlock(), label=_("Routes"), default=[])

    class Meta:
        icon = "repeat"
        label = _("Router")
        label_format = "{id} : {title}"


class EndingBlock(blocks.StructBlock):
    id = blocks.CharBlock(label=_("Id"))
    title = blocks.CharBlock(label=_("Title"))
    lines = blocks.ListBlock(LineBlock(), label=_("What happens"), default=[])
    on_enter = blocks.CharBlock(label=_("Effects on arrival"), required=False, help_text=_EFFECTS_HELP)
    kind = blocks.ChoiceBlock(
        [("success", _("success")), ("mixed", _("mixed")), ("failure", _("failure"))],
        label=_("Kind"),
        default="success",
    )

    class Meta:
        icon = "success"
        label = _("Ending")
        label_format = "{id} : {title}"


class StepBlocks(blocks.StreamBlock):
    scene = SceneBlock()
    router = RouterBlock()
    ending = EndingBlock()

    class Meta:
        required = False
