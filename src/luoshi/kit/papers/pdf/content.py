"""A paper as the values that the typst template sets: words are values there, never markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import singledispatchmethod
from typing import Any

from luoshi.kit.papers import mastheads, measures, numbers, pictures, titles
from luoshi.kit.papers.grids import Placed, placed
from luoshi.kit.papers.model import (
    Align,
    Annex,
    Block,
    Form,
    Heading,
    Imprint,
    Landscape,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Row,
    Signature,
    Table,
    Words,
    plain,
    runs_of,
)
from luoshi.kit.papers.words import evened, one_line, printable

Values = dict[str, Any]
_TALLEST = 12  # lines of a row that stays whole: half of a turned page
# Where a word that no line holds may break: one of letters and digits has no place for it of its own.
_LONG = re.compile(r"[!-~]{24}(?=[!-~])")
_LONG_IN_A_CELL = re.compile(r"[!-~]{6}(?=[!-~]{6})")
_LARGEST = {Form.LETTER: 40.0}


class Content:
    """The values of a paper, and its pictures as files beside them."""

    def __init__(self, paper: Paper) -> None:
        self.files: dict[str, bytes] = {}
        self.room = _room(turned=False)
        self.values = self._paper(paper)

    def _paper(self, paper: Paper) -> Values:
        day = paper.dated_on
        return {
            "form": paper.form.value,
            "title": _lines(paper.title),
            "name": one_line(paper.title),
            "author": [one_line(name) for name in paper.issuers],
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "masthead": _masthead(paper),
            "number": one_line(paper.printed_number),
            "copy": numbers.copy(paper.copy_number) if paper.copy_number else "",
            "urgency": paper.urgency.value,
            "signers": evened(paper.signers),
            "subtitle": one_line(paper.subtitle),
            "addressees": "，".join(map(one_line, paper.addressees)),
            "blocks": self._blocks(paper.blocks),
            "annexes": [self._annex(annex) for annex in paper.annexes],
            "signature": _signature(paper.signature) if paper.signature else None,
            "note": one_line(paper.note).strip("()（）"),
            "attendance": [
                {"label": f"{one_line(each.label)}：", "people": _broken(one_line(each.people))}
                for each in paper.attendance
            ],
            "imprint": _imprint(paper.imprint, paper.form) if paper.imprint else None,
        }

    def _annex(self, annex: Annex) -> Values:
        return {
            "title": _lines(annex.title),
            "name": one_line(annex.title),
            "blocks": self._blocks(annex.blocks),
        }

    def _blocks(self, blocks: Sequence[Block]) -> list[Values]:
        return [{"kind": type(block).__name__, **self._block(block)} for block in blocks]

    @singledispatchmethod
    def _block(self, block: Block) -> Values:
        raise TypeError(f"{type(block).__name__} is no block of a paper")

    @_block.register
    def _heading(self, block: Heading) -> Values:
        return {"level": block.level, "text": _broken(one_line(block.text))}

    @_block.register
    def _paragraph(self, block: Paragraph) -> Values:
        return {"runs": _runs(block.words)}

    @_block.register
    def _break(self, block: PageBreak) -> Values:
        return {}

    @_block.register
    def _landscape(self, block: Landscape) -> Values:
        upright, self.room = self.room, _room(turned=True)
        blocks = self._blocks(block.blocks)
        self.room = upright
        return {"blocks": blocks}

    @_block.register
    def _picture(self, block: Picture) -> Values:
        size = pictures.printed_size(block, room=self.room)
        name = f"picture{len(self.files) + 1}.{pictures.ending(block)}"
        self.files[name] = block.content
        return {
            "file": name,
            "alternative": one_line(block.alternative),
            "caption": one_line(block.caption),
            "width": size.width,
            "height": size.height,
        }

    @_block.register
    def _table(self, block: Table) -> Values:
        aligned = [column.align for column in block.columns]
        return {
            "widths": [column.width for column in block.columns],
            "caption": one_line(block.caption),
            "head": self._cells(block, block.head_rows(), [Align.CENTER] * len(aligned), part="head"),
            "body": self._cells(block, block.rows, aligned, part="body"),
        }

    def _cells(
        self, table: Table, rows: Sequence[Row], aligned: Sequence[Align], *, part: str
    ) -> list[Values]:
        """The cells one after the other; those that another covers are left out."""
        whole = sum(column.width for column in table.columns)
        wide = [self.room.width * column.width / whole for column in table.columns]
        cells: list[Values] = []
        for line in placed(table, rows, part=part):
            standing = [each for each in line if not each.is_covered]
            tall = {"tall": True} if any(_is_tall(each, wide) for each in standing) else {}
            cells += [_cell(each, aligned) | tall for each in standing]
        return cells


def _room(*, turned: bool) -> pictures.Size:
    """What a picture may take of a page, with its caption below it."""
    wide, high = measures.TEXT_WIDTH, measures.TEXT_HEIGHT
    if turned:
        wide, high = high, wide
    return pictures.Size(wide / measures.TWIPS_A_MM, (high - 3 * measures.LINE) / measures.TWIPS_A_MM)


def _cell(each: Placed, aligned: Sequence[Align]) -> Values:
    cell = each.cell
    values: Values = {"align": (cell.align or aligned[each.column]).value}
    if isinstance(cell.words, str):
        values["text"] = _broken(printable(cell.words), _LONG_IN_A_CELL)
    else:
        values["runs"] = _runs(cell.words)
    if cell.columns > 1 or cell.rows > 1:
        values |= {"columns": cell.columns, "rows": cell.rows}
    return values


def _is_tall(each: Placed, wide: Sequence[float]) -> bool:
    """Whether a cell fills so many lines that the end of a page may cut its row; other rows stay whole."""
    words = plain(each.cell.words)
    letter = measures.CELL * 25.4 / 72
    room = sum(wide[each.column : each.column + each.cell.columns]) - 2
    return measures.width(words) * letter / max(letter, room) + words.count("\n") > _TALLEST


def _runs(words: Words) -> list[Values]:
    return [
        {"text": _broken(printable(run.text)), "face": run.face.value, "bold": run.is_bold}
        for run in runs_of(words)
    ]


def _broken(text: str, long: re.Pattern[str] = _LONG) -> str:
    return long.sub("\\g<0>\u200b", text)


def _lines(title: str) -> list[str]:
    return list(titles.lines_of(title))


def _masthead(paper: Paper) -> Values:
    if paper.form is Form.PLAIN:
        return {}
    names, suffix = mastheads.names(paper), mastheads.suffix(paper)
    lettering = mastheads.lettering(
        *(name + suffix for name in names), largest=_LARGEST.get(paper.form, mastheads.LARGEST)
    )
    return {
        "names": [one_line(name) for name in names],
        "suffix": suffix,
        "size": lettering.size,
        "scale": lettering.scale,
    }


def _signature(signature: Signature) -> Values:
    return {
        "names": [one_line(name) for name in signature.names],
        "day": numbers.day(signature.signed_on),
        "sealed": signature.is_sealed,
    }


def _imprint(imprint: Imprint, form: Form) -> Values:
    lists = [("主送：", imprint.addressed_to), ("抄送：", imprint.copies_to)]
    is_letter = form is Form.LETTER
    return {
        "lists": [
            {"label": label, "names": "，".join(map(one_line, names)).rstrip("，。") + "。"}
            for label, names in lists
            if names
        ],
        "by": "" if is_letter else one_line(imprint.printed_by),
        "day": "" if is_letter else f"{numbers.day(imprint.printed_on)}印发",
    }
