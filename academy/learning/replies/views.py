"""My replies, replies to review, the review itself, agreement between reviewers, exemplary replies."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from academy.exercises.reply import TEXT_LIMIT
from academy.exercises.rubric import CRITERIA
from academy.learning.models import ReplyExample, ReplyReview, SentReply
from academy.learning.replies import readers
from academy.learning.replies.agreement import AIM, ENOUGH, agreement_of, pairs_of
from academy.learning.replies.examples import anonymised, answer, propose
from academy.learning.replies.judging import review
from academy.learning.replies.review_form import ReviewForm
from academy.learning.replies.shown import shown_of
from academy.library.models import PlaybookPage
from academy.library.tree import live_pages
from academy.people.permissions import leaders_only, members_only
from academy.people.posted import posted_number

LONGEST_LIST = 100


def _replies(request: HttpRequest):
    return SentReply.objects.filter(brand=request.brand).select_related("attempt__version", "department").defer(
        "attempt__version__content", "attempt__state"
    )  # fmt: skip


@never_cache
@members_only
def mine(request: HttpRequest) -> HttpResponse:
    """What I sent and what came of it; whether there is something for me to review."""
    sent = _replies(request).filter(attempt__person=request.user).exclude(text="").select_related("example__playbook")
    rows = [(reply, reply.attempt.version.exercise()) for reply in sent.order_by("-sent")[:LONGEST_LIST]]
    asked = [(reply, brief) for reply, brief in rows if hasattr(reply, "example") and not reply.example.answer]
    context = {"rows": rows, "asked": asked, "may_read": readers.may_read(request.standing)}
    return render(request, "learning/replies/mine.html", context)


@never_cache
@members_only
def queue(request: HttpRequest) -> HttpResponse:
    """Replies waiting for this person, those that count first, the oldest first."""
    if not readers.may_read(request.standing):
        raise Http404
    found = _replies(request) & readers.for_reviewers(request.standing)
    graded = list(found.filter(graded=True).order_by("sent")[:LONGEST_LIST])
    practice = list(found.filter(graded=False).order_by("sent")[:LONGEST_LIST])
    known = {reply.pk for reply in practice}
    peers = (_replies(request) & readers.for_peers(request.standing)).order_by("sent")[:LONGEST_LIST]
    practice += [reply for reply in peers if reply.pk not in known]
    entrusted = set(readers.entrusted_to(request.standing).values_list("reply_id", flat=True))
    for rows in (graded, practice):
        rows.sort(key=lambda reply: reply.pk not in entrusted)  # what one was asked to read comes first
    context = {
        "entrusted": entrusted,
        "graded": [(reply, reply.attempt.version.exercise()) for reply in graded],
        "practice": [(reply, reply.attempt.version.exercise()) for reply in practice],
        "done": ReplyReview.objects.filter(reviewer=request.user, reply__brand=request.brand)
        .exclude(role=ReplyReview.As.SELF)
        .count(),
        "reviewer": readers.is_reviewer(request.standing),
    }
    return render(request, "learning/replies/queue.html", context)


@never_cache
@members_only
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One reply with its sheet. Posting it adds the review; posting it twice changes nothing."""
    reply = get_object_or_404(_replies(request), public_id=public_id)
    given = ReplyReview.objects.filter(reply=reply, reviewer=request.user).exclude(role=ReplyReview.As.SELF).first()
    if given:
        return _after(request, reply, given)
    states = SentReply.State.values if request.method == "POST" else readers.OPEN  # a review under way is not lost
    role = readers.role_for(request.standing, reply, states)
    if not role:
        return _without_role(request, reply)
    brief = reply.attempt.version.exercise()
    form = ReviewForm(brief, reply.text, request.POST if request.method == "POST" else None)
    said = form.read() if request.method == "POST" else None
    if said is None:
        context = {"reply": reply, "exercise": brief, "form": form, "received": brief.received.splitlines()}
        return render(request, "learning/replies/read.html", context)
    review(reply, request.user, role, said)
    messages.success(request, _("Thank you: your review is recorded. The author reads it without your name."))
    return redirect("learning:queue")


def _after(request: HttpRequest, reply: SentReply, given: ReplyReview) -> HttpResponse:
    """What I said of it; a second click on the button lands here too. The others' word only once all have spoken."""
    if request.method == "POST":
        messages.info(request, _("Your review was already recorded."))
        return redirect("learning:queue")
    return _show(request, reply, _said_of(reply) if reply.state == SentReply.State.SETTLED else [given])


