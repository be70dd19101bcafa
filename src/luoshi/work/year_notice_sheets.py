"""The days of a year as a sheet (工作日表): 日期, 是否上班, 名称; handed in as a file or pasted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from luoshi.kit.sheets import Column, Kind, Reading, Remark, Sheet, read_rows
from luoshi.work.engine.workdays import NamedDay
from luoshi.work.engine.year_notices import Fault, NoticeRead, Place, Stated, faults_of

MOST_DAYS = 400
SHEET = Sheet(
    code="work.workdays",
    title=_("Days of the year"),
    columns=(
        Column("day", _("Day"), Kind.DATE, required=True, unique=True, synonyms=("日期",), width=14),
        Column(
            "is_working",
            _("Worked"),
            Kind.BOOLEAN,
            required=True,
            synonyms=("是否上班", "上班", "是否工作日"),
            help=_("Yes on a weekend that is made up on, no on a day off."),
        ),
        Column(
            "name",
            _("Name of the holiday"),
            required=True,
            synonyms=("名称", "节日", "假期", "节日名称"),
            longest=60,
            width=24,
        ),
    ),
    most_rows=MOST_DAYS,
)
# A fault of a cell keeps the remark from which its sentence is made.
OF_A_CELL = "cell"


def read_sheet(content: bytes, *, year: int) -> NoticeRead:
    """Read the days of a year from a workbook or csv to its end. Raises Unreadable where it is neither."""
    reading = read_rows(content, SHEET)
    days = tuple(_stated(reading))
    faults = [_fault(remark) for remark in reading.faults]
    return NoticeRead(days=days, faults=(*faults, *faults_of(days, year=year)))


def _stated(reading: Reading) -> Iterable[Stated]:
    """The rows that are whole; of the others a fault tells."""
    for row in reading.rows:
        if all(row.values.get(key) is not None for key in SHEET.kinds):
            place = Place(cell=row.cell("day"))
            yield Stated(row.values["day"], row.values["is_working"], row.values["name"], place)


def _fault(remark: Remark) -> Fault:
    return Fault(OF_A_CELL, Place(cell=remark.cell), {"remark": remark})


def is_sheet(text: str) -> bool:
    """Whether a pasted text is such a list and no notice: its first line names the columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    words = {word.strip() for word in first.replace("\t", ",").replace("，", ",").split(",")}
    return len(words & {name for column in SHEET for name in (column.key, *column.synonyms)}) > 1


def as_csv(text: str) -> bytes:
    """A pasted list as a file; what is pasted out of a workbook is divided by tabs."""
    lines = [line for line in text.splitlines() if line.strip()]
    if "\t" not in lines[0]:
        return "\n".join(lines).encode()
    written = io.StringIO()
    csv.writer(written).writerows(line.split("\t") for line in lines)
    return written.getvalue().encode()


def as_text(named: Iterable[NamedDay]) -> str:
    """Days as a list that can be pasted."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(["日期", "是否上班", "名称"])
    lines.writerows([each.day.isoformat(), "是" if each.is_working else "否", each.name] for each in named)
    return written.getvalue()
