"""Pages: their size and grid, their page numbers, and what the first page of a letter carries (版面、页码)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from luoshi.kit.papers import measures
from luoshi.kit.papers.docx.package import Package
from luoshi.kit.papers.docx.runs import paragraph, run
from luoshi.kit.papers.docx.styles import exact
from luoshi.kit.papers.docx.xml import Element, root, text, w, x
from luoshi.kit.papers.measures import BOTTOM, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, SMALL, TOP, twips

_NUMBER_HEIGHT = round(SMALL * 20)
# The dashes stand in the middle of the line of the page number.
FOOTER = BOTTOM - measures.NUMBER_BELOW - _NUMBER_HEIGHT // 2

# Where the text is not 22 lines high, LibreOffice would put its lines in the middle of what a grid leaves over.
NO_GRID = "default"


@dataclass(frozen=True, slots=True)
class Side:
    """A reference to a header or footer: of odd pages (default), even pages or the first."""

    name: str
    kind: str
    key: str

    def element(self) -> Element:
        return x(f"w:{self.name}Reference", {"w:type": self.kind, "r:id": self.key})


@dataclass(frozen=True, slots=True)
class Pages:
    """A run of pages of one kind: `sides` are the parts that hold their page numbers."""

    sides: tuple[Side, ...]
    header: int = twips(15)
    footer: int = FOOTER
    has_first: bool = False
    is_turned: bool = False
    grid: str = "linesAndChars"


def properties(pages: Pages) -> Element:
    """The properties of a section (分节)."""
    margins = {"top": TOP, "right": RIGHT, "bottom": BOTTOM, "left": LEFT}
    size = w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT)
    if pages.is_turned:  # the head of the page is at its left edge when it is bound (cl. 8)
        margins = {"top": LEFT, "right": TOP, "bottom": RIGHT, "left": BOTTOM}
        size = w("pgSz", w=PAGE_HEIGHT, h=PAGE_WIDTH, orient="landscape")
    grid = w("docGrid", type=pages.grid, linePitch=measures.LINE, charSpace=measures.CHARACTER_SPACE)
    return w(
        "sectPr",
        *(side.element() for side in pages.sides),
        w("type", val="nextPage"),
        size,
        w("pgMar", **margins, header=pages.header, footer=pages.footer, gutter=0),
        w("titlePg") if pages.has_first else None,
        grid,
    )


def upright(package: Package) -> Pages:
    """Pages as they are read."""
    return Pages(sides=_sides(package, numbered_foot))


def turned(package: Package) -> Pages:
    """Pages whose tables are turned; their numbers stay where those of the other pages are."""
    return Pages(sides=_sides(package, _turned_number), header=0, footer=0, is_turned=True, grid=NO_GRID)


def header(package: Package, kind: str, *inside: Element) -> Side:
    return Side("header", kind, package.numbered_part("header", root("hdr", *inside)))


def footer(package: Package, kind: str, *inside: Element) -> Side:
    return Side("footer", kind, package.numbered_part("footer", root("ftr", *inside)))


def _sides(package: Package, number: Callable[[str], list[Element]]) -> tuple[Side, ...]:
    return tuple(footer(package, kind, *number(kind)) for kind in ("default", "even"))


def page_number() -> list[Element]:
    """— 1 —: two dashes with the number between them."""
    field = w("fldSimple", w("r", text("1")), instr=" PAGE ")
    return [run("— "), field, run(" —")]


def numbered_foot(kind: str) -> list[Element]:
    """Odd pages on the right, even ones on the left, one character from the edge."""
    side = "right" if kind == "default" else "left"
    indent = w("ind", **{f"{side}Chars": 100, side: _NUMBER_HEIGHT})
    return [paragraph("Footer", *page_number(), properties=(indent, w("jc", val=side)))]


def _turned_number(kind: str) -> list[Element]:
    """The number in a cell at the left edge of a turned page, written downwards.

    What is the left edge here is the foot of the page once it is bound.
    """
    cell = w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=_NUMBER_HEIGHT, type="dxa"),
            w("textDirection", val="tbRl"),
            w("vAlign", val="center"),
        ),
        paragraph(
            "Footer", *page_number(), properties=(w("jc", val="right" if kind == "default" else "left"),)
        ),
    )
    top, bottom = LEFT + _NUMBER_HEIGHT, PAGE_WIDTH - RIGHT - _NUMBER_HEIGHT
    place = w(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        vertAnchor="page",
        horzAnchor="page",
        tblpX=FOOTER,
        tblpY=top,
    )
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    return [
        w(
            "tbl",
            w("tblPr", place, w("tblW", w=_NUMBER_HEIGHT, type="dxa"), w("tblLayout", type="fixed"), margins),
            w("tblGrid", w("gridCol", w=_NUMBER_HEIGHT)),
            w("tr", w("trPr", w("trHeight", val=bottom - top, hRule="exact")), cell),
        ),
        tiny(),
    ]


def tiny(*inside: Element) -> Element:
    """A paragraph that takes no room: WordprocessingML asks for one where none is printed."""
    return w("p", w("pPr", exact(20), *inside))
