"""The layout of an old xls workbook: its records name what is hidden, broken, locked or a percentage."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from .compound import Compound
from .extent import Counted, Survey
from .grid import Layout
from .refusals import Unreadable

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
BOF, EOF, FILEPASS, BOUNDSHEET, FORMAT, XF, DATEMODE = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0, 0x22
ROW, COLINFO, FORMULA, BOOLERR = 0x208, 0x7D, 0x06, 0x205
NUMBER, RK, MULRK = 0x203, 0x27E, 0xBD
CELLS = {FORMULA, BOOLERR, NUMBER, RK, 0xFD, 0x204}
_PERCENT = {9, 10}
Record = tuple[int, bytes]


def workbook_stream(compound: Compound) -> bytes:
    """The stream of records. Raises Unreadable when the file is something else, or encrypted."""
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in compound.names:
            return compound.read(name)
    if "EncryptedPackage" in compound.names:
        raise Unreadable("encrypted")
    known = {"WordDocument": "Word", "PowerPoint Document": "PowerPoint"}
    what = next((label for name, label in known.items() if name in compound.names), "OLE")
    raise Unreadable("not_a_workbook", what=what)


def survey(compound: Compound) -> list[Layout]:
    """The layouts of the sheets in their order."""
    stream = workbook_stream(compound)
    try:
        found, percents, offsets = Survey(), set[int](), list[int]()
        _globals(stream, found, percents, offsets)
        return [_layout(stream, offset, percents) for offset in offsets]
    except struct.error as error:
        raise Unreadable("damaged") from error


def counts_from_1904(compound: Compound) -> bool:
    return any(
        kind == DATEMODE and body[:1] == b"\x01" for kind, body in _records(workbook_stream(compound), 0)
    )


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records of one substream, those of charts inside it left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body


def _globals(stream: bytes, found: Survey, percents: set[int], offsets: list[int]) -> None:
    shares, styles = set(_PERCENT), 0
    for kind, body in _records(stream, 0):
        if kind == FILEPASS:
            raise Unreadable("encrypted")
        if kind == BOUNDSHEET:
            offsets.append(struct.unpack_from("<I", body)[0])
        elif kind == FORMAT and b"%" in body[2:]:
            shares.add(struct.unpack_from("<H", body)[0])
        elif kind == XF:
            if struct.unpack_from("<H", body, 2)[0] in shares:
                percents.add(styles)
            styles += 1


def _layout(stream: bytes, offset: int, percents: set[int]) -> Layout:
    layout, counted = Layout(), Counted()
    for kind, body in _records(stream, offset):
        if kind in CELLS:
            _cell(kind, body, layout, counted, percents)
        elif kind == MULRK:
            row, first = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0]
            counted.take(row, last, max(1, last - first + 1))
        elif kind == ROW and struct.unpack_from("<I", body, 12)[0] & 0x20:
            layout.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == COLINFO and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            layout.hidden_columns.update(range(first, min(last, 255) + 1))
    counted.refuse_strays()
    layout.hidden_rows = {each for each in layout.hidden_rows if each <= counted.row}
    layout.hidden_columns = {each for each in layout.hidden_columns if each <= counted.column}
    return layout


def _cell(kind: int, body: bytes, layout: Layout, counted: Counted, percents: set[int]) -> None:
    row, column, style = struct.unpack_from("<HHH", body)
    counted.take(row, column)
    if kind == BOOLERR and body[7]:
        layout.errors[row, column] = ERRORS.get(body[6], "#N/A")
    elif kind == FORMULA:
        _formula(body, (row, column), layout)
    elif kind in (NUMBER, RK) and style in percents:
        layout.percents.add((row, column))


def _formula(body: bytes, place: tuple[int, int], layout: Layout) -> None:
    if body[12:14] != b"\xff\xff":
        return
    if body[6] == 2:
        layout.errors[place] = ERRORS.get(body[8], "#N/A")
    elif body[6] == 3:
        # No text: either the formula gave none, or the program that wrote it never calculated.
        layout.uncached.add(place)
