"""The picture of a flow before it has a size (流程图分层): what stands in which row, and what beside what.

States stand in even rows, the words of arrows in odd ones between them; an arrow that passes a row has its place
there, so that it never runs through a box. The order within a row is that with the fewest crossings found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luoshi.work.engine.flows import Flow, State

SWEEPS = 12


@dataclass(frozen=True)
class Line:
    """An arrow from a state to another, with all the moves that lead there; a back one goes against the rows."""

    source: str
    target: str
    moves: tuple[str, ...]
    is_back: bool = False


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a row: of a state, of an arrow's words, or of an arrow that passes (`line` is its number)."""

    row: int
    state: str = ""
    line: int = -1
    is_worded: bool = False


@dataclass(frozen=True)
class Layers:
    """The rows with their spots in order, and for each arrow the spots from its upper end to its lower one."""

    lines: tuple[Line, ...]
    rows: tuple[tuple[Spot, ...], ...]
    chains: tuple[tuple[Spot, ...], ...]

    @property
    def links(self) -> Iterator[tuple[Spot, Spot]]:
        for chain in self.chains:
            yield from pairwise(chain)


def layered(made: Flow) -> Layers:
    """Put a flow in rows: it begins at the top, goes down, and ends at the bottom."""
    lines = _with_direction(made, _lines(made))
    depth = _depths(made, lines)
    chains = tuple(_chain(line, number, depth) for number, line in enumerate(lines))
    rows: list[list[Spot]] = [[] for _row in range(2 * max(depth.values()) + 1)]
    for spot in dict.fromkeys([*_states(made, depth), *(spot for chain in chains for spot in chain)]):
        rows[spot.row].append(spot)
    return Layers(lines, _ordered(rows, chains), chains)


def stays(made: Flow, state: State) -> list[str]:
    """The moves that leave a matter in the state; they stand in its box."""
    return [code for code, to in steps_in(made, state) if to == state.code]


def steps_in(made: Flow, state: State) -> Iterator[tuple[str, str]]:
    """Each move that can be made in a state, and where it leads: from a parallel state, once all have moved."""
    for move in made.moves_from(state.code):
        if state.is_parallel and move.stays and made.is_in_turn(move, state.code):
            yield move.code, state.joined_after.get(move.code, state.joined)
        else:
            yield move.code, move.to or state.code


def _lines(made: Flow) -> list[Line]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for state in made.states:
        for code, to in steps_in(made, state):
            grouped.setdefault((state.code, to), []).append(code)
        for to in state.joins:  # where it also leads when nobody is asked
            grouped.setdefault((state.code, to), [])
    return [Line(source, to, tuple(moves)) for (source, to), moves in grouped.items() if source != to]


def _with_direction(made: Flow, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Mark the arrows that lead back to a state through which the flow has come."""
    leaving: dict[str, list[Line]] = {}
    for line in lines:
        leaving.setdefault(line.source, []).append(line)
    back, done, open_states = set(), set(), set()

    def visit(state: str) -> None:
        open_states.add(state)
        for line in leaving.get(state, []):
            if line.target in open_states:
                back.add(line)
            elif line.target not in done:
                visit(line.target)
        open_states.discard(state)
        done.add(state)

    for code in (made.begins, *made.by_state):
        if code not in done:
            visit(code)
    return tuple(Line(line.source, line.target, line.moves, line in back) for line in lines)


def _depths(made: Flow, lines: Iterable[Line]) -> dict[str, int]:
    """How far down each state stands: under all that lead on to it; the ends under everything."""
    forward = [line for line in lines if not line.is_back]
    depth = dict.fromkeys(made.by_state, 0)
    for _round in made.states:
        for line in forward:
            depth[line.target] = max(depth[line.target], depth[line.source] + 1)
    last = max((depth[state.code] + 1 for state in made.states if not state.is_end), default=0)
    return {code: last if made.by_state[code].is_end else found for code, found in depth.items()}


def _states(made: Flow, depth: Mapping[str, int]) -> list[Spot]:
    return [Spot(2 * depth[code], code) for code in made.by_state]


def _chain(line: Line, number: int, depth: Mapping[str, int]) -> tuple[Spot, ...]:
    """The spots of an arrow from top to bottom; its words stand next to the state that it leaves."""
    ends = sorted([(2 * depth[line.source], line.source), (2 * depth[line.target], line.target)])
    (top, upper), (bottom, lower) = ends
    worded = bottom - 1 if line.is_back else top + 1
    between = [Spot(row, "", number, row == worded and bool(line.moves)) for row in range(top + 1, bottom)]
    return (Spot(top, upper), *between, Spot(bottom, lower))


def _ordered(
    rows: Sequence[Sequence[Spot]], chains: Sequence[Sequence[Spot]]
) -> tuple[tuple[Spot, ...], ...]:
    """Sweep down and up, each spot to the middle of its neighbours; keep the order with the fewest crossings."""
    above: dict[Spot, list[Spot]] = {}
    below: dict[Spot, list[Spot]] = {}
    for chain in chains:
        for upper, lower in pairwise(chain):
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
    found = best = [list(row) for row in rows]
    fewest = crossings(found, below)
    for sweep in range(SWEEPS):
        found = _swept(found, above if sweep % 2 == 0 else below, downwards=sweep % 2 == 0)
        now = crossings(found, below)
        if now < fewest:
            best, fewest = found, now
    return tuple(tuple(row) for row in best)


def _swept(
    rows: Sequence[Sequence[Spot]], neighbours: Mapping[Spot, Sequence[Spot]], *, downwards: bool
) -> list[list[Spot]]:
    swept = [list(row) for row in rows]
    order = range(1, len(swept)) if downwards else range(len(swept) - 2, -1, -1)
    for number in order:
        fixed = swept[number - 1 if downwards else number + 1]
        place = {spot: float(position) for position, spot in enumerate(fixed)}
        own = {spot: float(position) for position, spot in enumerate(swept[number])}
        middle = {spot: _middle(neighbours.get(spot, ()), place, own[spot]) for spot in own}
        swept[number].sort(key=lambda spot, middle=middle, own=own: (middle[spot], own[spot]))  # type: ignore[misc]
    return swept


def _middle(near: Sequence[Spot], place: Mapping[Spot, float], otherwise: float) -> float:
    return sum(place[spot] for spot in near) / len(near) if near else otherwise


def crossings(rows: Sequence[Sequence[Spot]], below: Mapping[Spot, Sequence[Spot]]) -> int:
    """How many pairs of arrows cross between the rows."""
    count = 0
    for upper, lower in pairwise(rows):
        place = {spot: position for position, spot in enumerate(lower)}
        ends = [sorted(place[spot] for spot in below.get(each, ())) for each in upper]
        passed: list[int] = []
        for group in ends:
            count += sum(1 for end in group for before in passed if before > end)
            passed += group
    return count
