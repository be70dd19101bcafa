"""A table as a source of figures (数据源): what the exact evaluator reads of what an engine keeps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from luoshi.formula.bulk.reasons import ABSENT, why
from luoshi.formula.bulk.storing import Partition
from luoshi.formula.bulk.storing import held as held_in
from luoshi.formula.bulk.storing import why as why_of
from luoshi.formula.catalogue import Kind, Level, Name, Time
from luoshi.formula.exact.figures import Figure
from luoshi.formula.ir import Value
from luoshi.formula.missing import Missing, Reason
from luoshi.formula.periods import Period

if TYPE_CHECKING:
    from luoshi.formula.bulk.table import Table


class Stored:
    """Reads a table back, a column at a time when it is first asked for."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._bodies: dict[str, dict[str, int]] = {}
        self._columns: dict[tuple[str, str], list[Any]] = {}

    def bodies(self, period: Period) -> Collection[str]:
        return dict.fromkeys(
            body for own in self._table.touching(period) for body in self._known(self._table.partitions[own])
        )

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        if name.level is not Level.BODY:
            return self._table.others.figure(of, name, period)
        partition = self._row(of, period, is_lasting=name.time is Time.NONE)
        if partition is None:
            return None
        if name.code in partition.beyond:
            return _beside(partition.beyond[name.code].get(of), name, period)
        bits = self._bits(partition, name.code, of)
        if bits == ABSENT:
            return None
        if bits:
            return _missing(why(bits), name, period)
        return Figure(self._value(partition, name.code, of, name.unit.factor))

    def member(self, body: str, dimension: str, period: Period) -> str | None:
        partition = self._row(body, period, is_lasting=True)
        if partition is None or self._bits(partition, dimension, body):
            return None
        return str(self._value(partition, dimension, body, Fraction(1)))

    def _row(self, of: str, period: Period, *, is_lasting: bool) -> Partition | None:
        """The partition whose row counts for a period."""
        partitions = self._table.partitions
        for own in (period, None):
            found = partitions.get(own)
            if found is not None and of in self._known(found):
                return found
        near = [
            one for one in partitions if one and one.touches(period) and of in self._known(partitions[one])
        ]
        if not near or not is_lasting:
            return None
        return partitions[max(near, key=lambda one: one.first + one.months)]

    def _known(self, partition: Partition) -> dict[str, int]:
        """The bodies of a partition, with the places of their rows."""
        if partition.name not in self._bodies:
            bodies = self._fetched(partition, "body")
            self._bodies[partition.name] = {body: at for at, body in enumerate(bodies)}
        return self._bodies[partition.name]

    def _bits(self, partition: Partition, code: str, of: str) -> int:
        column = partition.columns.get(code)
        if column is None:
            return ABSENT
        if not column.why:
            return 0
        found: int = self._fetched(partition, why_of(code))[self._known(partition)[of]]
        return found

    def _value(self, partition: Partition, code: str, of: str, factor: Fraction) -> Value:
        column = partition.columns[code]
        number = int(self._fetched(partition, held_in(code))[self._known(partition)[of]])
        if column.kind is Kind.CODE:
            return self._table.codes.text(number)
        if column.kind is Kind.DATE:
            return date.fromordinal(number)
        return bool(number) if column.kind is Kind.TRUTH else number * column.step * factor

    def _fetched(self, partition: Partition, column: str) -> list[Any]:
        key = (partition.name, column)
        if key not in self._columns:
            self._columns[key] = self._table.engine.fetch(partition.name, (column,)).column(0).to_pylist()
        return self._columns[key]


def _missing(reasons: frozenset[Any], name: Name, period: Period) -> Missing:
    return Missing(frozenset(Reason(one, name.code, str(period)) for one in reasons))


def _beside(value: Value | Missing | None, name: Name, period: Period) -> Figure | Missing | None:
    if value is None:
        return None
    if isinstance(value, Missing):
        return _missing(value.why, name, period)
    return Figure(value * name.unit.factor if isinstance(value, Fraction) else value)
