"""Rows for formulas (数据行): each line of a sheet as values of names, for whom and when; all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from luoshi.formula.catalogue import Catalogue, Name
from luoshi.formula.missing import Why
from luoshi.formula.periods import Period
from luoshi.formula.tool import cells, headings
from luoshi.formula.tool.cells import Cells, Column
from luoshi.formula.tool.faults import Fault, Refused
from luoshi.formula.tool.sheets import Line, Sheet, open_sheet

TOTALS: Final = frozenset(["合计", "总计", "小计", "全市合计", "全县合计", "total", "totals", "sum"])
ENOUGH: Final = 1000  # faults, then reading ends


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file is to be read; what is empty is found out."""

    sheet: str = ""
    encoding: str = ""
    body: str = ""
    period: str = ""
    is_tidy: bool = False
    of: str = "body"  # of whom the rows are: "body", "area", or "" for everybody


@dataclass
class Rows:
    """The rows of a file, with what there is to say about how they were read."""

    rows: list[dict[str, Any]]
    columns: list[Column]
    ignored: list[str] = field(default_factory=list)
    tidied: int = 0
    is_numbered: bool = False  # nobody is named: each row is one body, called by the number of its line
    partitions: Mapping[Period | None, Any] | None = None  # Arrow tables in place of `rows`

    def __len__(self) -> int:
        parts = (self.partitions or {}).values()
        return len(self.rows) + sum(int(one.num_rows) for one in parts)

    @property
    def bodies(self) -> list[str]:
        return list(dict.fromkeys(str(row["body"]) for row in self.rows if "body" in row))

    @property
    def periods(self) -> list[Period]:
        found = {row.get("period") for row in self.rows} | {*(self.partitions or ())}
        return sorted(one for one in found if one is not None)


def read_rows(path: str, catalogue: Catalogue, wanted: Wanted, needs: Iterable[Name] = ()) -> Rows:
    """Read a file. `needs` are the names that formulas read. Raises Refused with everything that is wrong."""
    sheet = open_sheet(path, sheet=wanted.sheet, encoding=wanted.encoding)
    found, faults = headings.find(
        sheet, catalogue, {wanted.of or "body": wanted.body, "period": wanted.period}
    )
    faults += _lacking(sheet, found, needs)
    reading = Reading(sheet, catalogue, found, wanted)
    reading.read()
    faults += reading.faults
    if faults:
        raise Refused(faults)
    return Rows(reading.rows, found.columns, found.ignored, reading.cells.tidied, reading.is_numbered)


def _lacking(sheet: Sheet, found: headings.Headings, needs: Iterable[Name]) -> list[Fault]:
    held = {one.name.code for one in found.columns}
    return [
        Fault(
            "T202",
            sheet.spot(found.line.number),
            {"name": one.said, "near": headings.nearest(one.zh or one.code, found.ignored)},
        )
        for one in needs
        if one.code not in held
    ]


class Reading:
    """Reads line after line."""

    def __init__(self, sheet: Sheet, catalogue: Catalogue, found: headings.Headings, wanted: Wanted) -> None:
        self.sheet, self.catalogue, self.found, self.wanted = sheet, catalogue, found, wanted
        self.cells = Cells(is_tidy=wanted.is_tidy)
        self.rows: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.seen: dict[tuple[object, ...], int] = {}
        self.is_numbered = wanted.of == "body" and "body" not in found.roles

    def read(self) -> None:
        lines = [line for line in self.sheet.lines if line.number > self.found.line.number]
        if not lines:
            self.faults.append(Fault("T103", self.sheet.spot(self.found.line.number)))
        for line in lines:
            if len(self.faults) > ENOUGH:
                return
            if self._fits(line):
                self._line(line)

    def _fits(self, line: Line) -> bool:
        """Whether the line has as many cells as there are headings; empty ones at its end don't count."""
        expected, held = len(self.found.words), list(line.cells)
        while len(held) > expected and held[-1] in {"", None}:
            held.pop()
        if not self.sheet.is_ragged or len(held) == expected:
            return True
        values = {"found": len(held), "expected": expected}
        self.faults.append(Fault("T110", self.sheet.spot(line.number), values))
        return False

    def _line(self, line: Line) -> None:
        row: dict[str, Any] = {}
        before = len(self.faults)
        for column in self.found.columns:
            value = self._taken(
                line, column.at, column.heading, lambda cell, of=column: self.cells.read(cell, of)
            )
            row[column.name.code] = value
            if column.name.dimension and isinstance(value, str) and not isinstance(value, Why):
                row.setdefault(column.name.dimension, value)
        for role, at in self.found.roles.items():
            self._role(line, role, at, row)
        if self.is_numbered:
            row["body"] = str(line.number)
        if len(self.faults) == before and self._is_new(line, row):
            self.rows.append(row)

    def _role(self, line: Line, role: str, at: int, row: dict[str, Any]) -> None:
        read = {"period": cells.period, "known_from": cells.day}.get(role, word)
        value = self._taken(line, at, self.found.words[at], read)
        if value is not None:
            row[role] = value
            self._place(line, role, at, str(value))
        elif role == self.wanted.of:
            self._fault(line, at, Fault("T311", values={"column": self.found.words[at]}))
        if role == self.wanted.of and str(value).replace(" ", "").casefold() in TOTALS:
            self._fault(line, at, Fault("T312", values={"found": value}))

    def _place(self, line: Line, role: str, at: int, value: str) -> None:
        """A place that the tree of its dimension does not hold would be left out of every cell: it is refused."""
        tree = self.catalogue.dimensions.get(role)
        if tree is None or not tree.level_of or value in tree.level_of:
            return
        near = headings.nearest(value, list(tree.level_of))
        self._fault(line, at, Fault("T511", values={"found": value, "tree": tree.zh or role, "near": near}))

    def _taken(self, line: Line, at: int, heading: str, read: Any) -> Any:
        cell = line.cells[at] if at < len(line.cells) else None
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        try:
            return read(cell)
        except Refused as refused:
            for fault in refused.faults:
                self._fault(line, at, fault)
            return Why.NOT_REPORTED

    def _fault(self, line: Line, at: int, fault: Fault) -> None:
        self.faults.append(fault.at(self.sheet.spot(line.number, at, self.found.words[at])))

    def _is_new(self, line: Line, row: Mapping[str, Any]) -> bool:
        own = tuple(row.get(part) for part in (self.wanted.of, "period", "known_from"))
        first = self.seen.setdefault(own, line.number)
        if first != line.number:
            who = " ".join(str(part) for part in own if part is not None) or "—"
            self.faults.append(Fault("T313", self.sheet.spot(line.number), {"who": who, "row": first}))
        return first == line.number


def word(cell: object) -> str:
    """A cell as a name: of somebody, of a place."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
