"""The workbook that goes out to a body (填报表): it knows its round, its addressee and its rows whatever it is called."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import override
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from luoshi.delivery.engine.returned import sealed_words
from luoshi.delivery.models import RoundAsk
from luoshi.delivery.queries.collecting import Task
from luoshi.delivery.returned_columns import COLUMNS, FIXED, LONGEST, Line, lines_of
from luoshi.kernel import secrets
from luoshi.kit.sheets import Column, Kind
from luoshi.kit.sheets.writing import FORMULA_SIGNS

SHEET, HIDDEN = "进展填报", "luoshi"
FORM, SCHEMA, PURPOSE = "luoshi-report", 1, "delivery.workbook"
HEAD, FIRST = 2, 3  # rows, counted from 0: a title and a line of instructions above
FORMATS = {
    "title": {"bold": True, "font_size": 16},
    "told": {"font_color": "#444444"},
    "head": {"bold": True, "bg_color": "#E4EFFB", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "asked": {"bold": True, "bg_color": "#FFF1C2", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "fixed": {"num_format": "@", "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#F3F4F6"},
    "text": {"num_format": "@", "border": 1, "text_wrap": True, "valign": "top", "locked": False},
    "quoted": {
        "num_format": "@",
        "border": 1,
        "text_wrap": True,
        "valign": "top",
        "locked": False,
        "quote_prefix": True,
    },
    "day": {"num_format": "yyyy-mm-dd", "border": 1, "valign": "top", "locked": False},
}


def workbook_of(ask: RoundAsk, tasks: Iterable[Task]) -> bytes:
    """The body's workbook, in Chinese whatever the reader's language: the same state gives the same bytes."""
    lines = list(lines_of(tasks))
    made = timezone.localtime(ask.round.opened_at).replace(tzinfo=None, microsecond=0)
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with override("zh-hans"), xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": SHEET, "author": "", "created": made})
        formats = {name: workbook.add_format(values) for name, values in FORMATS.items()}
        page = workbook.add_worksheet(SHEET)
        _prepare(page, ask, formats)
        for row, line in enumerate(lines, start=FIRST):
            for at, column in enumerate(COLUMNS):
                _write(page, (row, at), column, line, formats)
        _guard(page, FIRST + len(lines) - 1)
        _seal(workbook.add_worksheet(HIDDEN), ask, [str(line.key) for line in lines])
    return buffer.getvalue()


def seal_of(*, round_key: int, ask: int, body: int, keys: Sequence[str]) -> str:
    """What only this installation can have written for this round, this body and these rows (防篡改码)."""
    words = sealed_words(round_key=round_key, ask=ask, body=body, keys=keys)
    return secrets.digest(words, purpose=PURPOSE)


def _prepare(page: Worksheet, ask: RoundAsk, formats: dict[str, Format]) -> None:
    opened = ask.round
    page.write_string(0, 1, f"{ask.body.name}{opened.period}工作进展填报表", formats["title"])
    told = f"请填写表头为黄色的各列，于{opened.due_on}前报{opened.issuer.name}。灰色各列请勿改动，文件名可以更改。"
    page.write_string(1, 1, told, formats["told"])
    for at, column in enumerate(COLUMNS):
        hidden = {"hidden": True} if column.key == "key" else {}
        page.set_column(at, at, column.width, None, hidden)
        page.write_string(HEAD, at, column.header, formats["head" if column.key in FIXED else "asked"])
        if column.help:
            page.write_comment(HEAD, at, str(column.help), {"author": "", "x_scale": 2, "font_size": 9})
    page.freeze_panes(FIRST, 3)
    page.repeat_rows(HEAD)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write(
    page: Worksheet, place: tuple[int, int], column: Column, line: Line, formats: dict[str, Format]
) -> None:
    value: Any = line.cells[column.key]
    asks_all = line.key.is_first or column.kind is Kind.DATE
    if column.key in FIXED or not asks_all:
        page.write_string(*place, value or "", formats["fixed"])
    elif isinstance(value, date):
        page.write_datetime(*place, datetime(value.year, value.month, value.day), formats["day"])
    elif value:
        page.write_string(*place, value, formats["quoted" if value.startswith(FORMULA_SIGNS) else "text"])
    else:
        page.write_blank(*place, None, formats["day" if column.kind is Kind.DATE else "text"])


def _guard(page: Worksheet, last: int) -> None:
    """What may be typed where; the grey cells are locked, without a password, against mistakes."""
    for at, column in enumerate(COLUMNS):
        if column.kind is Kind.DATE:
            rule = {
                "validate": "date",
                "criteria": ">=",
                "value": date(2000, 1, 1),
                "error_title": "日期",
                "error_message": "请填写日期，例如2025-09-15。",
            }
            page.data_validation(FIRST, at, max(last, FIRST), at, rule)
        elif column.key in LONGEST:
            most = LONGEST[column.key]
            rule = {
                "validate": "length",
                "criteria": "<=",
                "value": most,
                "error_title": "过长",
                "error_message": f"最多{most}字。",
            }
            page.data_validation(FIRST, at, max(last, FIRST), at, rule)
    page.protect("", {"format_rows": True, "format_columns": True, "format_cells": True, "autofilter": True})


def _seal(page: Worksheet, ask: RoundAsk, keys: Sequence[str]) -> None:
    """Whose it is, in a sheet that nobody sees."""
    seal = seal_of(round_key=ask.round_id, ask=ask.pk, body=ask.body_id, keys=keys)
    facts = {"form": FORM, "schema": SCHEMA, "round": ask.round_id, "ask": ask.pk, "body": ask.body_id}
    for row, (name, value) in enumerate([*facts.items(), ("seal", seal)]):
        page.write_string(row, 0, name)
        page.write_string(row, 1, str(value))
    for row, key in enumerate(keys):
        page.write_string(row, 3, key)
    page.very_hidden()
