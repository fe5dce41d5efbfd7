from django.shortcuts import render
from django.utils.translation import get_language

from academy.library.models import Channel
from academy.library.playbook_search import nearest_playbooks, search_playbooks, situations_in
from academy.people.middleware import require_brand
from academy.people.permissions import members_only


@members_only
def playbooks(request):
    """The playbooks, searched and filtered; with HTMX only the list changes."""
    brand, language = require_brand(request), get_language()
    words = request.GET.get("q", "").strip()
    channel = request.GET.get("channel", "")
    situation = request.GET.get("situation", "")
    everything = list(search_playbooks(brand, language))
    found = search_playbooks(brand, language, words, channel, situation).prefetch_related("channels")
    nearest = [] if found or not words else nearest_playbooks(brand, language, words, channel, situation)
    context = {
        "playbooks": found or nearest,
        "only_nearest": bool(nearest),
        "channels": Channel.objects.filter(brand=brand),
        "situations": situations_in(everything),
        "words": words,
        "channel": channel,
        "situation": situation,
        "any": bool(everything),
    }
    return render(request, "library/playbooks.html", context)
