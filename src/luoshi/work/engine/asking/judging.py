"""What a form says of an answer (校验): what is wrong, what is doubtful, what can't be told yet, what is known before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import Figure, Formula, FormulaError, Missing, Name, Outcome, Period, Result, Said, Source
from luoshi.formula.exact.figures import loaded

from .compiling import Asked, Compiled
from .fields import Field, FieldKind
from .soundness import PREVIOUS

NOTHING_SAID: Final = Said("", "")
WHO: Final = "answer"  # the one body of whom the figures of an answer are
MOST_DECIMALS: Final = 6  # of a share that a formula gives


@dataclass(frozen=True)
class Fault:
    """One thing about an answer: a code, the fields it is about, values, and for a rule how it came out."""

    code: str
    fields: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    rule: str = ""
    message: Said = NOTHING_SAID
    result: Result | None = field(default=None, compare=False, repr=False)

    @property
    def field(self) -> str:
        """The field at which it is said."""
        return self.fields[0] if self.fields else ""


@dataclass(frozen=True)
class Judgement:
    """What is wrong (hard rules), what asks for a reason (soft ones), and which rules can't be told yet."""

    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    undecided: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Prefilled:
    """A value that was known before anybody typed, and the formula by which it is."""

    value: Any
    formula: Formula


class Figures:
    """The figures of one answer, of the last one before it, and what is known of the body beyond."""

    def __init__(
        self,
        values: Mapping[str, Any],
        previous: Mapping[str, Any] | None = None,
        beyond: Source | None = None,
    ) -> None:
        self._beyond = beyond
        self._values = dict(values) | {
            f"{code}{PREVIOUS}": value for code, value in (previous or {}).items() if not _is_files(value)
        }

    def bodies(self, period: Period) -> Collection[str]:
        return [WHO]

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        value = self._values.get(name.code)
        if value not in (None, "", ()):
            return Figure(loaded(True if _is_files(value) else value, name))
        if name.code in self._values or self._beyond is None:
            return None
        return self._beyond.figure(self._body(period), name, period)

    def member(self, body: str, dimension: str, period: Period) -> str | None:
        return self._beyond.member(self._body(period), dimension, period) if self._beyond else None

    def _body(self, period: Period) -> str:
        return next(iter(self._beyond.bodies(period))) if self._beyond else ""


def judged(
    made: Compiled, values: Mapping[str, Any], figures: Figures, *, on: date, unread: Collection[str] = ()
) -> Judgement:
    """Judge an answer by its form as of a day; `unread` are fields of which it is said already that they are wrong."""
    faults = [
        fault
        for each in made.form.fields
        if each.code not in unread
        for fault in _of_field(each, values.get(each.code))
    ]
    doubts: list[Fault] = []
    undecided: list[Fault] = []
    for asked in made.rules:
        outcome, fault = _of_rule(asked, figures, on)
        if outcome is Outcome.UNDECIDED or (outcome is Outcome.FAILS and set(asked.fields) & set(unread)):
            undecided.append(fault)
        elif outcome is Outcome.FAILS:
            (faults if asked.rule.is_hard else doubts).append(fault)
    return Judgement(tuple(faults), tuple(doubts), tuple(undecided))


def _of_field(asked: Field, value: Any) -> Iterator[Fault]:
    if value in (None, "", ()):
        if asked.is_required:
            yield Fault("missing", (asked.code,))
        return
    if asked.kind is FieldKind.NUMBER and asked.decimals is not None and _decimals(value) > asked.decimals:
        values = {"value": f"{value:f}", "most": asked.decimals}
        yield Fault("too_many_decimals", (asked.code,), values)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _of_rule(asked: Asked, figures: Figures, on: date) -> tuple[Outcome | None, Fault]:
    try:
        result = asked.formula.evaluate(source=figures, as_of=on, body=WHO)
    except FormulaError as error:
        values = {"problems": Said(error.say("zh"), error.say("en"))}
        return Outcome.UNDECIDED, Fault("rule_breaks", asked.fields, values, asked.rule.code, asked.rule.said)
    fault = Fault("rule", asked.fields, {}, asked.rule.code, asked.rule.said, result)
    return result.outcome, fault


def prefilled(made: Compiled, figures: Figures, *, on: date) -> dict[str, Prefilled]:
    """What is known of the fields before anybody types: what a formula can't tell is left out."""
    found: dict[str, Prefilled] = {}
    for code, formula in made.prefills.items():
        asked = made.form.field(code)
        try:
            result = formula.evaluate(source=figures, as_of=on, body=WHO)
        except FormulaError:
            continue
        if asked and result.value is not None:
            found[code] = Prefilled(_value_of(asked, result), formula)
    return found


def _value_of(asked: Field, result: Result) -> Any:
    """What a formula gives as the field holds it: a number in the field's unit, with its decimals."""
    amount = result.amount
    if amount is None:
        return result.value
    places = MOST_DECIMALS if asked.decimals is None else asked.decimals
    return _rounded(amount, places)


def _rounded(amount: Fraction, places: int) -> Decimal:
    """Half away from zero, as figures are rounded here."""
    scaled = abs(amount) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if amount >= 0 else -whole).scaleb(-places).normalize() + Decimal(0)


def _is_files(value: Any) -> bool:
    return isinstance(value, tuple | list)
