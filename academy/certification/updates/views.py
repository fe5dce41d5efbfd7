"""The holder's side of a must-know change: read it, confirm it; at renewal, the short quiz about what changed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy.certification.models import Award, MustKnowUpdate
from academy.certification.updates.acts import confirm, running_awards
from academy.certification.updates.delta import begin_delta
from academy.certification.updates.since import concerns
from academy.learning.attempts import NoAttemptLeft, NothingToPlay
from academy.learning.models import CharterSignature
from academy.learning.players.notices import why_not_now
from academy.library.models import CharterPage, PlaybookPage
from academy.library.tree import page_by_key
from academy.people.middleware import require_brand
from academy.people.permissions import members_only


@members_only
@never_cache
def update(request, pk: int):
    """What changed, until when, what follows; and one act: 'I read it'. A change of the charter is signed instead."""
    brand = require_brand(request)
    one = get_object_or_404(MustKnowUpdate, brand=brand, pk=pk, withdrawn=None)
    mine = one.confirmations.filter(person=request.user).first()
    concerned = any(concerns(one, award) for award in running_awards(brand, request.user))
    to_sign = one.charter_version is not None and not _signed(request.user, brand, one.charter_version)
    if request.method == "POST":
        if not mine and concerned and not to_sign:
            confirm(one, request.user)
            messages.success(request, _("Noted, thank you. You speak with today's rule."))
        return redirect("certification:mine")
    model = CharterPage if one.charter_version is not None else PlaybookPage
    context = {
        "update": one,
        "mine": mine,
        "concerned": concerned,
        "to_sign": to_sign,
        "page": page_by_key(model, brand, one.page_key, get_language() or "fr"),
    }
    return render(request, "certification/update.html", context)


def _signed(person, brand, version: int) -> bool:
    return CharterSignature.objects.filter(person=person, brand=brand, version__gte=version).exists()


@members_only
@require_POST
def delta(request, code: str):
    """Begins or resumes the quiz about what changed, for renewing a level."""
    award = (
        Award.objects.filter(brand=require_brand(request), person=request.user, level__code=code)
        .select_related("level", "brand__site")
        .order_by("-cycle")
        .first()
    )
    if award is not None:
        try:
            attempt = begin_delta(request.user, award, get_language() or "fr")
            return redirect("learning:attempt", attempt.public_id)
        except NothingToPlay:
            messages.info(request, _("Nothing is asked: reading what changed is enough."))
        except NoAttemptLeft as stopped:
            messages.warning(request, why_not_now(stopped.may))
    return redirect("certification:mine")
