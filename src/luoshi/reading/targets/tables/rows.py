"""The rows of a table of indicators as targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.reading.grammar import units
from luoshi.reading.model import Modality, Target
from luoshi.reading.targets.phrases import GENERIC
from luoshi.reading.targets.tables import cells
from luoshi.reading.targets.tables.cells import Reading
from luoshi.reading.targets.tables.columns import Column, Holds
from luoshi.reading.targets.tables.sheet import Box, Sheet, distinct

_BRACKETED_UNIT = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]{1,14})[)）\]】〕]")
_MARKED = re.compile(
    r"^(?:\d{1,2}[.、)）]|[(（]\d{1,2}[)）]|[①-⑳]|其中[:：]?|[一二三四五六七八九十]{1,3}、|[*＊#])+|[*＊#①-⑩]+$"
    r"|(?<=[\u4e00-\u9fff])\d$"
)
_UP = re.compile(r"(?:累计|年均)?(?:增长|提升|提高|增加|新增)$")
_DOWN = re.compile(r"(?:累计|年均)?(?:降低|下降|减少)(?:率|幅度)?$")
_FIRST_UP = re.compile(r"^(?:新增|净增)")
_MADE = re.compile(r"^(?:新?培育|建成(?!区(?!域))|新建|引进|打造|创建|认定)(?=.{3})")
_RATE = re.compile(r"(?:率|比重|占比|比例|增速|增幅|强度|系数|指数)$")


@dataclass(frozen=True, slots=True)
class Caption:
    """What is printed over a table and holds for all of it."""

    unit: str = ""
    due: str | None = None
    section: str | None = None


def targets(sheet: Sheet, columns: Sequence[Column], caption: Caption) -> Iterator[Target]:
    """One target for each number in a target cell."""
    for row in sheet.rows:
        name = _name(row, columns)
        if name is None or not _MARKED.sub("", name.text):
            continue
        for box, column in zip(row, columns, strict=True):
            if column.holds in (Holds.TARGET, Holds.PACE) and box.text and box is not name:
                yield from _cell(row, columns, name, box, column, caption)


def _name(row: Sequence[Box], columns: Sequence[Column]) -> Box | None:
    named = distinct([box for box, column in zip(row, columns, strict=True) if column.holds is Holds.NAME])
    if not named or len(distinct(row)) < 2:
        return None
    if len(named) > 1 and GENERIC.fullmatch(_without_unit(named[-1].text)[0]):
        return Box(named[-2].text + named[-1].text, named[-2].start, named[-1].end)
    return named[-1]


def _cell(
    row: Sequence[Box], columns: Sequence[Column], name: Box, box: Box, column: Column, caption: Caption
) -> Iterator[Target]:
    words, own_unit = _without_unit(_MARKED.sub("", name.text))
    of_row = next((b.text for b, c in zip(row, columns, strict=True) if c.holds is Holds.UNIT and b.text), "")
    for reading in cells.read(box.text):
        indicator, change = _change(words, reading, column)
        unit = reading.unit or _unit_of(column, change, of_row or own_unit) or caption.unit
        yield Target(
            indicator=f"{indicator}（{reading.label}）" if reading.label else indicator,
            relation=reading.relation,
            value=reading.value,
            unit=unit,
            section=caption.section,
            start=name.start if name.start <= box.start else box.start,
            end=box.end,
            value_max=reading.value_max,
            change=change,
            per="year" if _is_yearly(words, reading, column, change) else None,
            due=column.due or caption.due,
            modality=_modality(row),
        )


def _unit_of(column: Column, change: str | None, of_row: str) -> str:
    """A column of growth is in per cent even where the row counts in something else."""
    if column.unit:
        return column.unit
    if column.holds is Holds.PACE and column.growth and change and units.kind(of_row) != "share":
        return "%"
    return "" if of_row in ("-", "/", "—") else of_row


def _change(words: str, reading: Reading, column: Column) -> tuple[str, str | None]:
    """The indicator without its verb, and what the verb says."""
    if _UP.search(words) and not _RATE.search(words):
        return _UP.sub("", words), "decrease" if reading.change == "decrease" else "increase"
    if _DOWN.search(words):
        return _DOWN.sub("", words), "decrease"
    words = _MADE.sub("", words)
    if _FIRST_UP.search(words):
        return _FIRST_UP.sub("", words), "increase"
    if reading.change:
        return words, reading.change
    grows = column.holds is Holds.PACE and column.growth and not _RATE.search(words) and not reading.bracketed
    return words, "increase" if grows else None


def _is_yearly(words: str, reading: Reading, column: Column, change: str | None) -> bool:
    if reading.yearly or "年均" in words:
        return True
    paced = (column.yearly and change is not None) or (column.growth and not column.cumulative)
    return column.holds is Holds.PACE and not reading.bracketed and paced


def _without_unit(name: str) -> tuple[str, str]:
    for bracket in _BRACKETED_UNIT.finditer(name):
        if units.is_unit(bracket.group(1)):
            return name[: bracket.start()] + name[bracket.end() :], bracket.group(1)
    return name, ""


def _modality(row: Sequence[Box]) -> Modality:
    """约束性 binds, 预期性 aims."""
    words = [box.text for box in row]
    if any(word.startswith("约束") for word in words):
        return Modality.MUST
    return Modality.AIMS if any(word.startswith("预期") for word in words) else Modality.PLAIN
