"""A Word document's paragraphs and tables (正文), in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.model import ParagraphKind
from luoshi.reading.sources.draft import Draft, Line
from luoshi.reading.sources.word.names import MC, VAL, W, whole
from luoshi.reading.sources.word.numbering import Numbering
from luoshi.reading.sources.word.runs import Runs, Words, chosen
from luoshi.reading.sources.word.styles import Style, Styles, heading_level

_PARAGRAPH, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_PROPERTIES, _STYLE, _NUMBER_ID, _NUMBER_LEVEL = f"{W}pPr", f"{W}pStyle", f"{W}numId", f"{W}ilvl"
_REMOVED = frozenset((f"{W}del", f"{W}moveFrom"))
_CELL_PROPERTIES, _SPAN, _MERGE = f"{W}tcPr", f"{W}gridSpan", f"{W}vMerge"
_SDT, _ALTERNATIVES = f"{W}sdt", f"{MC}AlternateContent"
_CONTENTS = "Table of Contents"
_MOST_COLUMNS = 1_000


@dataclass(slots=True)
class Properties:
    """What a paragraph says of itself, its style worked in."""

    style: Style
    name: str | None = None
    level: int | None = None
    number: int | None = None
    number_level: int | None = None
    centred: bool = False
    merged: bool = False  # its mark was deleted: it runs on into the next


@dataclass(slots=True)
class Place:
    """A table cell with its place in the grid and the elements whose words it holds."""

    row: int
    column: int
    columns: int
    elements: list[etree._Element] = field(default_factory=list)
    rows: int = 1


class Blocks:
    """Writes a document's body into a draft."""

    def __init__(self, draft: Draft, styles: Styles, numbering: Numbering) -> None:
        self._draft = draft
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs(draft, styles)
        self._carried = Words()

    def write(self, body: etree._Element) -> None:
        """Write all paragraphs and tables of the body."""
        for block in within(body, (_PARAGRAPH, _TABLE)):
            if block.tag == _TABLE:
                self._write_table(block)
            else:
                for line in self._paragraph(block):
                    self._draft.write(line)
        self._draft.write(Line("".join(self._carried.parts)))

    def _paragraph(self, element: etree._Element) -> list[Line]:
        line, boxes = self._line(element, ParagraphKind.TEXT)
        lines = [] if line is None else [line]
        for box in boxes:
            lines += self._lines(box, ParagraphKind.BOX)
        return lines

    def _lines(self, container: etree._Element, kind: ParagraphKind) -> list[Line]:
        """The lines of a box or cell; tables and boxes inside it are read through."""
        lines: list[Line] = []
        stack: list[tuple[Iterator[etree._Element], ParagraphKind]] = [
            (within(container, (_PARAGRAPH, _CELL)), kind)
        ]
        while stack:
            elements, kind = stack[-1]
            element = next(elements, None)
            if element is None:
                stack.pop()
            elif element.tag == _CELL:
                stack.append((within(element, (_PARAGRAPH, _CELL)), kind))
            else:
                line, boxes = self._line(element, kind)
                lines += [] if line is None else [line]
                stack += [(within(box, (_PARAGRAPH, _CELL)), ParagraphKind.BOX) for box in reversed(boxes)]
        return lines

    def _line(self, element: etree._Element, kind: ParagraphKind) -> tuple[Line | None, list[etree._Element]]:
        properties = self._properties(element)
        words = self._runs.read(element, properties.style)
        if self._carried.parts:
            words.parts[:0], self._carried = self._carried.parts, Words()
        if properties.merged:
            self._carried = words
            return None, words.boxes
        text = "".join(words.parts).strip()
        if properties.style.contents and text:
            self._draft.note("dropped_contents")
            return None, words.boxes
        label = self._label(properties)
        if not text:
            return None, words.boxes
        emphasis = properties.centred or (bool(words.spoken) and words.bold == words.spoken)
        printed = label[0] + _gap(label[0], label[1], text) + text
        return Line(printed, kind, properties.level, label[0], emphasis), words.boxes

    def _label(self, properties: Properties) -> tuple[str, str]:
        if not properties.number or properties.number < 0:
            return "", "nothing"
        return self._numbering.label(properties.number, properties.number_level, properties.name)

    def _properties(self, paragraph: etree._Element) -> Properties:
        element = next(
            iter(paragraph), None
        )  # the schema puts the properties first, the style first among them
        if element is None or element.tag != _PROPERTIES:
            return _from_style(self._styles.get(None), None)
        children = list(element)
        name = children[0].get(VAL) if children and children[0].tag == _STYLE else None
        properties = _from_style(self._styles.get(name), name)
        for child in children:
            change = _CHANGES.get(child.tag)
            if change is not None:
                change(properties, child)
        return properties

    def _write_table(self, table: etree._Element) -> None:
        places = _grid(table)
        if len({place.column for place in places}) < 2:
            for place in places:
                for line in self._cell_lines(place, ParagraphKind.BOX):
                    self._draft.write(line)
            return
        number = self._draft.open_table()
        for place in places:
            lines = self._cell_lines(place, ParagraphKind.CELL)
            self._draft.write_cell(
                number, lines, row=place.row, column=place.column, rows=place.rows, columns=place.columns
            )

    def _cell_lines(self, place: Place, kind: ParagraphKind) -> list[Line]:
        return [line for element in place.elements for line in self._lines(element, kind)]


