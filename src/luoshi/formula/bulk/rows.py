"""Formulas over rows (逐户批量求值): values and decisions of every body in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from luoshi.formula import ir
from luoshi.formula.asking import period_of
from luoshi.formula.bulk import terms
from luoshi.formula.bulk.amounts import is_plain
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.frame import Frame, asking, shares
from luoshi.formula.bulk.known import Known, Number, Sign, Truth, Unsupported, is_missing, truth
from luoshi.formula.bulk.reasons import bits_of, missing
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.terms import FALSE, Term, TooLong
from luoshi.formula.catalogue import Kind
from luoshi.formula.exact.evaluator import NO_PERIOD, Place
from luoshi.formula.exact.steps import Found
from luoshi.formula.formula import Formula
from luoshi.formula.ir import Scope, Value
from luoshi.formula.missing import Missing
from luoshi.formula.periods import Period
from luoshi.formula.result import Outcome

FAILS, MEETS, UNDECIDED, UNSURE = range(4)
OUTCOMES: Final = (Outcome.FAILS, Outcome.MEETS, Outcome.UNDECIDED)


class Way(StrEnum):
    """Who computes a formula."""

    ENGINE = "engine"  # the engine, all rows
    BAND = "band"  # the engine; rows inside the band of error are decided exactly
    EXACT = "exact"  # the exact evaluator, all rows


@dataclass(frozen=True, slots=True)
class Plan:
    """How a formula is computed; `because` says what no engine can do."""

    formula: Formula
    way: Way
    known: Known | None = None
    because: str = ""

    @property
    def exact(self) -> bool:
        """Whether every row goes to the exact evaluator."""
        return self.way is Way.EXACT


def plan(formula: Formula, compiler: Compiler, period: Period) -> Plan:
    """How a formula is computed over the bodies of a frame."""
    if formula.node.type.scope is Scope.CELL:
        raise ValueError(f"{formula.text!r} is of cells, not of bodies; right would be Cube")
    try:
        known = compiler.of(formula.node, period)
        if formula.node.type.kind is Kind.TRUTH:
            known = truth(known)
    except (Unsupported, TooLong) as error:
        return Plan(formula, Way.EXACT, because=str(error) or "digits")
    if isinstance(known, Number) and not (isinstance(known.over, Term) and isinstance(known.under, Term)):
        return Plan(formula, Way.EXACT, because="digits")
    if known.unsure is not FALSE and not isinstance(known, Truth):
        return Plan(formula, Way.EXACT, because="digits")
    return Plan(formula, Way.ENGINE if known.unsure is FALSE else Way.BAND, known)


class Bodies:
    """The bodies of some columns, made into texts when they are first asked for."""

    def __init__(self, held: Any = ()) -> None:
        self.held = held

    def __len__(self) -> int:
        return len(self.held)

    @cached_property
    def texts(self) -> list[str]:
        found: list[str] = self.held.to_pylist() if len(self.held) else []
        return found


@dataclass
class Column:
    """What a formula gives for every body, in the order of `bodies`."""

    plan: Plan
    own: Bodies
    table: Table
    arrays: dict[str, Any] = field(default_factory=dict)
    settled: dict[int, Found] = field(default_factory=dict)  # what the exact evaluator found, by place

    @property
    def bodies(self) -> list[str]:
        return self.own.texts

    def value(self, at: int) -> Value | None:
        """The exact value in base units of the body at that place; None when it is missing."""
        found = self.found(at)
        return None if isinstance(found, Missing) else found

    def missing(self, at: int) -> Missing | None:
        """Why it is missing: reasons without names."""
        found = self.found(at)
        return found if isinstance(found, Missing) else None

    def outcome(self, at: int) -> Outcome:
        """Of a condition whether the body at that place meets it."""
        return OUTCOMES[self.codes[at]]

    def found(self, at: int) -> Found:
        if at in self.settled:
            return self.settled[at]
        known = self.plan.known
        bits = self._number("bits", at) if known is not None else 0
        if bits:
            return missing(bits)
        if isinstance(known, Truth):
            return bool(self._number("true", at) == MEETS)
        if isinstance(known, Number):
            return Fraction(self._number("over", at), self._number("under", at)) * known.factor
        if isinstance(known, Sign):
            number = self._number("over", at)
            is_day = self.plan.formula.node.type.kind is Kind.DATE
            return date.fromordinal(number) if is_day else self.table.codes.text(number)
        raise LookupError(f"nothing was computed for {self.bodies[at]!r}")

    def _number(self, part: str, at: int) -> int:
        held = self._lists[part]
        return int(held[at]) if isinstance(held, list) else held

    @cached_property
    def _lists(self) -> dict[str, Any]:
        return {
            part: held if isinstance(held, int) else held.to_pylist() for part, held in self.arrays.items()
        }

    @cached_property
    def codes(self) -> list[int]:
        """Of a condition 0, 1 or 2 for every body: fails, meets, undecided."""
        if self.plan.formula.node.type.kind is not Kind.TRUTH:
            raise ValueError(f"{self.plan.formula.text!r} is no condition")
        held = self._lists.get("true", 0)
        codes = [held] * len(self.own) if isinstance(held, int) else list(held)
        for at, found in self.settled.items():
            codes[at] = UNDECIDED if isinstance(found, Missing) else int(found is True)
        return codes

    def counts(self) -> dict[Outcome, int]:
        """How many meet a condition, fail it, are undecided."""
        counted = Counter(self.codes)
        return {OUTCOMES[code]: counted[code] for code in (MEETS, FAILS, UNDECIDED)}

    def by_body(self) -> dict[str, Found]:
        """The value of each body, or why it is missing."""
        return {body: self.found(at) for at, body in enumerate(self.bodies)}


def evaluate(
    formulas: Iterable[Formula], table: Table, *, period: Period | str | None = None
) -> list[Column]:
    """Every formula for every body of a period, in one pass.

    A formula that no engine can do exactly is evaluated row by row; its column's plan says so. Raises FormulaError
    (F602) where a period is needed and not given, ValueError for a formula of cells.
    """
    wanted = list(formulas)
    when = when_asked(wanted, table, period)
    return _evaluated(wanted, table, [when])[when]


def evaluate_periods(
    formulas: Iterable[Formula], table: Table, *, periods: Iterable[Period | str]
) -> dict[Period, list[Column]]:
    """The same for several periods: those of which the same is asked are one query."""
    wanted = list(formulas)
    return _evaluated(wanted, table, [when_asked(wanted, table, one) for one in periods])


def _evaluated(wanted: list[Formula], table: Table, whens: list[Period]) -> dict[Period, list[Column]]:
    found: dict[Period, list[Column]] = {}
    alike: dict[tuple[tuple[str, Term], ...], list[tuple[Frame, list[Plan]]]] = {}
    for when in dict.fromkeys(whens):
        frame = Frame(table, when, is_wide=len(whens) > 1)
        if frame.is_empty:
            found[when] = [Column(Plan(one, Way.ENGINE), Bodies(), table) for one in wanted]
            continue
        compiler = Compiler(frame, table.exact)
        plans = [plan(one, compiler, when) for one in wanted]
        gives = tuple((f"{at} {part}", term) for at, one in enumerate(plans) for part, term in outputs(one))
        alike.setdefault(gives, []).append((frame, plans))
    for gives, own in alike.items():
        answer = table.engine.run(asking([frame for frame, _ in own], gives))
        for (frame, plans), share in zip(own, shares(answer, len(own)), strict=True):
            bodies = Bodies(share.column("body"))
            found[frame.period] = [_column(at, one, bodies, table, share) for at, one in enumerate(plans)]
    for when, columns in found.items():
        for column in columns:
            _settle(column, table, when)
    return {when: found[when] for when in whens}


def when_asked(formulas: Sequence[Formula], table: Table, period: Period | str | None) -> Period:
    """The period that is asked for of some formulas. Raises FormulaError (F602)."""
    found = [period_of(one, period, table.only_period) for one in formulas]
    return found[0] if found else NO_PERIOD


def outputs(plan: Plan) -> list[tuple[str, Term]]:
    """What an engine is asked for a plan; what is the same for all is not asked."""
    known = plan.known
    if known is None:
        return []
    asked = [("bits", known.bits)]
    if isinstance(known, Truth):
        asked.append(("true", outcome_of(known)))
    elif isinstance(known, Sign):
        asked.append(("over", known.term))
    elif isinstance(known, Number):
        asked += [
            (part, term)
            for part, term in (("over", known.over), ("under", known.under))
            if isinstance(term, Term)
        ]
    return [(part, term) for part, term in asked if not is_plain(term)]


def outcome_of(value: Truth) -> Term:
    """0, 1, 2, or 3 where it is not sure."""
    undecided = terms.times(terms.whole(UNDECIDED), terms.flag(is_missing(value)))
    return terms.chosen(value.unsure, terms.whole(UNSURE), terms.plus(terms.flag(value.true), undecided))


def _column(at: int, plan: Plan, bodies: Bodies, table: Table, found: Any) -> Column:
    arrays = {part: found.column(f"{at} {part}") for part, _ in outputs(plan)}
    known = plan.known
    if known is not None:
        arrays.setdefault("bits", known.bits.low)
    if isinstance(known, Truth):
        arrays.setdefault("true", outcome_of(known).low)
    elif isinstance(known, Number) and isinstance(known.over, Term) and isinstance(known.under, Term):
        arrays.setdefault("over", known.over.low)
        arrays.setdefault("under", known.under.low)
    elif isinstance(known, Sign):
        arrays.setdefault("over", known.term.low)
    return Column(plan, bodies, table, arrays)


def _settle(column: Column, table: Table, period: Period) -> None:
    """Ask the exact evaluator where the engine can't tell."""
    if column.plan.way is Way.ENGINE:
        return
    places: Iterable[int] = range(len(column.own))
    if column.plan.way is Way.BAND:
        places = [at for at, code in enumerate(column._lists["true"]) if code == UNSURE]
    for at in places:
        column.settled[at] = exactly(table, column.plan.formula.node, column.bodies[at], period)


def exactly(table: Table, node: ir.Node, body: str, period: Period) -> Found:
    """The exact value of one body, its reasons without names, as an engine gives them."""
    found = table.exact.step(node, Place(period, body)).value
    return missing(bits_of(found.why)) if isinstance(found, Missing) else found
