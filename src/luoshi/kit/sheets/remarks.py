"""What is said about a workbook, cell by cell: refusals and notes, as codes with values (核对结果)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class Wrong(Exception):
    """One cell can't be taken: a code and its values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Remark:
    """One thing about one cell; without a cell it is about the sheet, without a sheet about the file.

    `column` is the key of a declared column: its words are put in when somebody reads the remark.
    """

    code: str
    sheet: str = ""
    cell: str = ""
    column: str = ""
    values: dict[str, Any] = field(default_factory=dict)
