"""Plain text (纯文本): a line is a paragraph, unless a page broke the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from luoshi.reading.model import Source
from luoshi.reading.sources import folios, wraps
from luoshi.reading.sources.draft import Draft, DraftCell, Line, plain_lines
from luoshi.reading.sources.encodings import Decoded
from luoshi.reading.sources.ragged import Ragged, continuations, ragged
from luoshi.reading.sources.stacked import stacked_tables

_INDENT = re.compile("[ \u3000\u00a0]{2,}|\t|\u3000")
_GAP = re.compile("[ \u3000]{2,}")
_RULE = re.compile(r"[|+:\s—=-]+")
_FRAGMENT = re.compile(r"\d{1,2}(?:\.\d{1,2})?")
_CELL_OF_ANOTHER = "。"  # no stacked table goes on past it
_HOLE = re.compile(r"(?<=[A-Za-z]) (?=[\u4e00-\u9fff、，])")


def read_text(decoded: Decoded) -> Source:
    """A text file's source."""
    draft = Draft()
    draft.note("undecodable_bytes", decoded.damaged, encoding=decoded.encoding)
    raw = plain_lines(decoded.text)
    lines = [Line(text, indented=bool(_INDENT.match(line))) for line in raw if (text := line.strip())]
    lines = _without_page_numbers(lines, draft)
    texts, indented = [line.text for line in lines], [line.indented for line in lines]
    limit, uneven = wraps.wrap_width(texts), ragged(texts, indented)
    if limit and uneven and uneven.even and not uneven.by_indent:
        uneven = None
    limit = limit or (uneven.limit if uneven else None)
    if limit is None:
        _write_with_tables(lines, draft)
        _mark_stacked_tables(draft)
        return draft.source(format="txt")
    draft.lines = _without_glued_numbers(_with_fragments_in_place(lines), limit, draft)
    unwrap(draft, limit, uneven)
    _mark_stacked_tables(draft)
    return draft.source(format="txt")


def unwrap(draft: Draft, limit: int, uneven: Ragged | None = None) -> None:
    """Join the lines that a page broke, and take out the blanks that a PDF put between scripts."""
    texts, indented = [line.text for line in draft.lines], [line.indented for line in draft.lines]
    if uneven:
        goes_on = continuations(texts, indented, uneven)
    else:
        goes_on = wraps.continuations(texts, indented, limit)
    goes_on = [joins and _may_join(draft.lines[at - 1], draft.lines[at]) for at, joins in enumerate(goes_on)]
    draft.note("unwrapped_lines", sum(goes_on))
    draft.join(goes_on, wraps.glue)
    if wraps.has_artefact_blanks(texts):
        drop_artefact_blanks(draft)


def unwrap_if_broken(draft: Draft) -> None:
    """Join lines where the format's own paragraphs are lines that a page broke (从版式文件粘贴的文字)."""
    limit = wraps.wrap_width([line.text for line in draft.lines if line.table is None])
    if limit is not None:
        unwrap(draft, limit)


def _may_join(before: Line, line: Line) -> bool:
    return before.table is None and line.table is None and before.kind == line.kind and not line.label


def drop_artefact_blanks(draft: Draft) -> None:
    """Take out blanks between Chinese and Latin characters."""
    for line in draft.lines:
        text = wraps.without_artefact_blanks(line.text)
        draft.note("dropped_blanks", len(line.text) - len(text))
        line.text = text


def _without_page_numbers(lines: list[Line], draft: Draft) -> list[Line]:
    numbers = {i for i, line in enumerate(lines) if folios.decorated(line.text)}
    texts = [line.text for line in lines]
    if wraps.wrap_width(texts) is not None or ragged(texts, [line.indented for line in lines]):
        numbers |= folios.bare_numbers(texts)
    draft.note("dropped_page_numbers", len(numbers))
    heads = _running_lines(lines, numbers)
    draft.note("dropped_page_lines", len(heads))
    gone = numbers | heads
    return [line for i, line in enumerate(lines) if i not in gone] if gone else lines


def _running_lines(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Lines that stand beside page numbers three times or more with the same words (页眉)."""
    beside = [i for n in numbers for i in (n - 1, n + 1) if 0 <= i < len(lines) and i not in numbers]
    counted = Counter(lines[i].text for i in beside)
    return {i for i in beside if counted[lines[i].text] >= 3}


def _without_glued_numbers(lines: list[Line], limit: int, draft: Draft) -> list[Line]:
    glued = folios.glued_numbers([line.text for line in lines], limit)
    for i, length in glued.items():
        lines[i].text = lines[i].text[length:]
    draft.note("dropped_page_numbers", len(glued))
    return lines


def _with_fragments_in_place(lines: list[Line]) -> list[Line]:
    """Put a subscript that stands on a line of its own back behind its letters (PM 2.5)."""
    kept: list[Line] = []
    for i, line in enumerate(lines):
        holes = _HOLE.findall(kept[-1].text) if kept and _FRAGMENT.fullmatch(line.text) else ()
        if len(holes) == 1 and i + 1 < len(lines) and not wraps.is_finished(kept[-1].text):
            kept[-1].text = _HOLE.sub(line.text, kept[-1].text)
        else:
            kept.append(line)
    return kept


def _write_with_tables(lines: Sequence[Line], draft: Draft) -> None:
    """Write the lines; a run of lines with the same separators is a table."""
    for columns, group in groupby(lines, key=lambda line: _columns(line.text)):
        rows = list(group)
        if _is_table(rows, columns):
            _write_table([_cells(row.text) for row in rows], draft)
        else:
            draft.lines.extend(rows)


def _mark_stacked_tables(draft: Draft) -> None:
    """Note the tables whose cells stand one a line; the lines themselves stay what they are."""
    texts = [line.text if line.table is None else _CELL_OF_ANOTHER for line in draft.lines]
    for cells in stacked_tables(texts):
        draft.tables.append([DraftCell(one.row, one.column, 1, 1, one.first, one.last) for one in cells])


def _columns(text: str) -> tuple[str, int]:
    """The kind of separator and the number of cells that a line has; ("", 1) for prose."""
    if "\t" in text:
        return "\t", text.count("\t") + 1
    if text.startswith("|") and text.count("|") >= 3:
        return "|", text.count("|") - 1
    gaps = len(_GAP.findall(text)) if "  " in text or "\u3000" in text else 0
    return (" ", gaps + 1) if gaps else ("", 1)


def _is_table(rows: Sequence[Line], columns: tuple[str, int]) -> bool:
    separator, count = columns
    return count >= 3 and len(rows) >= (3 if separator == " " else 2)


def _cells(text: str) -> list[str]:
    if "\t" in text:
        return [cell.strip() for cell in text.split("\t")]
    if text.startswith("|"):
        return [] if _RULE.fullmatch(text) else [cell.strip() for cell in text.strip("|").split("|")]
    return _GAP.split(text)


def _write_table(rows: Sequence[Sequence[str]], draft: Draft) -> None:
    table = draft.open_table()
    for row, cells in enumerate(filter(None, rows)):
        for column, text in enumerate(cells):
            draft.write_cell(table, [Line(text)] if text else [], row=row, column=column)
