"""Sheets in and out (表格导入导出): one declaration of columns writes a list, reads it and marks its faults."""

from luoshi.kit.workbooks import Unreadable

from .columns import Choice, Column, Kind, Sheet
from .guessing import Guess, guess_columns, guess_header, header_at
from .headers import Header, find_header
from .marking import mark
from .remarks import Remark, Wrong
from .rows import Lookup, Reading, Row, read_rows, read_workbook
from .values import normal_form
from .wording import refusal, sentence
from .writing import write

__all__ = [
    "Choice",
    "Column",
    "Guess",
    "Header",
    "Kind",
    "Lookup",
    "Reading",
    "Remark",
    "Row",
    "Sheet",
    "Unreadable",
    "Wrong",
    "find_header",
    "guess_columns",
    "guess_header",
    "header_at",
    "mark",
    "normal_form",
    "read_rows",
    "read_workbook",
    "refusal",
    "sentence",
    "write",
]
