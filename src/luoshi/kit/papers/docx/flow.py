"""The paper from its first line to its last, cut into sections where pages are turned (正文)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, singledispatchmethod

from luoshi.kit.papers import measures
from luoshi.kit.papers.docx.drawings import picture
from luoshi.kit.papers.docx.package import Package
from luoshi.kit.papers.docx.runs import extended, paragraph, run, runs
from luoshi.kit.papers.docx.sections import Pages, properties, tiny, turned
from luoshi.kit.papers.docx.tables import table
from luoshi.kit.papers.docx.xml import Element, w
from luoshi.kit.papers.model import (
    Block,
    Heading,
    Landscape,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from luoshi.kit.papers.pictures import Size
from luoshi.kit.papers.words import one_line

_CAPTION_LINES = 3  # what a picture leaves free on its page
_UPRIGHT = (measures.TEXT_WIDTH, measures.TEXT_HEIGHT)
_TURNED = (measures.TEXT_HEIGHT, measures.TEXT_WIDTH)


@dataclass
class Flow:
    """What has been written, and on what kind of pages."""

    package: Package
    upright: Pages
    written: list[Element] = field(default_factory=list)
    section_start: int = 0
    breaks_page: bool = False

    def __post_init__(self) -> None:
        self.pages = self.wanted = self.upright

    def add(self, elements: Iterable[Element]) -> None:
        for element in elements:
            self._begin_wanted()
            if self.breaks_page and len(self.written) > self.section_start:
                element = self._on_a_new_page(element)
            self.breaks_page = False
            if element.name == "w:tbl":
                self._part_tables()
            self.written.append(element)

    def finished(self) -> list[Element]:
        """All that was written, and the properties of the last section."""
        self._part_tables()
        return [*self.written, properties(self.pages)]

    def _part_tables(self) -> None:
        """Word makes one of two tables that touch, and wants a paragraph after the last."""
        if self.written and self.written[-1].name == "w:tbl":
            self.written.append(tiny())

    def turn(self, pages: Pages) -> None:
        """Let what follows, if anything does, stand on pages of this kind."""
        self.wanted = pages

    def _begin_wanted(self) -> None:
        if self.wanted == self.pages:
            return
        if len(self.written) > self.section_start:
            self.written.append(tiny(properties(self.pages)))
            self.section_start = len(self.written)
        self.pages = self.wanted

    def _on_a_new_page(self, element: Element) -> Element:
        if element.name == "w:p":
            return extended(element, w("pageBreakBefore"))
        self.written.append(tiny(w("pageBreakBefore")))
        return element

    def stand(self) -> None:
        """Let the section hold a paragraph: what floats at its beginning would float on the page before."""
        if self.wanted != self.pages or len(self.written) == self.section_start:
            self.add([tiny()])

    def hold_last(self) -> None:
        """Keep the last paragraph on the page of what follows: no signature stands alone on a page."""
        if self.written and self.written[-1].name == "w:p":
            self.written[-1] = extended(self.written[-1], w("keepNext"))

    @singledispatchmethod
    def block(self, block: Block) -> None:
        raise TypeError(f"{type(block).__name__} is no block of a paper")

    @block.register
    def _heading(self, block: Heading) -> None:
        self.add([paragraph(f"Heading{block.level}", run(one_line(block.text)))])

    @block.register
    def _paragraph(self, block: Paragraph) -> None:
        self.add([paragraph("Body", *runs(block.words))])

    @block.register
    def _table(self, block: Table) -> None:
        self.add(table(block, width=self._room()[0]))

    @block.register
    def _picture(self, block: Picture) -> None:
        wide, high = (each / measures.TWIPS_A_MM for each in self._room())
        free = _CAPTION_LINES * measures.LINE / measures.TWIPS_A_MM
        self.add(picture(block, self.package, room=Size(wide, high - free)))

    @block.register
    def _break(self, block: PageBreak) -> None:
        self.breaks_page = True

    @block.register
    def _landscape(self, block: Landscape) -> None:
        self.turn(self.turned)
        for inner in block.blocks:
            self.block(inner)
        self.turn(self.upright)

    @cached_property
    def turned(self) -> Pages:
        return turned(self.package)

    def _room(self) -> tuple[int, int]:
        return _TURNED if self.wanted.is_turned else _UPRIGHT
