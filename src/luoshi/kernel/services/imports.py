"""Handing in a list, naming its columns, taking it over, undoing it (名单导入)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, bulk
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.among import Among
from luoshi.kernel.errors import Refusal
from luoshi.kernel.imports import LISTS, ListKind
from luoshi.kernel.imports.comparison import differences
from luoshi.kernel.imports.staging import kept, taken
from luoshi.kernel.models import (
    ImportMode,
    ImportRow,
    ImportState,
    KnownColumns,
    ListImport,
    Outcome,
    Upload,
)
from luoshi.kernel.services.files import store_upload
from luoshi.kernel.services.jobs import enqueue
from luoshi.kit.sheets import Header

IMPORT = "kernel.import_lists"
STILL = (ImportState.COLUMNS, ImportState.REFUSED, ImportState.OPEN, ImportState.READY)
NEW, LEAVE_OUT = "new", "left_out"
DECIDED = ("target", "before", "outcome", "values")  # what an answer changes in a row


class ImportMovedOn(Refusal):
    code = "kernel.import_moved_on"
    sentence = _("This list stands elsewhere by now (%(state)s). Open it again to see what can be done.")


class RowsStillOpen(Refusal):
    code = "kernel.import_rows_still_open"
    sentence = _("%(open)s rows are not decided yet. Decide them, or leave them out.")


class NothingToTake(Refusal):
    code = "kernel.import_nothing_to_take"
    sentence = _("Nothing in this list is new or different: there is nothing to take over.")


class NoRowNamed(Refusal):
    code = "kernel.import_no_row_named"
    sentence = _("No row was ticked: tick those that are to be left out.")


class ColumnsUnnamed(Refusal):
    code = "kernel.import_columns_unnamed"
    sentence = _("These columns are needed, but no column of the file was named for them: %(columns)s.")


class ColumnNamedTwice(Refusal):
    code = "kernel.import_column_named_twice"
    sentence = _("Two columns of the file were given the same meaning: %(columns)s. Choose one of them.")


@dataclass(frozen=True)
class Decision:
    """What a person says of a row: which of ours it is, that it is new, or that it is left out."""

    row: int
    answer: str


def hand_in_list(
    *, kind: str, content: bytes, name: str, by: Actor, at: datetime, mode: ImportMode = ImportMode.WHOLE
) -> ListImport:
    """Keep the file and have it read by a job (提交名单). Raises FileEmpty or FileTooLarge."""
    require(by, IMPORT)
    require(by, LISTS[kind].act)
    mode = ImportMode.WHOLE if LISTS[kind].is_whole else mode
    upload = store_upload(content=content, name=name, by=by, at=at)
    return _begin(kind=kind, upload=upload, mode=mode, by=by, at=at)


@act
def _begin(*, kind: str, upload: Upload, mode: ImportMode, by: Actor, at: datetime) -> ListImport:
    batch = ListImport.objects.create(kind=kind, upload=upload, mode=mode, by_id=by.pk, at=at)
    audit.record("kernel.list_handed_in", batch, by=by, at=at, changes={"kind": (None, kind)})
    return _ask(batch, "kernel.read_list", by=by, at=at)


@act
def choose_columns(
    *, batch: ListImport, sheet: str, header: Header, columns: Mapping[str, int], by: Actor, at: datetime
) -> ListImport:
    """Say which column of the file is what; the same header is known from then on (确认列对应关系).

    Raises ColumnsUnnamed or ImportMovedOn.
    """
    require(by, IMPORT, batch)
    kind = LISTS[batch.kind]
    if lacking := [column.header for column in kind.sheet.required if column.key not in columns]:
        raise ColumnsUnnamed(columns="、".join(lacking))
    chosen = {"sheet": sheet, "first": header.first, "last": header.last, "columns": dict(columns)}
    _move(batch, STILL, state=ImportState.READING, columns=chosen)
    names = {header.names[at]: key for key, at in columns.items() if at in header.names}
    KnownColumns.objects.update_or_create(
        kind=batch.kind,
        signature=signature_of(header=header),
        defaults={"columns": names, "by_id": by.pk, "at": at},
    )
    audit.record("kernel.columns_named", batch, by=by, at=at, changes={"columns": (None, dict(columns))})
    return _ask(batch, "kernel.read_list", by=by, at=at)


@act
def decide_rows(*, batch: ListImport, decisions: Iterable[Decision], by: Actor, at: datetime) -> ListImport:
    """Say which of ours each row is; what is said is remembered (确认比对结果). Raises ImportMovedOn."""
    require(by, IMPORT, batch)
    _move(batch, (ImportState.OPEN,), state=ImportState.OPEN)
    said = {decision.row: decision.answer for decision in decisions}
    kind = LISTS[batch.kind]
    answers = said | _asked_as_well(batch, said, kind)
    rows = list(batch.rows.filter(pk__among=Among(answers), outcome=Outcome.ASK))
    asked = {row.pk: taken(row.values, kind.sheet) for row in rows}
    _decide(rows, answers, kind)
    for row in rows:
        written, answer = asked[row.pk], answers[row.pk]
        if row.pk in said and answer != LEAVE_OUT:
            others = [each["target"] for each in row.candidates if each["target"] != answer]
            kind.remember(written, target="" if answer == NEW else answer, others=others, by=by, at=at)
    bulk.update_rows(
        ImportRow, DECIDED, ((row.pk, *(getattr(row, name) for name in DECIDED)) for row in rows)
    )
    decided = {"rows": (None, len(rows))}
    audit.record("kernel.import_rows_decided", batch, by=by, at=at, changes=decided)
    return _settle(batch)


@act
def leave_out_the_rest(*, batch: ListImport, by: Actor, at: datetime) -> ListImport:
    """Leave out every row that is still to be decided (其余不导入). Raises ImportMovedOn."""
    require(by, IMPORT, batch)
    _move(batch, (ImportState.OPEN,), state=ImportState.OPEN)
    left = batch.rows.filter(outcome=Outcome.ASK).update(outcome=Outcome.LEFT_OUT)
    audit.record("kernel.import_rows_decided", batch, by=by, at=at, changes={"rows": (None, left)})
    return _settle(batch)


@act
def leave_out_refused(*, batch: ListImport, rows: Collection[int], by: Actor, at: datetime) -> ListImport:
    """Leave out rows with a wrong cell, each by name; without any other the list can be taken over (剔除有错行).

    What was wrong with them stays readable as a note. Raises NoRowNamed or ImportMovedOn.
    """
    require(by, IMPORT, batch)
    _move(batch, (ImportState.REFUSED,), state=ImportState.REFUSED)
    named = list(batch.rows.filter(pk__among=Among(rows), outcome=Outcome.REFUSED))
    if not named:
        raise NoRowNamed
    batch.rows.filter(pk__among=Among(row.pk for row in named)).update(outcome=Outcome.LEFT_OUT)
    places = {(row.sheet, row.number) for row in named}
    wrong = list(batch.remarks.filter(is_fault=True))
    said = [remark.pk for remark in wrong if (remark.sheet, _row_of(cell=remark.cell)) in places]
    batch.remarks.filter(pk__among=Among(said)).update(is_fault=False)
    left = {"rows": (None, [f"{row.sheet}!{row.number}" for row in named])}
    audit.record("kernel.import_rows_left_out", batch, by=by, at=at, changes=left)
    if len(said) < len(wrong) or batch.rows.filter(outcome=Outcome.REFUSED).exists():
        batch.counts = count_rows(batch=batch.pk) | {"faults": len(wrong) - len(said)}
        batch.save(update_fields=["counts"])
        return batch
    return _settle(batch)


def _row_of(*, cell: str) -> int:
    """The number of the row in which a cell stands; 0 for what stands in none."""
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits else 0


@act
def apply_import(*, batch: ListImport, by: Actor, at: datetime) -> ListImport:
    """Take the list over by a job (确认导入). Raises RowsStillOpen, NothingToTake or ImportMovedOn."""
    require(by, IMPORT, batch)
    require(by, LISTS[batch.kind].act)
    if still := batch.rows.filter(outcome=Outcome.ASK).count():
        raise RowsStillOpen(open=still)
    if not batch.rows.to_apply().exists():
        raise NothingToTake
    _move(batch, (ImportState.READY,), state=ImportState.APPLYING, applied_by_id=by.pk)
    audit.record("kernel.import_asked", batch, by=by, at=at)
    return _ask(batch, "kernel.apply_list", by=by, at=at)


@act
def undo_import(*, batch: ListImport, by: Actor, at: datetime) -> ListImport:
    """Take back all that the list has changed, by a job (整批撤销). Raises ImportMovedOn."""
    require(by, IMPORT, batch)
    require(by, LISTS[batch.kind].act)
    _move(batch, (ImportState.APPLIED,), state=ImportState.UNDOING, undone_by_id=by.pk)
    audit.record("kernel.import_undo_asked", batch, by=by, at=at)
    return _ask(batch, "kernel.undo_list", by=by, at=at)


@act
def discard_import(*, batch: ListImport, by: Actor, at: datetime) -> ListImport:
    """Give up a list that was not taken over (放弃导入). Raises ImportMovedOn."""
    require(by, IMPORT, batch)
    _move(batch, STILL, state=ImportState.DISCARDED)
    batch.rows.all().delete()
    audit.record("kernel.import_discarded", batch, by=by, at=at)
    return batch


def signature_of(*, header: Header) -> str:
    """By what a header is known again."""
    return sha256(header.signature().encode()).hexdigest()


def count_rows(*, batch: int) -> dict[str, int]:
    """How many rows there are of each outcome."""
    counted = ImportRow.objects.filter(batch=batch).order_by("outcome").values_list("outcome")
    return dict(counted.annotate(Count("pk")))


def _asked_as_well(batch: ListImport, said: Mapping[int, str], kind: ListKind) -> dict[int, str]:
    """What these answers say of other rows that ask the very same."""
    asked = {row.pk: kind.question(row.values) for row in batch.rows.filter(outcome=Outcome.ASK)}
    answers = {asked[pk]: answer for pk, answer in said.items() if asked.get(pk) and answer != LEAVE_OUT}
    return {pk: answers[question] for pk, question in asked.items() if pk not in said and question in answers}


def _decide(rows: Sequence[ImportRow], answers: Mapping[int, str], kind: ListKind) -> None:
    """Let rows be what was said of them; what that means here is asked for all of them at once."""
    chosen = []
    for row in rows:
        if answers[row.pk] in (NEW, LEAVE_OUT):
            row.outcome = Outcome.NEW if answers[row.pk] == NEW else Outcome.LEFT_OUT
        else:
            chosen.append(row)
    answered = kind.answered([(taken(row.values, kind.sheet), answers[row.pk]) for row in chosen])
    known = kind.current({target for _values, target in answered if target})
    for row, (values, target) in zip(chosen, answered, strict=True):
        _settle_row(row, values, target, known.get(target), kind)


def _settle_row(
    row: ImportRow, values: dict[str, Any], target: str, before: dict[str, Any] | None, kind: ListKind
) -> None:
    if before is None:
        row.values, row.outcome = kept(values), Outcome.NEW
        return
    values = kind.settled(values, before)
    row.target, row.before, row.values = target, kept(before), kept(values)
    row.outcome = Outcome.CHANGED if differences(values, before, kind.sheet) else Outcome.SAME


def _settle(batch: ListImport) -> ListImport:
    is_open = batch.rows.filter(outcome=Outcome.ASK).exists()
    batch.counts = count_rows(batch=batch.pk)
    batch.state = ImportState.OPEN if is_open else ImportState.READY
    batch.save(update_fields=["counts", "state"])
    return batch


def _move(batch: ListImport, states: Sequence[ImportState], **changes: Any) -> None:
    """Win the race for the list's state, or say where it stands."""
    if not ListImport.objects.filter(pk=batch.pk, state__in=states).update(**changes):
        state = ImportState(ListImport.objects.get(pk=batch.pk).state)
        raise ImportMovedOn(state=state.label)
    batch.refresh_from_db()


def _ask(batch: ListImport, kind: str, *, by: Actor, at: datetime) -> ListImport:
    batch.job = enqueue(kind=kind, arguments={"batch": batch.pk}, by=by, at=at)
    batch.save(update_fields=["job"])
    return batch
