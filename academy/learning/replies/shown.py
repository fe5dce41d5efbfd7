"""Reviews as people read them: levels beside each other, comments at their passages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from academy.exercises.passages import passages
from academy.exercises.reply import ReplyBrief
from academy.learning.reply_models import ReplyReview, SentReply


@dataclass(frozen=True)
class Given:
    """A level somebody gave, in words."""

    who: str
    value: int
    top: int
    words: str


@dataclass(frozen=True)
class Judged:
    label: str
    eliminatory: bool
    given: list[Given]


@dataclass(frozen=True)
class Commented:
    text: str
    comments: list[tuple[str, str]]  # who, what


@dataclass(frozen=True)
class Shown:
    judged: list[Judged]
    passages: list[Commented]
    advice: list[tuple[str, str]]

    @property
    def any_comment(self) -> bool:
        return any(one.comments for one in self.passages)


def shown_of(brief: ReplyBrief, reply: SentReply, reviews: Iterable[ReplyReview]) -> Shown:
    """Everything said of a reply, without names. The caller decides which reviews may be seen."""
    named = list(_named(reviews))
    judged = []
    for one in brief.rubric:
        words = one.levels_in(brief.locale)
        given = []
        for who, review in named:
            value = review.levels.get(one.id)
            if isinstance(value, int):
                given.append(Given(who, value, one.top, words[value] if value < len(words) else ""))
        judged.append(Judged(one.label_in(brief.locale), one.eliminatory, given))
    commented = [
        Commented(reply.text[start:end], [
            (who, comment["text"]) for who, review in named for comment in review.comments
            if start <= comment.get("start", -1) < end
        ])
        for start, end in passages(reply.text)
    ]  # fmt: skip
    advice = [(who, review.next_try) for who, review in named if review.next_try]
    return Shown(judged, commented, advice)


def _named(reviews: Iterable[ReplyReview]):
    """'You', 'Reviewer 1', 'Peer 1' … in the order in which they came."""
    counts = {ReplyReview.As.PEER: 0, ReplyReview.As.REVIEWER: 0}
    for review in sorted(reviews, key=lambda one: (one.role != ReplyReview.As.SELF, one.pk)):
        if review.role == ReplyReview.As.SELF:
            yield _("You"), review
            continue
        counts[review.role] += 1
        name = _("Peer %(n)d") if review.role == ReplyReview.As.PEER else _("Reviewer %(n)d")
        yield name % {"n": counts[review.role]}, review
