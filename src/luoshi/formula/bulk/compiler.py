"""Compile the typed form for an engine (编译): the same rules as the exact evaluator's, over all rows at once.

What an engine can't do exactly raises Unsupported, and the formula goes to the exact evaluator.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any, Protocol

from luoshi.formula import ir
from luoshi.formula.bulk import terms
from luoshi.formula.bulk.known import Known, Nothing, Number, Sign, Truth, Unsupported, literal, number, truth
from luoshi.formula.bulk.reasons import bits_of
from luoshi.formula.bulk.terms import TooLong
from luoshi.formula.catalogue import Name
from luoshi.formula.errors import FormulaError
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.steps import Found
from luoshi.formula.ir import Scope
from luoshi.formula.missing import Missing
from luoshi.formula.periods import Period


class Figures(Protocol):
    """Where a compiler reads from."""

    def figure(self, name: Name, period: Period) -> Known:
        """The figure of every body for a period, put together from shorter ones where it was not reported."""

    def code(self, text: str) -> int:
        """The number of a code."""


class Compiler:
    """Compiles nodes; what is asked twice is compiled once."""

    def __init__(self, figures: Figures, exact: Evaluator) -> None:
        self.figures, self.exact = figures, exact
        self._known: dict[tuple[int, Period], tuple[ir.Node, Known]] = {}

    def of(self, node: ir.Node, period: Period) -> Known:
        """The value of a node in a period. Raises Unsupported."""
        found = self._known.get((id(node), period))
        if found is None:
            found = (
                node,
                self._compiled(node, period),
            )  # the node is kept, so that its id is not given again
            self._known[id(node), period] = found
        return found[1]

    def number(self, node: ir.Node, period: Period) -> Number:
        return number(self.of(node, period))

    def truth(self, node: ir.Node, period: Period) -> Truth:
        return truth(self.of(node, period))

    def _compiled(self, node: ir.Node, period: Period) -> Known:
        if node.type.scope is Scope.CONSTANT:
            return self._constant(node, period)
        rule = self._rules.get(type(node))
        if rule is None:
            raise Unsupported(type(node).__name__)
        try:
            return rule(self, node, period)
        except TooLong:
            raise Unsupported("digits") from None

    def _constant(self, node: ir.Node, period: Period) -> Known:
        """What is the same for all is computed once, exactly."""
        try:
            step = self.exact.step(node, Place(period))
        except FormulaError as error:
            raise Unsupported(" ".join(error.codes)) from error
        if "root" in step.notes:
            raise Unsupported("root")
        try:
            return self.written(step.value)
        except TooLong:
            raise Unsupported("digits") from None

    def written(self, value: Found) -> Known:
        """A value that is the same for all."""
        if isinstance(value, Missing):
            return Nothing(bits=terms.whole(bits_of(value.why)))
        if isinstance(value, bool):
            return Truth(terms.truth(value))
        if isinstance(value, Fraction):
            return literal(value)
        return Sign(terms.whole(value.toordinal() if isinstance(value, date) else self.figures.code(value)))

    @cached_property
    def _rules(self) -> dict[type[ir.Node], Callable[[Compiler, Any, Period], Known]]:
        from luoshi.formula.bulk.rules import RULES  # the rules know the compiler

        return RULES
