"""Which part of the past can still matter: live variables, as compilers compute them.

A variable (a meter, or a flag of the machine) is *live* at a step when some test ahead may read it before it is set
anew. Two positions that differ only in what is not live have the same future, so the exploration keeps one of them.
A choice that can be taken once reads its own flag: that is what makes visits of a circle differ, and nothing else.
"""

from collections import deque

from academy.exercises.machine import NOWHERE, Guard, Machine, Move, Position, Shift, Stage


class Liveness:
    """`key(position)` puts 0 for all that cannot matter any more.

    With `judged` the condition for passing counts as a test read at the end; without it only the story counts.
    """

    def __init__(self, machine: Machine, judged: bool) -> None:
        self.machine, self.judged = machine, judged
        self.width = len(machine.scenario.meters)  # variables: the meters first, then the flags
        self.fired = machine.flags_of(f"fired:{bell.id}" for bell in machine.bells)
        self.at_end = self._reads(machine.passing) if judged else 0
        armed = self._flow(with_alarms=True)
        spent = self._flow(with_alarms=False) if machine.bells else armed
        self._armed = [self._split(live) for live in armed]
        self._spent = [self._split(live) for live in spent]
        self._ended = self._split(self.at_end)

    def key(self, position: Position) -> Position:
        step, meters, flags, done = position
        if done or step < 0:
            kept, mask = self._ended
        elif flags & self.fired == self.fired:
            kept, mask = self._spent[step]
        else:
            kept, mask = self._armed[step]
        return Position(
            step, tuple([v if keep else 0 for v, keep in zip(meters, kept, strict=True)]), flags & mask, done
        )

    def live_meters(self, step: int) -> frozenset[str]:
        """Ids of the meters some test ahead of the step may read."""
        kept, _ = self._armed[step]
        meters = self.machine.scenario.meters
        return frozenset(meter.id for meter, keep in zip(meters, kept, strict=True) if keep)

    def _split(self, live: int) -> tuple[tuple[bool, ...], int]:
        return tuple(bool(live >> number & 1) for number in range(self.width)), live >> self.width | self.fired

    # The data flow, backwards, to its least fixed point

    def _flow(self, with_alarms: bool) -> list[int]:
        """Live variables at each step once it is entered: what its own choices or routes read, and all ahead."""
        stages = self.machine.stages
        bells = self.machine.bells if with_alarms else ()
        read_by_bells = 0
        for bell in bells:
            read_by_bells |= self._reads(bell.when)
        rung = [bell.target for bell in bells if bell.target != NOWHERE]
        before: list[set[int]] = [set() for _ in stages]  # target → steps that lead to it
        for number, stage in enumerate(stages):
            for target in [move.target for move in stage.moves] + (rung if stage.step.kind == "scene" else []):
                if target != NOWHERE:
                    before[target].add(number)
        live = [0] * len(stages)
        waiting = deque(reversed(range(len(stages))))
        queued = set(waiting)
        while waiting:
            number = waiting.popleft()
            queued.discard(number)
            found = self._at(stages[number], live, read_by_bells, rung)
            if found != live[number]:
                live[number] = found
                for previous in before[number] - queued:
                    waiting.append(previous)
                    queued.add(previous)
        return live

    def _at(self, stage: Stage, live: list[int], read_by_bells: int, rung: list[int]) -> int:
        found = self.at_end
        if stage.step.kind == "router":
            for move in stage.moves:
                found |= self._reads(move.when) | self._entering(move.target, live)
        elif stage.step.kind == "scene":
            alarmed = read_by_bells
            for target in rung:
                alarmed |= self._entering(target, live)
            for move in stage.moves:
                ahead = (alarmed | self._entering(move.target, live)) & ~self._set_by(move.shifts, move.bit)
                found |= self._reads(move.when) | ahead | self._own(move)
        return found

    def _entering(self, target: int, live: list[int]) -> int:
        if target == NOWHERE:
            return self.at_end
        stage = self.machine.stages[target]
        return live[target] & ~self._set_by(stage.on_enter, stage.bit)

    def _own(self, move: Move) -> int:
        return 0 if move.choice.repeatable else self._flag(move.bit)

    def _flag(self, bit: int) -> int:
        return 1 << self.width + bit

    def _set_by(self, shifts: tuple[Shift, ...], bit: int) -> int:
        """Variables whose old value is lost: meters set to a number, and the flag itself."""
        lost = self._flag(bit)
        for shift in shifts:
            if shift.set is not None:
                lost |= 1 << shift.number
        return lost

    def _reads(self, guard: Guard) -> int:
        found = 0
        for group in guard:
            for check in group:
                found |= self._flag(check.number) if check.is_flag else 1 << check.number
        return found
