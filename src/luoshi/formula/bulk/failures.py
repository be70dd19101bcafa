"""Rules over rows (校验): which bodies do not meet which rules, all rules in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.frame import Frame, asking
from luoshi.formula.bulk.known import Known, Truth
from luoshi.formula.bulk.rows import (
    MEETS,
    OUTCOMES,
    UNDECIDED,
    UNSURE,
    Plan,
    Way,
    exactly,
    outcome_of,
    plan,
    when_asked,
)
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.terms import TRUE, Term, either, negated, whole
from luoshi.formula.catalogue import Kind
from luoshi.formula.formula import Formula
from luoshi.formula.missing import Missing
from luoshi.formula.periods import Period
from luoshi.formula.result import Outcome


class Failure(NamedTuple):
    """A body that does not meet a rule, or of which it cannot be decided."""

    body: str
    rule: Formula
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Failures:
    """The failing cells of a table, rule by rule."""

    rules: tuple[Formula, ...]
    cells: Any  # an Arrow table: body, rule (its place in `rules`), outcome (0 fails, 2 undecided)

    def __len__(self) -> int:
        return int(self.cells.num_rows)

    def __iter__(self) -> Iterator[Failure]:
        for batch in self.cells.to_batches():
            columns = (batch.column(name).to_pylist() for name in ("body", "rule", "outcome"))
            for body, rule, outcome in zip(*columns, strict=True):
                yield Failure(body, self.rules[rule], OUTCOMES[outcome])


def failing(rules: Iterable[Formula], table: Table, *, period: Period | str | None = None) -> Failures:
    """Every body that fails a rule, or is undecided, in one pass over a period.

    Raises FormulaError (F602) where a period is needed and not given, ValueError for what is no condition of bodies.
    """
    wanted = tuple(rules)
    for one in wanted:
        if one.kind is not Kind.TRUTH:
            raise ValueError(f"{one.text!r} is no condition")
    when = when_asked(wanted, table, period)
    frame = Frame(table, when)
    if frame.is_empty or not wanted:
        return Failures(wanted, _cells([], [], []))
    compiler = Compiler(frame, table.exact)
    plans = [plan(one, compiler, when) for one in wanted]
    codes = [outcome_of(one.known) if isinstance(one.known, Truth) else whole(UNSURE) for one in plans]
    return Failures(wanted, _found(table, frame, when, plans, codes))


def _found(table: Table, frame: Frame, when: Period, plans: list[Plan], codes: list[Term]) -> Any:
    """Rows in which a rule may fail come back with the outcomes of all rules; the list is made of them."""
    import numpy
    import pyarrow

    kept = either(*(_may_fail(one.known) for one in plans))
    found = table.engine.run(asking([frame], [(str(at), code) for at, code in enumerate(codes)], kept=kept))
    bodies = found.column("body").combine_chunks()
    places, outcomes = [], []
    for at, one in enumerate(plans):
        own = found.column(str(at)).to_numpy()
        if one.way is not Way.ENGINE:
            own = _settled(table, one, when, bodies, own)
        places.append(numpy.flatnonzero(own != MEETS))
        outcomes.append(own[places[-1]])
    rules = numpy.repeat(numpy.arange(len(plans), dtype=numpy.int32), [len(own) for own in places])
    rows = pyarrow.array(numpy.concatenate(places))
    return _cells(bodies.take(rows), rules, numpy.concatenate(outcomes).astype(numpy.int8))


def _may_fail(known: Known | None) -> Term:
    return either(negated(known.true), known.unsure) if isinstance(known, Truth) else TRUE


def _settled(table: Table, one: Plan, when: Period, bodies: Any, codes: Any) -> Any:
    """Codes with those that are not sure decided by the exact evaluator."""
    held = codes.copy()
    for at in (codes == UNSURE).nonzero()[0].tolist():
        value = exactly(table, one.formula.node, bodies[at].as_py(), when)
        held[at] = UNDECIDED if isinstance(value, Missing) else int(value is True)
    return held


def _cells(bodies: Any, rules: Any, outcomes: Any) -> Any:
    import pyarrow

    names, kinds = ("body", "rule", "outcome"), (pyarrow.string(), pyarrow.int32(), pyarrow.int8())
    arrays = [
        held.cast(kind) if isinstance(held, pyarrow.Array) else pyarrow.array(held, kind)
        for held, kind in zip((bodies, rules, outcomes), kinds, strict=True)
    ]
    return pyarrow.table(dict(zip(names, arrays, strict=True)))
