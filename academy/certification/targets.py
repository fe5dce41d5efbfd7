"""The targets of the coverage as one table: every cell a number, saved together."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from academy.certification.coverage import DEFAULT, RED_TOPIC, Axis, axes_of
from academy.certification.models import CoverageTarget
from academy.people.audit import record
from academy.people.middleware import require_brand
from academy.people.models import Brand
from academy.people.permissions import leaders_only

MOST = 1_000


def usual(topic: Axis) -> int:
    return RED_TOPIC if topic.more == "red" else DEFAULT


@leaders_only
def targets(request):
    brand = require_brand(request)
    axes = axes_of(brand)
    known = {(t.channel_id, t.topic_id): t.minimum for t in CoverageTarget.objects.filter(brand=brand)}
    posted = request.POST if request.method == "POST" else {}
    rows, wanted, wrong = [], {}, False
    for channel in axes["channel"]:
        cells = []
        for topic in axes["topic"]:
            name = f"cell-{channel.pk}-{topic.pk}"
            text = posted.get(name, str(known.get((channel.pk, topic.pk), usual(topic)))).strip()
            bad = not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= MOST)
            wrong |= bad
            if not bad:
                wanted[channel.pk, topic.pk] = (int(text), usual(topic))
            cells.append((topic, name, text, bad))
        rows.append((channel, cells))
    if posted and not wrong:
        save_targets(brand, wanted, known, request.user)
        messages.success(request, _("Saved. The map counts with it at once."))
        return redirect("certification:targets")
    if wrong:
        messages.error(request, _("A target is a number from 0 to 1,000: see the marked cells."))
    context = {"topics": axes["topic"], "rows": rows}
    return render(request, "certification/targets.html", context, status=422 if wrong else 200)


@transaction.atomic
def save_targets(brand: Brand, wanted: dict, known: dict, by) -> int:
    """`wanted`: (channel, topic) → (number, the usual one). A cell with the usual number needs no row."""
    changed = {place: pair for place, pair in wanted.items() if known.get(place, pair[1]) != pair[0]}
    for (channel, topic), (minimum, _usual) in changed.items():
        CoverageTarget.objects.update_or_create(
            channel_id=channel, topic_id=topic, defaults={"brand": brand, "minimum": minimum}
        )
    if changed:
        record(by, "coverage.targets", brand, cells=len(changed))
    return len(changed)
