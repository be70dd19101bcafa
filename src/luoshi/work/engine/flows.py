"""The structure of a procedure (办事流程): its states, who may move a matter on, and which clocks run.

A flow is data: it is kept as JSON with a digest, and a matter runs by the version that it began with. What a flow
names (effects, guards) is found by its name in the procedure's class.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

HOLDER = "holder"  # whoever's turn it is, whatever their relation
Words = Any  # a text, or one that is translated when somebody reads it
SYSTEM = "system"  # the installation itself: its clock


class BadFlow(ValueError):
    """A procedure's structure can't work; every reason is named at once."""

    def __init__(self, code: str, reasons: list[str]) -> None:
        super().__init__(f"{code}: " + "; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a matter can be (环节).

    `whose` names the relation whose turn it then is; a state without one is an end. In a parallel state every party
    of that relation has a turn of its own; when the last has moved, the matter goes to `joined`, or, where
    somebody has made one of the moves in `joined_after`, to the state named there.
    """

    code: str
    label: Words
    whose: str = ""
    is_parallel: bool = False
    joined: str = ""
    joined_after: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_end(self) -> bool:
        return not self.whose

    @property
    def joins(self) -> tuple[str, ...]:
        return tuple(filter(None, (*self.joined_after.values(), self.joined)))

    def after(self, moves: set[str]) -> str:
        """Where a parallel state leads once everybody has made one of these moves."""
        return next((to for move, to in self.joined_after.items() if move in moves), self.joined)


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a move must bring (所需材料): a note, a reason, so many files, the answers of a form."""

    note: bool = False
    reason: bool = False
    files: int = 0
    form: str = ""
    to_body: bool = False
    day: bool = False


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step that somebody may take (办理动作).

    `by` names the relation whose party makes it: where it is that of the state, it is made in the party's own turn;
    others may make it whoever's turn it is. Nobody who made one of the moves in `not_by` may make this one.
    `to` is empty for a move that leaves the matter where it is. `guard` and `effect` name methods of the procedure,
    `formula` a stored condition about the party that must hold; `replaces` names the relation whose party the body that
    is brought becomes. `chain` says that the body's own signatures come first.
    """

    code: str
    label: Words
    sources: tuple[str, ...]
    by: str
    to: str = ""
    not_by: tuple[str, ...] = ()
    needs: Needs = Needs()
    guard: str = ""
    formula: str = ""
    effect: str = ""
    replaces: str = ""
    tells: tuple[str, ...] = ()
    chain: bool = False
    is_public: bool = False
    is_final: bool = False  # what nobody may withdraw

    @property
    def stays(self) -> bool:
        return not self.to


@dataclass(frozen=True, kw_only=True)
class Rung:
    """A step of the ladder (督办阶梯): so many working days after the due day, or before it, these are told.

    `move` is made by the installation itself, as far as the matter still stands where it can be made. `paper` names
    the kind of paper that is drafted then, for the first of those told that is a party, else for who made the last
    move.
    """

    code: str
    label: Words
    days: int
    tells: tuple[str, ...] = (HOLDER,)
    move: str = ""
    paper: str = ""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """A time limit (时限): it starts in the first of its states, stands still in others, and ends outside of both.

    Without a `length` the due day is given when the matter is opened. `basis` is the clause that asks for it.
    """

    code: str
    label: Words
    runs_in: tuple[str, ...]
    pauses_in: tuple[str, ...] = ()
    length: int | None = None
    unit: str = "working_days"
    basis: str = ""
    ladder: tuple[Rung, ...] = ()


