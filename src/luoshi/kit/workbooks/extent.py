"""How far the filled cells of a sheet reach, and what a look through a workbook has found (数据范围)."""

from __future__ import annotations

from dataclasses import dataclass, field

from .grid import Layout, cell_name
from .limits import MOST_CELLS, MOST_GRID, MOST_ROWS
from .refusals import Unreadable


@dataclass
class Counted:
    """How far the filled cells of a sheet reach."""

    cells: int = 0
    row: int = -1
    column: int = -1

    def take(self, row: int, column: int, times: int = 1) -> None:
        """Count a filled cell; refuse when there are too many, or when one stands too far away."""
        self.cells += times
        self.row, self.column = max(self.row, row), max(self.column, column)
        if self.cells > MOST_CELLS:
            raise Unreadable("too_large", most=MOST_CELLS)

    def refuse_strays(self) -> None:
        if self.row + 1 > MOST_ROWS and self.cells > MOST_ROWS // 2:
            raise Unreadable("too_large", most=MOST_CELLS)
        if (self.row + 1) * (self.column + 1) > MOST_GRID or self.row + 1 > MOST_ROWS:
            raise Unreadable("stray_cell", cell=cell_name(self.row, self.column))


@dataclass
class Survey:
    """The layouts of a workbook's sheets, by name."""

    layouts: dict[str, Layout] = field(default_factory=dict)
    has_macros: bool = False
    counts_from_1904: bool = False
