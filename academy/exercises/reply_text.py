"""Reply exercises as text (docs/content-format.md): read with line-numbered problems, and written back."""

from collections.abc import Mapping

from academy.exercises import blocktext, reply_words
from academy.exercises.blocktext import Block
from academy.exercises.front_reader import FrontReader
from academy.exercises.front_writer import quoted
from academy.exercises.frontmatter import read_front_matter, refuse_unknown
from academy.exercises.problems import Problem
from academy.exercises.reply import ReplyBrief, Rule
from academy.exercises.rubric import CRITERIA, Criterion
from academy.exercises.rule_text import RuleError, read_rule, write_rule
from academy.exercises.slugs import slug_of

__all__ = ["read_reply", "source_lines", "write_reply"]

HEAD = {
    "type", "title", "language", "summary", "minutes", "channel", "address", "length", "rules", "rubric", "pass-mark",
    "review", "source", "without",
}  # fmt: skip
_USES = {"habilitation": True, "certification": True, "entraînement": False, "entrainement": False, "practice": False}
_ADDRESSES = {"vous": "vous", "tu": "tu", "": "", "libre": "", "free": ""}


class _Reader(FrontReader):
    def rules(self) -> tuple[Rule, ...]:
        raw, line = self.document.meta.get("rules", []), self.document.lines.get("rules", 1)
        if not isinstance(raw, list):
            self.wrong("F15", line, str(raw)[:40])
            return ()
        found = []
        for number, one in enumerate(raw, 1):
            try:
                found.append(read_rule(one, number))
            except RuleError as error:
                self.problems.append(_rule_problem(error, self.path, self.document.line_of("rules", number - 1)))
        return tuple(found)

    def without(self) -> tuple[str, ...]:
        """`sans: [promesses]`: rules of the charter put aside here, by their id."""
        raw = self.document.meta.get("without", [])
        listed = [raw] if isinstance(raw, str) else raw
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            self.wrong("F34", self.document.lines.get("without", 1), "sans")
            return ()
        return tuple(one.strip() for one in listed if one.strip())

    def length(self) -> tuple[int, int]:
        raw = self.document.meta.get("length", {})
        if not isinstance(raw, Mapping):
            self.wrong("F08", self.document.lines.get("length", 1), "longueur")
            return 0, 0
        self.refuse_keys("length", raw, ("min", "max"))
        return tuple(self.number(str(raw.get(key, "0")), "length", 0) for key in ("min", "max"))  # type: ignore[return-value]

    def review(self) -> tuple[bool, int]:
        """`relecture: {usage: habilitation, relecteurs: 2}`: what the reply counts for, and how many read it then."""
        raw, line = self.document.meta.get("review", {}), self.document.lines.get("review", 1)
        if not isinstance(raw, Mapping):
            self.wrong("F08", line, "relecture")
            return False, 1
        self.refuse_keys("review", raw, ("usage", "use", "relecteurs", "reviewers"))
        use = str(raw.get("usage", raw.get("use", "practice"))).strip().casefold()
        if use not in _USES:
            self.wrong("F31", line, use, _USES)
        reviewers = self.number(str(raw.get("relecteurs", raw.get("reviewers", "1"))), "review", 1)
        if reviewers not in (1, 2):
            self.wrong("F08", line, "relecteurs")
        return _USES.get(use, False), min(max(reviewers, 1), 2)

    def parts(self) -> dict[str, Block]:
        """The blocks by their engine name; what is unknown, given twice or missing is named."""
        blocks, wrong = blocktext.read_blocks(self.document.body, self.document.body_line, set())
        for code, line, part in wrong:
            self.wrong(code, line, part)
        found: dict[str, Block] = {}
        for block in blocks:
            name = reply_words.BLOCKS.get(block.id.casefold())
            if name is None or name in found:
                self.wrong("F31" if name is None else "F20", block.line, block.id, reply_words.BLOCKS)
            else:
                found[name] = block
        for name, french in (("received", "reçu"), ("task", "consigne")):
            if name not in found:
                self.wrong("F19", 1, f"## {french}")
        return found

    def rubric(self) -> tuple[Criterion, ...]:
        """The six criteria of the house unless the author gives others: `- écoute: [absent, partiel, juste]`, the
        last one `!` when it is eliminatory."""
        raw = self.document.meta.get("rubric", [])
        found = []
        for item in raw if isinstance(raw, list) else []:
            for name, levels in item.items() if isinstance(item, Mapping) else []:
                label = str(name).removesuffix("!").strip()
                words = tuple(str(level) for level in levels) if isinstance(levels, list) else ()
                found.append(Criterion(slug_of(label), label, "", words, (), str(name).endswith("!")))
        return tuple(found) or CRITERIA


def _rule_problem(error: RuleError, path: str, line: int) -> Problem:
    french, english = error.hint
    return Problem(
        "F15", "error", f"règle illisible : « {error.part} »{french}", f"rule unreadable: '{error.part}'{english}",
        path, line,
    )  # fmt: skip


