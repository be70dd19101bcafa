"""Parquet (列式文件): typed columns, read as rows of cells."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq

from luoshi.formula.tool.faults import Spot, refuse
from luoshi.formula.tool.sheets import Line, Sheet


def sheet(file: str, content: bytes) -> Sheet:
    """The columns as lines; the first line holds their names."""
    try:
        table = pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError) as error:
        raise refuse("T108", Spot(file), why=str(error).splitlines()[0]) from None
    if not table.num_rows or not table.num_columns:
        raise refuse("T103", Spot(file))
    columns = [column.to_pylist() for column in table.columns]
    lines = [Line(1, table.column_names)]
    lines += [Line(number, cells) for number, cells in enumerate(zip(*columns, strict=True), 2)]
    return Sheet(file, "", lines)
