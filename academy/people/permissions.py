"""Who may do what: every rule about roles, in one place. Views call these, templates ask `request.standing`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from academy.people.models import Brand, Department, Membership, Role, User


@dataclass
class Standing:
    """What a person is to one brand today. Built once per request; costs at most one query, when first asked."""

    user: User | AnonymousUser
    brand: Brand | None

    @cached_property
    def memberships(self) -> list[Membership]:
        if not self.user.is_authenticated or not self.user.is_active or self.brand is None:
            return []
        return list(Membership.objects.valid_on().filter(user=self.user, brand=self.brand).select_related("department"))

    def has(self, *roles: str) -> bool:
        return any(m.role in roles for m in self.memberships)

    @property
    def is_member(self) -> bool:
        """Any active person of the brand: may learn."""
        return bool(self.memberships)

    @property
    def is_administrator(self) -> bool:
        return bool(self.user.is_authenticated and self.user.is_superuser)

    @property
    def is_leader(self) -> bool:
        return self.has(Role.LEADER)

    @property
    def is_manager(self) -> bool:
        return self.has(Role.MANAGER)

    @property
    def is_author(self) -> bool:
        return self.has(Role.LEADER, Role.COMMUNITY_MANAGER)

    @property
    def may_see_reports(self) -> bool:
        return self.is_leader or self.is_manager or self.is_administrator

    @property
    def leads_team(self) -> bool:
        """May bring people in, connect sign-in, see the audit log, confirm erasures: in this brand."""
        return self.brand is not None and (self.is_leader or self.is_administrator)

    def led_departments(self) -> list[Department] | None:
        """Departments whose progress this person may follow: None means the whole brand (leader, administrator)."""
        if self.is_leader or self.is_administrator:
            return None
        return self.departments_as(Role.MANAGER)

    def departments_as(self, role: Role) -> list[Department]:
        """Departments in which this person has a role, with all below them."""
        found: dict[int, Department] = {}
        for membership in self.memberships:
            if membership.role == role and membership.department:
                found |= {d.pk: d for d in membership.department.with_descendants()}
        return list(found.values())


def standing_of(request: HttpRequest) -> Standing:
    return request.standing


Rule = Callable[[Standing], bool]


def public(view):
    """Anybody may see this page. Written out so that no view is public by oversight."""
    view.audience = "public"
    return view


def _guard(name: str, rule: Rule):
    def decorate(view):
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
            if not rule(request.standing):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.audience = name
        return guarded

    return decorate


members_only = _guard("member", lambda standing: standing.is_member)
authors_only = _guard("author", lambda standing: standing.is_author or standing.is_administrator)
leaders_only = _guard("leader", lambda standing: standing.is_leader)
report_readers_only = _guard("report_reader", lambda standing: standing.may_see_reports)
team_leaders_only = _guard("team_leader", lambda standing: standing.leads_team)
administrators_only = _guard("administrator", lambda standing: standing.is_administrator)
signed_in_only = _guard("signed_in", lambda standing: True)
