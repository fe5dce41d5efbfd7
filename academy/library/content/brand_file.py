"""brand.yaml: channels, topics, levels and rules of voice, in both languages. Pure."""

from dataclasses import asdict, dataclass, field
from typing import Any

import yaml
from babel import Locale

from academy.exercises.problems import Problem
from academy.library.content import schema
from academy.library.content.errors import error, nearest
from academy.library.content.schema import Expected, Key
from academy.library.content.voice_file import VoiceData, read_voice, written_rule

REQUIREMENT_KINDS = ("course", "quiz", "scenario", "level", "charter", "replies", "sponsor")


@dataclass(frozen=True)
class ChannelData:
    code: str
    name_fr: str
    name_en: str
    online: bool = True


@dataclass(frozen=True)
class TopicData:
    code: str
    name_fr: str
    name_en: str
    sensitivity: str = "green"


@dataclass(frozen=True)
class RequirementData:
    kind: str
    ref: str = ""
    pass_mark: int = 0
    count: int = 1


@dataclass(frozen=True)
class LevelData:
    code: str
    order: int
    name_fr: str
    name_en: str
    description_fr: str = ""
    description_en: str = ""
    may_do_fr: str = ""
    may_do_en: str = ""
    validity_months: int = 24
    renewal_window_days: int | None = None  # None: the file does not say
    renewal_exercises: int | None = None
    renewal_replies: int | None = None
    channels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    requirements: tuple[RequirementData, ...] = ()


@dataclass(frozen=True)
class BrandData:
    channels: tuple[ChannelData, ...] = ()
    topics: tuple[TopicData, ...] = ()
    levels: tuple[LevelData, ...] = ()
    voice: tuple[VoiceData, ...] = ()
    lines: dict[str, int] = field(default_factory=dict, compare=False)  # "levels/ecouter" → line


def _kind(value: Any) -> str:
    if value not in REQUIREMENT_KINDS:
        listed = ", ".join(REQUIREMENT_KINDS)
        raise Expected(f"une de ces valeurs est attendue : {listed}", f"one of these is expected: {listed}")
    return str(value)


_NAMES = (
    Key("code", "code", schema.slug, True),
    Key("name_fr", "name_fr", schema.text(120), True),
    Key("name_en", "name_en", schema.text(120), True),
)
_CHANNEL = (*_NAMES, Key("online", "online", schema.yes_no))
_TOPIC = (*_NAMES, Key("sensitivity", "sensitivity", schema.one_of(green="green", orange="orange", red="red")))
_LEVEL = (
    *_NAMES,
    Key("order", "order", schema.whole(0, 1_000), True),
    *(Key(n, n, schema.text(4_000)) for n in ("description_fr", "description_en", "may_do_fr", "may_do_en")),
    Key("validity_months", "validity_months", schema.whole(1, 600)),
    Key("renewal_window_days", "renewal_window_days", schema.whole(1, 730)),
    *(Key(n, n, schema.whole(0, 100)) for n in ("renewal_exercises", "renewal_replies")),
    *(Key(n, n, schema.slugs) for n in ("channels", "topics", "languages")),
    Key("requirements", "requirements", lambda value: value),
)
_REQUIREMENT = (
    Key("kind", "kind", _kind, True),
    Key("ref", "ref", schema.text(200)),
    Key("pass_mark", "pass_mark", schema.whole(0, 100)),
    Key("count", "count", schema.whole(1, 1_000)),
)


