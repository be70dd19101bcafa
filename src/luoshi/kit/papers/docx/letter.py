"""The first page of a letter (信函格式): double rules of 170 mm, and no page number."""

from __future__ import annotations

from luoshi.kit.papers import mastheads
from luoshi.kit.papers.docx.head import marks, name_in_red
from luoshi.kit.papers.docx.package import Package
from luoshi.kit.papers.docx.runs import blank, paragraph, run
from luoshi.kit.papers.docx.sections import FOOTER, NO_GRID, Pages, footer, header, numbered_foot, tiny
from luoshi.kit.papers.docx.styles import exact
from luoshi.kit.papers.docx.xml import Element, w
from luoshi.kit.papers.measures import LEFT, PAGE_WIDTH, RED, RIGHT, TEXT_WIDTH, twips
from luoshi.kit.papers.model import Paper

_MASTHEAD = twips(30)  # from the upper edge of the paper
_LOWER_RULE = twips(20)  # from its lower edge
_WIDE = twips(170)
_RULE_BELOW = twips(3.5)  # and half a millimetre between the characters and the edge of their line
_NUMBER_BELOW = twips(1.4)  # what the line of the number lacks to 7/8 of a character
_OUT = (PAGE_WIDTH - _WIDE) // 2
_THICK, _THIN = 18, 6  # eighths of a point
_GAP = 24  # twips between the two rules
_LARGEST = 40.0


def pages(paper: Paper, package: Package) -> Pages:
    """Pages whose first one carries the name in red and the rules."""
    lift = FOOTER - _LOWER_RULE
    sides = (
        header(package, "first", *_above(mastheads.names(paper)[0])),
        header(package, "default", tiny()),
        header(package, "even", tiny()),
        footer(package, "first", _rules(_THIN, _THICK)),
        *(
            footer(package, kind, *numbered_foot(kind), w("p", w("pPr", exact(lift))))
            for kind in ("default", "even")
        ),
    )
    return Pages(sides=sides, header=_MASTHEAD, footer=_LOWER_RULE, has_first=True, grid=NO_GRID)


def _above(name: str) -> list[Element]:
    return [
        name_in_red(name, mastheads.lettering(name, largest=_LARGEST)),
        w("p", w("pPr", exact(_RULE_BELOW))),
        _rules(_THICK, _THIN),
        w("p", w("pPr", exact(_NUMBER_BELOW))),
    ]


def _rules(upper: int, lower: int) -> Element:
    """Two red rules, wider than the text: the borders of a line that holds nothing."""
    borders = [
        w(side, val="single", sz=thick, space=0, color=RED)
        for side, thick in (("top", upper), ("bottom", lower))
    ]
    return w("p", w("pPr", w("pBdr", *borders), exact(_GAP), w("ind", left=_OUT - LEFT, right=_OUT - RIGHT)))


def head(paper: Paper) -> list[Element]:
    """Marks at the left and the number at the right, below the first rules; then two empty lines."""
    printed = marks(paper)
    stops = w("tabs", w("tab", val="right", pos=TEXT_WIDTH))
    first = paragraph(
        "", *printed[:1], run(f"\t{paper.printed_number}"), properties=(stops, w("jc", val="left"))
    )
    return [
        first,
        *(paragraph("", mark) for mark in printed[1:]),
        *blank(count=2),
    ]
