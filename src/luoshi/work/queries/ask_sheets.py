"""What a workbook of a form is made of and read with (填报工作簿查询)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from luoshi.formula import Figure, Missing, Name, Period, Source
from luoshi.kernel.among import Among
from luoshi.kernel.formulas.sources import OfMany
from luoshi.kernel.models import Body, Upload
from luoshi.work.asking import SheetReading, SheetRow, opened, read_workbook, taken
from luoshi.work.asking.keeping import figures_of
from luoshi.work.asking.sheets import Asking, Known
from luoshi.work.engine.asking import FormText
from luoshi.work.models import Answer, AnswerFile, AskForm
from luoshi.work.models.asking import NOTHING_YET
from luoshi.work.queries import asking as queries

Key = tuple[int, str, str]
Place = tuple[int, str, str, str]


def asking_of(form: AskForm, *, on: date) -> Asking | None:
    """The form as it is asked on a day; nothing when it is not in force."""
    version = queries.version_in_force(form, on)
    made = queries.made_if_sound(version, on=on)
    return Asking(form.code, str(form), version.number, version.digest, made) if version and made else None


def rows_to_fill(
    form: AskForm,
    asking: Asking,
    *,
    bodies: Iterable[Body],
    subjects: Mapping[str, str] | None = None,
    period: str = "",
    by: Any,
    on: date,
) -> list[SheetRow]:
    """A row for each body and subject, with what is saved, what was said last, and what is known before.

    `subjects` are the keys of what is asked about, with their words; without any the form is about nothing else.
    What is saved is shown as far as this person may read it.
    """
    bodies = list(bodies)
    many = OfMany([body.pk for body in bodies], on=on)
    wanted = {"": ""} if subjects is None else dict(subjects)
    before = _before(form, [body.pk for body in bodies], period)
    readable = Answer.objects.allowed(by, act=Answer.read_act)
    now = _now(readable.filter(form=form, period=period), [body.pk for body in bodies], period)
    found = []
    for body in bodies:
        for subject, about in wanted.items():
            key = (body.pk, subject, period)
            row = SheetRow(body.pk, str(getattr(body, "name_then", body)), subject, period, about=about)
            found.append(_filled(row, asking, now.get(key), before.get(key), _OfBody(many, body.pk), on))
    return found


class _OfBody:
    """What is known of one of many bodies, of whom it is read at once."""

    def __init__(self, many: OfMany, body: int) -> None:
        self._many, self._body = many, str(body)

    def bodies(self, period: Period) -> Collection[str]:
        return [self._body]

    def figure(self, of: str, name: Name, period: Period) -> Figure | Missing | None:
        return self._many.figure(self._body, name, period)

    def member(self, body: str, dimension: str, period: Period) -> str | None:
        return self._many.member(self._body, dimension, period)


def _filled(
    row: SheetRow, asking: Asking, now: Answer | None, before: Answer | None, beyond: Source, on: date
) -> SheetRow:
    text = asking.made.form
    last = figures_of(text, before.values) if before else {}
    if now:
        values = {
            code: value for code, value in taken(text, now.values).items() if not isinstance(value, tuple)
        }
        return replace(row, mark=now.mark, values=values, last=_readable(last), is_draft=not now.is_sent)
    known = opened(asking.made, on=on, previous=last, beyond=beyond)
    return replace(row, values={code: each.value for code, each in known.items()}, last=_readable(last))


def _readable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {code: value for code, value in values.items() if not isinstance(value, tuple)}


def _now(rows: QuerySet[Answer], bodies: Collection[int], period: str) -> dict[Key, Answer]:
    found = rows.filter(body__among=Among(bodies)).order_by("revision")
    return {(row.body_id, row.subject, period): row for row in found}


def _before(form: AskForm, bodies: Collection[int], period: str) -> dict[Key, Answer]:
    """By answer the last that was sent for an earlier period."""
    if not period:
        return {}
    rows = Answer.objects.sent().filter(form=form, body__among=Among(bodies), period__lt=period)
    return {(row.body_id, row.subject, period): row for row in rows.order_by("period", "revision")}


def read(form: AskForm, asking: Asking, content: bytes, *, by: Any, on: date) -> SheetReading:
    """Read a workbook with what is known of its rows; rows of bodies that one can't answer for are refused."""
    world = _World(form, asking.made.form, by, on)
    return read_workbook(asking, content, on=on, known=world.known, refused=world.refused)


class _World:
    """What stands here about the rows of a workbook, asked once for all of them."""

    def __init__(self, form: AskForm, text: FormText, by: Any, on: date) -> None:
        self.form, self.text, self.on = form, text, on
        allowed = queries.bodies_to_answer_for(by, on=on).order_by()
        self.bodies = set(allowed.values_list("pk", flat=True))
        self.marks = queries.marks(form, bodies=self.bodies)
        self.files = files_of(form, bodies=self.bodies)
        self._many = OfMany(self.bodies, on=on)
        self._last: dict[str, dict[Key, Answer]] = {}

    def refused(self, row: SheetRow) -> str:
        if row.body not in self.bodies:
            return "body_unknown"
        stands = self.marks.get((row.body, row.subject, row.period), NOTHING_YET)
        return "answered_meanwhile" if stands != row.mark else ""

    def known(self, row: SheetRow) -> Known:
        if row.period not in self._last:
            self._last[row.period] = _before(self.form, self.bodies, row.period)
        before = self._last[row.period].get((row.body, row.subject, row.period))
        files = self.files.get(row.place, {})
        return Known(
            figures_of(self.text, before.values) if before else {},
            {code: [upload.pk for upload in uploads] for code, uploads in files.items()},
            _OfBody(self._many, row.body),
        )


def files_of(form: AskForm, *, bodies: Collection[int]) -> dict[Place, dict[str, list[Upload]]]:
    """The files of the answers of these bodies: by answer and mark, then by field."""
    rows = AnswerFile.objects.filter(answer__form=form, answer__body__among=Among(bodies))
    found: dict[Place, dict[str, list[Upload]]] = {}
    for each in rows.select_related("answer", "upload").order_by("pk"):
        answer = each.answer
        place = (answer.body_id, answer.subject, answer.period, answer.mark)
        found.setdefault(place, {}).setdefault(each.field, []).append(each.upload)
    return found
