"""The public page, its picture, and the holder's switch."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from academy.certification.models import Award, SharedAward
from academy.certification.pdf.theme import paper_theme
from academy.certification.pdf.words import words_of
from academy.certification.public_views import PER_MINUTE, spoken
from academy.certification.rate_limit import too_many
from academy.certification.share.picture import preview
from academy.certification.updates.acts import enforce
from academy.certification.verification import describe
from academy.people.middleware import require_brand
from academy.people.permissions import members_only, public


def _shared(request, number: str) -> Award:
    """A certificate whose holder made its page public, and is still there."""
    found = Award.objects.filter(brand=require_brand(request), shared__isnull=False, person__isnull=False).with_life()
    return get_object_or_404(found.exclude(holder=""), number=number)


@public
@never_cache
@require_safe
@spoken
def page(request, number: str):
    """What the holder shows: name, level, scope, and whether it holds today."""
    if too_many(request, "verify", PER_MINUTE):
        return render(request, "certification/verify_form.html", {"too_many": True}, status=429)
    enforce(require_brand(request))
    award, language = _shared(request, number), translation.get_language() or "fr"
    address = f"{award.brand.address}/p/{award.number}"
    context = {
        "answer": describe(award, language, timezone.localdate()),
        "award": award,
        "level": award.level_name(language),
        "address": address,
        "picture": f"{address}/{'en' if language.startswith('en') else 'fr'}.png",
    }
    return render(request, "certification/share.html", context)


@public
@require_safe
def picture(request, number: str, language: str) -> HttpResponse:
    """The picture for posts that link to the page."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    award = _shared(request, number)
    with translation.override(language):
        words = words_of(award)
        content = preview(
            paper_theme(award.brand.theme), words.brand, award.level_name(language), words.order,
            _("Internal certification"),
        )  # fmt: skip
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = "public, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    return response


@members_only
@require_POST
def switch(request, number: str):
    """Makes the page public, or takes it away, as the button says; harmless to repeat."""
    award = get_object_or_404(Award, brand=require_brand(request), person=request.user, number=number)
    if request.POST.get("public") == "yes":
        SharedAward.objects.get_or_create(award=award)
        messages.success(request, _("Your certificate has a public page now. You can take it away at any time."))
        return redirect("verification:shared", number=award.number)
    SharedAward.objects.filter(award=award).delete()
    messages.success(request, _("The public page is gone. Whoever follows an old link finds nothing there."))
    return redirect("certification:mine")
