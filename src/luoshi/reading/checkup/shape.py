"""The document's own shape (形式问题): numbers that skip, items without one, totals that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from luoshi.reading import outline as outlines
from luoshi.reading.model import Facts, Finding, Frame, Node, Place, Source, Table, Target

_TOTAL = re.compile(r"^[(（]?(?:合\s*计|总\s*计|共\s*计)[)）]?$")
_NUMBER = re.compile(r"^[+-]?\d{1,3}(?:[,,]\d{3})+(?:\.\d+)?$|^[+-]?\d+(?:\.\d+)?$")
_NOT_ADDED = re.compile(r"[率比%‰速倍]|占比|年份|序号|时间|时限|期限|编号")
_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)(?!\d)\s*(万?亿?[元吨个家户项名人件台套座公里亩处]+)")
_CLAUSE = re.compile(r"[^。;;\n]*")
_LISTED = re.compile(r"^\s*(?:[(（::]|[,,]\s*其中)")


def shape_findings(
    source: Source, frame: Frame, outline: tuple[Node, ...], facts: Facts
) -> Iterator[Finding]:
    """unnumbered, numbering and sum, each with its places."""
    for place in outlines.unnumbered(source, frame, outline):
        yield Finding("unnumbered", (place,), {"words": _words(source, place)}, {"code": "propose_number"})
    for wrong in outlines.misnumbered(outline):
        place = Place(wrong.node.id, wrong.node.start, wrong.node.title_end)
        values = {"marker": wrong.node.marker, "expected": wrong.expected}
        yield Finding("numbering", (place,), values, {"code": "propose_marker", "expected": wrong.expected})
    for table in source.tables:
        yield from _table_sums(table, outline)
    yield from _sentence_sums(source, facts)


def _words(source: Source, place: Place) -> str:
    return source.text[place.start : min(place.end, place.start + 20)]


def _section_at(outline: Sequence[Node], offset: int) -> str | None:
    found = None
    for node in outline:
        if node.start > offset:
            break
        found = node.id
    return found


def _table_sums(table: Table, outline: Sequence[Node]) -> Iterator[Finding]:
    """A 合计 row against the rows it totals, column by column."""
    rows: dict[int, dict[int, str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell.text.strip()
    totals = [at for at, row in rows.items() if any(_TOTAL.match(text) for text in row.values())]
    if len(totals) != 1 or any("小计" in text for row in rows.values() for text in row.values()):
        return
    total = rows.pop(totals[0])
    for column, text in total.items():
        if (printed := _amount(text)) is None or _NOT_ADDED.search(_header(rows, column)):
            continue
        parts = [part for row in rows.values() if (part := _amount(row.get(column, ""))) is not None]
        if len(parts) > 1 and abs(sum(parts) - printed) > _rounding(printed, parts):
            place = Place(_section_at(outline, table.start), *_cell_span(table, totals[0], column))
            yield _sum_finding(place, printed, sum(parts, Decimal()), "")


def _header(rows: dict[int, dict[int, str]], column: int) -> str:
    return "".join(row.get(column, "") for row in rows.values() if _amount(row.get(column, "")) is None)


def _amount(text: str) -> Decimal | None:
    return Decimal(re.sub("[,,]", "", text)) if _NUMBER.match(text) else None


def _rounding(total: Decimal, parts: Sequence[Decimal]) -> Decimal:
    """Half a unit of the last printed digit for each rounded part (四舍五入); nothing where all are whole."""
    digits = max(-int(part.as_tuple().exponent) for part in (total, *parts))
    return Decimal(len(parts) + 1) / 2 / 10**digits if digits > 0 else Decimal()


def _cell_span(table: Table, row: int, column: int) -> tuple[int, int]:
    return next((cell.start, cell.end) for cell in table.cells if (cell.row, cell.column) == (row, column))


def _sentence_sums(source: Source, facts: Facts) -> Iterator[Finding]:
    """`60户(甲县20户、乙县30户)`: parts in brackets give the total; parts after 其中 never exceed it."""
    for target in facts.targets:
        total = _exact(target.value)
        tail = _after(source.text, target, total)
        if not _LISTED.match(tail):
            continue
        parts = [Decimal(value) for value, unit in _QUANTITY.findall(tail) if unit == target.unit]
        exact = "其中" not in tail[:3]
        if len(parts) > 1 and (sum(parts) > total or (exact and sum(parts) != total)):
            place = Place(target.section, target.start, target.end)
            yield _sum_finding(place, total, sum(parts, Decimal()), target.unit)


def _exact(value: float) -> Decimal:
    """The number as it was printed: without the fraction that a float adds to whole numbers."""
    number = Decimal(str(value))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _after(text: str, target: Target, total: Decimal) -> str:
    """The words behind a target's own quantity, to the end of the sentence."""
    clause = _CLAUSE.match(text, target.start, target.end + 200)
    for quantity in _QUANTITY.finditer(clause.group() if clause else ""):
        if Decimal(quantity[1]) == total and quantity[2] == target.unit:
            return quantity.string[quantity.end() :]
    return ""


def _sum_finding(place: Place, printed: Decimal, added: Decimal, unit: str) -> Finding:
    values = {
        "printed": f"{printed}{unit}",
        "added": f"{added}{unit}",
        "difference": f"{added - printed}{unit}",
    }
    return Finding("sum", (place,), values, {"code": "propose_sum", "added": f"{added}{unit}"})
