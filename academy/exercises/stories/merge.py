"""A story we wrote ourselves, back from Twine: the engine data stays, what was changed in Twine is taken over."""

from dataclasses import replace

from academy.exercises.banks.base import Remark
from academy.exercises.canonical import CanonicalError, from_json
from academy.exercises.scenario import Choice, Line, Scenario, Step
from academy.exercises.stories.base import Imported, Story
from academy.exercises.stories.build import DATA_TAG
from academy.exercises.stories.passage_text import Content, read_passage
from academy.exercises.stories.twee_writer import line_text, link_texts, passage_body, passage_names


def our_data(story: Story, left_out: list[Remark]) -> Scenario | None:
    """The scenario in the passage `PorteVoix`, or None; data that cannot be read is told."""
    passage = next((passage for passage in story.passages if DATA_TAG in passage.tags), None)
    if passage is None:
        return None
    try:
        found = from_json(passage.text.strip())
    except (CanonicalError, RecursionError):
        found = None
    if isinstance(found, Scenario) and found.steps and len({step.id for step in found.steps}) == len(found.steps):
        return found
    left_out.append(Remark(passage.name, "données de Porte-voix illisibles : seuls les passages sont repris",
                           "unreadable Porte-voix data: only the passages are taken over"))  # fmt: skip
    return None


def merge(ours: Scenario, built: Imported, story: Story) -> Imported:
    """`built` is the story as Twine has it. Steps whose passage is as we wrote it stay whole; a changed passage gives
    its text and links to the step; new passages are new steps; steps without a passage are gone."""
    theirs = built.scenario
    if theirs is None:
        return built
    names = passage_names(ours)
    texts = {passage.name: passage.text for passage in story.passages}
    twine_ids = {step.title: step.id for step in theirs.steps}
    known = {name[:200] for name in names.values()}
    new_ids = _new_ids(theirs, known, {step.id for step in ours.steps})
    ids = {twine_ids[name[:200]]: id for id, name in names.items() if name[:200] in twine_ids} | new_ids
    steps = []
    for step in ours.steps:
        name = names[step.id]
        if name not in texts:
            built.left_out.append(Remark(step.id, "ce pas n'est plus dans l'histoire", "this step is gone"))
        elif _same(texts[name], passage_body(step, ours, names)):
            steps.append(step)
        else:
            steps.append(_changed(step, ours, read_passage(texts[name], "harlowe"), theirs, twine_ids[name[:200]], ids))
    for step in theirs.steps:
        if step.id in new_ids:
            choices = tuple(replace(choice, target=ids.get(choice.target, choice.target)) for choice in step.choices)
            steps.append(replace(step, id=new_ids[step.id], choices=choices))
    kept = {step.id for step in steps}
    start = ids.get(theirs.start, ours.start)
    built.scenario = replace(ours, title=_title(ours, theirs), steps=tuple(steps),
                             start=start if start in kept else steps[0].id)  # fmt: skip
    built.left_out = [remark for remark in built.left_out if remark.place.partition(":")[0] not in known]
    return built


def _title(ours: Scenario, theirs: Scenario) -> str:
    return ours.title if " ".join(ours.title.split()) == theirs.title else theirs.title


def _new_ids(theirs: Scenario, known: set[str], taken: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for step in theirs.steps:
        if step.title not in known:
            id, number = step.id, 1
            while id in taken:
                number += 1
                id = f"{step.id}-{number}"
            taken.add(id)
            found[step.id] = id
    return found


def _same(one: str, other: str) -> bool:
    return [row.strip() for row in one.strip().split("\n")] == [row.strip() for row in other.strip().split("\n")]


def _changed(
    step: Step, ours: Scenario, content: Content, theirs: Scenario, twine_id: str, ids: dict[str, str]
) -> Step:
    before = {line_text(line).strip(): line for line in step.lines}
    lines = tuple(before.get(text) or _line(text, ours) for text in content.lines)
    old = dict(zip(link_texts(step, ours), step.choices, strict=True))
    twine = theirs.step(twine_id)
    used: set[str] = set()
    choices = []
    for link in twine.choices if twine else ():
        target = ids.get(link.target, link.target)
        same_end = (choice for choice in step.choices if choice.target == target and choice.id not in used)
        match = old.get(link.text)
        if match is not None and match.id not in used:
            choice = replace(match, target=target)
        elif (moved := next(same_end, None)) is not None and step.kind == "scene":
            choice = replace(moved, text=link.text)
        else:
            choice = Choice(_free(step, used), link.text if step.kind == "scene" else "", target, effects=link.effects)
        used.add(choice.id)
        choices.append(choice)
    if not choices and step.kind != "ending":
        return replace(step, lines=lines, choices=(), kind="ending", ending="mixed")
    if choices and step.kind == "ending":
        return replace(step, lines=lines, choices=tuple(choices), kind="scene", ending="")
    return replace(step, lines=lines, choices=tuple(choices))


def _free(step: Step, used: set[str]) -> str:
    taken = used | {choice.id for choice in step.choices}
    return next(id for number in range(1, len(taken) + 2) if (id := f"c{number}") not in taken)


def _line(text: str, ours: Scenario) -> Line:
    if text.startswith(">"):
        return Line(">", text[1:].strip())
    name, colon, rest = text.partition(":")
    if colon and name.strip() in {name for name, _ in ours.cast}:
        return Line(name.strip(), rest.strip())
    return Line("", text)