@dataclass(frozen=True)
class Flow:
    """States, moves and clocks of one version of a procedure; made by `flow`, which refuses what can't work."""

    code: str
    begins: str
    relations: tuple[str, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...] = ()

    @cached_property
    def by_state(self) -> dict[str, State]:
        return {state.code: state for state in self.states}

    @cached_property
    def by_move(self) -> dict[str, Move]:
        return {move.code: move for move in self.moves}

    @cached_property
    def by_clock(self) -> dict[str, Clock]:
        return {clock.code: clock for clock in self.clocks}

    def moves_from(self, state: str) -> list[Move]:
        return [move for move in self.moves if state in move.sources]

    def leads_to(self, state: str) -> set[str]:
        """The states that can come next."""
        moved = {move.to for move in self.moves_from(state) if move.to}
        return moved | set(self.by_state[state].joins)

    def relation_of(self, move: Move, state: str) -> str:
        """Whose party makes the move here."""
        return self.by_state[state].whose if move.by == HOLDER else move.by

    def is_in_turn(self, move: Move, state: str) -> bool:
        """Whether the move is made in the turn of whoever holds the matter."""
        return self.relation_of(move, state) == self.by_state[state].whose

    def definition(self) -> dict[str, Any]:
        """The flow as JSON can hold it."""
        kept: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return kept

    @cached_property
    def digest(self) -> str:
        """What tells two structures apart."""
        text = json.dumps(self.definition(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def flow(**parts: Any) -> Flow:
    """Make a flow. Raises BadFlow with everything that can't work in it."""
    made = Flow(**parts)
    if reasons := list(_wrong(made)):
        raise BadFlow(made.code, reasons)
    return made


def read_flow(definition: Mapping[str, Any]) -> Flow:
    """The flow that was kept as JSON."""
    return Flow(
        code=definition["code"],
        begins=definition["begins"],
        relations=tuple(definition["relations"]),
        states=tuple(State(**each) for each in definition["states"]),
        moves=tuple(
            Move(**{**_tupled(each, "sources", "not_by", "tells"), "needs": Needs(**each["needs"])})
            for each in definition["moves"]
        ),
        clocks=tuple(_clock(each) for each in definition["clocks"]),
    )


def _clock(kept: Mapping[str, Any]) -> Clock:
    ladder = tuple(Rung(**_tupled(each, "tells")) for each in kept["ladder"])
    return Clock(**{**_tupled(kept, "runs_in", "pauses_in"), "ladder": ladder})


def _tupled(kept: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: tuple(value) if name in names else value for name, value in kept.items()}


def _wrong(made: Flow) -> Iterator[str]:
    yield from _doubled(made)
    if made.begins not in made.by_state:
        yield f"it begins in {made.begins!r}, which is no state"
        return
    for state in made.states:
        yield from _wrong_state(made, state)
    for move in made.moves:
        yield from _wrong_move(made, move)
    for clock in made.clocks:
        yield from _wrong_clock(made, clock)
    if not any(_wrong_names(made)):
        yield from _unreached(made)


def _doubled(made: Flow) -> Iterator[str]:
    for kind, codes in (
        ("state", [each.code for each in made.states]),
        ("move", [each.code for each in made.moves]),
        ("clock", [each.code for each in made.clocks]),
    ):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield f"{kind} {code!r} is there twice"


def _wrong_names(made: Flow) -> Iterator[str]:
    for state in made.states:
        yield from (to for to in state.joins if to not in made.by_state)
    for move in made.moves:
        yield from (code for code in (*move.sources, move.to) if code and code not in made.by_state)


def _wrong_state(made: Flow, state: State) -> Iterator[str]:
    if state.is_end:
        if made.moves_from(state.code) or state.is_parallel:
            yield f"state {state.code!r} is an end: nobody moves from there"
        return
    if state.whose not in made.relations:
        yield f"state {state.code!r} waits for {state.whose!r}, which is no relation"
    if not any(made.is_in_turn(move, state.code) for move in made.moves_from(state.code)):
        yield f"in state {state.code!r} whoever's turn it is can do nothing"
    if state.is_parallel != bool(state.joined):
        yield f"state {state.code!r} is parallel and joins, or neither"
    for code in (*state.joined_after, *state.joins):
        if code not in made.by_move and code not in made.by_state:
            yield f"state {state.code!r} joins by {code!r}, which is unknown"


def _wrong_move(made: Flow, move: Move) -> Iterator[str]:
    if move.by not in (*made.relations, HOLDER, SYSTEM):
        yield f"move {move.code!r} is made by {move.by!r}, which is no relation"
    if not move.sources:
        yield f"move {move.code!r} starts nowhere"
    if move.replaces and (move.replaces not in made.relations or not move.needs.to_body or not move.to):
        yield f"move {move.code!r} replaces {move.replaces!r}: it needs a known relation, a body, a state to go to"
    for code in (*move.sources, move.to):
        if code and code not in made.by_state:
            yield f"move {move.code!r} names the state {code!r}, which is unknown"
    for code in move.not_by:
        if code not in made.by_move:
            yield f"move {move.code!r} excludes who made {code!r}, which is unknown"
    for code in move.sources:
        state = made.by_state.get(code)
        if state and state.is_parallel and made.is_in_turn(move, code) and move.to:
            yield f"move {move.code!r} leaves the parallel state {code!r} before the others have moved"


def _wrong_clock(made: Flow, clock: Clock) -> Iterator[str]:
    for code in (*clock.runs_in, *clock.pauses_in):
        if code not in made.by_state:
            yield f"clock {clock.code!r} names the state {code!r}, which is unknown"
    if set(clock.runs_in) & set(clock.pauses_in) or not clock.runs_in:
        yield f"clock {clock.code!r} runs nowhere, or runs where it stands still"
    for rung in clock.ladder:
        if rung.move and rung.move not in made.by_move:
            yield f"clock {clock.code!r} makes the move {rung.move!r}, which is unknown"


def _unreached(made: Flow) -> Iterator[str]:
    reached, waiting = set(), {made.begins}
    while waiting:
        reached |= waiting
        waiting = {to for code in waiting for to in made.leads_to(code)} - reached
    for state in made.states:
        if state.code not in reached:
            yield f"state {state.code!r} is never reached"
    ending = {state.code for state in made.states if state.is_end}
    leading = set(ending)
    while more := {code for code in made.by_state if made.leads_to(code) & leading} - leading:
        leading |= more
    for state in made.states:
        if state.code in reached and state.code not in leading:
            yield f"from state {state.code!r} no end is reached"
