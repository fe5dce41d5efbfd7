"""YAML front matter, read as text with line numbers, refusing what YAML allows and people do not mean.

Every scalar stays text: YAML would read 10:15 as 615 and `no` as false, and keep the last of two equal keys.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from academy.exercises.problems import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 8
MAX_NODES = 20_000

_OPENING = (
    yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken, yaml.BlockSequenceStartToken, yaml.BlockMappingStartToken
)  # fmt: skip
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)

# libyaml reads ten times faster; what would overflow its stack (depth) is refused from its tokens before.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# French key → English key, which is the canonical one.
KEYS = {
    "titre": "title", "résumé": "summary", "résume": "summary", "resume": "summary", "langue": "language",
    "filière": "track", "filiere": "track", "maturité": "maturity", "maturite": "maturity", "objectifs": "objectives",
    "public": "audience", "prérequis": "prerequisites", "prerequis": "prerequisites", "ouvre": "opens",
    "guides": "playbooks", "vérifié-le": "verified-on", "verifie-le": "verified-on", "canaux": "channels",
    "à-revoir-le": "review-by", "a-revoir-le": "review-by", "valeurs": "values", "seuil": "pass-mark",
    "tentatives": "attempts", "tirages": "draws", "canal": "channel", "personnages": "cast", "jauges": "meters",
    "points": "points", "réussite": "passing", "reussite": "passing", "référence": "reference",
    "reference": "reference", "alarmes": "alarms", "mélanger": "shuffle", "parcours": "plays", "fins": "endings",
    "étiquette": "tag", "étiquettes": "tags", "nombre": "count", "nom": "name", "texte": "text",
    "objectif": "objective", "valeur": "value", "difficulté": "difficulty", "difficulte": "difficulty",
    "critique": "critical", "retour": "feedback", "explication": "explanation", "effets": "effects", "si": "if",
    "sinon": "else", "faute": "critical", "répétable": "repeatable", "repetable": "repeatable",
    "horloge": "clock", "coûts": "costs", "couts": "costs", "barème": "marks", "bareme": "marks", "délais": "sla",
    "delais": "sla", "délai": "due", "delai": "due", "attendu": "expected", "refusé": "refused", "refuse": "refused",
    "qualification": "qualification", "erreur": "wrong", "relais": "handover", "pris": "claim", "taken": "claim",
    "même-que": "same-as", "meme-que": "same-as", "surprise": "surprise", "adresse": "address",
    "longueur": "length", "règles": "rules", "regles": "rules", "grille": "rubric", "auteur": "author",
    "relecture": "review", "sans": "without",
    "noté": "graded",
    "libellés": "labels", "libelles": "labels", "expliquer": "explain", "poids": "weight",
    "part": "worth", "tolère": "ignore", "tolere": "ignore",
}  # fmt: skip


# Below these keys the names are the author's own: "erreur" may be a type of message there.
OWN_NAMES = frozenset({"cast", "meters", "labels", "types", "services", "points", "costs", "marks", "sla", "source"})


def canonical_key(key: str) -> str:
    key = key.strip().casefold()
    return KEYS.get(key, key)


@dataclass(slots=True)
class Document:
    """`meta` holds text, lists and dicts under canonical keys; `lines` the line of each top key; `body_line` is the
    1-based line where the body begins."""

    meta: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    problems: list[Problem] = field(default_factory=list)
    inner: dict[tuple[str, str | int], int] = field(default_factory=dict)  # lines of what stands below a top key

    def line_of(self, key: str, inside: str | int) -> int:
        """The line of an item ("rules", 0) or a key ("passing", "score") below a top key; else of the top key."""
        return self.inner.get((key, inside), self.lines.get(key, 1))

    def text(self, key: str, default: str = "") -> str:
        value = self.meta.get(key, default)
        return value if isinstance(value, str) else default


class _Refused(Exception):
    def __init__(self, code: str, line: int, fr: str, en: str):
        self.code, self.line, self.fr, self.en = code, line, fr, en


def read_front_matter(text: str, path: str) -> Document:
    """Split and read. Whatever is wrong is in `problems`; nothing raises."""
    document = Document()
    if len(text.encode(errors="replace")) > MAX_BYTES:
        _add(document, path, "F18", 1, "fichier de plus de 1 Mo — coupez-le", "file larger than 1 MB: split it")
        return document
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    if not lines or lines[0].strip() != "---":
        _add(document, path, "F01", 1, "l'en-tête manque — la première ligne doit être « --- »",
             "front matter is missing: the first line must be ---")  # fmt: skip
        return document
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        _add(document, path, "F01", 1, "l'en-tête n'est pas fermé — ajoutez une ligne « --- »",
             "front matter is not closed: add a line ---")  # fmt: skip
        return document
    document.body, document.body_line = "\n".join(lines[end + 1 :]), end + 2
    try:
        _read_yaml(document, "\n".join(lines[1:end]).replace("\t", "  "), path)
    except _Refused as refused:
        _add(document, path, refused.code, refused.line, refused.fr, refused.en)
    return document


def _add(document: Document, path: str, code: str, line: int, fr: str, en: str) -> None:
    document.problems.append(Problem(code, "error", fr, en, path, line))


def _read_yaml(document: Document, source: str, path: str) -> None:
    try:
        depth = scalars = 0
        for token in yaml.scan(source, Loader=_LOADER):
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            scalars += isinstance(token, yaml.ScalarToken)
            if scalars > MAX_NODES:
                raise _Refused("F18", token.start_mark.line + 2, "en-tête trop grand", "front matter too large")
            if depth > 2 * MAX_DEPTH:  # PyYAML's time grows with the square of the depth
                raise _Refused("F18", token.start_mark.line + 2, "en-tête trop profond", "front matter too deep")
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                raise _Refused("F02", token.start_mark.line + 2, "ancres, alias et étiquettes YAML sont refusés",
                               "YAML anchors, aliases and tags are refused")  # fmt: skip
        node = yaml.compose(source, Loader=_LOADER)
    except (yaml.YAMLError, UnicodeEncodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _Refused("F02", (mark.line + 2) if mark else 1, "en-tête YAML illisible à cet endroit",
                       "the YAML front matter cannot be read here") from None  # fmt: skip
    if node is None:
        return
    if not isinstance(node, yaml.MappingNode):
        raise _Refused("F02", 2, "l'en-tête doit être une liste de « clé: valeur »",
                       "front matter must be a list of key: value")  # fmt: skip
    counter = [0]
    for key_node, value in node.value:
        if isinstance(key_node, yaml.ScalarNode):
            key = canonical_key(key_node.value)
            document.lines.setdefault(key, key_node.start_mark.line + 2)
            document.inner.update({(key, name): line for name, line in _inner_lines(value)})
    document.meta = _value(node, 0, counter, own=False)


def _inner_lines(node: yaml.Node) -> Iterable[tuple[str | int, int]]:
    """Where the items of a list and the keys of a map stand, as written and under their canonical name."""
    if isinstance(node, yaml.SequenceNode):
        yield from ((number, item.start_mark.line + 2) for number, item in enumerate(node.value))
    elif isinstance(node, yaml.MappingNode):
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key.value, key.start_mark.line + 2
                yield canonical_key(key.value), key.start_mark.line + 2


def refuse_unknown(document: Document, known: Iterable[str], path: str) -> None:
    """Adds a problem for each key of the front matter that is not among the canonical ones, with the nearest."""
    names = {*known, *(french for french, english in KEYS.items() if english in known)}
    for key in document.meta:
        if key not in known:
            close = difflib.get_close_matches(str(key), sorted(names), n=1, cutoff=0.6)
            french = f" — vouliez-vous « {close[0]} » ?" if close else ""
            english = f"; did you mean '{close[0]}'?" if close else ""
            line = document.lines.get(key, 1)
            _add(document, path, "F02", line, f"clé inconnue « {key} »{french}", f"unknown key '{key}'{english}")


def _value(node: yaml.Node, depth: int, counter: list[int], own: bool) -> Any:
    """`own`: the keys are names given by the author, never words of the format."""
    counter[0] += 1
    line = node.start_mark.line + 2
    if depth > MAX_DEPTH or counter[0] > MAX_NODES:
        raise _Refused("F18", line, "en-tête trop profond ou trop grand", "front matter too deep or too large")
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, depth + 1, counter, own) for item in node.value]
    result: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 2
        if not isinstance(key_node, yaml.ScalarNode):
            raise _Refused("F02", key_line, "une clé doit être un mot", "a key must be a word")
        known = depth == 0 or (not own and key_node.value.casefold() in KEYS)
        key = canonical_key(key_node.value) if known else key_node.value
        if key in first:
            raise _Refused("F04", key_line, f"clé « {key_node.value} » donnée deux fois (déjà ligne {first[key]})",
                           f"key '{key_node.value}' given twice (already at line {first[key]})")  # fmt: skip
        first[key] = key_line
        result[key] = _value(value_node, depth + 1, counter, own or (depth == 0 and key in OWN_NAMES))
    return result
