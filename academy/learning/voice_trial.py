"""Trying the charter's rules on a text, in the admin: what a learner would be told. Records nothing."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from academy.exercises.reply import TEXT_LIMIT, ReplyBrief
from academy.learning.players.voice_check import checked
from academy.library.voice import charter_rules

LANGUAGES = (("fr", _("French")), ("en", _("English")))


def a_reply(channel: str, language: str) -> ReplyBrief:
    """An exercise that asks for nothing: only the charter speaks, and what holds everywhere (length, personal data)."""
    return ReplyBrief(
        id="", locale=language, title="", summary="", minutes=0, channel=channel, situation="", received="", author="",
        task="", address="",
    )  # fmt: skip


class VoiceTrialView(WagtailAdminTemplateMixin, TemplateView):
    """By POST, as a text does not belong in an address or a log."""

    page_title = _("Try the voice of the brand on a text")
    header_icon = "openquote"
    template_name = "learning/voice_trial.html"
    http_method_names = ["get", "post", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        if request.brand is None or not (request.standing.is_author or request.standing.is_administrator):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.get(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        sent = self.request.POST
        text = sent.get("text", "").replace("\r\n", "\n").strip()
        usual = "en" if get_language() == "en" else "fr"
        language = sent.get("language", usual) if sent.get("language") in dict(LANGUAGES) else usual
        channels = {channel.code: str(channel) for channel in self.request.brand.channels.all()}
        channel = sent.get("channel", "") if sent.get("channel") in channels else ""
        rules = charter_rules(self.request.brand, language)
        return {
            **super().get_context_data(**kwargs),
            "text": text,
            "text_limit": TEXT_LIMIT,
            "languages": LANGUAGES,
            "language": language,
            "channels": channels.items(),
            "channel": channel,
            "rules": len(rules),
            "checked": checked(a_reply(channel, language), text, rules) if text else None,
        }
