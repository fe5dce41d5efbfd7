"""Simulated time of an inbox: what happens between two minutes, in order. Nothing here knows the wall clock."""

from collections.abc import Iterable
from dataclasses import replace

from academy.exercises.inbox import Inbox, InboxState, Mention, Moment
from academy.exercises.machine import Event
from academy.exercises.scenario import Effect


class Clock:
    """Carries a state forward. `state` is the state reached, `events` what happened on the way."""

    def __init__(self, inbox: Inbox, state: InboxState) -> None:
        self.inbox, self.state = inbox, state
        self.events: list[Event] = []

    def advance(self, minute: int) -> None:
        """To a minute, arrivals and missed deadlines in their order; at the same minute, arrivals first."""
        minute = min(minute, self.inbox.end)
        while (following := self._next(minute)) is not None:
            when, rank, mention = following
            self.state = replace(self.state, now=max(self.state.now, when))
            if rank == 0:
                self._arrive(mention, when)
            else:
                self._late(mention, when)
        self.state = replace(self.state, now=max(self.state.now, minute))

    def next_arrival(self) -> int | None:
        """When the next message comes that is already on its way."""
        return min((when for when, _ in self._to_come()), default=None)

    def happened(self, kind: str, mention: str, effects: tuple[Effect, ...] = (), minute: int | None = None) -> None:
        """Writes a line of the timeline, with the meters after the effects."""
        self._move_meters(effects)
        moment = Moment(self.state.now if minute is None else minute, kind, mention, self.state.meters)
        self.state = replace(self.state, log=(*self.state.log, moment))
        self.events.append(Event(kind, mention))

    def follow(self, mention: str, event: str, minute: int) -> None:
        """Sends on their way the messages that follow an event."""
        under_way = {id for id, _ in (*self.state.due, *self.state.arrived)}
        coming = tuple(
            (one.id, minute + one.arrival.delay)
            for one in self.inbox.mentions
            if one.arrival.after == mention and one.arrival.event == event and one.id not in under_way
        )
        self.state = replace(self.state, due=(*self.state.due, *coming))

    # Inside

    def _to_come(self) -> Iterable[tuple[int, str]]:
        there = {id for id, _ in self.state.arrived}
        for mention in self.inbox.mentions:
            if mention.scored and mention.id not in there:
                yield mention.arrival.at, mention.id
        yield from ((when, id) for id, when in self.state.due if id not in there)

    def _next(self, minute: int) -> tuple[int, int, Mention] | None:
        """The earliest thing to happen up to a minute: (when, 0 arrival or 1 deadline, message)."""
        places = {mention.id: place for place, mention in enumerate(self.inbox.mentions)}
        found = [(when, 0, places[id]) for when, id in self._to_come() if when <= minute and id in places]
        for id in self.state.waiting():
            limit = self.deadline(id)
            if id not in self.state.late and id in places and limit is not None and limit < minute:
                found.append((limit + 1, 1, places[id]))
        if not found:
            return None
        when, rank, place = min(found)
        return when, rank, self.inbox.mentions[place]

    def deadline(self, mention_id: str) -> int | None:
        """The last minute at which a message that is there is in time."""
        mention, arrived = self.inbox.mention(mention_id), self.state.minute_of(mention_id)
        allowed = self.inbox.time_for(mention) if mention else None
        return None if allowed is None or arrived is None else arrived + allowed

    def _arrive(self, mention: Mention, when: int) -> None:
        self.state = replace(self.state, arrived=(*self.state.arrived, (mention.id, when)))
        self.happened("surprise" if mention.surprise else "arrived", mention.id, minute=when)

    def _late(self, mention: Mention, when: int) -> None:
        self.state = replace(self.state, late=self.state.late | {mention.id})
        self.happened("late", mention.id, mention.late, when)
        self.follow(mention.id, "late", when)

    def _move_meters(self, effects: tuple[Effect, ...]) -> None:
        if not effects:
            return
        values = {meter.id: value for meter, value in zip(self.inbox.meters, self.state.meters, strict=True)}
        for effect in effects:
            meter = next((one for one in self.inbox.meters if one.id == effect.name), None)
            if meter is not None:
                wanted = values[meter.id] + effect.delta if effect.set is None else effect.set
                values[meter.id] = min(max(wanted, meter.min), meter.max)
        moved = tuple(values.values())
        self.events += [
            Event("meter", meter.id, new - old, new)
            for meter, old, new in zip(self.inbox.meters, self.state.meters, moved, strict=True)
            if new != old
        ]
        self.state = replace(self.state, meters=moved)
