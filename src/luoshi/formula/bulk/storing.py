"""Store rows for an engine (装载): whole numbers in a common step, codes and days by number, reasons as bits.

What is no finite decimal is refused here. Columns of numbers that are too long for an engine stay beside it, for the
exact evaluator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm
from operator import or_
from typing import Any, Final

from luoshi.formula.bulk.engine import LONG
from luoshi.formula.bulk.reasons import ABSENT, bit, bits_of, missing
from luoshi.formula.bulk.terms import MOST
from luoshi.formula.catalogue import Catalogue, Kind, Level
from luoshi.formula.exact.figures import Figure, Row, loaded
from luoshi.formula.ir import Value
from luoshi.formula.missing import Missing, Why

EMPTY: Final = {**dict.fromkeys(Kind, 0), Kind.DATE: 1}  # what stands in a column in which all is missing


class Codes:
    """Codes of industries, areas, classes by number, the same in all tables of an engine."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []

    def number(self, text: str) -> int:
        found = self._numbers.setdefault(text, len(self._texts))
        if found == len(self._texts):
            self._texts.append(text)
        return found

    def __len__(self) -> int:
        return len(self._texts)

    def text(self, number: int) -> str:
        return self._texts[number]


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of a stored column: its kind, its bounds, which reasons occur, what one step of it is."""

    kind: Kind
    low: int = 0
    high: int = 0
    why: int = 0  # the bits of all that is missing in it; 0 where nothing is
    step: Fraction = Fraction(1)
    is_alike: bool = False  # whether all that is missing in it is missing for the same reasons


@dataclass(frozen=True, slots=True)
class Partition:
    """The rows of one period, as an engine keeps them under a name."""

    name: str
    rows: int
    columns: Mapping[str, Column]
    beyond: Mapping[str, Mapping[str, Value | Missing | None]] = field(
        default_factory=dict
    )  # code → body → value, of columns that no engine can keep


def held(name: str) -> str:
    """The stored column of a name's values."""
    return f"v:{name}"


def why(name: str) -> str:
    """The stored column of the reasons for which they are missing."""
    return f"w:{name}"


def kinds(catalogue: Catalogue) -> dict[str, Kind]:
    """What is stored of a body: its figures, and where it belongs."""
    own = {
        one.code: one.kind
        for one in catalogue.names.values()
        if one.level is Level.BODY and not one.definition
    }
    return dict.fromkeys(catalogue.dimensions, Kind.CODE) | own


def stored(name: str, rows: Mapping[str, Row], catalogue: Catalogue, codes: Codes) -> tuple[Partition, Any]:
    """Rows of one period by body, as a partition and its Arrow table. Raises FormulaError for a value that is none."""
    import pyarrow

    wanted = kinds(catalogue)
    arrays: dict[str, Any] = {"body": pyarrow.array(list(rows), pyarrow.string())}
    columns, beyond = {}, {}
    present = dict.fromkeys(code for row in rows.values() for code in row if code in wanted)
    for code in present:
        values = [_split(row, code, catalogue) for row in rows.values()]
        numbers, column = _numbered(values, wanted[code], codes)
        if numbers is None:
            beyond[code] = {
                body: _beyond(*one) for body, one in zip(rows, values, strict=True) if one[1] != ABSENT
            }
            continue
        columns[code] = column
        arrays |= arrow(code, numbers, [bits for _, bits in values], column)
    return Partition(name, len(rows), columns, beyond), pyarrow.table(arrays)


def _beyond(value: Value | None, bits: int) -> Value | Missing | None:
    return missing(bits) if value is None else value


def _split(row: Row, code: str, catalogue: Catalogue) -> tuple[Value | None, int]:
    """The value in the name's unit, or why it is missing."""
    if code not in row:
        return None, ABSENT
    value = row[code]
    if value is None:
        return None, bit(Why.NOT_REPORTED)
    if isinstance(value, Missing):
        return None, bits_of(value.why)
    if isinstance(value, Why):
        return None, bit(value)
    name = catalogue.names.get(code)
    if name is None or name.definition or name.level is not Level.BODY:
        return str(value), 0
    found = value.value if isinstance(value, Figure) else loaded(value, name)
    return (found / name.unit.factor if isinstance(found, Fraction) else found), 0


def _numbered(
    values: list[tuple[Value | None, int]], kind: Kind, codes: Codes
) -> tuple[list[int] | None, Column]:
    """The values as whole numbers, what is missing with the least of them; None where they are too long."""
    step = Fraction(1)
    if kind is Kind.NUMBER:
        divisor = 1
        for value, _ in values:
            divisor = lcm(divisor, value.denominator) if isinstance(value, Fraction) else divisor
            if divisor > MOST:
                return None, Column(kind)
        step = Fraction(1, divisor)
    numbers = [None if value is None else _number(value, step, codes) for value, _ in values]
    there = [one for one in numbers if one is not None]
    low, high = min(there, default=EMPTY[kind]), max(there, default=EMPTY[kind])
    if max(-low, high) > MOST:
        return None, Column(kind)
    found = {own for _, own in values if own}
    column = Column(kind, low, high, reduce(or_, found, 0), step, is_alike=len(found) == 1)
    return [low if one is None else one for one in numbers], column


def _number(value: Value, step: Fraction, codes: Codes) -> int:
    if isinstance(value, Fraction):
        return int(value / step)
    if isinstance(value, date):
        return value.toordinal()
    return int(value) if isinstance(value, bool) else codes.number(value)


def arrow(code: str, numbers: Iterable[int], bits: Iterable[int], column: Column) -> dict[str, Any]:
    """The Arrow arrays of a column: its numbers, and its reasons where it has any."""
    import pyarrow

    is_long = column.low >= -LONG and column.high <= LONG
    kind = pyarrow.int64() if is_long else pyarrow.decimal128(38, 0)
    arrays = {held(code): pyarrow.array(_decimals(numbers, is_long), kind)}
    return arrays | ({why(code): pyarrow.array(bits, pyarrow.int16())} if column.why else {})


def _decimals(numbers: Iterable[int], is_long: bool) -> list[Any]:
    return list(numbers) if is_long else [Decimal(one) for one in numbers]