def _from_style(style: Style, name: str | None) -> Properties:
    return Properties(style, name, style.level, style.number, style.number_level, style.centred)


def _number(properties: Properties, element: etree._Element) -> None:
    for child in element:
        if child.tag == _NUMBER_ID:
            properties.number = whole(child.get(VAL), 0)
            properties.number_level = properties.number_level or 0
        elif child.tag == _NUMBER_LEVEL:
            properties.number_level = whole(child.get(VAL), 0)


def _outline_level(properties: Properties, element: etree._Element) -> None:
    properties.level = heading_level(element.get(VAL, "9"))


def _alignment(properties: Properties, element: etree._Element) -> None:
    properties.centred = element.get(VAL) == "center"


def _mark(properties: Properties, element: etree._Element) -> None:
    properties.merged = any(child.tag in _REMOVED for child in element)


_CHANGES: Mapping[object, Callable[[Properties, etree._Element], None]] = {
    f"{W}numPr": _number,
    f"{W}outlineLvl": _outline_level,
    f"{W}jc": _alignment,
    f"{W}rPr": _mark,
}


def _gap(label: str, suffix: str, text: str) -> str:
    """A blank where label and words would else run into one (2.3 规划, 第一章 总则, 1. 5G)."""
    last = label[-1:]
    if suffix != "nothing" and (last.isdecimal() or last.isalpha()):
        return " "
    return " " if last.isascii() and last and text[:1].isdigit() else ""


def within(container: etree._Element, wanted: tuple[str, ...]) -> Iterator[etree._Element]:
    """The wanted elements below, through what merely wraps them; what a revision deleted stays out."""
    through = _WRAPPERS | ({_TABLE, _ROW} if _CELL in wanted and _TABLE not in wanted else frozenset())
    stack: list[Iterator[etree._Element]] = [iter(container)]
    while stack:
        for element in stack[-1]:
            inner = _inner(element, wanted, through)
            if inner is not None:
                stack.append(iter(inner))
                break
            if element.tag in wanted:
                yield element
        else:
            stack.pop()


def _inner(
    element: etree._Element, wanted: tuple[str, ...], through: frozenset[str] | set[str]
) -> etree._Element | None:
    tag = element.tag
    if tag in wanted:
        return None
    if tag in through:
        return element
    if tag == _SDT:
        return None if _is_contents(element) else element
    return chosen(element) if tag == _ALTERNATIVES else None


def _is_contents(sdt: etree._Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == _CONTENTS


def _grid(table: etree._Element) -> list[Place]:
    """The cells with their places; one that is merged downwards stands once (合并单元格)."""
    places: list[Place] = []
    above: dict[int, Place] = {}
    row_number = 0
    for row in within(table, (_ROW,)):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        above = _place_row(row, row_number, above, places)
        row_number += 1
    return places


def _place_row(
    row: etree._Element, number: int, above: dict[int, Place], places: list[Place]
) -> dict[int, Place]:
    column = whole(_value(row, f"{W}trPr/{W}gridBefore"), 0)
    here: dict[int, Place] = {}
    for cell in within(row, (_CELL,)):
        columns, goes_on = _extent(cell)
        if goes_on and column in above:
            place = above[column]
            place.rows = number - place.row + 1
            place.elements.append(cell)
        else:
            place = Place(number, column, columns, [cell])
            places.append(place)
        here[column] = place
        column += columns
    return here


def _extent(cell: etree._Element) -> tuple[int, bool]:
    """How many columns a cell takes, and whether it goes on the one above."""
    columns, goes_on = 1, False
    properties = next(iter(cell), None)
    for child in () if properties is None or properties.tag != _CELL_PROPERTIES else properties:
        if child.tag == _SPAN:
            columns = min(max(whole(child.get(VAL), 1), 1), _MOST_COLUMNS)
        elif child.tag == _MERGE:
            goes_on = child.get(VAL) != "restart"
    return columns, goes_on


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(VAL)
