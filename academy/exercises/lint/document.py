"""`docs/lint-codes.md`, written from the register: the list of codes is never out of date."""

import re

from academy.exercises.lint.registry import FAMILIES
from academy.exercises.text_problems import TEXTS

_HEAD = """# Lint codes

Written by `manage.py lint_codes`; a test fails when it is not current. Change the words in
`academy/exercises/lint/codes_*.py` (and `text_problems.py` for reading errors), then run the command.

The first letter is the severity: **E** stops publishing and loading, **W** warns, **I** informs, **F** is a text that
cannot be read (it stops loading too). A code never changes its meaning, and the number of a code that was dropped is
not used again. `…` stands for a name or a number.

Findings are shown in the editor (at the top of the form, and beside the field concerned), on the page *Map and report*,
when publishing (errors stop it), and by `manage.py check_content PATH…` as
`file:line: severity: what — how to mend [code]`.

Positions of a scenario are explored up to 25,000; when there are more, I30 says how many were seen, the best play found
and a bound no play exceeds, and checks that need all positions are left out.
"""


def document() -> str:
    """The whole file."""
    parts = [_HEAD]
    for french, english, codes in FAMILIES:
        parts.append(f"\n## {english} · {french}\n\n| code | what is wrong | how to mend it |\n|---|---|---|")
        parts += [
            f"| {code.id} | {_cell(code.en)}<br>*{_cell(code.fr)}* | {_cell(code.mend_en)}<br>*{_cell(code.mend_fr)}* |"
            for code in sorted(codes.values(), key=lambda code: int(code.id[1:]))
        ]
    parts.append("\n## Reading a text · Lire un texte\n\n| code | what is wrong, and how to mend it |\n|---|---|")
    parts += [f"| {id} | {_cell(english)}<br>*{_cell(french)}* |" for id, (french, english) in sorted(TEXTS.items())]
    return "\n".join(parts) + "\n"


def _cell(text: str) -> str:
    text = re.sub(r"\{(?:hint|1)\}", "", text)
    return re.sub(r"\{\w+\}", "…", text).replace("|", "\\|")
