"""The ladder as its owner sees it: every rung with what is met, what is missing, why, and where to go next."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, IntegerField, Value, When
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from academy.certification.awards import levels_of, standing_assessment, window_of
from academy.certification.evidence import Dossier, dossier, rule_of
from academy.certification.life import Status, status_on
from academy.certification.lives import lives_of
from academy.certification.models import Award, Level
from academy.certification.rules import Ask, Finding
from academy.people.models import Brand, User


@dataclass(frozen=True)
class Line:
    """One requirement in words; `url` leads to the next step when there is one."""

    met: bool
    text: str
    hint: str = ""
    url: str = ""
    link: str = ""
    posts: bool = False  # the way begins something: a button, not a link


@dataclass
class Rung:
    level: Level
    state: str  # held, next or later
    lines: list[Line] = field(default_factory=list)
    award: Award | None = None  # the newest
    status: Status | None = None
    renewing: bool = False  # the lines are those of the lighter path
    opens: date | None = None  # of the renewal window, while it is still closed


@dataclass(frozen=True)
class Titles:
    """Names and addresses of the pages and levels that requirements name."""

    pages: dict[str, Page]
    levels: dict[str, Level]
    request: object = None
    charter: Page | None = None

    def of(self, ask: Ask) -> str:
        if ask.kind == "level":
            return self.levels[ask.key].name if ask.key in self.levels else ask.key
        page = self.pages.get(ask.key)
        return page.title if page else ""

    def url(self, ask: Ask) -> str:
        page = self.charter if ask.kind == "charter" else self.pages.get(ask.key)
        return (page.get_url(self.request) or "") if page else ""


def titles_for(brand: Brand, levels: list[Level], language: str, request=None) -> Titles:
    """One query for all pages, in the reader's language when there is one."""
    keys = {ask.key for level in levels for ask in rule_of(level).asks if ask.kind in ("course", "quiz", "scenario")}
    first = Case(When(locale__language_code=language, then=Value(1)), default=Value(0), output_field=IntegerField())
    live = Page.objects.live().annotate(first=first).order_by("first", "-pk")
    pages = {str(page.translation_key): page for page in live.filter(translation_key__in=keys)}
    return Titles(pages, {level.code: level for level in levels}, request, _charter(brand, language))


def _charter(brand: Brand, language: str) -> Page | None:
    from academy.library.models import CharterPage
    from academy.library.tree import home_of

    return CharterPage.objects.child_of(home_of(brand, language)).live().first()


def next_place(held: list[bool]) -> int | None:
    """Which rung comes next: the first above the highest held (a mandate taken over may lie above rungs never climbed),
    else the first that is missing; None when all are held."""
    missing = [place for place, has in enumerate(held) if not has]
    above = [place for place in missing if True in held[:place] and True not in held[place:]]
    return next(iter(above or missing), None)


def ladder_of(brand: Brand, person: User, language: str, request=None) -> tuple[list[Rung], list[Award]]:
    """All rungs, and all certificates of the person, newest first, each with `.status` for today."""
    today = timezone.localdate()
    levels, file = levels_of(brand), dossier(brand, person, today)
    titles = titles_for(brand, levels, language, request)
    awards = [award for rows in file.awards.values() for award in rows]
    lives = lives_of(brand, awards) if awards else {}
    for award in awards:
        award.status = status_on(lives[award.pk], today)
    rungs = [_rung(level, file, titles, today) for level in levels]
    following = next_place([rung.state == "held" for rung in rungs])
    if following is not None:
        rungs[following].state = "next"
    return rungs, sorted(awards, key=lambda award: (award.issued, award.pk), reverse=True)


def _rung(level: Level, file: Dossier, titles: Titles, today: date) -> Rung:
    past = file.awards.get(level.code) or []
    rung = Rung(level, "later")
    if past:
        rung.award, rung.status = past[-1], past[-1].status
        current = next((award for award in reversed(past) if award.status == Status.VALID), None)
        if current:
            rung.state, rung.award, rung.status = "held", current, Status.VALID
        opens = window_of(past[-1])
        rung.renewing = True
        if rung.state == "held" and opens > today:
            rung.opens = opens
            return rung
    assessment = standing_assessment(rule_of(level), file, today)
    rung.lines = [line_of(finding, titles) for finding in assessment.findings]
    return rung


