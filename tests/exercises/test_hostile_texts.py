"""Texts made to break a reader: each is an error with its line, in bounded time, never a traceback."""

import time
from pathlib import Path

import pytest

from academy.exercises import inbox_text, scenario_text
from academy.exercises.lint import lint
from academy.exercises.play import start
from academy.exercises.texts import TEXTS
from tests.exercises.lint.scenarios import CLEAN

EXAMPLES = Path(__file__).parent / "examples"
TEXT = {
    "scenario": CLEAN,
    "inbox": (EXAMPLES / "paiement.md").read_text(),
    "reply": (EXAMPLES / "avis.md").read_text(),
}
HANGS = 30.0  # seconds of processor time: what takes a blink takes minutes once a reader goes square

_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)
FRONT = {
    "a YAML bomb": _BOMB,
    "an anchor": "titre: &x Bonjour\nrésumé: *x",
    "a tag that makes objects": "titre: !!python/object/apply:os.system [ls]",
    "deep nesting": "titre: " + "[" * 5_000 + "]" * 5_000,
    "deep nesting of maps": "titre: " + "{a: " * 3_000 + "b" + "}" * 3_000,
    "deep nesting by indentation": "titre:\n" + "\n".join("  " * n + "- a:" for n in range(1, 400)),
    "a key given twice": "titre: un\ntitre: deux",
    "a list instead of pairs": "- un\n- deux",
    "a key that is a list": "? [a, b]\n: c",
    "quotes never closed": 'titre: "jamais fermé',
    "a colon too many": "titre: un: deux: trois",
    "a null byte": "titre: un\0deux",
    "a control sign": "titre: un\x07deux",
    "thousands of keys": "\n".join(f"cle{n}: {n}" for n in range(30_000)),
}


def _timed(act):
    began = time.process_time()
    found = act()
    assert time.process_time() - began < HANGS
    return found


def _read(kind, text):
    return _timed(lambda: TEXTS[kind].read(text, "hostile.md"))


def _refused(kind, text):
    found, problems = _read(kind, text)
    errors = [problem for problem in problems if problem.severity == "error"]
    assert found is None and errors
    for problem in errors:
        assert problem.line >= 1 and problem.path == "hostile.md" and problem.message("fr") and problem.message("en")
    _timed(lambda: TEXTS[kind].lines(text, "hostile.md"))


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize("what", FRONT)
def test_hostile_front_matter_is_an_error_with_its_line(kind, what):
    _refused(kind, f"---\n{FRONT[what]}\n---\n## a : A\n")


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize(
    "text",
    ["", "\0", "---", "---\n---", "---\ntitre: a\n", "x" * 10_000_000, "---\ntitre: " + "x" * 10_000_000 + "\n---\n",
     "\ufeff", "---\r\ntitre\r\n---", "\ud800", "---\n\t\n---\n"],
    ids=["empty", "null", "dashes", "nothing", "open", "10 MB line", "10 MB title", "mark", "pair", "surrogate", "tab"],
)  # fmt: skip
def test_what_is_no_text_of_ours_is_an_error(kind, text):
    found, problems = _read(kind, text)
    assert found is None and all(problem.line >= 0 for problem in problems)
    assert problems or not text.strip("-\r\n\t ")


@pytest.mark.parametrize("kind", TEXT)
def test_every_key_with_a_value_of_the_wrong_type_is_read_or_refused_never_a_crash(kind):
    lines = TEXT[kind].split("\n")
    end = lines.index("---", 1)
    values = ["[1, 2]", "{a: b}", "[[a], {b: c}]", "{a: {b: {c: d}}}", "99999999999999999999", "-1", "''", "[]", "{}"]
    keys = {line.partition(":")[0] for line in lines[1:end] if line[:1].isalpha()} - {"type"}
    keys |= scenario_text.HEAD - {"type"} if kind == "scenario" else set()
    keys |= inbox_text.HEAD - {"type"} if kind == "inbox" else set()
    for key in sorted(keys):
        kept = [line for line in lines[1:end] if not line.startswith(f"{key}:") and line[:1].isalpha()]
        for value in values:
            text = "\n".join(["---", f"{key}: {value}", *kept, *lines[end:]])
            found, problems = TEXTS[kind].read(text, "x.md")
            assert found is not None or all(p.line >= 1 for p in problems if p.severity == "error"), (key, value)
            if found is not None:
                lint(found)
                start(found, 0)


HOSTILE_BODIES = {
    "huge numbers": ("effets: confiance +2", "effets: confiance +99999999999999999999"),
    "an endless condition": ("si: confiance >= 5", "si: " + " et ".join(["confiance >= 5"] * 20_000) + " et"),
    "thousands of effects": ("effets: confiance +2", "effets: " + ", ".join(["confianc +2"] * 20_000)),
    "an id of signs": ("{#prive}", "{#../../etc/passwd}"),
    "a choice without a target": ("-> prive {#prive}", "->"),
    "a heading without a name": ("## relance : Le ton monte", "## : Le ton monte"),
    "thousands of blocks": ("## relance :", "\n".join(f"## x{n} : X" for n in range(3_000)) + "\n## relance :"),
}


@pytest.mark.parametrize("what", HOSTILE_BODIES)
def test_a_hostile_body_is_an_error_with_its_line(what):
    old, new = HOSTILE_BODIES[what]
    _refused("scenario", CLEAN.replace(old, new, 1))


def test_circles_of_steps_and_routers_are_found_and_end():
    routers = "".join(f"## r{n} : R [aiguillage]\n- sinon -> r{(n + 1) % 300}\n" for n in range(300))
    scenes = "".join(f"## s{n} : S\n- va -> s{(n + 1) % 300} {{#a}}\n" for n in range(300))
    text = CLEAN.replace("## relance :", f"{routers}{scenes}## relance :").replace(
        "-> relance {#renvoi}", "-> r0 {#renvoi}"
    )
    scenario, problems = _read("scenario", text.replace("-> relance {#donnees}", "-> s0 {#donnees}"))
    assert problems == []
    codes = {problem.code for problem in _timed(lambda: lint(scenario))}
    assert {"E08", "E06"} <= codes
    assert start(scenario, 0).status == "playing"


def test_numbers_at_the_edge_stay_within_the_meter():
    text = CLEAN.replace("jauges: {confiance: 4/10}", "jauges: {confiance: 999999/-999999..999999}")
    scenario, problems = _read("scenario", text)
    assert problems == [] and start(scenario, 0).meters == (999_999,)
    lint(scenario)
