"""Old xls workbooks, written record by record: no library of ours writes them."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512
ERRORS = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}


class Formula:
    """A formula cell, with the value that was cached: a number, an error, or nothing."""

    def __init__(self, cached=None):
        self.cached = cached


def xls(*sheets, locked=False):
    """A workbook of sheets, each (name, rows) or (name, rows, options): hidden, hidden_rows, merged."""
    sheets = [(*sheet, {})[:3] for sheet in sheets]
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    head += _record(0x2F, b"\0" * 54) if locked else b""
    head += b"".join(_record(0xE0, struct.pack("<HH16x", 0, number)) for number in (0, 9, 14))
    names = [_bound(name, options) for name, _rows, options in sheets]
    at = len(head) + sum(map(len, names)) + 4
    bodies, offsets = [_sheet(rows, options) for _name, rows, options in sheets], []
    for body in bodies:
        offsets.append(at)
        at += len(body)
    placed = [
        name[:4] + struct.pack("<I", offset) + name[8:] for name, offset in zip(names, offsets, strict=True)
    ]
    return compound({"Workbook": head + b"".join(placed) + _record(0x0A, b"") + b"".join(bodies)})


def _bound(name, options):
    return _record(0x85, struct.pack("<IBBBB", 0, bool(options.get("hidden")), 0, len(name), 1) + _wide(name))


def _sheet(rows, options):
    records = [_record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))]
    for number in options.get("hidden_rows", ()):
        records.append(_record(0x208, struct.pack("<HHHHHHI", number, 0, 9, 255, 0, 0, 0x20)))
    for row, cells in enumerate(rows):
        records += [_cell(row, column, value) for column, value in enumerate(cells) if value is not None]
    if merged := options.get("merged"):
        body = struct.pack("<H", len(merged)) + b"".join(struct.pack("<HHHH", *span) for span in merged)
        records.append(_record(0xE5, body))
    return b"".join(records) + _record(0x0A, b"")


def _cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, Formula):
        return _record(0x06, place + _cached(value.cached) + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")
    if isinstance(value, bool):
        return _record(0x205, place + bytes([value, 0]))
    if isinstance(value, str) and value in ERRORS:
        return _record(0x205, place + bytes([ERRORS[value], 1]))
    if isinstance(value, str):
        return _record(0x204, place + struct.pack("<HB", len(value), 1) + _wide(value))
    if isinstance(value, tuple):  # (number, style)
        return _record(0x203, struct.pack("<HHHd", row, column, value[1], value[0]))
    return _record(0x203, place + struct.pack("<d", value))


def _cached(value):
    if value is None:
        return b"\x03\0\0\0\0\0\xff\xff"
    if value in ERRORS:
        return b"\x02\0" + bytes([ERRORS[value]]) + b"\0\0\0\xff\xff"
    return struct.pack("<d", value)


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _wide(text):
    return text.encode("utf-16-le")


def compound(streams):
    """An OLE file with these streams, each padded so that it needs no small sectors."""
    padded = {
        name: body.ljust(max(4096, -(-len(body) // SECTOR) * SECTOR), b"\0") for name, body in streams.items()
    }
    table, entries, bodies = [], [_entry("Root Entry", 5, END, 0, child=1)], []
    for number, (name, body) in enumerate(padded.items(), start=1):
        count, first = len(body) // SECTOR, len(table)
        table += [*range(first + 1, first + count), END]
        entries.append(_entry(name, 2, first, len(body), right=number + 1 if number < len(padded) else FREE))
        bodies.append(body)
    directory = b"".join(entries).ljust(-(-len(entries) * 128 // SECTOR) * SECTOR, b"\0")
    first = len(table)
    table += [*range(first + 1, first + len(directory) // SECTOR), END]
    fats = -(-(len(table) + 1) // (SECTOR // 4 - 1))
    where = list(range(len(table), len(table) + fats))
    table += [FAT] * fats
    packed = struct.pack(f"<{len(table)}I", *table).ljust(fats * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, fats, first, 0, 4096, END, 0, END, 0)
    head += struct.pack("<109I", *where, *[FREE] * (109 - len(where)))
    return head + b"".join(bodies) + directory + packed


def _entry(name, kind, start, size, child=FREE, right=FREE):
    wide = _wide(name)
    head = wide.ljust(64, b"\0") + struct.pack("<HBBIII", len(wide) + 2, kind, 1, FREE, right, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)