def line_of(finding: Finding, titles: Titles) -> Line:
    """A finding in words."""
    ask = finding.ask
    text = _text(ask, titles.of(ask))
    if finding.met:
        return Line(True, text)
    url, link = _way(finding, titles)
    return Line(False, text, _hint(finding), url, link, posts=finding.next_step == "open_delta")


def _text(ask: Ask, title: str) -> str:
    named = {
        "course": _("Course “%(title)s”"),
        "quiz": _("Quiz “%(title)s”, %(mark)s %% to pass"),
        "scenario": _("Scenario “%(title)s”, %(mark)s %% to pass"),
        "level": _("Level “%(title)s”"),
    }
    if ask.kind in named:
        return named[ask.kind] % {"title": title or _("in preparation"), "mark": ask.pass_mark}
    if ask.kind == "replies":
        return ngettext(
            "%(count)s reply reviewed and found good", "%(count)s replies reviewed and found good", ask.count
        ) % {"count": ask.count}
    if ask.kind == "recent_replies":
        return ngettext(
            "%(count)s recent reply, reviewed and found good",
            "%(count)s recent replies, reviewed and found good",
            ask.count,
        ) % {"count": ask.count}
    if ask.kind == "fresh":
        return ngettext(
            "One exercise of this level, passed again", "%(count)s exercises of this level, passed again", ask.count
        ) % {"count": ask.count}
    return {
        "charter": _("Charter read and signed"),
        "sponsor": _("Somebody who vouches for you"),
        "member": _("Belonging to the brand"),
        "standing": _("Right to earn this level"),
        "window": _("Renewal window"),
        "delta": _("What changed since your certificate, read and understood"),
    }[ask.kind]


def _hint(finding: Finding) -> str:
    if finding.reason == "score_too_low":
        return _("Your best result: %(have)s %%. It takes %(need)s %%.") % {"have": finding.have, "need": finding.need}
    if finding.reason == "too_few_replies":
        return _("%(have)s so far.") % {"have": finding.have}
    if finding.reason == "window_closed":
        return ngettext("Opens in %(n)s day.", "Opens in %(n)s days.", finding.need) % {"n": finding.need}
    if finding.reason == "change_not_read":
        return ngettext("%(n)s change to read.", "%(n)s changes to read.", finding.need) % {"n": finding.need}
    if finding.reason == "delta_not_passed":
        return ngettext("%(n)s question, 80 %% to pass.", "%(n)s questions, 80 %% to pass.", finding.need) % {
            "n": finding.need
        }
    return {
        "not_completed": _("Not finished yet."),
        "not_passed": _("Not passed yet."),
        "level_not_held": _("Comes first."),
        "no_charter": _("Your brand has not published its charter yet."),
        "charter_not_signed": _("Not signed yet."),
        "charter_outdated": _("The charter has changed since you signed it."),
        "no_sponsor": _("Ask your manager or your community leader: they can vouch for you in two clicks."),
        "not_member": _("Your contract has ended. Your community leader can tell you more."),
        "revoked": _("This level was withdrawn. Your community leader can open the way again."),
        "relinquished": _("You gave this level back. Your community leader can open the way again."),
        "suspended": _("Suspended for now. Your community leader can tell you more."),
        "contract_reached": _("Your certificate lasts as long as your contract already."),
        "nothing_fresh": _("Play one again: what you learnt stays learnt."),
    }.get(finding.reason, "")


def _way(finding: Finding, titles: Titles) -> tuple[str, str]:
    """→ (address, words of the link); empty when nobody but others can act."""
    if finding.next_step in ("open_course", "open_step", "sign_charter"):
        words = {"open_course": _("Open the course"), "open_step": _("Go and play"), "sign_charter": _("Read and sign")}
        return titles.url(finding.ask), words[finding.next_step]
    if finding.next_step == "see_level":
        return f"#level-{finding.ask.key}", _("See what it takes")
    if finding.next_step == "read_change":
        return "#nouveautes", _("Read what changed")
    if finding.next_step == "open_delta":
        return reverse("certification:delta", args=[finding.ask.key]), _("Take the short quiz")
    if finding.next_step == "practise":
        try:
            return reverse("learning:catalogue"), _("Choose an exercise")
        except NoReverseMatch:
            return "", ""
    return "", ""