def read_reply(text: str, path: str) -> tuple[ReplyBrief | None, list[Problem]]:
    """→ the exercise (None when anything is an error) and every problem found, in the order of the lines."""
    document = read_front_matter(text, path)
    reader = _Reader(document, path)
    if not document.meta:
        return None, reader.problems
    refuse_unknown(document, HEAD, path)
    reader.problems = list(document.problems)
    for key in ("title", "channel"):
        if not document.text(key):
            reader.wrong("F19", 1, {"title": "titre", "channel": "canal"}[key])
    address = document.text("address", "vous").casefold()
    if address not in _ADDRESSES:
        reader.wrong("F31", document.lines.get("address", 1), address, _ADDRESSES)
    found = reader.parts()
    least, most = reader.length()
    graded, reviewers = reader.review()
    brief = ReplyBrief(
        id=path.rsplit("/", 1)[-1].removesuffix(".md"),
        locale=document.text("language", "fr"),
        title=document.text("title"),
        summary=document.text("summary"),
        minutes=reader.number(document.text("minutes"), "minutes", 10),
        channel=document.text("channel"),
        situation=_said(found.get("situation"), titled=True),
        received=_said(found.get("received")),
        author=found["received"].title if "received" in found else "",
        task=_said(found.get("task"), titled=True),
        address=_ADDRESSES.get(address, ""),
        least=least,
        most=most,
        rules=reader.rules(),
        rubric=reader.rubric(),
        model=_said(found.get("model")),
        counter_example=_said(found.get("counter_example")),
        pass_mark=reader.number(document.text("pass-mark"), "pass-mark", 60),
        graded=graded,
        reviewers=reviewers,
        without=reader.without(),
    )
    problems = sorted(reader.problems, key=lambda p: p.line)
    return (None if any(p.severity == "error" for p in problems) else brief), problems


def _said(block: Block | None, titled: bool = False) -> str:
    """The text of a block; of a situation or a task, its heading is the first line."""
    if block is None:
        return ""
    lines = [text.removeprefix(">").removeprefix("\\").strip() for text, _ in block.texts]
    lines += [f"- {bullet.text}" for bullet in block.bullets]
    return "\n".join([block.title, *lines] if titled and block.title else lines)


def source_lines(text: str, path: str) -> dict[str, int]:
    """Where each block stands, by its engine name, for lint messages."""
    document = read_front_matter(text, path)
    blocks, _ = blocktext.read_blocks(document.body, document.body_line, set())
    lines = {reply_words.BLOCKS.get(block.id.casefold(), block.id): block.line for block in reversed(blocks)}
    return {"rules": document.lines.get("rules", 1), **lines}


_FR = {"title": "titre", "language": "langue", "summary": "résumé", "channel": "canal", "address": "adresse",
       "length": "longueur", "rules": "règles", "rubric": "grille", "pass-mark": "seuil", "received": "reçu",
       "task": "consigne", "model": "modèle", "counter_example": "contre-exemple", "free": "libre",
       "without": "sans"}  # fmt: skip
_EN = {"counter_example": "counter-example"}


def write_reply(brief: ReplyBrief) -> str:
    """The file's text. `read_reply(write_reply(x))` gives x again."""
    french = brief.locale.startswith("fr")

    def w(key: str) -> str:
        return (_FR if french else _EN).get(key, key)

    head = [f"type: {'réponse' if french else 'reply'}", f"{w('title')}: {quoted(brief.title)}",
            f"{w('language')}: {brief.locale}"]  # fmt: skip
    if brief.summary:
        head.append(f"{w('summary')}: {quoted(brief.summary)}")
    head += [f"minutes: {brief.minutes}", f"{w('channel')}: {quoted(brief.channel)}",
             f"{w('address')}: {brief.address or w('free')}"]  # fmt: skip
    if brief.least or brief.most:
        head.append(f"{w('length')}: {{min: {brief.least}, max: {brief.most}}}")
    head.append(f"{w('pass-mark')}: {brief.pass_mark}")
    if brief.graded or brief.reviewers != 1:
        head.append(_review(brief, french))
    if brief.rules:
        head += [f"{w('rules')}:", *(f"  - {write_rule(rule, brief.locale, quoted)}" for rule in brief.rules)]
    if brief.without:
        head.append(f"{w('without')}: [{', '.join(quoted(one) for one in brief.without)}]")
    if brief.rubric != CRITERIA:
        head += [f"{w('rubric')}:", *(f"  - {_criterion(one)}" for one in brief.rubric)]
    blocks = [
        _block(w("situation"), *_titled(brief.situation)),
        _block(w("received"), brief.author, brief.received, ">"),
        _block(w("task"), *_titled(brief.task)),
        _block(w("model"), "", brief.model, ">"),
        _block(w("counter_example"), "", brief.counter_example, ">"),
    ]
    return "\n".join(["---", *head, "---", *filter(None, blocks), ""])


def _review(brief: ReplyBrief, french: bool) -> str:
    key, use, reviewers = ("relecture", "usage", "relecteurs") if french else ("review", "use", "reviewers")
    words = ("habilitation", "entraînement") if french else ("certification", "practice")
    return f"{key}: {{{use}: {words[0 if brief.graded else 1]}, {reviewers}: {brief.reviewers}}}"


def _criterion(one: Criterion) -> str:
    levels = ", ".join(quoted(level) for level in one.levels)
    return f"{quoted(one.label + (' !' if one.eliminatory else ''))}: [{levels}]"


def _titled(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    return first, rest


def _block(name: str, title: str, text: str, mark: str = "") -> str:
    if not title and not text:
        return ""
    heading = f"## {name} : {title}".rstrip(": ") if title else f"## {name}"
    lines = [f"{mark} {line}".strip() if mark else line for line in text.split("\n")] if text else []
    return "\n".join([heading + (" []" if title.endswith("]") else ""), *lines])
