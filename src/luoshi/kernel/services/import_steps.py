"""What the jobs of an import write, step by step; each is short (导入任务的写入步骤)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Case, F, Model, Value, When

from luoshi.kernel import audit, bulk
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.among import Among
from luoshi.kernel.imports import LISTS, ListKind, NoLongerSo
from luoshi.kernel.imports.comparison import differences
from luoshi.kernel.imports.staging import STAGED, entries_of, kept, taken
from luoshi.kernel.models import ImportMode, ImportRemark, ImportRow, ImportState, ListImport, Outcome
from luoshi.kernel.services.imports import count_rows
from luoshi.kit.sheets import Remark

MOST_REMARKS = 5_000
BACK = ("target", "outcome", "is_applied", "undo")  # what became of a row


def begin_reading(*, batch: int, outline: Sequence[Mapping[str, Any]], at: datetime) -> None:
    """Forget what an earlier reading has left, and keep the first rows of each sheet."""
    ImportRow.objects.filter(batch=batch).delete()
    ImportRemark.objects.filter(batch=batch).delete()
    ListImport.objects.filter(pk=batch).update(
        outline=list(outline), error_code="", error_values={}, counts={}
    )


def refuse_file(*, batch: int, code: str, values: Mapping[str, Any], at: datetime) -> None:
    """The file as a whole can't be read."""
    ListImport.objects.filter(pk=batch).update(
        state=ImportState.REFUSED, error_code=code, error_values=dict(values), outline=[]
    )


def ask_for_columns(*, batch: int, at: datetime) -> None:
    """Somebody must say which column is what."""
    ListImport.objects.filter(pk=batch).update(state=ImportState.COLUMNS)


def store_rows(*, rows: Sequence[tuple[Any, ...]], at: datetime) -> None:
    bulk.insert_rows(ImportRow, STAGED, rows)


def store_remarks(*, batch: int, faults: Iterable[Remark], notes: Iterable[Remark], at: datetime) -> None:
    """Keep what is said about the cells; of very many, the first."""
    said = [(True, fault) for fault in faults][:MOST_REMARKS] + [(False, note) for note in notes][
        :MOST_REMARKS
    ]
    ImportRemark.objects.bulk_create(
        (
            ImportRemark(
                batch_id=batch,
                is_fault=is_fault,
                sheet=remark.sheet[:100],
                cell=remark.cell,
                column=remark.column,
                code=remark.code,
                values=kept(remark.values),
            )
            for is_fault, remark in said
        ),
        batch_size=500,
    )


def finish_reading(*, batch: int, faults: int, at: datetime) -> None:
    """Say what can be done with the list: with a fault, one that is taken whole is refused."""
    found = ListImport.objects.get(pk=batch)
    counts = count_rows(batch=batch)
    usable = sum(
        counts.get(outcome, 0) for outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.SAME, Outcome.ASK)
    )
    if faults and (found.mode == ImportMode.WHOLE or not usable):
        found.state = ImportState.REFUSED
    else:
        found.state = ImportState.OPEN if counts.get(Outcome.ASK) else ImportState.READY
    found.counts = counts | {"faults": faults}
    found.save(update_fields=["state", "counts"])


@act
def apply_rows(*, batch: ListImport, rows: Sequence[ImportRow], by: Actor, at: datetime) -> None:
    """Write some rows of the list; one that is no longer what was shown is left alone and marked (写入一批)."""
    kind = LISTS[batch.kind]
    require(by, kind.act)
    good = _still_so(batch, rows, at=at)
    added = [row for row in good if row.outcome == Outcome.NEW]
    changed = [row for row in good if row.outcome == Outcome.CHANGED]
    made = _added(kind, added, batch, by=by, at=at)
    for row, (target, undo) in zip(added, made, strict=True):
        row.target, row.undo, row.is_applied = target, undo, True
    undoing = kind.change(entries_of(changed, kind.sheet), by=by, at=at) if changed else []
    for row, undo in zip(changed, undoing, strict=True):
        row.undo, row.is_applied = undo, True
    bulk.update_rows(ImportRow, BACK, ((row.pk, *(getattr(row, name) for name in BACK)) for row in rows))
    counts = {"added": (None, len(added)), "changed": (None, len(changed))}
    audit.record("kernel.import_rows_written", batch, by=by, at=at, changes=counts)


