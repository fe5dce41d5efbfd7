"""Who may review which reply.

A reply that counts: the brand's leaders, and community managers of the author's department. One for practice: they,
and the peers of the author's practice groups. Nobody reviews themselves or their own manager, and in practice no
manager reads what their own people wrote (a leader does, as the guardian of the whole brand). A reply that waits may be
entrusted to somebody: to a reviewer of another department when it counts, to any colleague in practice.
"""

from django.db import transaction
from django.db.models import Q, QuerySet

from academy.learning.reply_models import PracticeMember, ReplyAssignment, ReplyReview, SentReply
from academy.people.audit import record
from academy.people.models import Brand, Department, Membership, Role, User
from academy.people.permissions import Standing

OPEN = (SentReply.State.WAITING, SentReply.State.THIRD)


def reviewed_departments(standing: Standing) -> list[Department] | None:
    """The departments whose replies a community manager reviews; None for the whole brand."""
    if standing.is_leader:
        return None
    if _everywhere(standing, Role.COMMUNITY_MANAGER):
        return None
    return standing.departments_as(Role.COMMUNITY_MANAGER)


def _everywhere(standing: Standing, role: Role) -> bool:
    return any(one.role == role and one.department is None for one in standing.memberships)


def is_reviewer(standing: Standing) -> bool:
    return standing.is_author  # leaders and community managers


def may_read(standing: Standing) -> bool:
    """Whether there can be replies for this person to review at all."""
    mine = PracticeMember.objects.filter(person=standing.user.pk, group__brand=standing.brand)
    return is_reviewer(standing) or mine.exists() or entrusted_to(standing).exists()


def entrusted_to(standing: Standing) -> QuerySet:
    """What this person was asked to read, open or not."""
    return ReplyAssignment.objects.filter(reviewer=standing.user.pk, reply__brand=standing.brand)


def for_reviewers(standing: Standing, states=OPEN) -> QuerySet:
    """Open replies this person may judge as a reviewer."""
    if not is_reviewer(standing):
        return SentReply.objects.none()
    found = _of_others(standing, states)
    departments = reviewed_departments(standing)
    if departments is not None:
        found = found.filter(
            Q(department__in=departments) | Q(graded=True, pk__in=entrusted_to(standing).values("reply"))
        )
    if standing.is_leader:
        return found
    return found.exclude(graded=False, attempt__person__in=_managed_by(standing))


def for_peers(standing: Standing, states=OPEN) -> QuerySet:
    """Open practice replies of the people of one's practice groups."""
    groups = PracticeMember.objects.filter(person=standing.user.pk, group__brand=standing.brand).values("group")
    people = PracticeMember.objects.filter(group__in=groups).values("person")
    mine = Q(attempt__person__in=people) | Q(pk__in=entrusted_to(standing).values("reply"))
    found = _of_others(standing, states).filter(mine, graded=False)
    return found.exclude(attempt__person__in=_managed_by(standing))


def open_replies(brand: Brand) -> QuerySet:
    """Whatever waits for somebody to read it."""
    return SentReply.objects.filter(brand=brand, state__in=OPEN).exclude(text="")


def _of_others(standing: Standing, states) -> QuerySet:
    found = SentReply.objects.filter(brand=standing.brand, state__in=states).exclude(text="")
    found = found.exclude(attempt__person=standing.user.pk).exclude(attempt__person__in=_managers_of(standing))
    return found.exclude(pk__in=ReplyReview.objects.filter(reviewer=standing.user.pk).values("reply"))


def entrust(reply: SentReply, person: User, leader: User) -> bool:
    """Asks somebody to read an open reply. → False, and nothing is kept, when they may not read it at all."""
    with transaction.atomic():
        _made, new = ReplyAssignment.objects.get_or_create(reply=reply, reviewer=person, defaults={"by": leader})
        if not role_for(Standing(person, reply.brand), reply):
            transaction.set_rollback(True)
            return False
        if new:
            record(leader, "reply.entrusted", reply, brand=reply.brand, to=person.public_id)
    return True


def role_for(standing: Standing, reply: SentReply, states=OPEN) -> str:
    """As what this person would review it now; "" when they may not."""
    if for_reviewers(standing, states).filter(pk=reply.pk).exists():
        return ReplyReview.As.REVIEWER
    if for_peers(standing, states).filter(pk=reply.pk).exists():
        return ReplyReview.As.PEER
    return ""


def _managers_of(standing: Standing) -> list[int]:
    """Managers of the departments this person belongs to, of any above, or of the whole brand."""
    parents = dict(Department.objects.filter(brand=standing.brand).values_list("pk", "parent_id"))
    mine: set[int | None] = {None}
    for membership in standing.memberships:
        place = membership.department_id
        while place is not None and place not in mine:
            mine.add(place)
            place = parents.get(place)
    managers = Membership.objects.valid_on().filter(brand=standing.brand, role=Role.MANAGER)
    return [user for user, place in managers.values_list("user_id", "department_id") if place in mine]


def _managed_by(standing: Standing) -> QuerySet | list[int]:
    """People of the departments this person manages."""
    if not standing.is_manager:
        return []
    people = Membership.objects.valid_on().filter(brand=standing.brand)
    if not _everywhere(standing, Role.MANAGER):
        people = people.filter(department__in=standing.departments_as(Role.MANAGER))
    return people.values("user")
