"""One function per kind of voice rule: a context in, findings out.

What a rule's fields mean, by kind:
require (one of `words`) · forbid, prefer (`words`, offering `prefer`) · pattern (`words`: kinds of personal data) ·
at_most, at_least (`number` of `words`) · if_contains (`words`, then one of `then`) · length (at most `number`, where it
is given) · address (`words`: vous or tu) · signature (one of `words` near the end) · sentence_length (`number` of
words) · shouting · emoji, hashtag (at most `number`) · link_domains (`words`: domains allowed) · order (`words` in this
order, "a|b" for either) · locale · alt (images described) · too_close (`number` percent of the model or of a canned
text in `words`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from academy.exercises import personal_data
from academy.exercises.channels import LINK, count, is_pictograph, limit_of, signs
from academy.exercises.reply import ReplyBrief, Rule
from academy.exercises.wording import Folded, find, fold, words


@dataclass(frozen=True, slots=True)
class Finding:
    """Signs start to end of the text; both 0 when the whole text is meant. `reason` is a code with words in both
    languages at the caller's side, `about` the part it speaks of; `message` is the author's own word."""

    rule: str
    kind: str
    level: str
    start: int
    end: int
    reason: str
    about: str = ""
    message: str = ""
    prefer: str = ""
    playbook: str = ""
    charter: bool = False  # a rule of the brand's charter, not of the exercise


class Context:
    """A rule, a text and the brief it answers."""

    def __init__(self, rule: Rule, text: str, brief: ReplyBrief) -> None:
        self.rule, self.text, self.brief = rule, text, brief

    @cached_property
    def folded(self) -> Folded:
        return fold(self.text)

    def spans(self, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
        return find(self.folded, phrases)

    def finding(self, reason: str, span: tuple[int, int] = (0, 0), about: str = "") -> Finding:
        rule = self.rule
        return Finding(
            rule.id, rule.kind, rule.level, *span, reason, about, rule.message, rule.prefer, rule.playbook
        )  # fmt: skip


def _require(c: Context) -> list[Finding]:
    return [] if c.spans(c.rule.words) else [c.finding("missing", about=", ".join(c.rule.words))]


def _forbid(c: Context) -> list[Finding]:
    return [c.finding("forbidden", span, c.text[slice(*span)]) for span in c.spans(c.rule.words)]


def _prefer(c: Context) -> list[Finding]:
    return [c.finding("preferred", span, c.text[slice(*span)]) for span in c.spans(c.rule.words)]


def _pattern(c: Context) -> list[Finding]:
    kinds = c.rule.words or personal_data.PUBLIC
    return [c.finding(f"personal_{one.kind}", (one.start, one.end)) for one in personal_data.find(c.text, kinds)]


def _counted(c: Context) -> list[tuple[int, int]]:
    """Places of the words counted; "!" and other signs count too."""
    marks = tuple(word for word in c.rule.words if not any(sign.isalnum() for sign in word))
    found = c.spans(tuple(word for word in c.rule.words if word not in marks))
    for mark in marks:
        found += [match.span() for match in re.finditer(re.escape(mark), c.text)]
    return sorted(found)


def _at_most(c: Context) -> list[Finding]:
    return [c.finding("too_often", span, str(c.rule.number)) for span in _counted(c)[max(0, c.rule.number) :]]


def _at_least(c: Context) -> list[Finding]:
    return [] if len(_counted(c)) >= c.rule.number else [c.finding("too_seldom", about=str(c.rule.number))]


def _if_contains(c: Context) -> list[Finding]:
    cause = c.spans(c.rule.words)
    if not cause or c.spans(c.rule.then):
        return []
    return [c.finding("then_missing", cause[0], ", ".join(c.rule.then))]


def _length(c: Context) -> list[Finding]:
    limit = limit_of(c.brief.channel)
    size = count(c.text, limit.counting if limit else "signs")
    most = min(filter(None, (c.rule.number, c.brief.most, limit.most if limit else 0)), default=0)
    if most and size > most:
        return [c.finding("too_long", (_place_of(c.text, most), len(c.text)), f"{size}/{most}")]
    return [c.finding("too_short", about=f"{size}/{c.brief.least}")] if size < c.brief.least else []


def _place_of(text: str, most: int) -> int:
    """Where the sign number `most` ends; near enough for channels that count otherwise."""
    place = 0
    for number, sign in enumerate(signs(text)):
        if number >= most:
            break
        place += len(sign)
    return min(place, max(0, len(text) - 1))


_TU = {"tu", "te", "toi", "tes", "tien", "tienne", "tiens", "tiennes", "t"}
_VOUS = {"vous", "votre", "vos", "votres"}


def _address(c: Context) -> list[Finding]:
    """`vous` or `tu` as asked; with neither asked, the first one used is to be held. The noun « ton » is no « tu »."""
    found = []
    for word, start, end in words(c.folded):
        whole = word != "t" or c.folded.text[end : end + 1] == "'"  # t' as in « t'aider », not the t of « va-t-il »
        way = "tu" if word in _TU and whole else "vous" if word in _VOUS else ""
        if way:
            found.append((way, c.folded.span(start, end)))
    asked = next(iter(c.rule.words), "") or (found[0][0] if found else "")
    return [c.finding("address", span, asked) for way, span in found if way != asked]


def _signature(c: Context) -> list[Finding]:
    near_end = len(c.text) - 160
    signed = any(start >= near_end for start, _ in c.spans(c.rule.words))
    return [] if signed else [c.finding("unsigned", about=", ".join(c.rule.words))]


_SENTENCE = re.compile(r"[^.!?…\n]+")


def _sentence_length(c: Context) -> list[Finding]:
    most = c.rule.number or 30
    found = []
    for match in _SENTENCE.finditer(c.text):
        size = len(match[0].split())
        if size > most:
            found.append(c.finding("long_sentence", match.span(), f"{size}/{most}"))
    return found


_CAPITALS = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{5,}(?:[ '’-]+[A-ZÀ-ÖØ-Þ]{2,})*\b|\b[A-ZÀ-ÖØ-Þ]{2,}(?: [A-ZÀ-ÖØ-Þ]{2,}){2,}\b")
_REPEATED = re.compile(r"[!?]{2,}|!(?:[ \u00a0\u202f]!)+")


def _shouting(c: Context) -> list[Finding]:
    found = [c.finding("capitals", match.span(), match[0]) for match in _CAPITALS.finditer(c.text)]
    return found + [c.finding("repeated", match.span(), match[0]) for match in _REPEATED.finditer(c.text)]


def _emoji(c: Context) -> list[Finding]:
    """At most `number`, and at the end of the text or of a line: read aloud, an emoji is a word."""
    places, at = [], 0
    for sign in signs(c.text):
        if is_pictograph(sign[0]):
            places.append((at, at + len(sign)))
        at += len(sign)
    over = [c.finding("too_many_emoji", span, str(c.rule.number)) for span in places[max(0, c.rule.number) :]]
    inside = [span for span in places[: max(0, c.rule.number)] if any(s.isalnum() for s in _rest_of_line(c.text, span))]
    return over + [c.finding("emoji_inside", span) for span in inside]


def _rest_of_line(text: str, span: tuple[int, int]) -> str:
    return text[span[1] :].partition("\n")[0][:200]


_HASHTAG = re.compile(r"(?<!\w)#([^\W_]\w{0,99})")


def _hashtag(c: Context) -> list[Finding]:
    """At most `number` (0: any number), and a capital for each word, so that screen readers can tell words apart."""
    found = list(_HASHTAG.finditer(c.text))
    plain = [one for one in found if len(one[1]) > 9 and one[1] == one[1].lower()]
    over = found[c.rule.number :] if c.rule.number > 0 else []
    return [c.finding("hashtag_capitals", one.span(), one[0]) for one in plain] + [
        c.finding("too_many_hashtags", one.span(), str(c.rule.number)) for one in over
    ]


def _link_domains(c: Context) -> list[Finding]:
    found = []
    for link in LINK.finditer(c.text):
        host = re.sub(r"^(?:https?://)?(?:[^/@]*@)?", "", link[0].casefold())
        host = re.split(r"[/:?#]", host)[0].rstrip(".,;)")
        if not any(host == domain or host.endswith(f".{domain}") for domain in map(str.casefold, c.rule.words)):
            found.append(c.finding("foreign_link", link.span(), host))
    return found


def _order(c: Context) -> list[Finding]:
    """The parts that are there must come in this order; whether they are there is for `require` to say."""
    reached, found = -1, []
    for part in c.rule.words:
        places = c.spans(tuple(part.split("|")))
        if not places:
            continue
        if places[0][0] < reached:
            found.append(c.finding("out_of_order", places[0], part))
        reached = max(reached, places[0][0])
    return found


_FRENCH = "le la les des et vous nous est une un pour dans que qui avec votre sur pas au"
_ENGLISH = "the and you your we is are for with that this our to of have it on not"
_COMMON = {"fr": frozenset(_FRENCH.split()), "en": frozenset(_ENGLISH.split())}


def _locale(c: Context) -> list[Finding]:
    said = [word for word, _, _ in words(c.folded)]
    counts = {language: sum(word in common for word in said) for language, common in _COMMON.items()}
    expected = "en" if c.brief.locale.startswith("en") else "fr"
    other = "fr" if expected == "en" else "en"
    if counts[other] >= 4 and counts[other] > 2 * counts[expected]:
        return [c.finding("other_language", about=other)]
    return []


_IMAGE = re.compile(r"!\[[ \u00a0]{0,20}\]\([^)\n]{0,500}\)|\[(?:image|photo)[ \u00a0]?:?[ \u00a0]{0,20}\]", re.I)


def _alt(c: Context) -> list[Finding]:
    return [c.finding("no_alt", match.span()) for match in _IMAGE.finditer(c.text)]


_SHINGLE = 4


def _too_close(c: Context) -> list[Finding]:
    """The share of the text's runs of four words that stand in the model or in a canned text."""
    mine = _shingles(c.folded)
    if len(mine) < 3:
        return []
    for source in (c.brief.model, *c.rule.words):
        share = round(100 * len(mine & _shingles(fold(source))) / len(mine))
        if share >= (c.rule.number or 60):
            return [c.finding("too_close", about=f"{share} %")]
    return []


def _shingles(folded: Folded) -> set[tuple[str, ...]]:
    said = [word for word, _, _ in words(folded)]
    return {tuple(said[at : at + _SHINGLE]) for at in range(len(said) - _SHINGLE + 1)}


FINDERS: dict[str, Callable[[Context], list[Finding]]] = {
    "require": _require, "forbid": _forbid, "pattern": _pattern, "prefer": _prefer, "at_most": _at_most,
    "at_least": _at_least, "if_contains": _if_contains, "length": _length, "address": _address,
    "signature": _signature, "sentence_length": _sentence_length, "shouting": _shouting, "emoji": _emoji,
    "hashtag": _hashtag, "link_domains": _link_domains, "order": _order, "locale": _locale, "alt": _alt,
    "too_close": _too_close,
}  # fmt: skip