def _without_role(request: HttpRequest, reply: SentReply) -> HttpResponse:
    """A leader reads what counted and is settled; whoever came too late is told so; for others it does not exist."""
    settled = reply.state == SentReply.State.SETTLED and reply.attempt.person_id != request.user.pk
    if settled and reply.graded and request.standing.is_leader:
        return _show(request, reply, _said_of(reply))
    if settled and readers.role_for(request.standing, reply, SentReply.State.values):
        messages.info(request, _("This reply has received all its reviews meanwhile."))
        return redirect("learning:queue")
    raise Http404


def _said_of(reply: SentReply):
    return reply.reviews.exclude(role=ReplyReview.As.SELF)


def _show(request: HttpRequest, reply: SentReply, reviews) -> HttpResponse:
    brief = reply.attempt.version.exercise()
    may_propose = bool(request.standing.is_leader and reply.passed and not hasattr(reply, "example"))
    context = {
        "reply": reply,
        "exercise": brief,
        "received": brief.received.splitlines(),
        "shown": shown_of(brief, reply, reviews),
        "may_propose": may_propose,
        "example_text": anonymised(reply) if may_propose else "",
        "playbooks": live_pages(PlaybookPage, request.brand, brief.locale).order_by("title") if may_propose else [],
    }
    return render(request, "learning/replies/given.html", context)


@require_POST
@members_only
def rate_own(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The author's own rating, before the others' is shown. Once; a second click changes nothing."""
    reply = get_object_or_404(_replies(request), public_id=public_id, attempt__person=request.user)
    form = ReviewForm(reply.attempt.version.exercise(), reply.text, request.POST, own=True)
    said = form.read()
    if said is None:
        messages.warning(request, " ".join(form.errors))
    elif reply.state == SentReply.State.SETTLED:
        messages.info(request, _("The review is there already: your own rating would come too late."))
    else:
        review(reply, request.user, ReplyReview.As.SELF, said)
        messages.success(request, _("Your own rating is kept. You will see it beside the reviewers’."))
    return redirect("learning:result", reply.attempt.public_id)


@never_cache
@leaders_only
def agreement(request: HttpRequest) -> HttpResponse:
    """How well reviewers agree, what waits too long, and the replies found good."""
    found = agreement_of(pairs_of(request.brand))
    labels = {one.id: one.label_in(get_language() or "fr") for one in CRITERIA}
    graded = _replies(request).filter(graded=True)
    good = graded.filter(passed=True).exclude(text="").select_related("example").order_by("-score", "-settled")[:20]
    waiting = graded.filter(state__in=readers.OPEN).order_by("sent")
    context = {
        "found": found,
        "lines": [(labels[line.criterion], line) for line in found.lines],
        "aim": AIM,
        "enough": ENOUGH,
        "good": [(reply, reply.attempt.version.exercise()) for reply in good],
        "waiting": waiting.count(),
        "third": graded.filter(state=SentReply.State.THIRD).count(),
        "oldest": waiting.first(),
    }
    return render(request, "learning/replies/agreement.html", context)


@require_POST
@leaders_only
def propose_example(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Asks the author whether the reply may be shown in a playbook."""
    reply = get_object_or_404(_replies(request), public_id=public_id, passed=True, graded=True)
    pages = live_pages(PlaybookPage, request.brand, reply.attempt.version.locale)
    playbook = pages.filter(pk=posted_number(request.POST, "playbook")).first()
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()[:TEXT_LIMIT]
    if playbook is None or not text:
        messages.warning(request, _("Choose a playbook and keep a text to show."))
        return redirect("learning:read", public_id)
    propose(reply, playbook, text, request.user)
    messages.success(request, _("The author is asked. The reply is shown once they agree, without their name."))
    return redirect("learning:agreement")


@require_POST
@members_only
def answer_example(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The author's yes or no; either can be changed later."""
    example = get_object_or_404(
        ReplyExample, reply__public_id=public_id, reply__brand=request.brand, reply__attempt__person=request.user
    )
    agreed = request.POST.get("answer") == "yes"
    answer(example, agreed)
    messages.success(request, _("Thank you: colleagues can now learn from it.") if agreed
                     else _("It is not shown. You may change your mind at any time."))  # fmt: skip
    return redirect(reverse("learning:my_replies"))
