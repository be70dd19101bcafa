"""A workbook of answers handed in (报送工作簿): all of its rows are sent, or none."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.clock import day_of
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Upload
from luoshi.kernel.services.files import store_upload
from luoshi.kit.sheets import Remark
from luoshi.work.asking import SheetReading
from luoshi.work.asking.sheets import ReadRow
from luoshi.work.engine.asking import FieldKind, FormText
from luoshi.work.models import Answer, AskForm
from luoshi.work.queries import ask_sheets as queries

from .asking import ANSWER, About, FormNotInForce, Given, answer_form


class SheetFaulty(Refusal):
    """Nothing was taken: `faults` has everything with its cell; the file is kept as `upload`."""

    code = "work.sheet_faulty"
    sentence = _("Nothing was taken over: %(number)s things are to be corrected first.")

    def __init__(self, *, faults: Sequence[Remark], upload: Upload) -> None:
        super().__init__(number=len(faults))
        self.faults, self.upload = tuple(faults), upload


class SheetEmpty(Refusal):
    code = "work.sheet_empty"
    sentence = _("No row of the workbook is filled in: there is nothing to send.")


@dataclass(frozen=True)
class SheetTaken:
    """What a workbook brought: the answers, and what was said of it beside."""

    answers: Sequence[Answer]
    notes: Sequence[Remark]


def hand_in_sheet(*, form: AskForm, content: bytes, name: str, by: Actor, at: datetime) -> SheetTaken:
    """Keep the file, read it to its end, and send every answer that it holds (报送工作簿).

    Raises FormNotInForce, Unreadable, SheetEmpty, SheetFaulty, FileEmpty or FileTooLarge.
    """
    require(by, ANSWER)
    on = day_of(at)
    asking = queries.asking_of(form, on=on)
    if asking is None:
        raise FormNotInForce(form=form, day=on)
    upload = store_upload(content=content, name=name, by=by, at=at)
    reading = queries.read(form, asking, content, by=by, on=on)
    if reading.faults:
        raise SheetFaulty(faults=reading.faults, upload=upload)
    if not reading.rows:
        raise SheetEmpty
    answers = _send_rows(form=form, reading=reading, text=asking.made.form, sheet=upload, by=by, at=at)
    return SheetTaken(answers, reading.notes)


@act
def _send_rows(
    *, form: AskForm, reading: SheetReading, text: FormText, sheet: Upload, by: Actor, at: datetime
) -> list[Answer]:
    bodies = Body.objects.in_bulk([row.key.body for row in reading.rows])
    kept = queries.files_of(form, bodies=set(bodies))
    return [
        answer_form(
            about=About(form=form, body=bodies[row.key.body], subject=row.key.subject, period=row.key.period),
            given=Given(raw=_raw(row, text), files=kept.get(row.key.place, {})),
            seen=row.key.mark,
            reasons={each.rule: row.reason for each in row.answers.doubts},
            sheet=sheet,
            by=by,
            at=at,
        )
        for row in reading.rows
    ]


def _raw(row: ReadRow, text: FormText) -> Mapping[str, Any]:
    files: Collection[str] = {each.code for each in text.fields if each.kind is FieldKind.FILE}
    return {code: value for code, value in row.answers.values.items() if code not in files}
