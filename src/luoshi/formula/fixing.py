"""What one figure would have to be (怎样改): a failed comparison solved for each of its figures, the others fixed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from luoshi.formula import ir
from luoshi.formula.catalogue import Kind, Level, Name
from luoshi.formula.exact.steps import Step


class Way(NamedTuple):
    """One figure that alone would turn the comparison."""

    name: Name
    now: Fraction
    sign: str
    need: Fraction


class Line(NamedTuple):
    """(a + b x) / (c + d x): what a step is as one figure x changes."""

    a: Fraction
    b: Fraction
    c: Fraction
    d: Fraction

    def at(self, x: Fraction) -> Fraction | None:
        below = self.c + self.d * x
        return (self.a + self.b * x) / below if below else None


ZERO, ONE = Fraction(0), Fraction(1)
STRICT: Final = {">", "<", "!="}


def fixes(step: Step) -> list[Way]:
    """For each figure in a failed comparison the value that would turn it, where there is just one such bound."""
    node = step.node
    if not isinstance(node, ir.Compare) or node.operator == "!=":
        return []
    found = []
    for read in _figures(step):
        way = _way(step, node, read)
        if way is not None and way not in found:
            found.append(way)
    return found


def _figures(step: Step) -> Iterator[Step]:
    node = step.node
    if isinstance(node, ir.Read) and node.type.kind is Kind.NUMBER and node.name.level is Level.BODY:
        if isinstance(step.value, Fraction):
            yield step
        return
    for one in step.args:
        yield from _figures(one)


def _way(step: Step, node: ir.Compare, read: Step) -> Way | None:
    if not isinstance(read.node, ir.Read) or not isinstance(read.value, Fraction):
        return None
    left, right = (line(one, read) for one in step.args)
    if left is None or right is None:
        return None
    need = _meeting(left, right, read.value)
    if need is None or need == read.value:
        return None
    if node.operator == "==":
        return Way(read.node.name, read.value, "==", need)
    above = need > read.value
    sign = (">" if above else "<") + ("" if node.operator in STRICT else "=")
    return (
        Way(read.node.name, read.value, sign, need)
        if _turns(node.operator, left, right, need, above=above)
        else None
    )


def _meeting(left: Line, right: Line, now: Fraction) -> Fraction | None:
    """Where the two sides are equal: the solution nearest to what is now; quadratics are left alone."""
    square = left.b * right.d - right.b * left.d
    slope = left.b * right.c + left.a * right.d - right.b * left.c - right.a * left.d
    level = left.a * right.c - right.a * left.c
    if square or not slope:
        return None
    return -level / slope


def _turns(sign: str, left: Line, right: Line, need: Fraction, *, above: bool) -> bool:
    """Whether the comparison holds just beyond the solution."""
    beyond = need + (abs(need) or ONE) / 10**12 * (1 if above else -1)
    one, other = left.at(beyond), right.at(beyond)
    if one is None or other is None:
        return False
    return one > other if sign in {">", ">="} else one < other


def line(step: Step, read: Step) -> Line | None:
    """How a step depends on one figure; None where that is no quotient of straight lines."""
    node = step.node
    if not isinstance(step.value, Fraction):
        return None
    if isinstance(node, ir.Read):
        is_it = isinstance(read.node, ir.Read) and _same(step, read)
        return Line(ZERO, ONE, ONE, ZERO) if is_it else Line(step.value, ZERO, ONE, ZERO)
    if not any(_same(one, read) for one in _below(step)):
        return Line(step.value, ZERO, ONE, ZERO)
    if isinstance(node, ir.Derived):
        return line(step.args[0], read)
    if isinstance(node, ir.Negative):
        inner = line(step.args[0], read)
        return inner and Line(-inner.a, -inner.b, inner.c, inner.d)
    if isinstance(node, ir.Arithmetic):
        left, right = (line(one, read) for one in step.args)
        return None if left is None or right is None else _joined(node.operator, left, right)
    return None


def _same(step: Step, read: Step) -> bool:
    """The same figure of the same period, wherever it is read."""
    if not isinstance(step.node, ir.Read) or not isinstance(read.node, ir.Read):
        return False
    return step.node.name.code == read.node.name.code and step.notes.get("period") == read.notes.get("period")


def _below(step: Step) -> Iterator[Step]:
    for one in step.args:
        yield one
        yield from _below(one)


def _joined(sign: str, left: Line, right: Line) -> Line | None:
    if sign == "/":
        left, right, sign = left, Line(right.c, right.d, right.a, right.b), "*"
    if sign == "*":
        return _product(left, right)
    if left.d or right.d:
        return _same_below(left, right, 1 if sign == "+" else -1)
    turn = 1 if sign == "+" else -1
    above = (left.a * right.c + turn * right.a * left.c, left.b * right.c + turn * right.b * left.c)
    return Line(*above, left.c * right.c, ZERO)


def _product(left: Line, right: Line) -> Line | None:
    """A product stays a quotient of lines only when no square of the figure appears."""
    if (left.b and right.b) or (left.d and right.d):
        return None
    above = (left.a * right.a, left.a * right.b + left.b * right.a)
    return Line(*above, left.c * right.c, left.c * right.d + left.d * right.c)


def _same_below(left: Line, right: Line, turn: int) -> Line | None:
    """A sum with a constant on one side: the other's divisor is common."""
    if not right.b and not right.d:
        constant = turn * right.a / right.c
        return Line(left.a + constant * left.c, left.b + constant * left.d, left.c, left.d)
    if not left.b and not left.d:
        constant = left.a / left.c
        return Line(
            turn * right.a + constant * right.c, turn * right.b + constant * right.d, right.c, right.d
        )
    return None
