"""Kleene's logic (三值逻辑) and comparisons: false and missing is false, true and missing is missing."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import ir
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.lookups import members
from luoshi.formula.exact.roots import Root, against
from luoshi.formula.exact.steps import Found, Step
from luoshi.formula.missing import Missing, united

TESTS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
MIRRORED: Final = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==", "!=": "!="}


def compare(evaluator: Evaluator, node: ir.Compare, place: Place) -> Step:
    left, right = evaluator.step(node.left, place), evaluator.step(node.right, place)
    if left.is_missing or right.is_missing:
        return Step(node, united((left.value, right.value)), (left, right))
    value = _compared(node.operator, left, right)
    is_tie = (
        isinstance(left.value, Fraction) and left.value == right.value and node.operator not in {"==", "!="}
    )
    return Step(node, value, (left, right), tie=is_tie and not _is_written(node))


def _compared(sign: str, left: Step, right: Step) -> bool:
    for one, other, way in ((left, right, sign), (right, left, MIRRORED[sign])):
        root = one.notes.get("root")
        if isinstance(root, Root) and isinstance(other.value, Fraction) and "root" not in other.notes:
            return TESTS[way](against(root, other.value), 0)
    return TESTS[sign](left.value, right.value)


def _is_written(node: ir.Compare) -> bool:
    return isinstance(node.left, ir.Constant) and isinstance(node.right, ir.Constant)


def logic(evaluator: Evaluator, node: ir.Logic, place: Place) -> Step:
    args = tuple(evaluator.step(one, place) for one in node.values)
    return Step(node, joined(node.operator, [one.value for one in args]), args)


def joined(sign: str, values: list[Found]) -> Found:
    decisive = sign == "or"
    if decisive in [one for one in values if isinstance(one, bool)]:
        return decisive
    return united(values) if any(isinstance(one, Missing) for one in values) else not decisive


def negation(evaluator: Evaluator, node: ir.Not, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    return Step(node, arg.value if arg.is_missing else not arg.value, (arg,))


def member(evaluator: Evaluator, node: ir.Member, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    if isinstance(node.among, ir.Range):
        return _in_range(evaluator, node, node.among, arg, place)
    held = node.among.values if isinstance(node.among, ir.OneOf) else members(evaluator, node.among, place)
    if arg.is_missing or isinstance(held, Missing):
        return Step(node, united((arg.value, held)), (arg,))
    return Step(node, (arg.value in held) is node.wanted, (arg,))


def _in_range(evaluator: Evaluator, node: ir.Member, among: ir.Range, arg: Step, place: Place) -> Step:
    low, high = evaluator.step(among.low, place), evaluator.step(among.high, place)
    ends = ((low, ">=" if among.with_low else ">"), (high, "<=" if among.with_high else "<"))
    links: list[Found] = []
    for end, sign in ends:
        is_known = not arg.is_missing and not end.is_missing
        links.append(_compared(sign, arg, end) if is_known else united((arg.value, end.value)))
    value = joined("and", links)
    return Step(node, value if isinstance(value, Missing) else value is node.wanted, (arg, low, high))


def present(evaluator: Evaluator, node: ir.Present, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    return Step(node, arg.is_missing is not node.wanted, (arg,))


def chosen(evaluator: Evaluator, node: ir.Chosen, place: Place) -> Step:
    condition = evaluator.step(node.condition, place)
    if condition.is_missing:
        return Step(node, condition.value, (condition,))
    branch = evaluator.step(node.then if condition.value else node.otherwise, place)
    return Step(node, branch.value, (condition, branch))


def or_else(evaluator: Evaluator, node: ir.OrElse, place: Place) -> Step:
    arg = evaluator.step(node.value, place)
    if not arg.is_missing:
        return Step(node, arg.value, (arg,))
    other = evaluator.step(node.otherwise, place)
    return Step(node, other.value, (arg, other))
