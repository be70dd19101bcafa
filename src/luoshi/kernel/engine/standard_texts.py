"""Standards as text (标准的文本): one row a line, read into what formulas look up, and written back in one shape.

    < 60: 0          60–70: 1          >= 80: 5          else: 0          scoring table, decision table
    10: 5                                                                 broken line
    3972: 集成电路                                                        classification
    3%                                                                    parameter

Cells that come from a spreadsheet are parted by tabs: low, high, points. Nothing is guessed: what can't be read is
named with its line and its place in the text, all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from luoshi.formula import units
from luoshi.formula.tables import Between, Condition, OneOf, Value, plain
from luoshi.formula.words import NARROW
from luoshi.kernel.engine.standards import Content, Fault, Kind, Mode, Row, Shape, Unreadable, known_unit


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a line and where it stands in the text."""

    text: str
    line: int
    start: int

    def fault(self, code: str, *, expected: int = 0) -> Unreadable:
        place = (self.line, self.start, self.start + len(self.text))
        return Unreadable([Fault(code, *place, self.text, expected)])


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what is asked, and what it gives; `is_rest` is said of what holds for all others."""

    asked: tuple[Cell, ...]
    given: Cell
    whole: Cell
    is_rest: bool = False


NUMBER: Final = re.compile(r"([-+]?\d[\d,]*(?:\.\d+)?)\s*(\D.*)?")
ANYTHING: Final = {"*", "any", "任意", "不限"}
REST: Final = {"else", "其他", "其余", "otherwise"}
TRUTHS: Final = {"true": True, "是": True, "yes": True, "false": False, "否": False, "no": False}
BOUND: Final = re.compile(r"(>=|<=|≥|≤|>|<)\s*(.+)")
SPAN: Final = re.compile(r"(-?[\d.,]+[^-–~至\d]*)\s*(?:-|–|~|至)\s*(-?[\d.,]+.*)")
SIGNS: Final = {"≥": ">=", "≤": "<="}
LARGEST: Final = 20_000  # lines


def read(text: str, shape: Shape) -> Content:
    """Read a text. Raises Unreadable with every line that can't be read."""
    rows: list[Row] = []
    otherwise: Value | None = None
    faults: list[Fault] = []
    for line in _lines(text.translate(NARROW), shape):
        try:
            if line.is_rest:
                otherwise = _value(line.given, shape.gives)
            else:
                rows.append(READERS[shape.kind](line, shape))
        except Unreadable as unreadable:
            faults += unreadable.faults
    if not rows and not faults:
        faults.append(Fault("nothing", 1, 0, len(text)))
    if shape.kind is Kind.PARAMETER and len(rows) > 1:
        faults.append(Fault("one", 2, 0, len(text)))
    if faults:
        raise Unreadable(faults)
    return Content(tuple(rows), otherwise)


def written(content: Content, shape: Shape) -> str:
    """The one shape in which a content is kept."""
    lines = [_written(row, shape) for row in content.rows]
    if content.otherwise is not None:
        lines.append(f"else: {shown(content.otherwise)}")
    return "\n".join(lines)


def worded(text: str, language: str) -> str:
    """A kept text as it is shown: the word for the rest in the reader's language."""
    return re.sub(r"(?m)^else:", "其他:", text) if language == "zh" else text


def _lines(text: str, shape: Shape) -> Iterator[Line]:
    start = 0
    for number, raw in enumerate(text.split("\n")[:LARGEST], 1):
        if raw.strip():
            yield _line(Cell(raw.rstrip("\r"), number, start), shape)
        start += len(raw) + 1


def _line(whole: Cell, shape: Shape) -> Line:
    if shape.kind is Kind.PARAMETER:
        return Line((), _stripped(whole), whole)
    cells = _parted(whole, "\t") if "\t" in whole.text else _written_cells(whole, shape)
    *asked, given = cells
    has_rest = shape.kind in {Kind.SCORING, Kind.DECISION}
    if has_rest and asked and asked[0].text.casefold() in REST and not any(one.text for one in asked[1:]):
        return Line((), given, whole, is_rest=True)
    return Line(tuple(asked), given, whole)


def _written_cells(whole: Cell, shape: Shape) -> list[Cell]:
    """What stands before the last colon, parted by bars, and what stands after it."""
    at = whole.text.find(":") if shape.kind is Kind.CLASSIFICATION else whole.text.rfind(":")
    if at < 0:
        first, blank, rest = whole.text.strip().partition(" ")
        if shape.kind is Kind.CLASSIFICATION:
            lead = len(whole.text) - len(whole.text.lstrip())
            after = whole.start + lead + len(first) + len(blank)
            return [
                _stripped(Cell(first, whole.line, whole.start + lead)),
                _stripped(Cell(rest, whole.line, after)),
            ]
        return [Cell("", whole.line, whole.start), _stripped(whole)]
    asked = Cell(whole.text[:at], whole.line, whole.start)
    given = Cell(whole.text[at + 1 :], whole.line, whole.start + at + 1)
    return [*_parted(asked, "|"), _stripped(given)]


