"""The monthly signed copies of the registry: download, make one now, check a file; and the places that show it."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from academy.certification.admin.access import LeaderView
from academy.certification.copies import MOST_BYTES, check_copy, renew_copy
from academy.certification.models import RegistryCopy, RegistryEmbed
from academy.people.admin_views import BrandForm, BrandViewSet


class CopiesView(LeaderView):
    page_title = gettext_lazy("Copies of the registry")
    header_icon = "download"
    template_name = "certification/admin/copies.html"
    parent = ("certificates", gettext_lazy("Certificates"))

    def get(self, request, **more):
        copies = RegistryCopy.objects.filter(brand=request.brand)[:24]
        return self.render_to_response(self.get_context_data(copies=copies, **more))

    def post(self, request):
        if request.POST.get("act") == "make":
            copy = renew_copy(request.brand, request.user)
            messages.success(request, _("Made and signed: %(n)d voices.") % {"n": copy.voices})
            return redirect("registry_copies")
        file = request.FILES.get("file")
        if file is None or file.size > MOST_BYTES:
            messages.error(request, _("Choose the ZIP file of a copy."))
            return redirect("registry_copies")
        return self.get(request, checked=check_copy(request.brand, file.read()))


class CopyDownload(LeaderView):
    def get(self, request, month: str):
        copy = get_object_or_404(RegistryCopy, brand=request.brand, month=month)
        return FileResponse(copy.file.open("rb"), as_attachment=True, filename=f"registre-{copy.day}.zip")


class EmbedViewSet(BrandViewSet, ModelViewSet):
    model = RegistryEmbed
    icon = "code"
    menu_label = gettext_lazy("Shown elsewhere")
    list_display = [
        "name",
        Column("origin", label=gettext_lazy("Address")),
        Column("frame", label=gettext_lazy("Address of the list"), accessor="path"),
        DateColumn("made", label=gettext_lazy("Made on")),
    ]
    add_to_reference_index = False
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        from django import forms

        return forms.modelform_factory(RegistryEmbed, BrandForm, fields=["name", "origin", "contacts"])