def read_brand(text: str, path: str = "brand.yaml") -> tuple[BrandData, list[Problem]]:
    return _Reader(path).read(text)


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}

    def error(self, line: int, fr: str, en: str) -> None:
        self.problems.append(error(self.path, line, fr, en))

    def read(self, text: str) -> tuple[BrandData, list[Problem]]:
        try:
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.BaseLoader)):
                self.error(1, "les alias YAML (*nom) ne sont pas admis", "YAML aliases (*name) are not allowed")
                return BrandData(), self.problems
            root = yaml.compose(text, Loader=yaml.BaseLoader)
        except yaml.YAMLError as wrong:
            mark = getattr(wrong, "problem_mark", None)
            what = getattr(wrong, "problem", None) or "?"
            self.error(mark.line + 1 if mark else 1, f"YAML illisible : {what}", f"unreadable YAML: {what}")
            return BrandData(), self.problems
        except RecursionError:
            self.error(1, "YAML trop profond", "YAML nested too deep")
            return BrandData(), self.problems
        if root is None:
            return BrandData(), self.problems
        sections = self.mapping(root, ("channels", "topics", "levels", "voice"))
        channels = self.rows(sections, "channels", _CHANNEL)
        topics = self.rows(sections, "topics", _TOPIC)
        levels = self.rows(sections, "levels", _LEVEL)
        codes = {row["code"] for row in channels}
        self.references(levels, codes, {row["code"] for row in topics})
        voice = read_voice(self.items(sections.get("voice"), "voice"), _plain, codes, self.error)
        data = BrandData(
            tuple(ChannelData(**row) for row in channels),
            tuple(TopicData(**row) for row in topics),
            tuple(_level(row) for row in levels),
            tuple(voice),
            self.lines,
        )
        return (data if not self.problems else BrandData()), self.problems

    def mapping(self, node: yaml.Node, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        if not isinstance(node, yaml.MappingNode):
            self.error(
                node.start_mark.line + 1, f"attendu : {', '.join(known)} suivis de « : »",
                f"expected: {', '.join(known)}, each followed by “:”",
            )  # fmt: skip
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name not in known:
                self.error(
                    line, f"clé « {name} » inconnue{nearest(name, known, 'fr')}",
                    f"unknown key “{name}”{nearest(name, known, 'en')}",
                )  # fmt: skip
            elif name in found:
                self.error(line, f"clé « {name} » donnée deux fois", f"key “{name}” is given twice")
            else:
                found[name] = value
        return found

    def rows(self, sections: dict[str, yaml.Node], name: str, keys: tuple[Key, ...]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for node in self.items(sections.get(name), name):
            row = self.row(node, keys)
            if row is None:
                continue
            place, line = f"{name}/{row['code']}", node.start_mark.line + 1
            if place in self.lines:
                self.error(line, f"code « {row['code']} » donné deux fois", f"code “{row['code']}” is given twice")
            self.lines[place] = line
            found.append(row)
        return found

    def items(self, node: yaml.Node | None, name: str) -> list[yaml.Node]:
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return []
        if not isinstance(node, yaml.SequenceNode):
            line = node.start_mark.line + 1
            self.error(line, f"« {name} » : une liste est attendue", f"“{name}”: a list is expected")
            return []
        return list(node.value)

    def row(self, node: yaml.Node, keys: tuple[Key, ...]) -> dict[str, Any] | None:
        nodes = self.mapping(node, tuple(key.en for key in keys))
        before = len(self.problems)
        row: dict[str, Any] = {}
        for key in keys:
            if key.en not in nodes:
                if key.required and nodes:
                    self.error(node.start_mark.line + 1, f"clé « {key.en} » manquante", f"missing key “{key.en}”")
                continue
            inner = nodes[key.en]
            if key.en == "requirements":
                found = [self.row(item, _REQUIREMENT) for item in self.items(inner, key.en)]
                row[key.en] = tuple(RequirementData(**item) for item in found if item)
                continue
            try:
                row[key.en] = key.read(_plain(inner))
            except Expected as wrong:
                self.error(inner.start_mark.line + 1, f"« {key.en} » : {wrong.fr}", f"“{key.en}”: {wrong.en}")
        return row if nodes and len(self.problems) == before else None

    def references(self, levels: list[dict[str, Any]], channels: set[str], topics: set[str]) -> None:
        codes = {row["code"] for row in levels}
        for row in levels:
            line = self.lines[f"levels/{row['code']}"]
            asked = [r.ref for r in row.get("requirements", ()) if r.kind == "level"]
            wanted = (
                ("canal", "channel", row.get("channels", ()), channels),
                ("thème", "topic", row.get("topics", ()), topics),
                ("langue", "language", row.get("languages", ()), set(Locale.parse("en").languages)),
                ("niveau", "level", asked, codes),
            )
            for fr, en, names, known in wanted:
                for name in names:
                    if name not in known:
                        self.error(
                            line, f"{fr} « {name} » inconnu{nearest(name, known, 'fr')}",
                            f"unknown {en} “{name}”{nearest(name, known, 'en')}",
                        )  # fmt: skip


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return node.value


def _level(row: dict[str, Any]) -> LevelData:
    return LevelData(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})


class _Flow(dict):
    """A row written on one line."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    _Flow, lambda dumper, row: dumper.represent_mapping("tag:yaml.org,2002:map", row.items(), flow_style=True)
)
_Dumper.add_representer(
    tuple, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)
_Dumper.add_representer(bool, lambda dumper, yes: dumper.represent_scalar("tag:yaml.org,2002:bool", _YES[yes]))
_YES = {True: "yes", False: "no"}


def write_brand(data: BrandData) -> str:
    """The text that reads back to the same data."""
    plain = {
        "channels": [_Flow(asdict(channel)) for channel in data.channels],
        "topics": [_Flow(asdict(topic)) for topic in data.topics],
        "levels": [_written_level(level) for level in data.levels],
    }
    if data.voice:
        plain["voice"] = [_Flow(written_rule(one)) for one in data.voice]
    return yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000)


def _written_level(level: LevelData) -> dict[str, Any]:
    row = {key: value for key, value in asdict(level).items() if value not in ("", (), None)}
    row["requirements"] = [
        _Flow({key: value for key, value in asdict(r).items() if key == "kind" or value != getattr(_NONE, key)})
        for r in level.requirements
    ]
    return row


_NONE = RequirementData("")