def _parted(cell: Cell, sign: str) -> list[Cell]:
    found, start = [], cell.start
    for part in cell.text.split(sign):
        found.append(_stripped(Cell(part, cell.line, start)))
        start += len(part) + 1
    return found


def _stripped(cell: Cell) -> Cell:
    lead = len(cell.text) - len(cell.text.lstrip())
    return Cell(cell.text.strip(), cell.line, cell.start + lead)


def _parameter(line: Line, shape: Shape) -> Row:
    return (), _value(line.given, shape.gives)


def _band(line: Line, shape: Shape) -> Row:
    if len(line.asked) == 2:  # from a spreadsheet: low and high in cells of their own
        ends = [_number(cell, shape.inputs[0]) if cell.text else None for cell in line.asked]
        return (Between(*ends),), _value(line.given, shape.gives)
    if len(line.asked) != 1:
        raise line.whole.fault("cells", expected=2)
    return (_interval(line.asked[0], shape.inputs[0], shape.mode),), _value(line.given, shape.gives)


def _point(line: Line, shape: Shape) -> Row:
    if len(line.asked) != 1 or not line.asked[0].text:
        raise line.whole.fault("cells", expected=2)
    return (_number(line.asked[0], shape.inputs[0]),), _value(line.given, shape.gives)


def _rule(line: Line, shape: Shape) -> Row:
    if len(line.asked) != len(shape.inputs):
        raise line.whole.fault("cells", expected=len(shape.inputs) + 1)
    conditions = [_condition(*pair) for pair in zip(line.asked, shape.inputs, strict=True)]
    return tuple(conditions), _value(line.given, shape.gives)


def _member(line: Line, shape: Shape) -> Row:
    if len(line.asked) != 1 or not line.asked[0].text:
        raise line.whole.fault("cells", expected=2)
    return (line.asked[0].text,), line.given.text


def _condition(cell: Cell, wanted: str) -> Condition:
    if cell.text.casefold() in ANYTHING:
        return None
    if wanted in {"code", "truth"}:
        parts = re.split(r"[,;]", cell.text)
        return OneOf(frozenset(_word(Cell(part.strip(), cell.line, cell.start), wanted) for part in parts))
    return _interval(cell, wanted, Mode.LOW)


def _interval(cell: Cell, unit: str, mode: Mode) -> Between:
    """60–70, >= 80, < 60; the signs must be those of the table's ends."""
    if found := BOUND.fullmatch(cell.text):
        sign = SIGNS.get(found[1], found[1])
        value = _number(Cell(found[2], cell.line, cell.start + found.start(2)), unit)
        if (sign in {">=", "<"}) != (mode is not Mode.HIGH):
            raise cell.fault("end")
        return Between(value, None) if sign[0] == ">" else Between(None, value)
    if found := SPAN.fullmatch(cell.text):
        low, high = (Cell(found[part], cell.line, cell.start + found.start(part)) for part in (1, 2))
        return Between(_number(low, unit), _number(high, unit))
    raise cell.fault("interval")


def _value(cell: Cell, gives: str) -> Value:
    return _word(cell, gives) if gives in {"code", "truth"} else _number(cell, gives)


def _word(cell: Cell, wanted: str) -> str | bool:
    if wanted == "truth":
        if cell.text.casefold() not in TRUTHS:
            raise cell.fault("truth")
        return TRUTHS[cell.text.casefold()]
    if not cell.text:
        raise cell.fault("result")
    return cell.text


def _number(cell: Cell, unit: str) -> Fraction:
    """A number in the unit that is wanted; one that is written with another unit of its kind is converted."""
    found = NUMBER.fullmatch(cell.text.strip())
    if not found:
        raise cell.fault("number")
    value, wanted = Fraction(found[1].replace(",", "")), units.unit(unit)
    if not found[2]:
        return value
    own = known_unit(found[2].strip())
    if own is None or not own.alike(wanted):
        raise cell.fault("unit")
    return value * own.factor / wanted.factor


READERS: Final[dict[Kind, Callable[[Line, Shape], Row]]] = {
    Kind.PARAMETER: _parameter,
    Kind.SCORING: _band,
    Kind.LINE: _point,
    Kind.DECISION: _rule,
    Kind.CLASSIFICATION: _member,
}


def _written(row: Row, shape: Shape) -> str:
    asked, given = row
    if shape.kind is Kind.PARAMETER:
        return shown(given)
    cells = [said(one, shape.mode) for one in asked]
    return f"{' | '.join(cells)}: {shown(given)}"


def said(one: Condition | Value, mode: Mode) -> str:
    """A condition as it is written; what does not matter is a star."""
    if one is None:
        return "*"
    if isinstance(one, OneOf):
        return ", ".join(sorted(shown(each) for each in one.values))
    if not isinstance(one, Between):
        return shown(one)
    low, high = (None if end is None else plain(end) for end in (one.low, one.high))
    if low is None or high is None:
        above, below = (">", "<=") if mode is Mode.HIGH else (">=", "<")
        return f"{above} {low}" if high is None else f"{below} {high}"
    return f"{low}–{high}"


def shown(value: Value) -> str:
    """A result, or a cell of a point or a member, as it is written."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, Fraction) else value
