"""«My data»: what is held, why and how long; a copy of it; asking to be forgotten."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from academy.people.audit import record
from academy.people.data_export import KEPT, make_export
from academy.people.models import DataExport, ErasureRequest
from academy.people.permissions import members_only, signed_in_only
from academy.people.privacy import declarations


@signed_in_only
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    held = [(declaration, declaration.rows(request.user).count()) for declaration in declarations()]
    context = {
        "held": [(declaration, count) for declaration, count in held if count],
        "copy": request.user.data_exports.first(),
        "kept_days": KEPT.days,
        "erasure": request.user.erasure_requests.filter(brand=request.brand).order_by("-asked").first(),
    }
    return render(request, "people/my_data.html", context)


@signed_in_only
@require_POST
def ask_for_copy(request: HttpRequest) -> HttpResponse:
    """One copy at a time: asking again while one is being made changes nothing."""
    if not request.user.data_exports.filter(ready=None).exists():
        make_export.enqueue(DataExport.objects.create(user=request.user).pk)
    messages.success(request, _("Your copy is being made. You will find it on this page."))
    return redirect("people:my_data")


@signed_in_only
@never_cache
@require_safe
def download_copy(request: HttpRequest, pk: int) -> HttpResponse:
    export = get_object_or_404(DataExport, pk=pk, user=request.user, ready__isnull=False)
    return FileResponse(export.file.open("rb"), as_attachment=True, filename="porte-voix.zip")


@members_only
@require_POST
def ask_for_erasure(request: HttpRequest) -> HttpResponse:
    _row, created = ErasureRequest.objects.get_or_create(
        user=request.user, brand=request.brand, state=ErasureRequest.State.OPEN
    )
    if created:
        record(request.user, "erasure.asked", request.user, brand=request.brand)
    messages.success(request, _("Your request is with your community leader, who has a month to answer."))
    return redirect("people:my_data")
