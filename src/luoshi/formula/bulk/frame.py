"""A frame (取数框): the bodies of a period with all columns that are asked for, of it and of other periods."""

from __future__ import annotations

from dataclasses import replace

from luoshi.formula.bulk import terms
from luoshi.formula.bulk.engine import Join, Query, columns_of
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
from luoshi.formula.bulk.storing import held, why
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.terms import FALSE, ONE, TRUE, Term
from luoshi.formula.catalogue import Kind, Level, Name, Time
from luoshi.formula.exact.reading import last_of, parts_of, why_absent
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period


class Frame:
    """What a compiler reads from: every figure is a column of one query.

    The rows are the bodies of `period`. A figure of another period comes in by a join on the body.
    """

    def __init__(self, table: Table, period: Period) -> None:
        self.table, self.period = table, period
        self.bases = table.touching(period)
        self.asked: set[Period | None] = {None, period}  # all whose change makes another frame
        self._columns: dict[Period | None, dict[str, tuple[str, int]]] = {own: {} for own in self.bases}

    @property
    def is_empty(self) -> bool:
        return not any(self.table.partitions[own].rows for own in self.bases)

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

    def query(
        self,
        gives: list[tuple[str, Term]],
        *,
        kept: Term = TRUE,
        sums: tuple[tuple[str, str, Term], ...] = (),
        with_body: bool = True,
    ) -> Query:
        """A query over this frame."""
        bases = tuple(self.table.partitions[own].name for own in self.bases)
        used = columns_of([kept, *(term for _, term in gives), *(term for *_, term in sums)])
        joins = tuple(
            join for own, columns in self._columns.items() if (join := self._join(own, columns, used))
        )
        rows = sum(self.table.partitions[own].rows for own in self.bases)
        return Query(bases, joins, kept, tuple(gives), sums, with_body, rows)

    def _join(self, own: Period | None, columns: dict[str, tuple[str, int]], used: set[str]) -> Join | None:
        """What is wanted of a partition; None where nothing is."""
        wanted = tuple((stored, name, empty) for stored, (name, empty) in columns.items() if name in used)
        if not wanted and _flag(own) not in used and self.bases != [own]:
            return None
        return Join(self.table.partitions[own].name, wanted, _flag(own))

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
        self._columns.setdefault(own, {})
        return terms.equal(terms.column(_flag(own), 0, 1), ONE)

    def _column(self, own: Period | None, code: str) -> Known:
        partition = self.table.partitions[own]
        if code in partition.beyond:
            raise Unsupported("digits")
        column = partition.columns.get(code)
        if column is None:
            return nothing(ABSENT)
        term = self._stored(own, held(code), column.low, column.low, column.high)
        bits = self._stored(own, why(code), 0, 0, column.why) if column.why else terms.NOUGHT
        if column.kind is Kind.TRUTH:
            return Truth(terms.both(terms.equal(term, ONE), terms.equal(bits, terms.NOUGHT)), bits=bits)
        if column.kind is not Kind.NUMBER:
            return Sign(term, bits=bits)
        name = self.table.catalogue.names[code]
        return Number(term, ONE, column.step * name.unit.factor, bits=bits)

    def _stored(self, own: Period | None, stored: str, empty: int, low: int, high: int) -> Term:
        if low == high:
            return terms.whole(low)
        name = f"{_flag(own)}{stored}"
        self._columns.setdefault(own, {})[stored] = (name, empty)
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


def _flag(own: Period | None) -> str:
    return f"{own or 'always'} "
