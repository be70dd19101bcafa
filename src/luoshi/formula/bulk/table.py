"""Figures for formulas in bulk (批量数据表): the rows of each period as one partition of an engine's table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from luoshi.formula.bulk import columns, storing
from luoshi.formula.bulk.engine import Engine
from luoshi.formula.bulk.source import Stored
from luoshi.formula.bulk.storing import Codes, Column, Partition
from luoshi.formula.catalogue import Catalogue
from luoshi.formula.exact.evaluator import Evaluator
from luoshi.formula.exact.figures import Row, Rows, known_from
from luoshi.formula.periods import Period


class Table:
    """Rows of bodies, kept in an engine by period; those of areas and those for everybody beside them.

    `rows`, `areas`, `shared` are what `Formula.evaluate` takes; with `as_of` they are as known on that day, and it is
    the day of evaluation. `engine` is "duckdb" or "polars", or one that is shared.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        rows: Iterable[Row] = (),
        *,
        areas: Iterable[Row] = (),
        shared: Iterable[Row] = (),
        as_of: date | str | None = None,
        engine: str | Engine = "duckdb",
    ) -> None:
        """Raises FormulaError (F601) for NaN, infinity, and what is of another kind than its name."""
        self.catalogue = catalogue
        self.as_of = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        self.engine = Engine(engine) if isinstance(engine, str) else engine
        self.codes = Codes()
        self.partitions: dict[Period | None, Partition] = {}
        self._widened: dict[tuple[str, Column], Column] = {}
        self.others = Rows((), catalogue, areas=areas, shared=shared, as_of=self.as_of)
        parted: dict[Period | None, list[Row]] = {}
        for row in rows:
            parted.setdefault(_period(row.get("period")), []).append(row)
        for period, own in parted.items():
            self.patch(period, own)

    @classmethod
    def of_columns(
        cls, catalogue: Catalogue, partitions: Mapping[Period | str | None, Any], **options: Any
    ) -> Table:
        """A table of Arrow tables by period, see `patch_columns`."""
        table = cls(catalogue, **options)
        for period, own in partitions.items():
            table.patch_columns(period, own)
        return table

    def patch(self, period: Period | str | None, rows: Iterable[Row]) -> None:
        """Put rows in the place of all that a period had; None is the partition of what holds for all periods."""
        words: dict[str, str] = {}
        known: dict[str, Row] = {}
        for row in sorted(rows, key=known_from):
            if self.as_of is None or known_from(row) <= self.as_of:
                known[str(row.get("body", ""))] = {
                    self._code(words, word): value for word, value in row.items()
                }
        when, name = _period(period), self.engine.new_name()
        self._enter(when, *storing.stored(name, known, self.catalogue, self.codes))

    def patch_columns(self, period: Period | str | None, table: Any) -> None:
        """Put an Arrow table in the place of all that a period had.

        It has a text column `body`, each body once, and columns named by words of the catalogue: decimals or whole
        numbers in the name's unit, truths, texts of codes, days. A null is 未报, or what a text column `….why` says.
        Raises ValueError for floats: they are no exact figures.
        """
        name = self.engine.new_name()
        self._enter(_period(period), *columns.stored(name, table, self.catalogue, self.codes))

    def _enter(self, period: Period | None, partition: Partition, arrow: Any) -> None:
        before = self.partitions.get(period)
        self.engine.keep(partition.name, arrow)
        self.partitions[period] = partition
        self._widened.clear()
        self.__dict__.pop("exact", None)
        if before:
            self.engine.forget(before.name)

    def _code(self, words: dict[str, str], word: str) -> str:
        if word not in words:
            found = self.catalogue.name(word)
            words[word] = found.code if found else word
        return words[word]

    @property
    def only_period(self) -> Period | None:
        """The one period that all rows are of."""
        found = {*self.partitions, *self.others.periods}
        return found.pop() if len(found) == 1 else None

    def widened(self, code: str, column: Column) -> Column:
        """A column with the bounds and reasons that it has in any partition; those in other steps stay apart."""
        found = self._widened.get((code, column))
        if found is None:
            every = (one.columns.get(code) for one in self.partitions.values())
            alike = [one for one in every if one and one.step == column.step]
            low, high = min(one.low for one in alike), max(one.high for one in alike)
            bits = reduce(or_, (one.why for one in alike))
            is_alike = all(one.why in {0, bits} and (one.is_alike or not one.why) for one in alike)
            found = replace(column, low=low, high=high, why=bits, is_alike=is_alike and bool(bits))
            self._widened[code, column] = found
        return found

    def touching(self, period: Period) -> list[Period | None]:
        """The partitions whose bodies belong to the population of a period."""
        return [own for own in self.partitions if own is None or own.touches(period)]

    @cached_property
    def exact(self) -> Evaluator:
        """The exact evaluator over the same figures."""
        return Evaluator(self.catalogue, Stored(self), self.as_of)


def _period(written: object) -> Period | None:
    return written if written is None or isinstance(written, Period) else Period.parse(str(written))
