"""Calls: which function it is, whether it got what it takes, and who checks it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from luoshi.formula import ir, syntax
from luoshi.formula.checking import aggregates, choices, lookups, times
from luoshi.formula.checking.arguments import Arguments
from luoshi.formula.checking.checker import Checker
from luoshi.formula.checking.lookups import classified
from luoshi.formula.errors import Said
from luoshi.formula.functions import OPTIONS, Function, function, nearest, option

__all__ = ["call", "classified"]

HANDLERS: Final[dict[str, Callable[[Checker, Arguments], ir.Node]]] = {
    **dict.fromkeys(
        ("sum", "count", "mean", "share", "median", "quantile", "min", "max", "distinct", "top"),
        aggregates.aggregate,
    ),
    "ratio": aggregates.ratio,
    "per": aggregates.per,
    "within": aggregates.within,
    **dict.fromkeys(("growth", "yoy", "qoq", "cagr"), times.growth),
    "ytd": times.to_date,
    "single": times.single,
    "lag": times.lag,
    "at_prices": times.at_prices,
    "score": lookups.score,
    "line": lookups.score,
    "decide": lookups.decide,
    "parameter": lookups.parameter,
    "if": choices.choose,
    "orelse": choices.or_else,
    **dict.fromkeys(("round", "round_even", "floor", "ceil", "trunc"), choices.rounded),
    "abs": choices.absolute,
    **dict.fromkeys(("years_since", "months_since", "days_since"), times.age),
}


def call(checker: Checker, node: syntax.Call) -> ir.Node:
    known = function(node.function)
    if known is None:
        word = node.span.first(len(node.function))
        return checker.refuse("F111", word, nearest(node.function), found=node.function)
    if known.code == "classification":
        where = Said("“属于”之后", 'after "in"')
        return checker.refuse("F124", node.span, found=checker.words(node), where=where)
    arguments = _sorted(checker, node, known)
    return checker.hole(node.span) if arguments is None else HANDLERS[known.code](checker, arguments)


def _sorted(checker: Checker, node: syntax.Call, known: Function) -> Arguments | None:
    """The arguments by position and by option; None when they are not what the function takes."""
    before = len(checker.problems)
    values = [one.value for one in node.arguments if not one.option]
    options: dict[str, syntax.Node] = {}
    for one in node.arguments:
        if one.option:
            _enter(checker, node, known, one, options)
    most = known.most if known.most is not None else len(values)
    if not known.least <= len(values) <= most:
        expected = str(known.least) if known.least == known.most else f"{known.least}–{known.most or '…'}"
        checker.refuse("F120", node.span, function=node.function, expected=expected, found=len(values))
    if len(checker.problems) > before:
        return None
    return Arguments(known, node, tuple(values), options)


def _enter(
    checker: Checker,
    node: syntax.Call,
    known: Function,
    given: syntax.Argument,
    options: dict[str, syntax.Node],
) -> None:
    code = option(given.option)
    values = {"function": node.function, "found": given.option}
    if code not in known.options:
        near = nearest(given.option, among=known.options)
        checker.refuse("F116", given.span.first(len(given.option)), near, **values)
    elif code in options:
        checker.refuse("F122", given.span, function=node.function, option=OPTIONS[code])
    else:
        options[code] = given.value
