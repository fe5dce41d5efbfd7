"""Writes into translated exercise files what their source says now, so that later changes of it are noticed (W62)."""

from pathlib import Path

from academy.exercises.lint.translation import marks_of
from academy.exercises.texts import TEXTS
from academy.library.content.files import read_content
from academy.library.content.tree import Entry
from academy.library.content.write import marked


def mark_translations(root: Path) -> list[str]:
    """→ the files changed. A folder with errors is left as it is: what cannot be read cannot be compared."""
    content, problems = read_content(root)
    if any(problem.severity == "error" for problem in problems):
        return []
    source: dict[str, Entry] = {}
    changed = []
    for entry in content.entries(*TEXTS):
        first = source.setdefault(entry.path, entry)
        if first is entry:
            continue
        file = Path(entry.file)
        old = file.read_text(encoding="utf-8")
        new = marked(old, marks_of(first.exercise))
        if new != old:
            file.write_text(new, encoding="utf-8")
            changed.append(entry.file)
    return changed
