"""The holder's own pages: the ladder, the certificates, what one shows of oneself."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from academy.certification.acts import relinquish
from academy.certification.awards import award_if_earned
from academy.certification.forms import VoiceForm
from academy.certification.ladder import ladder_of
from academy.certification.life import Status
from academy.certification.lives import status_of
from academy.certification.models import Award, Voice
from academy.certification.pdf.papers import ensure_transcript
from academy.certification.share.models import mark_shared
from academy.certification.updates.acts import due_updates
from academy.people.middleware import require_brand
from academy.people.permissions import members_only


@members_only
@never_cache
def mine(request):
    """Certificates as cards, then the ladder with the next rung."""
    brand, language = require_brand(request), get_language() or "fr"
    rungs, awards = ladder_of(brand, request.user, language, request)
    card = Voice.objects.filter(brand=brand, person=request.user).first() or Voice(brand=brand, person=request.user)
    due = due_updates(brand, request.user, [one for one in awards if one.status in (Status.VALID, Status.SUSPENDED)])
    current = [award for award in awards if award.status in (Status.VALID, Status.SUSPENDED, Status.NOT_YET)]
    mark_shared(current)
    context = {
        "rungs": rungs,
        "current": current,
        "past": [award for award in awards if award not in current],
        "next": next((rung for rung in rungs if rung.state == "next"), None),
        "card": card,
        "awarded": bool(awards) or card.pk,  # nobody verifies a person who holds nothing yet
        "updates": due,
        "form": VoiceForm(instance=card),
    }
    return render(request, "certification/mine.html", context)


def _own(request, number: str) -> Award:
    """The holder's own certificate; anybody else learns nothing, not even that it exists."""
    found = Award.objects.filter(brand=require_brand(request), person=request.user).with_life()
    return get_object_or_404(found, number=number)


@members_only
@require_POST
def claim(request):
    """'I have done it all': looks again at once, for the impatient and for the day a signal was lost."""
    made = award_if_earned(request.user, require_brand(request))
    if made:
        names = ", ".join(award.level.name for award in made)
        messages.success(request, _("Congratulations: %(levels)s is yours.") % {"levels": names})
    else:
        messages.info(request, _("Everything is up to date. What is still missing stands below."))
    return redirect("certification:mine")


@members_only
@require_POST
def save_card(request):
    brand = require_brand(request)
    card = Voice.objects.filter(brand=brand, person=request.user).first() or Voice(brand=brand, person=request.user)
    form = VoiceForm(request.POST, instance=card)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved. What others see of you changed at once."))
        return redirect("certification:mine")
    return render(request, "certification/card_form.html", {"form": form}, status=422)


@members_only
@never_cache
def give_back(request, number: str):
    """Relinquishing: a page that says what follows, then one act."""
    award = _own(request, number)
    status = status_of(award)
    if status not in (Status.VALID, Status.SUSPENDED):
        messages.info(request, _("This certificate has ended already."))
        return redirect("certification:mine")
    if request.method == "POST":
        relinquish(award)
        messages.success(request, _("Done. You no longer hold this level; thank you for having carried it."))
        return redirect("certification:mine")
    return render(request, "certification/give_back.html", {"award": award})


@members_only
@require_safe
@never_cache
def paper(request, number: str):
    """The fragment that offers the PDF, or says that it is being prepared and asks again."""
    award = _own(request, number)
    mark_shared([award])
    return render(request, "certification/paper.html", {"award": award})


def _readable(request, number: str) -> Award:
    """A certificate whose papers this person may have: its holder, a leader of the brand."""
    found = Award.objects.filter(brand=require_brand(request)).select_related("brand__site", "level")
    if not (request.standing.is_leader or request.standing.is_administrator):
        found = found.filter(person=request.user)
    return get_object_or_404(found, number=number)


@members_only
@require_safe
@never_cache
def download(request, number: str):
    """The PDF, for its holder and for a leader of the brand."""
    award = _readable(request, number)
    if not award.pdf:
        raise Http404
    return _pdf(award.pdf, f"attestation-{award.number}.pdf")


@members_only
@require_safe
@never_cache
def transcript(request, number: str):
    """The transcript; of a certificate older than transcripts it is made now."""
    award = _readable(request, number)
    if not award.pdf:
        raise Http404
    name = _("transcript")
    return _pdf(ensure_transcript(award).transcript, f"{name}-{award.number}.pdf")


def _pdf(paper, name: str) -> FileResponse:
    return FileResponse(paper.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