def _added(
    kind: ListKind, rows: Sequence[ImportRow], batch: ListImport, *, by: Actor, at: datetime
) -> list[tuple[str, Any]]:
    entries = entries_of(rows, kind.sheet, upload=batch.upload_id)
    return kind.add(entries, by=by, at=at) if entries else []


def finish_applying(*, batch: int, at: datetime) -> None:
    """The list is taken over; or, where all or nothing was asked and a row was in the way, it is refused."""
    found = ListImport.objects.get(pk=batch)
    _tell_the_planner(LISTS[found.kind].models)
    found.counts = found.counts | {"conflict": 0} | count_rows(batch=batch)
    if found.rows.applied().exists():
        found.state, found.applied_at = ImportState.APPLIED, at
    else:
        found.state, found.error_code = ImportState.REFUSED, "import_conflict"
    found.save(update_fields=["counts", "state", "applied_at", "error_code"])


@act
def undo_rows(*, batch: ListImport, rows: Sequence[ImportRow], by: Actor, at: datetime) -> None:
    """Take back some rows, the last first (撤销一批). Raises NoLongerSo."""
    kind = LISTS[batch.kind]
    require(by, kind.act)
    entries = entries_of(rows, kind.sheet)
    if what := kind.moved(entries):
        raise NoLongerSo(what=what)
    kind.take_back(entries, by=by, at=at)
    target = Case(When(outcome=Outcome.NEW, then=Value("")), default="target")
    taken_back = ImportRow.objects.filter(pk__among=Among(row.pk for row in rows))
    taken_back.update(target=target, is_applied=False, undo=None)
    audit.record("kernel.import_rows_undone", batch, by=by, at=at, changes={"rows": (None, len(rows))})


def finish_undoing(*, batch: int, at: datetime) -> None:
    ListImport.objects.filter(pk=batch).update(state=ImportState.UNDONE, undone_at=at)


def return_to_applied(*, batch: int, at: datetime) -> None:
    """An undo that can't be done leaves the list as it was taken over."""
    ListImport.objects.filter(pk=batch).update(state=ImportState.APPLIED, undone_by=None)


def _tell_the_planner(models: Sequence[type[Model]]) -> None:
    """After thousands of new rows PostgreSQL still plans for a small table, until its own clock comes round."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f'ANALYZE "{model._meta.db_table}"')


def _still_so(batch: ListImport, rows: Sequence[ImportRow], *, at: datetime) -> list[ImportRow]:
    """The rows that are still what was shown to whoever confirmed them; the others are marked."""
    kind = LISTS[batch.kind]
    current = kind.current({row.target for row in rows if row.target})
    clashing = kind.clashing(
        entries_of([row for row in rows if row.outcome == Outcome.NEW], kind.sheet), at=at
    )
    renamed = _renamed(batch, kind)
    new = 0
    for row in rows:
        if row.outcome == Outcome.NEW:
            row.outcome, new = (Outcome.CONFLICT if new in clashing else row.outcome), new + 1
        elif _has_moved(row, current, kind, renamed):
            row.outcome = Outcome.CONFLICT
    return [row for row in rows if row.outcome != Outcome.CONFLICT]


def _renamed(batch: ListImport, kind: ListKind) -> dict[str, dict[str, str]]:
    """By column: what the earlier steps of this very list have renamed, which others call by the old name still."""
    rows = batch.rows.filter(outcome=Outcome.CHANGED).applied()
    renamed = {}
    for column, named in kind.points.items():
        own = rows.exclude(**{f"before__{named}": F(f"values__{named}")})
        renamed[column] = dict(own.values_list(f"before__{named}", f"values__{named}"))
    return renamed


def _has_moved(
    row: ImportRow, current: Mapping[str, Any], kind: ListKind, renamed: Mapping[str, Mapping[str, str]]
) -> bool:
    """Whether somebody else has changed a row since it was shown."""
    before, now = taken(row.before or {}, kind.sheet), current.get(row.target)
    for column, names in renamed.items():
        if before.get(column) in names:
            before[column] = names[before[column]]
    return now is None or bool(differences(before, now, kind.sheet))
