"""What an evaluation gives (结果): the value or why there is none, how it came about, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import ir, tracing
from luoshi.formula.catalogue import Kind
from luoshi.formula.errors import Problem, Said
from luoshi.formula.exact.evaluator import Evaluator, Place
from luoshi.formula.exact.steps import Coverage, Step
from luoshi.formula.ir import Value
from luoshi.formula.missing import Missing
from luoshi.formula.numerals import shown
from luoshi.formula.units import Unit


class Outcome(StrEnum):
    """What a condition says of somebody: never a silent refusal."""

    MEETS = "符合"
    FAILS = "不符合"
    UNDECIDED = "无法判定"


OUTCOMES: Final = {
    Outcome.MEETS: Said("符合", "meets it"),
    Outcome.FAILS: Said("不符合", "does not meet it"),
    Outcome.UNDECIDED: Said("无法判定", "cannot be decided"),
}


@dataclass(frozen=True)
class Result:
    """The value of a formula at one place."""

    formula: str  # its code, or its text
    step: Step
    place: Place
    evaluator: Evaluator
    as_of: date | None = None

    @property
    def value(self) -> Value | None:
        """The exact value in base units; None when it is missing."""
        return None if isinstance(self.step.value, Missing) else self.step.value

    @property
    def missing(self) -> Missing | None:
        return self.step.value if isinstance(self.step.value, Missing) else None

    @property
    def unit(self) -> Unit:
        return self.step.node.type.unit

    @property
    def amount(self) -> Fraction | None:
        """The number in the unit of the formula: 3 for 3%."""
        return self.value / self.unit.factor if isinstance(self.value, Fraction) else None

    @property
    def outcome(self) -> Outcome | None:
        """Of a condition whether it is met; None for a formula that is none."""
        if self.step.node.type.kind is not Kind.TRUTH:
            return None
        if self.missing is not None:
            return Outcome.UNDECIDED
        return Outcome.MEETS if self.value else Outcome.FAILS

    @property
    def coverage(self) -> Coverage | None:
        """How many reported, where the formula is one aggregate."""
        return self.step.notes.get("coverage")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is to be said beside the value: unequal coverage, a decision on the line."""
        return tuple(problem for step in steps(self.step) for problem in _warnings(step))

    def shown(self, language: str = "zh") -> str:
        """The value with its unit, or why it is missing."""
        if self.missing is not None:
            return self.missing.say(language)
        return shown(self.value, self.unit, language)

    def trace(self, language: str = "zh") -> dict[str, Any]:
        """How it came about, in the one versioned format."""
        return tracing.trace(self, language)


def steps(step: Step) -> Iterator[Step]:
    yield step
    for one in step.args:
        yield from steps(one)


def _warnings(step: Step) -> Iterator[Problem]:
    if step.notes.get("tie"):
        first = step.args[0]
        values = {lang: shown(first.value, first.node.type.unit, lang) for lang in ("zh", "en")}
        yield Problem("W402", step.node.span, {"value": Said(**values)})
    if isinstance(step.node, ir.Arithmetic) and step.node.operator == "/":
        left, right = (one.notes.get("coverage") for one in step.args)
        if isinstance(left, Coverage) and isinstance(right, Coverage) and left.reported != right.reported:
            yield Problem("W401", step.node.span, {"left": left.reported, "right": right.reported})
