"""The menu «Team» of the Wagtail admin, and the gate before every published page."""

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.models import Site

from academy.people import audit_admin, privacy_admin
from academy.people.admin_views import BrandForm, BrandViewSet
from academy.people.audit import record
from academy.people.import_people import admin as import_admin
from academy.people.invitations import VALID_FOR, send_invitation
from academy.people.long_work import admin as work_admin
from academy.people.models import Brand, Department, Invitation, Membership, Role, User
from academy.people.roles import pages_below
from academy.people.scim.admin import GroupViewSet, TokenViewSet
from academy.people.sso import admin as sso_admin
from academy.people.sso.admin import ConnectionViewSet


class DepartmentForm(BrandForm):
    names = {"parent": gettext_lazy("Part of")}
    words = {
        "name": gettext_lazy("As people call it: it stands on their page, in reports and on certificates."),
        "code": gettext_lazy("Short and lasting: files of people and the company's directory name it so."),
        "parent": gettext_lazy("The department above. Whoever leads that one follows this one too."),
    }

    def clean(self):
        cleaned = super().clean()
        twin = Department.objects.filter(brand_id=self.instance.brand_id, code=cleaned.get("code"))
        if twin.exclude(pk=self.instance.pk).exists():
            self.add_error("code", _("Another department has this code."))
        parent = cleaned.get("parent")
        if parent and self.instance.pk and parent in self.instance.with_descendants():
            self.add_error("parent", _("A department cannot lie below itself."))
        return cleaned


class DepartmentViewSet(BrandViewSet, ModelViewSet):
    model = Department
    icon = "group"
    menu_label = gettext_lazy("Departments")
    list_display = [
        "name",
        Column("parent", label=gettext_lazy("Part of")),
        Column("owner", label=gettext_lazy("Owner")),
        Column("deputy", label=gettext_lazy("Deputy")),
        "code",
    ]
    list_select_related = ["parent", "owner", "deputy"]
    list_export = ["code", "name"]
    search_fields = ["name", "code"]
    search_backend_name = None
    panels = [FieldPanel(name) for name in ("name", "code", "parent", "owner", "deputy")]
    add_to_reference_index = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(Department, DepartmentForm, fields=["name", "code", "parent", "owner", "deputy"])


_ROLE_HELP = gettext_lazy(
    "Employees learn; community managers write drafts; managers follow their department; the leader publishes and "
    "certifies. Somebody may hold several."
)


