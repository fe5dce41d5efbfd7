"""Practice groups of a brand: how they stand, who could be grouped, and the leader's acts on them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from academy.learning.levels import level_names
from academy.learning.models import Attempt
from academy.learning.replies.agreement import Line, agreement_of
from academy.learning.replies.grouping import Candidate, Circle, Proposal, propose
from academy.learning.replies.readers import OPEN
from academy.learning.reply_models import PracticeGroup, PracticeMember, ReplyReview, SentReply
from academy.library.models import CoursePage, ReplyPage
from academy.library.tree import homes_of, live_pages
from academy.people.audit import record
from academy.people.models import Brand, Department, Membership, Role, User


@dataclass
class Standing:
    """A group as the leader sees it. `near`: how often the author's own rating and the reader's are one level apart at
    most, in percent; None while nobody has rated their own."""

    group: PracticeGroup
    members: list[PracticeMember]
    waiting: list[SentReply] = field(default_factory=list)
    pairs: int = 0
    own: Line | None = None

    @property
    def oldest(self) -> datetime | None:
        return min((reply.sent for reply in self.waiting), default=None)


def groups_of(brand: Brand) -> list[Standing]:
    """Those where a reply waits longest first. The same number of queries however many there are."""
    members: dict[int, list[PracticeMember]] = defaultdict(list)
    for one in PracticeMember.objects.filter(group__brand=brand).select_related("person").order_by("person__name"):
        members[one.group_id].append(one)
    found = [Standing(group, members[group.pk]) for group in PracticeGroup.objects.filter(brand=brand)]
    waiting, rated = _waiting_by_author(brand), _ratings_by_author(brand)
    for one in found:
        people = [member.person_id for member in one.members]
        one.waiting = [reply for person in people for reply in waiting.get(person, [])]
        pairs = [pair for person in people for pair in rated.get(person, [])]
        one.pairs, one.own = len(pairs), agreement_of(pairs).overall
    found.sort(key=lambda one: (one.oldest is None, one.oldest and one.oldest.timestamp(), one.group.name))
    return found


def _waiting_by_author(brand: Brand) -> dict[int, list[SentReply]]:
    found: dict[int, list[SentReply]] = defaultdict(list)
    rows = SentReply.objects.filter(brand=brand, graded=False, state__in=OPEN).exclude(text="")
    for reply in rows.select_related("attempt").only("sent", "attempt__person_id"):
        found[reply.attempt.person_id].append(reply)
    return found


def _ratings_by_author(brand: Brand) -> dict[int, list[tuple[dict, dict]]]:
    """(own rating, first reader's) of every practice reply that has both."""
    rows = ReplyReview.objects.filter(reply__brand=brand, reply__graded=False).order_by("pk")
    own: dict[int, dict] = {}
    read: dict[int, tuple[int, dict]] = {}
    for reply, author, role, levels in rows.values_list("reply_id", "reply__attempt__person_id", "role", "levels"):
        if role == ReplyReview.As.SELF:
            own[reply] = levels
        else:
            read.setdefault(reply, (author, levels))
    found: dict[int, list[tuple[dict, dict]]] = defaultdict(list)
    for reply, (author, levels) in read.items():
        if reply in own:
            found[author].append((own[reply], levels))
    return found


def candidates(brand: Brand) -> list[Candidate]:
    """Active people who practise replies and are in no group, with what they practise last. No leader: they
    read everything already."""
    languages = list(homes_of(brand))
    practice = [live_pages(ReplyPage, brand, language).filter(graded=False) for language in languages]
    steps = {key for pages in practice for key in pages.values_list("translation_key", flat=True)}
    courses = [live_pages(CoursePage, brand, language) for language in languages]
    opens = {key: code for pages_of in courses for key, code in pages_of.values_list("translation_key", "opens")}
    departments = dict(
        Membership.objects.valid_on()
        .filter(brand=brand, department__isnull=False)
        .order_by("-pk")
        .values_list("user_id", "department__name")
    )
    grouped = PracticeMember.objects.filter(group__brand=brand).values("person")
    leaders = Membership.objects.valid_on().filter(brand=brand, role=Role.LEADER).values("user")
    people = User.objects.of_brand(brand).exclude(pk__in=grouped).exclude(pk__in=leaders)
    people = dict(people.values_list("pk", "name"))
    tries = Attempt.objects.filter(brand=brand, version__kind="reply", step_key__in=steps)
    last = {
        person: (language, opens.get(course) or "", str(step))
        for person, language, course, step in tries.order_by("pk").values_list(
            "person_id", "version__locale", "course_key", "step_key"
        )
        if person in people
    }
    return [Candidate(pk, people[pk], departments.get(pk, ""), place) for pk, place in last.items()]


def managed_pairs(brand: Brand) -> set[frozenset[int]]:
    """Everybody with each of their managers: of their department, of any above, of the whole brand."""
    parents = dict(Department.objects.filter(brand=brand).values_list("pk", "parent_id"))
    rows = list(Membership.objects.valid_on().filter(brand=brand).values_list("user_id", "department_id", "role"))
    managers: dict[int | None, set[int]] = defaultdict(set)
    for user, place, role in rows:
        if role == Role.MANAGER:
            managers[place].add(user)
    found = set()
    for user, place, _role in rows:
        over, seen = set(managers[None]), set()
        while place is not None and place not in seen:
            seen.add(place)
            over |= managers[place]
            place = parents.get(place)
        found |= {frozenset((user, manager)) for manager in over if manager != user}
    return found


def proposal_for(brand: Brand) -> Proposal:
    return propose(candidates(brand), managed_pairs(brand))


def name_of(circle: Circle, brand: Brand, number: int) -> str:
    """What a group is called until the leader says otherwise: its exercise, its level or its language."""
    language, level, step = (*circle.shared, "", "")[:3]
    title = ""
    if step:
        page = ReplyPage.objects.filter(translation_key=step, locale__language_code=language).first()
        title = page.title if page else ""
    title = (
        title or level_names(brand, language).get(level, "") or {"fr": "Français", "en": "English"}.get(language, "")
    )
    return _("%(title)s, group %(n)s") % {"title": title[:100], "n": number}


@transaction.atomic
def make_groups(brand: Brand, mark: str, leader: User) -> int | None:
    """Makes what was previewed. → how many groups; None when the people have changed since, and nothing is made."""
    Brand.objects.select_for_update().get(pk=brand.pk)  # two clicks make the groups once
    proposal = proposal_for(brand)
    if not proposal.circles or proposal.mark != mark:
        return None
    known = PracticeGroup.objects.filter(brand=brand).count()
    for number, circle in enumerate(proposal.circles, known + 1):
        group = PracticeGroup.objects.create(brand=brand, name=name_of(circle, brand, number))
        PracticeMember.objects.bulk_create(PracticeMember(group=group, person_id=one.id) for one in circle.people)
        record(leader, "practice.formed", group, brand=brand, people=len(circle.people))
    return len(proposal.circles)


@transaction.atomic
def move(member: PracticeMember, to: PracticeGroup | None, leader: User) -> str:
    """Into another group, or out of all (`to` None). → why not, "" when it is done."""
    brand, person = member.group.brand, member.person
    if to is not None:
        others = set(to.members.values_list("person_id", flat=True))
        if person.pk in others:
            return _("%(name)s is in this group already.") % {"name": person.name}
        pairs = managed_pairs(brand)
        if any(frozenset((person.pk, other)) in pairs for other in others):
            return _("Nobody is in a group with their own manager.")
        PracticeMember.objects.create(group=to, person=person)
    member.delete()
    record(leader, "practice.moved", person, brand=brand, into=to.name if to else "")
    return ""


@transaction.atomic
def close(group: PracticeGroup, leader: User) -> None:
    """Its people can be grouped anew; their replies stay, and wait for a reviewer."""
    record(leader, "practice.closed", group, brand=group.brand, people=group.members.count())
    group.delete()
