"""The cheapest way (最省的办法): which levers to move, and how far, so that a decision is met.

Boxes of possible moves are looked at in the order of the least that a way in them can cost: nothing where the bounds
exclude the box, what the straight conditions alone would cost where there are any. Ways are tried exactly. When no box
can be cheaper than the best way, it is the cheapest there is.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import gcd, lcm
from typing import TypeAlias

from luoshi.formula import ir
from luoshi.formula.catalogue import Level, Lever, Name
from luoshi.formula.errors import FormulaError, Problem
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.intervals import Bounding, Interval
from luoshi.formula.linear import Sum, constraints
from luoshi.formula.periods import Period

MOST_BOXES = 20_000
Box: TypeAlias = tuple[tuple[int, int], ...]  # for each lever the least and the greatest number of steps
Moves: TypeAlias = tuple[int, ...]  # for each lever how many steps
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Change:
    """One lever, from what it is to what it has to be, in base units."""

    name: Name
    now: Fraction
    need: Fraction


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes that together turn a decision. `is_proven`: none are cheaper; else the search was cut short."""

    changes: tuple[Change, ...]
    cost: Fraction
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class Movable:
    """A lever, in base units, with its present value."""

    name: Name
    lever: Lever
    now: Fraction

    def at(self, steps: int) -> Fraction:
        return self.now + steps * self.lever.step

    def range(self) -> tuple[int, int]:
        """How many steps it can go down and up within its bounds."""
        down = (self.lever.low - self.now) / self.lever.step
        up = (self.lever.high - self.now) / self.lever.step
        return min(0, -(-down.numerator // down.denominator)), max(0, up.numerator // up.denominator)


def cheapest(node: ir.Node, evaluator: Evaluator, place: Place) -> Plan | None:
    """The cheapest changes that make a condition true; no changes if it is, None if levers can't do it.

    Raises FormulaError (F604) when the search gets too long and has found nothing.
    """
    return Search(node, evaluator, place).run()


class Search:
    """One search: its levers, and the best way so far."""

    def __init__(self, node: ir.Node, evaluator: Evaluator, place: Place) -> None:
        self.node, self.evaluator, self.place = node, evaluator, place
        self.levers = list(_levers(node, evaluator, place))
        self.grain = _grain([one.lever.cost for one in self.levers])
        moving = {one.name.code: Interval(one.now, one.now) for one in self.levers}
        self.bounding = Bounding(evaluator, place, moving)
        self.best: tuple[Fraction, Moves] | None = None
        self.tried: set[Moves] = set()

    def run(self) -> Plan | None:
        order = count()
        start: Box = tuple(one.range() for one in self.levers)
        least = self._least(start)
        waiting = [] if least is None else [(least, next(order), start)]
        for _ in range(MOST_BOXES):
            if not waiting or (self.best and waiting[0][0] >= self.best[0]):
                return self._plan(is_proven=True)
            box = heapq.heappop(waiting)[2]
            for half in _halves(box):
                least = self._least(half)
                if least is not None:
                    heapq.heappush(waiting, (least, next(order), half))
        if self.best is None:
            raise FormulaError([Problem("F604", self.node.span, {"boxes": MOST_BOXES})])
        return self._plan(is_proven=False)

    def _plan(self, *, is_proven: bool) -> Plan | None:
        if self.best is None:
            return None
        moved = zip(self.levers, self.best[1], strict=True)
        return Plan(
            tuple(Change(one.name, one.now, one.at(steps)) for one, steps in moved if steps),
            self.best[0],
            is_proven,
        )

    def _least(self, box: Box) -> Fraction | None:
        """The least that a way in a box can cost, None if there is none; on the way some ways are tried."""
        corner = _corner(box)
        self._try(corner)
        pairs = zip(self.levers, box, strict=True)
        self.bounding.moving = {one.name.code: Interval(*sorted(map(one.at, ends))) for one, ends in pairs}
        if not self.bounding.truths(self.node, self.place).true:
            return None
        least = self._needed(self.node, box)
        if least is None:
            return None
        grains = max(least, self._cost(corner)) / self.grain
        return -(-grains.numerator // grains.denominator) * self.grain

    def _try(self, moves: Moves) -> None:
        """Keep a way that meets the decision, if it is cheaper than the best; of equals the first one."""
        cost = self._cost(moves)
        if moves in self.tried or (self.best and cost >= self.best[0]):
            return
        self.tried.add(moves)
        of, period = self.place.body, self.place.period
        moved = zip(self.levers, moves, strict=True)
        changed: Mapping[tuple[str, str, Period], ir.Value] = {
            (of, one.name.code, period): one.at(steps) for one, steps in moved if steps
        }
        evaluator = Evaluator(self.evaluator.catalogue, self.evaluator.source, self.evaluator.day, changed)
        if evaluator.step(self.node, self.place).value is True:
            self.best = (cost, moves)

    def _cost(self, moves: Moves) -> Fraction:
        return sum((one.lever.cost * abs(steps) for one, steps in zip(self.levers, moves, strict=True)), ZERO)

    def _needed(self, node: ir.Node, box: Box) -> Fraction | None:
        """What the straight comparisons in a condition need at least; None if they cannot be met in the box."""
        if isinstance(node, ir.Derived):
            return self._needed(node.body, box)
        if isinstance(node, ir.Logic):
            parts = [self._needed(one, box) for one in node.values]
            found = [one for one in parts if one is not None]
            if node.operator == "or":
                return min(found, default=None)
            return max(found) if len(found) == len(parts) else None
        if isinstance(node, ir.Compare):
            needs = [self._reach(one, box) for one in constraints(self.bounding, node, self.place)]
            return None if None in needs else max((one for one in needs if one is not None), default=ZERO)
        return ZERO

    def _reach(self, wanted: Sum, box: Box) -> Fraction | None:
        """The least cost to bring a sum up to zero: the levers with most gain for their cost first."""
        corner = _corner(box)
        value = wanted.level
        rooms: list[tuple[Fraction, int, Fraction, int]] = []
        for at, (one, (low, high)) in enumerate(zip(self.levers, box, strict=True)):
            gain = wanted.gains.get(one.name.code, ZERO)
            value += gain * one.at(corner[at])
            room = high - corner[at] if gain > 0 else corner[at] - low
            if gain and room:
                rooms.append((one.lever.cost / abs(gain * one.lever.step), at, gain * one.lever.step, room))
        return self._filled(value, sorted(rooms), corner)

    def _filled(
        self, value: Fraction, rooms: list[tuple[Fraction, int, Fraction, int]], corner: Moves
    ) -> Fraction | None:
        cost, moves = self._cost(corner), list(corner)
        for _, at, gain, room in rooms:
            if value >= 0:
                break
            steps = min(-value / abs(gain), Fraction(room))
            value += steps * abs(gain)
            cost += steps * self.levers[at].lever.cost
            whole = -(-steps.numerator // steps.denominator)
            moves[at] += whole if gain > 0 else -whole
        if value < 0:
            return None
        self._try(tuple(moves))
        return cost


def _grain(costs: list[Fraction]) -> Fraction:
    """What every cost is a multiple of."""
    below = lcm(*(one.denominator for one in costs)) if costs else 1
    return Fraction(gcd(*(int(one * below) for one in costs)) or 1, below)


def _levers(node: ir.Node, evaluator: Evaluator, place: Place) -> Iterator[Movable]:
    for _, name in sorted(ir.reads(node).items()):
        if name.lever is None or name.level is not Level.BODY:
            continue
        now = evaluator.step(ir.Read(name, type=ir.Type(name.kind, name.unit)), place).value
        if isinstance(now, Fraction):
            yield Movable(name, _in_base(name.lever, name), now)


def _in_base(lever: Lever, name: Name) -> Lever:
    """A lever in base units: it is written in the unit of its name."""
    factor = name.unit.factor
    return Lever(lever.step * factor, lever.low * factor, lever.high * factor, lever.cost)


def _corner(box: Box) -> Moves:
    """The moves in a box that cost least: those nearest to none."""
    return tuple(max(low, min(0, high)) for low, high in box)


def _halves(box: Box) -> Iterator[Box]:
    """Two boxes in place of one, cut where it is widest; of a box of one move nothing is left."""
    widest = max(range(len(box)), key=lambda at: box[at][1] - box[at][0], default=0)
    if not box or box[widest][0] == box[widest][1]:
        return
    low, high = box[widest]
    middle = -1 if low < 0 <= high else (low + high) // 2
    for part in ((low, middle), (middle + 1, high)):
        yield (*box[:widest], part, *box[widest + 1 :])