class MembershipForm(BrandForm):
    """A role for somebody who is already in the brand; newcomers are invited."""

    names = {"department": gettext_lazy("Department")}
    words = {
        "email": gettext_lazy("The address this person signs in with."),
        "role": _ROLE_HELP,
        "department": gettext_lazy("A manager follows this department and those below it. Empty: the whole brand."),
        "starts": gettext_lazy("Empty: from today on."),
    }

    email = forms.EmailField(label=gettext_lazy("E-mail address of the person"))

    class Meta:
        fields = ["role", "department", "starts", "ends"]

    field_order = ["email", "role", "department", "starts", "ends"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["email"].initial = self.instance.user.email
            self.fields["email"].disabled = True

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if not self.instance.pk:
            user = User.objects.filter(memberships__brand_id=self.instance.brand_id, email__iexact=email).first()
            if user is None:
                raise ValidationError(_("Nobody of this brand has this address. Invite the person first."))
            self.instance.user = user
        return email

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The end lies before the beginning."))
        if cleaned.get("role") == Role.ADVISER and not ends:
            self.add_error("ends", _("An external adviser's contract has an end: give its day."))
        return cleaned

    def save(self, commit=True):
        try:
            with transaction.atomic():
                return super().save(commit)
        except IntegrityError:  # the same role twice: keep the one there is
            return Membership.objects.get(
                user=self.instance.user,
                brand=self.instance.brand,
                department=self.instance.department,
                role=self.instance.role,
            )


class _RoleRecorded:
    """Every change of a right by hand is in the audit log."""

    deed = "role.given"

    def save_instance(self):
        saved = super().save_instance()
        record_role(self.request.user, self.deed, saved)
        return saved


def record_role(by: User, deed: str, membership: Membership) -> None:
    place = membership.department.code if membership.department else None
    facts = {"role": membership.role, "department": place, "starts": membership.starts, "ends": membership.ends}
    record(by, deed, membership.user, "by hand", brand=membership.brand, **facts)


class MembershipCreateView(_RoleRecorded, CreateView): ...


class MembershipEditView(_RoleRecorded, EditView):
    deed = "role.changed"


class MembershipDeleteView(DeleteView):
    def delete_action(self):
        record_role(self.request.user, "role.taken", self.object)
        super().delete_action()


class MembershipViewSet(BrandViewSet, ModelViewSet):
    model = Membership
    icon = "user"
    menu_label = gettext_lazy("People and roles")
    add_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    list_display = [
        Column("user", label=gettext_lazy("Person"), sort_key="user__name"),
        Column("get_role_display", label=gettext_lazy("Role"), sort_key="role"),
        Column("department", label=gettext_lazy("Department"), sort_key="department__name"),
        DateColumn("ends", label=gettext_lazy("Until"), sort_key="ends"),
    ]
    list_filter = ["role"]
    list_export = ["user.name", "user.email", "get_role_display", "department", "starts", "ends"]
    export_headings = {
        "user.name": gettext_lazy("Person"),
        "user.email": gettext_lazy("E-mail address"),
        "get_role_display": gettext_lazy("Role"),
    }
    search_fields = ["user__name", "user__email"]
    search_backend_name = None
    ordering = ["user__name"]
    list_select_related = ["user", "department"]

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(
            Membership,
            MembershipForm,
            fields=["role", "department", "starts", "ends"],
            widgets={
                "starts": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                "ends": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            },
        )


class InvitationForm(BrandForm):
    names = {"department": gettext_lazy("Department")}
    words = {
        "email": gettext_lazy("The invitation goes there; it is good for this address only."),
        "role": _ROLE_HELP,
        "department": gettext_lazy("Where the person works. It can be changed later."),
    }

    class Meta:
        fields = ["email", "role", "department"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if Membership.objects.valid_on().filter(brand_id=self.instance.brand_id, user__email__iexact=email).exists():
            raise ValidationError(_("This person is already with us. Give the role under «People and roles»."))
        return email


class InvitationCreateView(CreateView):
    def save_instance(self):
        invitation = self.form.instance
        invitation.brand = self.request.brand
        invitation.invited_by = self.request.user
        invitation.expires = timezone.now() + VALID_FOR
        with transaction.atomic():
            saved = super().save_instance()
            place = saved.department and saved.department.code
            record(self.request.user, "invitation.sent", saved, role=saved.role, department=place)
        send_invitation(saved, get_language() or "fr")
        return saved

    def get_success_message(self, instance):
        return _("The invitation is on its way to %(email)s.") % {"email": instance.email}


class InvitationViewSet(BrandViewSet, ModelViewSet):
    model = Invitation
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    add_view_class = InvitationCreateView
    list_display = [
        "email",
        Column("get_role_display", label=gettext_lazy("Role")),
        Column("department", label=gettext_lazy("Department")),
        DateColumn("expires", label=gettext_lazy("Valid until")),
        DateColumn("used", label=gettext_lazy("Used on")),
    ]
    list_filter = ["role"]
    search_fields = ["email"]
    search_backend_name = None
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return forms.modelform_factory(Invitation, InvitationForm, fields=["email", "role", "department"])


class TeamGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Team")
    menu_icon = "group"
    menu_order = 210
    items = (
        MembershipViewSet("team-roles"),
        InvitationViewSet("team-invitations"),
        DepartmentViewSet("team-departments"),
        ConnectionViewSet("team-sign-in"),
        TokenViewSet("team-scim-tokens"),
        GroupViewSet("team-scim-groups"),
    )


@hooks.register("register_admin_viewset")
def team_menu():
    return TeamGroup()


class TeamMenuItem(MenuItem):
    """In the admin's menus for leaders of this brand and administrators only."""

    def is_shown(self, request):
        return request.standing.leads_team


@hooks.register("register_admin_urls")
def import_urls():
    screens = (import_admin, privacy_admin, audit_admin, sso_admin, work_admin)
    return [pattern for screen in screens for pattern in screen.urlpatterns]


@hooks.register("construct_main_menu")
def import_beside_the_team(request, items):
    if request.standing.leads_team:
        items.append(TeamMenuItem(_("People import"), reverse("people_import_upload"), icon_name="upload", order=215))
        items.append(TeamMenuItem(_("Privacy"), reverse("people_register"), icon_name="lock", order=216))


@hooks.register("after_create_user")
@hooks.register("after_edit_user")
def account_by_hand(request, user) -> None:
    """Wagtail's own screen of accounts, where administrators are made."""
    record(request.user, "account.saved", user, administrator=user.is_superuser, active=user.is_active)


@hooks.register("after_delete_user")
def account_removed(request, user) -> None:
    record(request.user, "account.removed", user)


@hooks.register("after_bulk_action")
def accounts_by_hand(request, action_type, objects, action_class_instance) -> None:
    for user in objects:
        if isinstance(user, User):
            record(request.user, f"account.{action_type}", user)


@hooks.register("before_serve_page")
def gate(page, request, serve_args, serve_kwargs):
    """Pages of another brand do not exist here; pages for members ask who is there."""
    here = Site.find_for_request(request)
    if here is None or not _lies_in(page, here):
        raise Http404
    if getattr(page, "visible_to", "members") == "public":
        return None
    if not request.user.is_authenticated:
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
    if not (request.standing.is_member or request.standing.is_administrator):
        raise PermissionDenied
    return None


def _lies_in(page, site: Site) -> bool:
    """Whether the page hangs below the site's home page in any language; Wagtail caches the paths."""
    return any(
        root.site_id == site.pk and page.url_path.startswith(root.root_path) for root in Site.get_site_root_paths()
    )


@hooks.register("construct_page_chooser_queryset")
def pages_of_this_brand(pages, request):
    """Links point to pages of the same brand: Wagtail's chooser would offer those of all."""
    return pages_below(request.brand, pages) if request.brand else pages.none()


@hooks.register("before_serve_document")
def documents_of_this_brand(document, request):
    """A brand's documents are for its people, at its address; a document on no brand's shelf is for any member here."""
    owners = Brand.objects.filter(groups__group__collection_permissions__collection=document.collection_id)
    keys = set(owners.values_list("pk", flat=True))
    if request.brand is None or (keys and request.brand.pk not in keys):
        raise Http404
    if not request.user.is_authenticated:
        return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
    if not (request.standing.is_member or request.standing.is_administrator):
        raise PermissionDenied
    return None
