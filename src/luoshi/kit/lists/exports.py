"""What is filtered, as a file: the shown columns of every row that matches, in the list's order (导出)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import get_language, override

from luoshi.kit import sheets
from luoshi.kit.lists import rows as reads
from luoshi.kit.lists.columns import Column
from luoshi.kit.lists.listing import Listing

MOST_IN_A_WORKBOOK = 20_000  # a workbook is whole only when its last row is written: more leave as csv
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"  # by which Excel knows that a csv is UTF-8
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"number": sheets.Kind.NUMBER, "day": sheets.Kind.DATE, "yes_no": sheets.Kind.BOOLEAN}
WIDE, NARROW = 40, 16


class Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def exported(listing: Listing, *, form: str) -> HttpResponseBase:
    """The list as a workbook; a long one, and whatever is asked for as such, as csv."""
    keys = reads.all_keys(listing.state, listing.matching, most=reads.MOST_READ)[: reads.MOST_READ]
    is_csv = form == "csv" or len(keys) > MOST_IN_A_WORKBOOK
    response = _csv(listing, keys) if is_csv else _xlsx(listing, keys)
    name = f"{listing.page.key.replace('.', '-')}.{'csv' if is_csv else 'xlsx'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def sheet_of(listing: Listing) -> sheets.Sheet:
    """The shown columns as the columns of a sheet."""
    columns = tuple(
        sheets.Column(
            key=column.key,
            label=column.label,
            kind=KINDS.get(column.kind, sheets.Kind.TEXT),
            width=WIDE if column.look == "words" else NARROW,
        )
        for column in listing.columns
    )
    return sheets.Sheet(listing.page.key, listing.page.label, columns)


def _xlsx(listing: Listing, keys: list[Any]) -> HttpResponse:
    found = (_cells(listing, row) for row in reads.by_keys(listing.state, keys, listing.scope))
    rows = chain(found, ({_fixed(listing): line} for line in listing.page.closing(listing.scope)))
    return HttpResponse(sheets.write(sheet_of(listing), rows), content_type=XLSX)


def _cells(listing: Listing, row: Any) -> Mapping[str, Any]:
    return {column.key: _cell(column, row, listing) for column in listing.columns}


def _cell(column: Column, row: Any, listing: Listing) -> Any:
    if column.kind == "yes_no":
        return column.of(row, listing.scope)
    written = column.written(row, listing.scope)
    return f"{written:%Y-%m-%d %H:%M}" if isinstance(written, datetime) else written


def _csv(listing: Listing, keys: list[Any]) -> StreamingHttpResponse:
    lines = _lines(listing, keys, get_language())
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")


def _lines(listing: Listing, keys: list[Any], language: str | None) -> Iterator[str]:
    writer = csv.writer(Line())
    yield BOM + writer.writerow([str(column.label) for column in listing.columns])
    for row in reads.by_keys(listing.state, keys, listing.scope):
        with override(language):  # the request has ended when most of this is written
            cells = [harmless(column.written(row, listing.scope)) for column in listing.columns]
        yield writer.writerow(cells)
    with override(language):
        for line in listing.page.closing(listing.scope):
            yield writer.writerow([line if each.key == _fixed(listing) else "" for each in listing.columns])


def _fixed(listing: Listing) -> str:
    """The column that holds the closing lines: one that nobody can hide."""
    return next(column.key for column in listing.columns if column.is_fixed)


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is written as the text that it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(DANGEROUS) else value
