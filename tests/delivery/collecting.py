"""Rounds whose workbooks go out and come back, filled in as an agency would (收发样例)."""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import openpyxl

from luoshi.delivery.models import ReportRound, RoundAsk
from luoshi.delivery.queries.collecting import asks_of, tasks_of
from luoshi.delivery.returned_columns import COLUMNS
from luoshi.delivery.returned_writing import FIRST, SHEET, workbook_of
from luoshi.delivery.services import collecting, reports
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Body, User
from luoshi.kernel.services.files import store_upload
from tests.delivery.factories import Office
from tests.kernel.factories import LATER, NOON, BodyFactory

SEPTEMBER = date(2025, 9, 25)
PERIOD = "2025-09"
PLACES = {column.key: at for at, column in enumerate(COLUMNS, start=1)}


@dataclass
class Collecting:
    """A body that issues, so many that lead, each with so many tasks that were signed for, and an open round."""

    bodies: int = 1
    tasks: int = 2
    offices: list[Office] = field(default_factory=list)

    def __post_init__(self):
        issuer = BodyFactory()
        for number in range(self.bodies):
            office = Office(issuer=issuer, lead=BodyFactory(name=f"示例市第{number + 1:02d}局"))
            for task in range(self.tasks):
                office.working(title=f"第{number + 1}局任务{task + 1}")
            self.offices.append(office)
        self.round = self.open(PERIOD)

    @property
    def desk(self) -> User:
        return self.offices[0].desk

    def open(self, period: str) -> ReportRound:
        return reports.open_round(
            issuer=self.offices[0].issuer, period=period, due_on=SEPTEMBER, by=self.desk, at=LATER
        )

    def asks(self, opened: ReportRound | None = None) -> list[RoundAsk]:
        return list(asks_of(opened or self.round))

    def ask(self, body: Body | None = None) -> RoundAsk:
        return next(ask for ask in self.asks() if body in (None, ask.body))

    def workbook(self, ask: RoundAsk | None = None) -> bytes:
        ask = ask or self.ask()
        return workbook_of(ask, tasks_of(ask.round, bodies=[ask.body_id])[ask.body_id])

    def filled(self, ask: RoundAsk | None = None, **cells) -> bytes:
        """The body's workbook with something said in every row."""
        return fill(self.workbook(ask), {"done": "已建成2个平台。"} | cells)

    def drop(self, *files: tuple[str, bytes], by: User | None = None, ask=None, opened=None, at=LATER):
        """Hand in files and have them checked."""
        by = by or self.desk
        uploads = [store_upload(content=content, name=name, by=by, at=at) for name, content in files]
        opened = opened or self.round
        collecting.hand_in_returned(opened=opened, ask=ask, uploads=uploads, by=by, at=at)
        work_until_idle()
        return list(opened.returned.order_by("handed_at", "position"))

    def take_in(self, by: User | None = None, ask=None):
        collecting.ask_to_take_in(opened=self.round, ask=ask, by=by or self.desk, at=LATER)
        work_until_idle()


def fill(content: bytes, cells: dict, *, rows=None, saved_at: datetime | None = None) -> bytes:
    """The workbook with cells filled in by the keys of their columns, in all rows or some, counted from 0."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book[SHEET]
    for row in range(FIRST + 1, page.max_row + 1) if rows is None else [FIRST + 1 + each for each in rows]:
        for key, value in cells.items():
            page.cell(row, PLACES[key]).value = value
    return saved(book, saved_at=saved_at)


def saved(book, *, saved_at: datetime | None = None) -> bytes:
    buffer = io.BytesIO()
    moment = saved_at or NOON + timedelta(days=1)
    book.properties.modified = moment.replace(tzinfo=None)
    writer = openpyxl.writer.excel.ExcelWriter(
        book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
    )
    writer.save()
    return buffer.getvalue()


def cell_of(key: str, row: int) -> str:
    """The name of a cell, its row counted from 0 below the header."""
    return f"{openpyxl.utils.get_column_letter(PLACES[key])}{FIRST + 1 + row}"


def zipped(*files: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, content in files:
            packing.writestr(name, content)
    return buffer.getvalue()


def verdicts(files) -> list[str]:
    return [each.verdict for each in files]


def places(file) -> list[tuple[str, str]]:
    """What a file was sent back for: the fault's short code and the cell."""
    return [(each["code"].removeprefix("delivery.returned_"), each["cell"]) for each in file.faults]
