"""Who does on a day what a body once did: the way through its successions (机构沿革推演)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Ending:
    """A body's part in an event: on this day it went on (`ends` is false) or had ended."""

    event: int
    on: date
    body: int
    ends: bool


@dataclass(frozen=True, slots=True)
class Handing:
    """One function, or all that is left (`function` is None), goes from giver to taker with an event.

    Without a taker it waits for a decision; a taker found later begins with `taken_on`.
    """

    event: int
    giver: int
    taker: int | None
    function: int | None = None
    taken_on: date | None = None


@dataclass(slots=True)
class Step:
    """What one event means for one body."""

    event: int
    on: date
    ends: bool
    whole: int | None = None
    functions: dict[int, Handing] = field(default_factory=dict)

    def takers(self, functions: Iterable[int]) -> tuple[int, ...]:
        """Who took one of these functions, each once, in the order of the event."""
        found = (self.functions[each].taker for each in functions)
        return tuple(dict.fromkeys(taker for taker in found if taker is not None))


@dataclass(frozen=True, slots=True)
class Heir:
    """The body that stands in on the day, and the events that led to it.

    While a decision is missing, `waits_for` names the event that asks for it and `choices` those who may be
    chosen; `body` is then the last one that was sure.
    """

    body: int
    steps: tuple[int, ...] = ()
    waits_for: int | None = None
    choices: tuple[int, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.waits_for is not None


class Lineage:
    """All successions that stand, ready to be asked."""

    def __init__(
        self,
        endings: Iterable[Ending] = (),
        handings: Iterable[Handing] = (),
        *,
        same: Mapping[int, int] | None = None,
    ) -> None:
        self._same = dict(same or {})
        steps: dict[tuple[int, int], Step] = {}
        for ending in endings:
            steps[ending.body, ending.event] = Step(ending.event, ending.on, ending.ends)
        for handing in handings:
            step = steps[handing.giver, handing.event]
            if handing.function is None:
                step.whole = handing.taker
            else:
                step.functions[handing.function] = handing
        self._steps: dict[int, list[Step]] = defaultdict(list)
        for (body, _event), step in steps.items():
            self._steps[self.one(body)].append(step)
        for each in self._steps.values():
            each.sort(key=lambda step: (step.on, step.event))

    def one(self, body: int) -> int:
        """The record that is kept for a body: one entered twice is one (合并记录)."""
        seen = {body}
        while (kept := self._same.get(body)) is not None and kept not in seen:
            seen.add(kept)
            body = kept
        return body

    def steps_of(self, body: int) -> list[Step]:
        """The events in which this body gave something away, in their order."""
        return self._steps.get(self.one(body), [])

    def reach(self, bodies: Iterable[int]) -> set[int]:
        """These bodies and all who may ever stand in for them, in whatever function."""
        found = {self.one(body) for body in bodies}
        waiting = list(found)
        while waiting:
            body = waiting.pop()
            takers = {taker for step in self.steps_of(body) for taker in self._takers(step)} - found
            found |= takers
            waiting += takers
        return found

    def functions_of(self, bodies: Iterable[int]) -> set[int]:
        """Every function that one of these bodies gave away by itself."""
        return {each for body in bodies for step in self.steps_of(body) for each in step.functions}

    def _takers(self, step: Step) -> set[int]:
        whole = (step.whole,) if step.whole is not None else ()
        return {self.one(taker) for taker in (*whole, *step.takers(step.functions))}

    def heir(
        self,
        body: int,
        *,
        on: date,
        function: int | None = None,
        doubted: frozenset[int] = frozenset(),
        choices: Mapping[int, int] | None = None,
    ) -> Heir:
        """Who stands in for the body on the day.

        `function` is what it is known to be about; `doubted` are functions that it may be about, which only a
        person can tell; `choices` are what persons have told, by event.
        """
        here = self.one(body)
        passed: list[int] = []
        at: tuple[date, int] | None = None
        while step := self._next(here, at, on):
            at = (step.on, step.event)
            taker = self._taker(step, here, on=on, function=function, doubted=doubted, chosen=choices or {})
            if isinstance(taker, tuple):
                return Heir(here, tuple(passed), step.event, taker)
            if taker != here:
                passed.append(step.event)
                here = taker
        return Heir(here, tuple(passed))

    def _next(self, body: int, after: tuple[date, int] | None, until: date) -> Step | None:
        return next(
            (
                step
                for step in self._steps.get(body, ())
                if step.on <= until and (after is None or (step.on, step.event) > after)
            ),
            None,
        )

    def _taker(
        self,
        step: Step,
        here: int,
        *,
        on: date,
        function: int | None,
        doubted: frozenset[int],
        chosen: Mapping[int, int],
    ) -> int | tuple[int, ...]:
        """The next body, or, where nobody has decided, those among whom to choose."""
        if step.event in chosen:
            return self.one(chosen[step.event])
        rest = self.one(step.whole) if step.whole is not None else None if step.ends else here
        if function is not None and function in step.functions:
            return self._of_function(step.functions[function], on=on)
        if asked := [each for each in step.functions if each in doubted]:
            return tuple(dict.fromkeys((*step.takers(asked), *((rest,) if rest is not None else ()))))
        return step.takers(step.functions) if rest is None else rest

    def _of_function(self, handing: Handing, *, on: date) -> int | tuple[int, ...]:
        if handing.taker is None or (handing.taken_on and handing.taken_on > on):
            return ()
        return self.one(handing.taker)
