"""The jobs of an import: reading and checking, taking over, undoing (导入任务)."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock, jobs
from luoshi.kernel.errors import Refusal, register_sentence
from luoshi.kernel.files import open_file
from luoshi.kernel.imports.kinds import LISTS, InUse, ListKind, NoLongerSo
from luoshi.kernel.imports.outline import headers_of, outline_of
from luoshi.kernel.imports.staging import entries_of, rows_of, staged
from luoshi.kernel.models import ImportMode, ImportRow, ListImport, Outcome
from luoshi.kernel.services import import_steps as steps
from luoshi.kit.sheets import Reading, Remark, Unreadable, read_workbook
from luoshi.kit.sheets.wording import FILE
from luoshi.kit.workbooks import Workbook, open_workbook

STAGED = 1_000
Steps = Generator[jobs.Step, None, dict[str, int]]


def _page_of(result: dict[str, int]) -> str:
    return reverse("kernel:import", args=[result["batch"]])


@jobs.kind("kernel.read_list", label=_("Read a list"), result_url=_page_of)
def read_list(run: jobs.Run, *, batch: int) -> Steps:
    """Read and check a list into staging rows; begun again, it begins from the start."""
    found = ListImport.objects.select_related("upload__file").get(pk=batch)
    kind = LISTS[found.kind]
    try:
        workbook = open_workbook(_content(found))
    except Unreadable as refusal:
        refuse = partial(steps.refuse_file, batch=batch, code=refusal.code, values=refusal.values)
        yield jobs.Step(1, 1, write=refuse)
        return {"batch": batch}
    yield jobs.Step(1, 4, write=partial(steps.begin_reading, batch=batch, outline=outline_of(workbook)))
    reading = _reading(workbook, kind, found)
    if reading is None:
        yield jobs.Step(2, 2, write=partial(steps.ask_for_columns, batch=batch))
    else:
        yield from _store(run, batch, kind, reading)
    return {"batch": batch}


def _content(found: ListImport) -> bytes:
    with open_file(found.upload.file.digest) as file:
        return file.read()


def _reading(workbook: Workbook, kind: ListKind, found: ListImport) -> Reading | None:
    """The list; None where nobody can tell yet which column is what."""
    headers = headers_of(workbook, kind, found.columns)
    if not headers and any(not grid.is_hidden for grid in workbook.grids):
        return None
    return read_workbook(workbook, kind.sheet, headers=headers, lookups=kind.lookups())


def _store(run: jobs.Run, batch: int, kind: ListKind, reading: Reading) -> Generator[jobs.Step, None, None]:
    rows, disorder = kind.ordered(reading.rows)
    faults = [*reading.faults, *disorder]
    places = {(fault.sheet, fault.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for fault in faults}
    refused = {(sheet, int(number)) for sheet, number in places if number}
    good = [row for row in rows if (row.sheet, row.number) not in refused]
    matches = kind.match(good, by=run.by, on=clock.today())
    total = -(-len(rows) // STAGED) + 3
    for start in range(0, len(rows), STAGED):
        part = rows[start : start + STAGED]
        taken = [(row, None if (row.sheet, row.number) in refused else next(matches)) for row in part]
        faults += [fault for _row, match in taken if match for fault in match.faults]
        made = staged(taken, kind=kind, batch=batch, first=start)
        done = start // STAGED + 2
        yield jobs.Step(done, total, write=partial(steps.store_rows, rows=made))
    faults = _in_order(faults, reading)
    yield jobs.Step(
        total - 1, total, write=partial(steps.store_remarks, batch=batch, faults=faults, notes=reading.notes)
    )
    yield jobs.Step(total, total, write=partial(steps.finish_reading, batch=batch, faults=len(faults)))


def _in_order(faults: list[Remark], reading: Reading) -> list[Remark]:
    sheets = {name: at for at, name in enumerate(reading.headers)}
    return sorted(faults, key=lambda fault: (sheets.get(fault.sheet, -1), len(fault.cell), fault.cell[-7:]))


@jobs.kind("kernel.apply_list", label=_("Take a list over"), result_url=_page_of)
def apply_list(run: jobs.Run, *, batch: int) -> Steps:
    """Write the list in short acts; what was written before a stop is not written again."""
    found = ListImport.objects.get(pk=batch)
    waiting = ImportRow.objects.filter(batch=batch).to_apply().count()
    done = ImportRow.objects.filter(batch=batch).applied().count()
    total = waiting + done + 1
    for rows in rows_of(batch, per=LISTS[found.kind].step):
        done += len(rows)
        yield jobs.Step(done, total, done, partial(steps.apply_rows, batch=found, rows=rows, by=run.by))
    conflicts = ImportRow.objects.filter(batch=batch, outcome=Outcome.CONFLICT).exists()
    if conflicts and found.mode == ImportMode.WHOLE:
        yield from _take_back(run, found, total)
    yield jobs.Step(total, total, total, partial(steps.finish_applying, batch=batch))
    return {"batch": batch}


@jobs.kind("kernel.undo_list", label=_("Undo a list"), result_url=_page_of)
def undo_list(run: jobs.Run, *, batch: int) -> Steps:
    """Take back every row, the last first, in short acts."""
    found = ListImport.objects.get(pk=batch)
    total = ImportRow.objects.filter(batch=batch).applied().count() + 1
    if refusal := _in_the_way(found):
        yield jobs.Step(0, total, write=partial(steps.return_to_applied, batch=batch))
        raise refusal
    yield from _take_back(run, found, total)
    yield jobs.Step(total, total, total, partial(steps.finish_undoing, batch=batch))
    return {"batch": batch}


def _in_the_way(found: ListImport) -> Refusal | None:
    """Why the list can't be taken back as a whole, before anything of it is."""
    kind = LISTS[found.kind]
    last = -1
    applied = ImportRow.objects.filter(batch=found).applied().order_by("position")
    within = set(applied.values_list("target", flat=True))
    while rows := list(applied.ahead(last)[:STAGED]):
        last, entries = rows[-1].position, entries_of(rows, kind.sheet)
        if name := kind.moved(entries):
            return NoLongerSo(what=name)
        if name := kind.in_use(entries, within=within):
            return InUse(what=name)
    return None


def _take_back(run: jobs.Run, found: ListImport, total: int) -> Generator[jobs.Step, None, None]:
    applied = ImportRow.objects.filter(batch=found).applied().order_by("-position")
    done = 0
    while rows := list(applied[: LISTS[found.kind].step]):
        done += len(rows)
        yield jobs.Step(done, total, done, partial(steps.undo_rows, batch=found, rows=rows, by=run.by))


def register() -> None:
    """Importing this module registers its kinds; called once, by `ready()`."""
    for code, sentence in FILE.items():
        register_sentence(code=f"sheets.{code}", sentence=sentence)
