"""Any workbook into plain grids (读取表格文件): recognised by content, bounded in time and memory, no Django."""

from .confined import open_workbook
from .grid import Grid, Layout, Span, Value, Workbook, cell_name, column_name
from .refusals import Unreadable

__all__ = [
    "Grid",
    "Layout",
    "Span",
    "Unreadable",
    "Value",
    "Workbook",
    "cell_name",
    "column_name",
    "open_workbook",
]
