"""Hostile Markdown comes out harmless; French typography is set."""

from html import unescape

import pytest

from academy.library.markdown import BRACKETS, render, render_inline


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/track.png)",
        "<img src=x onerror=alert(1)>",
        "<a href='https://ok.example' onclick='alert(1)'>x</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<svg onload=alert(1)>",
        "<p style='position:fixed'>x</p>",
        "<form action='https://evil.example'><input name=password></form>",
        "[x]: javascript:alert(1)\n\n[x]",
        "<div id=content class=modal>x</div>",
    ],
)
def test_hostile_markdown_is_harmless(hostile):
    html = render(hostile, "en").lower()
    for bad in ("<script", "javascript:", "data:", "onerror", "onclick", "onload", "<iframe", "<svg", "<img", "style=",
                "<form", "<input", "id=", "class="):  # fmt: skip
        assert bad not in html


def test_plain_markdown_is_kept():
    html = render("## Règle\n\n- **un**\n- [lien](https://exemple.fr)\n\n| a | b |\n|---|---|\n| 1 | 2 |", "fr")
    for good in ("<h2>Règle</h2>", "<strong>un</strong>", 'href="https://exemple.fr"', "<table>"):
        assert good in html


def test_a_flood_of_brackets_is_rendered_without_links():
    assert "<a " not in render("[x](https://a.example) " * (BRACKETS + 1), "en")


def test_french_gets_its_non_breaking_spaces():
    html = unescape(render("Pourquoi ? « Parce que » : c'est ainsi !", "fr"))
    assert "Pourquoi\u202f?" in html
    assert "«\u202fParce que\u202f»\u00a0:" in html
    assert "ainsi\u202f!" in html


def test_english_keeps_its_spaces():
    assert "\u202f" not in render("Why ? « x »", "en")


def test_inline_has_no_paragraph():
    assert render_inline("un **mot**", "fr") == "un <strong>mot</strong>"
