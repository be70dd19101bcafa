"""Whether a row of a list still says what ours says (逐栏比较)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luoshi.kit.sheets import Column, Kind, Sheet, normal_form

# A blank cell in these kinds of columns says nothing; in any other it says: empty.
KEPT_WHEN_BLANK = {Kind.CHOICE, Kind.BOOLEAN, Kind.REFERENCE}


def differences(values: Mapping[str, Any], before: Mapping[str, Any], sheet: Sheet) -> list[Column]:
    """The columns in which a row differs from ours; a column that the file lacks makes no difference."""
    return [
        column
        for column in sheet
        if column.key in values and values[column.key] != before.get(column.key)
        if not _is_silent(values[column.key], column)
        if normal_form(values[column.key], column) != normal_form(before.get(column.key), column)
    ]


def _is_silent(value: Any, column: Column) -> bool:
    return value is None and (column.kind in KEPT_WHEN_BLANK or column.required or column.unique)
