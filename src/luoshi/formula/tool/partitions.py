"""Columns of a Parquet file for evaluation in bulk (按列取数): as they are, where that says what reading cell by cell says.

Figures must be decimals or whole numbers in the unit of their name; a float is read as it is written, cell by cell. Of
texts each different one is read once, by the same rules. Whatever is refused, or not sure, is left to the reading of
cells, which says where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from luoshi.formula.catalogue import Catalogue, Kind, Name
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period
from luoshi.formula.tool import cells, headings
from luoshi.formula.tool.cells import Cells, Column
from luoshi.formula.tool.faults import Refused
from luoshi.formula.tool.headings import Headings
from luoshi.formula.tool.rows import TOTALS, Rows, Wanted, word
from luoshi.formula.tool.sheets import HEADER_WITHIN, Line, Sheet

PARQUET = b"PAR1"


class Unsure(Exception):
    """The cells have to be read one by one."""


def read_columns(path: str, catalogue: Catalogue, wanted: Wanted, needs: Iterable[Name] = ()) -> Rows | None:
    """The rows of a file as Arrow tables by period; None where the cells have to be read."""
    try:
        with Path(path).open("rb") as file:
            if file.read(4) != PARQUET:
                return None
        import pyarrow
        import pyarrow.parquet

        try:
            table = pyarrow.parquet.read_table(path, partitioning=None)
        except pyarrow.ArrowException:
            return None
        return _rows(table, _headings(path, table, catalogue, wanted, needs), catalogue)
    except (OSError, Refused, Unsure):
        return None


def _headings(path: str, table: Any, catalogue: Catalogue, wanted: Wanted, needs: Iterable[Name]) -> Headings:
    first = [one.slice(0, HEADER_WITHIN - 1).to_pylist() for one in table.columns]
    lines = [Line(1, table.column_names)]
    lines += [Line(number, row) for number, row in enumerate(zip(*first, strict=True), 2)]
    found, faults = headings.find(
        Sheet(path, "", lines), catalogue, {"body": wanted.body, "period": wanted.period}
    )
    lacks = {one.code for one in needs} - {one.name.code for one in found.columns}
    if faults or lacks or found.line.number != 1 or "body" not in found.roles or "known_from" in found.roles:
        raise Unsure
    return found


def _rows(table: Any, found: Headings, catalogue: Catalogue) -> Rows:
    held: dict[str, Any] = {}
    for one in found.columns:
        held |= _column(table.column(one.at).combine_chunks(), one)
        own = one.name.dimension
        if own and own in {*held, *found.roles}:
            raise Unsure  # a row's own place comes before that of its code: cell by cell
        if own and one.name.kind is Kind.CODE:
            held[own] = held[one.name.code]
    periods: Any = None
    for role, at in found.roles.items():
        array = table.column(at).combine_chunks()
        if role == "period":
            periods = array.dictionary_encode() if not _is_encoded(array) else array
        else:
            held[role] = _each(array, partial(_place, catalogue, role))
    parted = _parted(held, periods, table.num_rows)
    return Rows([], found.columns, found.ignored, partitions=parted)


def _column(array: Any, column: Column) -> dict[str, Any]:
    """A name's figures, and the reasons that stand in their place."""
    from pyarrow import types

    code, kind = column.name.code, column.name.kind
    is_figure = types.is_integer(array.type) or types.is_decimal128(array.type)
    if kind is Kind.NUMBER and is_figure and column.scale == 1:
        return {code: array}
    if (kind is Kind.TRUTH and types.is_boolean(array.type)) or (
        kind is Kind.DATE and types.is_date32(array.type)
    ):
        return {code: array}
    if kind is Kind.CODE and (types.is_string(array.type) or _is_encoded(array)):
        read = Cells().read
        reasons = _each(array, lambda cell: _reason(read(cell, column)))
        return {code: _each(array, lambda cell: _text(read(cell, column))), f"{code}.why": reasons}
    raise Unsure


def _is_encoded(array: Any) -> bool:
    from pyarrow import types

    return bool(types.is_dictionary(array.type))


def _each(array: Any, read: Callable[[Any], str | None]) -> Any:
    """A column of texts in which each different cell is read once."""
    import pyarrow

    encoded = array if _is_encoded(array) else array.dictionary_encode()
    texts = [None if cell is None else read(cell) for cell in encoded.dictionary.to_pylist()]
    return pyarrow.array(texts, pyarrow.string()).take(encoded.indices)


def _reason(value: object) -> str | None:
    return value.value if isinstance(value, Why) else None


def _text(value: object) -> str | None:
    return None if value is None or isinstance(value, Why) else str(value)


def _place(catalogue: Catalogue, role: str, cell: object) -> str | None:
    """Who or where a row is of, as the reading of cells takes it. Raises Unsure for what that may refuse."""
    found = None if isinstance(cell, str) and not cell.strip() else word(cell)
    tree = catalogue.dimensions.get(role)
    is_unknown = tree is not None and bool(tree.level_of) and found not in {None, *tree.level_of}
    is_total = role == "body" and (found is None or found.replace(" ", "").casefold() in TOTALS)
    if is_unknown or is_total or isinstance(cell, date):
        raise Unsure
    return found


def _parted(held: dict[str, Any], periods: Any, rows: int) -> dict[Period | None, Any]:
    """The rows of each period, each body once."""
    import pyarrow
    import pyarrow.compute as pc

    if not rows or held["body"].null_count:
        raise Unsure
    whole = pyarrow.table(held)
    if periods is None:
        return {None: _once(whole)}
    known = [_period(cell) for cell in periods.dictionary.to_pylist()]
    if len(set(known)) < len(known) or None in known or periods.null_count:
        raise Unsure
    parts = {one: whole.filter(pc.equal(periods.indices, at)) for at, one in enumerate(known)}
    return {one: _once(part) for one, part in parts.items() if part.num_rows}


def _period(cell: object) -> Period | None:
    return None if cell is None or (isinstance(cell, str) and not cell.strip()) else cells.period(cell)


def _once(part: Any) -> Any:
    import pyarrow.compute as pc

    if pc.count_distinct(part["body"]).as_py() != part.num_rows:
        raise Unsure
    return part
