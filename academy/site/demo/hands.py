"""How a demo person plays, form by form: the best move with a chance of `skill`, else one drawn by lot."""

from random import Random

from academy.exercises.inbox import PRIORITIES, REACHES, URGENCIES, Inbox, InboxState
from academy.exercises.kinds import kind_of
from academy.exercises.play import Accepted, Answer, Choose, Close, Handle, Send, Submit, Wait, options, play, start
from academy.exercises.quiz import Quiz
from academy.exercises.reply import ReplyBrief
from academy.site.demo.replies import text_for

MOST_MOVES = 300


def play_through(exercise, seed: int, skill: float, lots: Random):
    """Plays to the end; → (state, [(item, action)]). A move the engine refuses is given up for the way out."""
    state, actions = start(exercise, seed), []
    while state.status != "done" and len(actions) < MOST_MOVES:
        item, action = _move(exercise, state, lots.random() < skill, lots)
        outcome = play(exercise, state, action)
        if not isinstance(outcome, Accepted):
            item, action = "", _way_out(exercise, state)
            outcome = play(exercise, state, action) if action else outcome
        if not isinstance(outcome, Accepted):
            break
        actions.append((item, action))
        state = outcome.state
    return state, actions


def _way_out(exercise, state):
    if isinstance(exercise, Quiz):
        return Submit(state.seq)
    return Close(state.seq) if isinstance(exercise, Inbox) else None


def _move(exercise, state, best: bool, lots: Random):
    open_now = options(exercise, state)
    if isinstance(exercise, Quiz):
        return _answer([question for question in open_now if not state.answer(question.id)], state, best, lots)
    if isinstance(exercise, Inbox):
        return _handle(exercise, open_now, state, best, lots)
    if isinstance(exercise, ReplyBrief):
        return "", Send(text_for(exercise.title, exercise.model, 0.95 if best else 0.45, lots), state.seq)
    choice = _best_choice(exercise, open_now, state) if best else lots.choice(open_now)
    return state.at, Choose(choice.id, state.seq)


def _answer(waiting, state, best: bool, lots: Random):
    if not waiting:
        return "", Submit(state.seq)
    question = waiting[0]
    easily_wrong = question.kind in {"single", "multiple", "truefalse"}
    chosen = kind_of(question).right(question)
    if not best and easily_wrong:
        chosen = (lots.choice(question.options).id,)
    return question.id, Answer(question.id, chosen, state.seq)


def _handle(inbox: Inbox, waiting, state: InboxState, best: bool, lots: Random):
    if not waiting:
        return "", Wait(state.seq)  # the desk closes itself at the end of the watch
    mention = waiting[0]
    offered = {
        "service": [code for code, _name in inbox.services], "priority": PRIORITIES,
        "action": [code for code, _minutes in inbox.costs], "type": [code for code, _name in inbox.types],
        "urgency": URGENCIES, "reach": REACHES,
    }  # fmt: skip
    said = {
        quality: (best and mention.best(quality)) or lots.choice(list(values))
        for quality, values in offered.items()
        if values
    }
    note = " ".join(words[0] for words in mention.handover) if best else ""
    return mention.id, Handle(mention=mention.id, seq=state.seq, note=note, **said)


def _best_choice(exercise, choices, state):
    """The authors' own way when the play is still on it, else the choice that earns most."""
    names = {f"{state.at}/{choice.id}": choice for choice in choices}
    for name in getattr(exercise, "reference", ()) or ():
        if name in names:
            return names[name]
    earning = {competency.id for competency in exercise.competencies}
    return max(choices, key=lambda c: (not c.critical, sum(e.delta for e in c.effects if e.name in earning)))
