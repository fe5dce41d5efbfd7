"""The text of one Twine passage → what is read, the links, the effects of simple `set`, and the macros left out."""

import re
from dataclasses import dataclass, field

from academy.exercises.scenario import Effect
from academy.exercises.stories.expressions import effects_of

_LINK = re.compile(r"\[\[([^\[\]]{1,1000})\](?:\[([^\[\]]{0,1000})\])?\]")
_HARLOWE = re.compile(r"\(([A-Za-z][\w-]{0,40}):")
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_COMMENTS = [(re.compile(one), re.compile(other)) for one, other in (("<!--", "-->"), (r"/\*", r"\*/"), ("/%", "%/"))]
_CODES = [(re.compile(f"<{tag}\\b", re.I), re.compile(f"</{tag}\\s*>", re.I)) for tag in ("script", "style")]
_CODES.append((re.compile("<%"), re.compile("%>")))
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_VARIABLE = re.compile(r"(?<!\w)[$_][A-Za-z]\w*")
_PLACE = re.compile("\x01(\\d+)\x01")
_MOST_UNCLOSED = 20  # macros without an end; beyond, brackets are prose
_JUMPS = {"go-to", "goto", "goto-passage"}
_LINKED = {"link-goto", "link", "button"}


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    target: str
    effects: tuple[Effect, ...] = ()


@dataclass(slots=True)
class Content:
    """`left_out` holds the macros as written, cut to a line; `jump` is where an unconditional goto leads."""

    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    jump: str = ""


def read_passage(text: str, tool: str) -> Content:
    """`tool` is the story format; unknown ones are told by their macros. Total: any text gives a content."""
    content = Content()
    text = text.replace("\x01", "").replace("\x00", "")
    for opening, closing in _CODES:
        text, cut = _without(text, opening, closing)
        content.left_out += [f"{one[:60]} …" for one in dict.fromkeys(" ".join(one.split()) for one in cut)]
    for opening, closing in _COMMENTS:
        text, _ = _without(text, opening, closing)
    if tool.startswith("chapbook"):
        text = _chapbook(text, content)
    found = _Links(content)
    text = _LINK.sub(found.take, text)
    text = _sugarcube(text, content, found) if "<<" in text and not tool.startswith("harlowe") else text
    if not tool.startswith(("sugarcube", "chapbook", "snowman")):
        text = _harlowe(text, content, found)
    _lines(text, content, found)
    return content


