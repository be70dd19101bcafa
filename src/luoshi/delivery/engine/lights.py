"""The lights of assignments (亮灯): computed by a dated rule of conditions, never typed.

A rule says in the formula language when a light is red and when it is yellow; what is neither is green, as far as
there is something to go by. A city may replace the rule from a day on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Any

from luoshi.formula import (
    Catalogue,
    Figure,
    Formula,
    Kind,
    Missing,
    Name,
    Outcome,
    Period,
    Time,
    compile,
    ir,
    unit,
)
from luoshi.formula.exact.figures import loaded

WHO = "assignment"
MOST_DAYS = 4000


class Light(StrEnum):
    """The colours of practice (灯色): blue is suspended, grey not begun or nothing to go by."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    BLUE = "blue"


@dataclass(frozen=True)
class Facts:
    """What a rule may speak of, on one day; nothing where it is not known.

    `progress` and `schedule` are shares: of the milestones that were accepted, and of those that were due.
    """

    days_late: int
    days_left: int | None = None
    milestone_late: int = 0
    progress: Decimal | None = None
    schedule: Decimal | None = None
    rejections: int = 0
    silent_days: int | None = None


def _names() -> tuple[Name, ...]:
    days, share = unit("日"), unit("%")
    return (
        Name("days_late", "逾期天数", "days late", unit=days, time=Time.NONE),
        Name("days_left", "剩余天数", "days left", unit=days, time=Time.NONE),
        Name("milestone_late", "节点逾期天数", "days a milestone is late", unit=days, time=Time.NONE),
        Name("progress", "完成比例", "share done", unit=share, time=Time.NONE),
        Name("schedule", "时序比例", "share due", unit=share, time=Time.NONE),
        Name("rejections", "退办次数", "times sent back", time=Time.NONE),
        Name("silent_days", "未报天数", "days without a report", unit=days, time=Time.NONE),
    )


CATALOGUE = Catalogue(_names())


@dataclass(frozen=True)
class Rule:
    """When a light is red, when it is yellow (亮灯规则)."""

    red: str
    yellow: str

    def checked(self) -> Rule:
        """The rule in codes, as it is kept. Raises FormulaError with everything that is wrong."""
        return Rule(*(compiled(text).format("code") for text in (self.red, self.yellow)))

    def said(self, language: str) -> Rule:
        """The rule in the reader's language."""
        return Rule(*(compiled(text).format(language) for text in (self.red, self.yellow)))


# What holds until a city decides otherwise: from the practice of several cities, no standard says it.
SHIPPED = Rule(
    red="逾期天数 > 0日 或 节点逾期天数 > 30日 或 退办次数 >= 2",
    yellow="节点逾期天数 > 0日 或 剩余天数 <= 10日 或 时序比例 - 完成比例 > 10个百分点 或 未报天数 > 45日",
)


@lru_cache(maxsize=64)
def compiled(text: str) -> Formula:
    """A condition of a rule. Raises FormulaError."""
    return compile(text, CATALOGUE)


class _Figures:
    """The facts as the evaluator asks for them."""

    def __init__(self, facts: Facts) -> None:
        self._values: Mapping[str, Any] = {
            "days_late": facts.days_late,
            "days_left": facts.days_left,
            "milestone_late": facts.milestone_late,
            "progress": facts.progress,
            "schedule": facts.schedule,
            "rejections": facts.rejections,
            "silent_days": facts.silent_days,
        }

    def bodies(self, period: Period) -> Collection[str]:
        return [WHO]

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        value = self._values[name.code]
        return None if value is None else Figure(loaded(value, name))


def light(facts: Facts, rule: Rule, *, on: date) -> Light:
    """Red, yellow or green by the rule; a condition that can't be told does not hold."""
    source = _Figures(facts)
    for colour, text in ((Light.RED, rule.red), (Light.YELLOW, rule.yellow)):
        result = compiled(text).evaluate(source=source, as_of=on, body=WHO)  # type: ignore[arg-type]
        if result.outcome is Outcome.MEETS:
            return colour
    return Light.GREEN


@lru_cache(maxsize=64)
def days_named(text: str) -> frozenset[int]:
    """The numbers of days that a condition compares with: between them time alone turns nothing."""
    constants = (node for node in ir.walk(compiled(text).node) if isinstance(node, ir.Constant))
    numbers = (each.value for each in constants if isinstance(each.value, Fraction | int | Decimal))
    return frozenset(int(value) for value in numbers if 0 <= value <= MOST_DAYS)


def is_condition(text: str) -> bool:
    """Whether a text of a rule is one. Raises FormulaError."""
    return compiled(text).kind is Kind.TRUTH
