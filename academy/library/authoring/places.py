"""Where in the editor a finding is mended: the way through fields and blocks, as Wagtail names them in the page."""

from typing import Any

from academy.exercises.problems import Problem
from academy.library.models.exercise_page import ExercisePage

_WHOLE = {"plays": "blessed", "meters": "meters", "competencies": "competencies", "alarms": "alarms",
          "passing": "passing_when", "costs": "costs", "clock": "clock"}  # fmt: skip
_IN_STEP = {"when": "when", "target": "target", "effects": "effects", "feedback": "feedback", "critical": "critical",
            "text": "text", "id": "id"}  # fmt: skip


def name_of(block: Any, number: int) -> str:
    """The id of a step or message as the engine knows it: a message without one has its place."""
    return (block.value.get("id") or "").strip() or (f"m{number}" if "body" in block.value else "")


class Places:
    """The blocks of one page, looked up once."""

    def __init__(self, page: ExercisePage) -> None:
        self.page = page
        self.stream = "steps" if hasattr(page, "steps") else "mentions" if hasattr(page, "mentions") else ""
        blocks = getattr(page, self.stream, None) or () if self.stream else ()
        self.blocks = {name_of(block, number): block for number, block in enumerate(blocks, 1) if block.id}

    def of(self, problem: Problem) -> tuple[str, ...]:
        """("steps", block, "choices", item, "target"), ("passing_score",) … or () when it has no one place."""
        step, _, inner = problem.where.partition("/")
        if problem.field and self._has(problem.field) and problem.field != "title":
            return (problem.field,)
        if step in _WHOLE and self._has(_WHOLE[step]):
            return (_WHOLE[step],)
        block = self.blocks.get(step)
        if block is None:
            return ()
        found: tuple[str, ...] = (self.stream, str(block.id))
        rows, item = self._item(block, inner) if inner else ("", "")
        if item:
            found = (*found, rows, item)
        field = problem.field if item or problem.field in block.value else ""
        if item and field not in _IN_STEP:
            field = ""
        return (*found, field) if field else found

    def words_for(self, where: str) -> str:
        """The name the form gives to a part of the exercise ('meters'); a step or choice keeps its own."""
        name = _WHOLE.get(where, "")
        return str(self.page._meta.get_field(name).verbose_name) if name and self._has(name) else where

    def _has(self, name: str) -> bool:
        return any(field.name == name for field in self.page._meta.get_fields())

    def _item(self, block: Any, inner: str) -> tuple[str, str]:
        """(name of the list, id of the item) of a choice or a route."""
        name = "routes" if block.block_type == "router" else "choices"
        items = block.value.get(name)
        for number, bound in enumerate(getattr(items, "bound_blocks", ()), 1):
            id = (bound.value.get("id") or "").strip() or f"r{number}"
            if id == inner:
                return name, str(bound.id or "")
        return "", ""
