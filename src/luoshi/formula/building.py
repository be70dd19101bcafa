"""Make nodes of what the grammar recognises."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from lark import Token, Transformer

from luoshi.formula import syntax, units
from luoshi.formula.errors import Problem, Span
from luoshi.formula.periods import Period


def _span(*items: Any) -> Span:
    first, last = items[0], items[-1]
    start = first.start_pos if isinstance(first, Token) else first.span.start
    end = last.end_pos if isinstance(last, Token) else last.span.end
    return Span(start or 0, end or 0)


class Builder(Transformer[Token, syntax.Node]):
    """One method for each alternative of `grammar.lark`."""

    def either(self, items: list[Any]) -> syntax.Node:
        return syntax.Logic("or", tuple(items[::2]), span=_span(*items))

    def both(self, items: list[Any]) -> syntax.Node:
        return syntax.Logic("and", tuple(items[::2]), span=_span(*items))

    def negated(self, items: list[Any]) -> syntax.Node:
        return syntax.Unary("not", items[1], span=_span(*items))

    def comparison(self, items: list[Any]) -> syntax.Node:
        operators = tuple(str(each) for each in items[1::2])
        return syntax.Comparison(operators, tuple(items[::2]), span=_span(*items))

    def member(self, items: list[Any]) -> syntax.Node:
        return syntax.Member(items[0], items[-1], wanted=True, span=_span(*items))

    def stranger(self, items: list[Any]) -> syntax.Node:
        return syntax.Member(items[0], items[-1], wanted=False, span=_span(*items))

    def present(self, items: list[Any]) -> syntax.Node:
        return syntax.Present(items[0], wanted=True, span=_span(*items))

    def missing(self, items: list[Any]) -> syntax.Node:
        return syntax.Present(items[0], wanted=False, span=_span(*items))

    def binary(self, items: list[Any]) -> syntax.Node:
        return syntax.Binary(str(items[1]), items[0], items[2], span=_span(*items))

    def minus(self, items: list[Any]) -> syntax.Node:
        return syntax.Unary("-", items[1], span=_span(*items))

    def plus(self, items: list[Any]) -> syntax.Node:
        node: syntax.Node = items[1]
        return node

    def at(self, items: list[Any]) -> syntax.Node:
        moved, _, when = items
        if isinstance(when, syntax.When):
            return syntax.At(moved, when.value, span=_span(*items))
        hole: syntax.Node = when
        return hole

    def when(self, items: list[Any]) -> syntax.Node:
        text = str(items[0]).upper()
        is_year = len(items) == 2 and str(items[1]) == "年"
        if len(items) == 2 and not is_year:
            return _no_period(items)
        return _period(text, items)

    def number(self, items: list[Any]) -> syntax.Node:
        unit = units.unit(str(items[1])).show() if len(items) == 2 else ""
        return syntax.Number(Fraction(str(items[0])), unit, span=_span(*items))

    def text(self, items: list[Any]) -> syntax.Node:
        return syntax.Text(str(items[0]), span=_span(*items))

    def day(self, items: list[Any]) -> syntax.Node:
        try:
            return syntax.Day(date.fromisoformat(str(items[0])), span=_span(*items))
        except ValueError:
            return _no_period(items)

    def period(self, items: list[Any]) -> syntax.Node:
        return _period(str(items[0]).upper(), items)

    def true(self, items: list[Any]) -> syntax.Node:
        return syntax.Truth(True, span=_span(*items))

    def false(self, items: list[Any]) -> syntax.Node:
        return syntax.Truth(False, span=_span(*items))

    def nothing(self, items: list[Any]) -> syntax.Node:
        return syntax.Nothing(span=_span(*items))

    def word(self, items: list[Any]) -> syntax.Node:
        name = str(items[0])
        return (
            syntax.Word(name, span=_span(*items))
            if name or items[0].type == "QUOTED"
            else syntax.Hole(span=_span(*items))
        )

    def grouped(self, items: list[Any]) -> syntax.Node:
        node: syntax.Node = items[1]
        return node

    def call(self, items: list[Any]) -> syntax.Node:
        arguments = items[2] if isinstance(items[2], list) else []
        return syntax.Call(str(items[0]), tuple(arguments), span=_span(items[0], items[-1]))

    def arguments(self, items: list[Any]) -> Any:
        return [each for each in items if isinstance(each, syntax.Argument)]

    def option(self, items: list[Any]) -> syntax.Node:
        return syntax.Argument(str(items[0]), items[2], span=_span(*items))

    def positional(self, items: list[Any]) -> syntax.Node:
        return syntax.Argument("", items[0], span=_span(*items))

    def everything(self, items: list[Any]) -> syntax.Node:
        return syntax.Argument("", syntax.Everything(span=_span(*items)), span=_span(*items))

    def set_of(self, items: list[Any]) -> syntax.Node:
        return syntax.SetOf(tuple(items[1]), span=_span(items[0], items[-1]))

    def items(self, items: list[Any]) -> Any:
        return [each for each in items if isinstance(each, syntax.Node)]

    def range_of(self, items: list[Any]) -> syntax.Node:
        ends = {"with_low": items[0].type == "LEFT_SQUARE", "with_high": items[4].type == "RIGHT_SQUARE"}
        return syntax.RangeOf(items[1], items[3], **ends, span=_span(*items))


def _period(text: str, items: list[Any]) -> syntax.Node:
    try:
        return syntax.When(Period.parse(text), span=_span(*items))
    except ValueError:
        return _no_period(items)


def _no_period(items: list[Any]) -> syntax.Node:
    found = {"found": "".join(str(each) for each in items)}
    return syntax.Hole(Problem("F105", _span(*items), found), span=_span(*items))
