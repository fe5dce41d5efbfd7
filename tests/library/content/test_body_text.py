import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.library.content.body_text import FENCES, Part, read_body, read_items, write_body, write_items

_LINES = st.sampled_from(
    ["", " ", ":::", "::: do", "\\:::", "\\\\::: x", "## Titre", "- un", "texte « é »", "```", "a"]
)
_TEXT = st.one_of(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60),
                  st.lists(_LINES, max_size=6).map("\n".join))  # fmt: skip
_ATTRIBUTE = st.one_of(st.text(max_size=12), st.sampled_from(['"', "\\", '\\"', "a\nb", "l’été", "\\n"]))


@st.composite
def _parts(draw):
    fence = FENCES[draw(st.sampled_from(sorted(FENCES)))]
    if fence.kind == "checklist":
        text = write_items(draw(st.lists(st.text("abc é", min_size=1, max_size=9).filter(str.strip), min_size=1)))
    else:
        text = draw(_TEXT.filter(str.strip) if fence.needs_text else _TEXT)
    attributes = {}
    for name in fence.attributes:
        value = draw(_ATTRIBUTE)
        if name in fence.required:
            value = value or "x"
        if value:
            attributes[name] = f"https://{value}" if name == "url" else value
    return Part(fence.kind, text, attributes)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_parts(), max_size=6), st.sampled_from(["fr", "en"]))
def test_what_is_written_reads_back_the_same(parts, language):
    found, problems = read_body(write_body(parts, language))
    assert problems == []
    assert found == parts


def test_french_and_english_names_say_the_same():
    french, _ = read_body('::: définition terme="Signal"\nUn mot.\n:::\n::: évite\nNon\n:::')
    english, _ = read_body('::: definition term="Signal"\nUn mot.\n:::\n::: dont\nNon\n:::')
    assert french == english
    assert [part.kind for part in french] == ["definition", "dont"]


def test_each_part_knows_its_line():
    parts, _ = read_body("\n\nTexte\n\n::: fais\nOui\n:::\nFin", first_line=10)
    assert [(part.kind, part.line) for part in parts] == [("markdown", 12), ("do", 14), ("markdown", 17)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a\n::: fais\nOui", 2, "not closed"),
        ("::: fais\nOui\n::: évite\nNon\n:::", 1, "not closed"),
        ("::: faiss\nOui\n:::", 1, "did you mean “fais”"),
        ("a\n:::", 2, "not open"),
        ('::: image src="a.jpg"\n:::', 1, "alternative text"),
        ('::: vidéo url="https://x.test" titre="V"\n:::', 1, "transcript"),
        ('::: vidéo url="javascript:x" titre="V"\nT\n:::', 1, "https://"),
        ("::: guide\n:::", 1, "needs id"),
        ('::: publication canall="x"\nT\n:::', 1, "did you mean “canal”"),
        ('::: publication canal="x\nT\n:::', 1, "unreadable"),
        ("::: fais\n\n:::", 1, "empty"),
        ("::: liste\nun\n:::", 1, "lines “- …” only"),
        ('::: exemple titre="a" title="b"\nT\n:::', 1, "twice"),
    ],
)
def test_errors_name_the_line(text, line, said):
    _, problems = read_body(text, "x.md")
    assert [p.line for p in problems if said in p.message("en")] == [line], problems


def test_items_of_a_list():
    assert read_items("- un\n- deux\n  et demi\n\n- [ ] trois") == ["un", "deux et demi", "trois"]
    assert read_items("un") is None