def _without(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> tuple[str, list[str]]:
    """The text without what stands between the two signs, and what that was. One pass, whatever the text."""
    parts, cut, place = [], [], 0
    while (start := opening.search(text, place)) and (end := closing.search(text, start.end())):
        parts.append(text[place : start.start()])
        cut.append(text[start.start() : end.end()])
        place = end.end()
    return "".join([*parts, text[place:]]), cut


def _dropped(content: Content, macro: str) -> str:
    content.left_out.append(" ".join(macro.split())[:80])
    return ""


class _Links:
    """Links leave a numbered place in the text, so that macros around them can be read."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def take(self, match: re.Match[str]) -> str:
        text, target = _split(match[1])
        effects = effects_of(match[2]) if match[2] else ()
        if effects is None:
            _dropped(self.content, match[0])
        return self.add(Link(text, target, effects or ()))

    def add(self, link: Link) -> str:
        if not link.target:
            return link.text
        self.content.links.append(link)
        return f"\x01{len(self.content.links) - 1}\x01"


def _split(inside: str) -> tuple[str, str]:
    """The four forms: [[a]], [[a|b]], [[a->b]], [[b<-a]] → text, name of the passage."""
    if "->" in inside:
        text, _, target = inside.rpartition("->")
    elif "<-" in inside:
        target, _, text = inside.partition("<-")
    elif "|" in inside:
        text, _, target = inside.partition("|")
    else:
        text = target = inside
    return _TAG.sub("", text).strip() or target.strip(), target.strip()


def _known(name: str, arguments: str, content: Content, found: _Links) -> str | None:
    """What stands in the text instead of a macro we understand; None for the others."""
    if name == "set":
        effects = effects_of(arguments)
        if effects is None:
            return None
        content.effects += effects
        return ""
    strings = [first or second for first, second in _STRING.findall(arguments)]
    if name in _JUMPS and len(strings) == 1 and not content.jump:
        content.jump = strings[0].strip()
        return ""
    if name in _LINKED and strings and (len(strings) == 2 or name == "link-goto"):
        return found.add(Link(strings[0].strip(), strings[-1].strip()))
    return None


def _sugarcube(text: str, content: Content, found: _Links) -> str:
    parts, place = [], 0
    while (start := text.find("<<", place)) >= 0 and (end := text.find(">>", start)) >= 0:
        parts.append(text[place:start])
        inside = text[start + 2 : end].strip()
        name, _, arguments = inside.partition(" ")
        if name.startswith("/"):
            instead: str | None = ""
        else:
            instead = _known(name.casefold(), arguments, content, found)
        parts.append(_dropped(content, f"<<{_shown(inside, content)}>>") if instead is None else instead)
        if instead is None:  # a link inside the macro, as <<link [[a|b]]>>, stays a link
            parts += _PLACE.findall(inside) and [f"\x01{number}\x01" for number in _PLACE.findall(inside)]
        place = end + 2
    return "".join([*parts, text[place:]])


def _harlowe(text: str, content: Content, found: _Links) -> str:
    """Macros go, their hooks stay: `(if: $x)[text]` → `text`, and the macro is told."""
    parts: list[str] = []
    hooks: list[bool] = []
    place, hook_next, unclosed = 0, False, 0
    while place < len(text):
        sign = text[place]
        match = _HARLOWE.match(text, place) if sign == "(" and unclosed < _MOST_UNCLOSED else None
        end = _closing(text, place) if match else 0
        unclosed += bool(match) and not end
        if match and end:
            inside = text[match.end() : end]
            instead = _known(match[1].casefold(), inside, content, found)
            macro = f"({match[1]}:{_shown(inside, content)})"
            parts.append(_dropped(content, macro) if instead is None else instead)
            place, hook_next = end + 1, True
            continue
        if sign == "[":
            hooks.append(hook_next)
        dropped = (sign == "[" and hook_next) or (sign == "]" and bool(hooks) and hooks.pop())
        parts.append("" if dropped else sign)
        hook_next, place = False, place + 1
    return "".join(parts)


def _closing(text: str, start: int) -> int:
    """Where the bracket opened at `start` closes, within 2,000 characters; 0 when it does not."""
    depth, quote = 0, ""
    for place in range(start, min(len(text), start + 2_000)):
        sign = text[place]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if depth == 0:
                return place
    return 0


def _shown(macro: str, content: Content) -> str:
    return _PLACE.sub(lambda match: f"[[{content.links[int(match[1])].text}]]", macro)


def _chapbook(text: str, content: Content) -> str:
    """Variables above a line of two hyphens; `[modifier]` lines and `{inserts}` in the text."""
    head, line, rest = text.partition("\n--\n") if not text.startswith("--\n") else ("", "--", text[3:])
    if line:
        for row in filter(None, (row.strip() for row in head.split("\n"))):
            name, _, value = row.partition(":")
            effects = effects_of(f"{name} = {value}")
            if effects is None:
                _dropped(content, row)
            content.effects += effects or ()
        text = rest
    text = re.sub(r"^\[(?!\[)([^\[\]\n]{1,200})\]$", lambda m: _dropped(content, m[0]), text, flags=re.M)
    return re.sub(r"\{[^{}\n]{1,300}\}", lambda match: _dropped(content, match[0]), text)


def _lines(text: str, content: Content, found: _Links) -> None:
    """Lines that held only links are choices and nothing more; a link inside a sentence leaves its words there."""
    text = re.sub(r"<br\s*/?>|</p>|\\\n", "\n", text, flags=re.I)
    for raw in _TAG.sub("", text).split("\n"):
        bare = _PLACE.sub("", raw).strip(" \t*-•>·.|/,")
        said = _PLACE.sub(lambda match: content.links[int(match[1])].text, raw).strip() if bare else ""
        if said:
            content.lines.append(said)
    for name in dict.fromkeys(_VARIABLE.findall("\n".join(content.lines))):
        content.left_out.append(name)
