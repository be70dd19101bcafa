"""A frame (取数框): the bodies of a period with all columns that are asked for, of it and of other periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from luoshi.formula.bulk import terms
from luoshi.formula.bulk.engine import WHICH, Join, Query, Source
from luoshi.formula.bulk.known import (
    Known,
    Number,
    Sign,
    Truth,
    Unsupported,
    either_of,
    lacking,
    nothing,
    number,
    sum_of,
)
from luoshi.formula.bulk.reasons import ABSENT, bit
from luoshi.formula.bulk.stages import columns_of
from luoshi.formula.bulk.storing import held as stored
from luoshi.formula.bulk.storing import why
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.terms import FALSE, ONE, TRUE, Term
from luoshi.formula.catalogue import Kind, Level, Name, Time
from luoshi.formula.exact.reading import last_of, parts_of, why_absent
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period


class Frame:
    """What a compiler reads from: every figure is a column of one query.

    The rows are the bodies of `period`. A figure of another period comes in by a join on the body. Columns are named
    by the order in which their periods are asked for, and with `is_wide` they have the bounds of all periods, so that
    what is asked of several periods in the same way is the same.
    """

    def __init__(self, table: Table, period: Period, *, is_wide: bool = False) -> None:
        self.table, self.period, self.is_wide = table, period, is_wide
        self.bases = table.touching(period)
        self.asked: set[Period | None] = {None, period}  # all whose change makes another frame
        self.empties: dict[
            Term, tuple[Term, int]
        ] = {}  # by column: its reasons, and what it holds where there are any
        self.alike: set[Term] = set()  # columns of reasons that are the same for all that is missing
        self._columns: dict[Period | None, dict[str, tuple[str, str, int]]] = {own: {} for own in self.bases}

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def rows(self) -> int:
        """No body has more rows than this, nor are there more bodies."""
        return sum(self.table.partitions[own].rows for own in self.bases)

    # for the compiler

    def code(self, text: str) -> int:
        return self.table.codes.number(text)

    def figure(self, name: Name, period: Period) -> Known:
        """The figure itself, or where there is none what other periods make up for it."""
        if name.level is not Level.BODY:
            raise Unsupported(name.level.value)
        found = self._direct(name, period)
        if not found.bits.high >= ABSENT:
            return found
        return either_of(_is_absent(found), self._composed(name, period), found)

    def member(self, dimension: str) -> Sign:
        """Where a body belongs; missing where that is not known."""
        found = self._lasting(dimension, self.period, self._own(self.period))
        return found if isinstance(found, Sign) else Sign(terms.whole(-1), bits=found.bits)

    def is_in(self, period: Period) -> Term:
        """Whether a body belongs to the population of another period."""
        return terms.either(*(self._row(own) for own in self.table.touching(period)))

    # for the engine

    def source(self, used: set[str]) -> Source:
        """The bodies of this frame with the columns that are used."""
        bases = tuple(self.table.partitions[own].name for own in self.bases)
        joins = (self._join(own, columns, used) for own, columns in self._columns.items())
        return Source(bases, tuple(one for one in joins if one))

    def _join(
        self, own: Period | None, columns: dict[str, tuple[str, str, int]], used: set[str]
    ) -> Join | None:
        """What is wanted of a partition; None where nothing is."""
        wanted = tuple(one for one in columns.values() if one[1] in used)
        flag = self._flag(own)
        if not wanted and flag not in used and self.bases != [own]:
            return None
        return Join(self.table.partitions[own].name, wanted, flag)

    def _flag(self, own: Period | None) -> str:
        """What stands before the columns of a partition: its place among those that were asked for."""
        self._columns.setdefault(own, {})
        return f"{list(self._columns).index(own)} "

    # figures as they were reported

    def _direct(self, name: Name, period: Period) -> Known:
        own = self._own(period)
        if name.time is Time.NONE:
            return self._lasting(name.code, period, own)
        return self._chosen(name.code, own)

    def _own(self, period: Period) -> list[Period | None]:
        """The partitions whose rows count for a period, the first that has one."""
        self.asked.add(period)
        return [one for one in (period, None) if one in self.table.partitions]

    def _lasting(self, code: str, period: Period, own: list[Period | None]) -> Known:
        near = [one for one in self.table.partitions if one and one not in own and one.touches(period)]
        ordered = sorted(near, key=lambda one: -(one.first + one.months))
        return self._chosen(code, [*own, *ordered])

    def _chosen(self, code: str, order: list[Period | None]) -> Known:
        """The column of the first of some partitions in which a body has a row."""
        found: Known = nothing(ABSENT)
        for own in reversed(order):
            found = either_of(self._row(own), self._column(own, code), found)
        return found

    def _row(self, own: Period | None) -> Term:
        """Whether a body has a row in a partition."""
        if self.bases == [own]:
            return TRUE
        return terms.equal(terms.column(self._flag(own), 0, 1), ONE)

    def _column(self, own: Period | None, code: str) -> Known:
        partition = self.table.partitions[own]
        if code in partition.beyond:
            raise Unsupported("digits")
        held = partition.columns.get(code)
        if held is None:
            return nothing(ABSENT)
        column = self.table.widened(code, held) if self.is_wide else held
        term = self._stored(own, stored(code), held.low, column.low, column.high)
        bits = self._bits(own, code, held.why, column.why)
        if column.is_alike:
            self.alike.add(bits)
        if term.operator == "column":
            self.empties[term] = (bits, held.low)
        if column.kind is Kind.TRUTH:
            return Truth(terms.both(terms.equal(term, ONE), terms.equal(bits, terms.NOUGHT)), bits=bits)
        if column.kind is not Kind.NUMBER:
            return Sign(term, bits=bits)
        name = self.table.catalogue.names[code]
        return Number(term, ONE, column.step * name.unit.factor, bits=bits)

    def _bits(self, own: Period | None, code: str, held: int, possible: int) -> Term:
        """The column of reasons; nothing is stored where nothing is missing."""
        if not possible:
            return terms.NOUGHT
        name = f"{self._flag(own)}{why(code)}"
        self._columns[own][name] = (why(code) if held else "", name, 0)
        return terms.column(name, 0, possible)

    def _stored(self, own: Period | None, stored: str, empty: int, low: int, high: int) -> Term:
        if low == high:
            return terms.whole(low)
        name = f"{self._flag(own)}{stored}"
        self._columns[own][name] = (stored, name, empty)
        return terms.column(name, low, high)

    # figures that are put together

    def _composed(self, name: Name, period: Period) -> Known:
        """As the exact evaluator puts figures together: flows add up, stocks and cumulative figures end a period."""
        parts = parts_of(name, period)
        if parts:
            values = [self._part(name, one) for one in parts]
            found, *others = values
            for one in others:
                found = sum_of(number(found), number(one))
            return replace(found, bits=lacking(*values))
        last = last_of(name, period)
        return nothing(bit(why_absent(name, period))) if last is None else self._part(name, last)

    def _part(self, name: Name, period: Period) -> Known:
        found = self._direct(name, period)
        is_absent = _is_absent(found)
        return found if is_absent is FALSE else either_of(is_absent, nothing(bit(Why.NOT_REPORTED)), found)


def _is_absent(value: Known) -> Term:
    return terms.equal(value.bits, terms.whole(ABSENT))


def asking(
    frames: Sequence[Frame],
    gives: Iterable[tuple[str, Term]],
    *,
    kept: Term = TRUE,
    sums: tuple[tuple[str, str, Term], ...] = (),
    with_body: bool = True,
) -> Query:
    """A query over one frame, or over several of which the same is asked."""
    given = tuple(gives)
    used = columns_of([kept, *(term for _, term in given), *(term for *_, term in sums)])
    sources = tuple(one.source(used) for one in frames)
    return Query(sources, kept, given, sums, with_body, max(one.rows for one in frames))


def shares(found: Any, count: int) -> list[Any]:
    """An answer about several frames, to each its own."""
    if count == 1:
        return [found]
    import numpy

    which = found.column(WHICH).to_numpy()
    if (which[1:] < which[:-1]).any():
        found = found.take(numpy.argsort(which, kind="stable"))
    return [found.slice(one.start, one.stop - one.start) for one in bounds(found, count)]


def bounds(found: Any, count: int) -> list[slice]:
    """Where in an answer in their order each of several frames stands."""
    import numpy

    if count == 1:
        return [slice(0, found.num_rows)]
    places = numpy.searchsorted(found.column(WHICH).to_numpy(), range(count + 1)).tolist()
    return [slice(low, high) for low, high in pairwise(places)]
