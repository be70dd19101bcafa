"""A form as a workbook (填报工作簿): a row for each answer, out with what is known, in with errors in its cells.

Each row carries a hidden key, signed: which form and version, of whom, about what, and what had been saved when
the workbook was made. So rows may be sorted, deleted and mailed about, but not be turned into others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from luoshi.formula import Source
from luoshi.kernel.formulas.words import language
from luoshi.kit.sheets import Column, Reading, Remark, Row, Sheet, write
from luoshi.kit.sheets import read_workbook as read_sheet
from luoshi.kit.workbooks import cell_name, open_workbook
from luoshi.work.engine.asking import Compiled, Fault, FieldKind

from .answering import Answers, answered
from .columns import column_of
from .showing import as_typed
from .words import remark_of

KEY, BODY, SUBJECT, PERIOD, REASON = (
    "luoshi_key",
    "luoshi_body",
    "luoshi_subject",
    "luoshi_period",
    "luoshi_reason",
)
LAST = "luoshi_last_"
MOST_ROWS = 300
SALT = "luoshi.work.asking.row"


@dataclass(frozen=True)
class Asking:
    """Which form is asked, in which version; `digest` is that of its text."""

    code: str
    title: str
    number: int
    digest: str
    made: Compiled


@dataclass(frozen=True)
class SheetRow:
    """One answer of a workbook: of which body, about what, what is filled in, and what was said last.

    `is_draft` says that what is filled in was typed by somebody and waits to be sent; what else stands there was
    sent already or is known beforehand, and is not sent again unless somebody changes the row.
    """

    body: int
    name: str
    subject: str = ""
    period: str = ""
    mark: str = "0.0"
    about: str = ""  # the subject in words
    values: Mapping[str, Any] = field(default_factory=dict)
    last: Mapping[str, Any] = field(default_factory=dict)
    is_draft: bool = False
    untouched: str = ""  # of a row that came back: the fingerprint of what went out

    @property
    def place(self) -> tuple[int, str, str, str]:
        """Which answer it is, and what of it had been saved."""
        return self.body, self.subject, self.period, self.mark


@dataclass(frozen=True)
class Known:
    """What is known of an answer beside its row: the last one's values, its files, the body's facts."""

    last: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)
    beyond: Source | None = None


@dataclass(frozen=True)
class ReadRow:
    """One row that came back: whose it is, what it says, and the reason for its doubts."""

    key: SheetRow
    answers: Answers
    reason: str
    row: Row


@dataclass
class SheetReading:
    """What a workbook says: nothing of it is taken while there is a fault."""

    rows: list[ReadRow] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


def sheet_of(asking: Asking, *, with_last: bool = False) -> Sheet:
    """The columns of a form: its fields in order, beside them what was said last, and why what is doubtful is so."""
    asked = [each for each in asking.made.form.fields if each.kind is not FieldKind.FILE]
    taken = {name for each in asked for name in column_of(each).names}
    fixed = _("Not to be changed.")
    columns = [
        Column(KEY, "luoshi key", is_hidden=True),
        _beside(taken, BODY, _("Answering body"), width=28, help=fixed),
        _beside(taken, SUBJECT, _("Answered about"), width=28, help=fixed),
        _beside(taken, PERIOD, _("Answered for"), help=fixed),
    ]
    for each in asked:
        own = column_of(each)
        if with_last:
            columns.append(
                Column(LAST + each.code, last_label(str(own.label)), unit=own.unit, width=own.width)
            )
        columns.append(own)
    reasons = _("Where a check asks whether it is really so: why it is.")
    columns.append(_beside(taken, REASON, _("Reasons for doubts"), width=36, help=reasons))
    return Sheet(f"work.{asking.code}", asking.title, tuple(columns), most_rows=MOST_ROWS)


def _beside(taken: set[str], key: str, label: Any, **fields: Any) -> Column:
    """A column of ours; a field that is called so already makes it say whose it is."""
    column = Column(key, label, **fields)
    return replace(column, label=f"luoshi {label}") if column.names & taken else column


def last_label(label: str) -> str:
    """What the column is called that holds what was said last."""
    return f"上期{label}" if language() == "zh" else f"last {label}"


def workbook(asking: Asking, rows: Iterable[SheetRow]) -> bytes:
    """The workbook of a form for these answers; the same rows give the same bytes (导出填报表)."""
    rows = list(rows)
    sheet = sheet_of(asking, with_last=any(row.last for row in rows))
    return write(sheet, (_cells(asking, row) for row in rows))


def _cells(asking: Asking, row: SheetRow) -> dict[str, Any]:
    last = {LAST + code: _shown(asking, code, value) for code, value in row.last.items()}
    own = {KEY: stamp(asking, row), BODY: row.name, SUBJECT: row.about or row.subject, PERIOD: row.period}
    return {**last, **row.values, **own}


def _shown(asking: Asking, code: str, value: Any) -> Any:
    """What was said last, as words: it is there to be read."""
    asked = asking.made.form.field(code)
    option = asked.option(value) if asked and asked.kind is FieldKind.CHOICE else None
    if option:
        return option.name if language() == "zh" else option.name_en or option.name
    if isinstance(value, bool):
        return pgettext("in a sheet", "yes") if value else pgettext("in a sheet", "no")
    return value


def stamp(asking: Asking, row: SheetRow) -> str:
    """The signed key of a row."""
    print_of = "" if row.is_draft else _fingerprint(row.values)
    version = [asking.code, asking.number, asking.digest[:16]]
    said = [*version, row.body, row.subject, row.period, row.mark, print_of]
    return signing.Signer(salt=SALT).sign_object(said)


def _fingerprint(values: Mapping[str, Any]) -> str:
    """By what a row is known that nobody has changed."""
    told = sorted((code, as_typed(value)) for code, value in values.items() if not isinstance(value, tuple))
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:12]


def read_workbook(
    asking: Asking,
    content: bytes,
    *,
    on: date,
    known: Callable[[SheetRow], Known] = lambda row: Known(),
    refused: Callable[[SheetRow], str] = lambda row: "",
) -> SheetReading:
    """Read a workbook of the form to its end: every row judged, every fault at its cell (导入填报表).

    `known` gives what is known of an answer beside its row, `refused` the code of what stands in its way, or
    nothing. Rows in which nothing is filled in are left out. Raises Unreadable when the file as a whole can't be
    read.
    """
    sheet = sheet_of(asking)
    found = read_sheet(open_workbook(content), replace(sheet, columns=tuple(map(_unneeded, sheet))))
    notes = [note for note in found.notes if not _is_ours(note)]
    reading = SheetReading(faults=[*found.faults, *_absent(found, sheet)], notes=notes)
    seen: dict[str, int] = {}
    for row in found.rows:
        key = _key(asking, row, seen, reading)
        if key is None:
            continue
        if code := refused(key):
            reading.faults.append(row.remark(code, BODY))
            continue
        _read_row(asking, row, key, reading, on=on, known=known(key))
    return reading


def _unneeded(column: Column) -> Column:
    """What must be filled in the form says itself; a row that is left empty needs nothing."""
    return replace(column, required=False)


def _absent(found: Reading, sheet: Sheet) -> Iterator[Remark]:
    """The columns of the form that somebody has deleted or renamed."""
    for name, header in found.headers.items():
        for column in sheet:
            if column.key not in header.columns:
                yield Remark("missing_column", name, cell_name(header.last, 0), column.key)


def _read_row(
    asking: Asking, row: Row, key: SheetRow, reading: SheetReading, *, on: date, known: Known
) -> None:
    wrong = {
        each.column
        for each in reading.faults
        if (each.sheet, each.cell) == (row.sheet, row.cell(each.column))
    }
    form = asking.made.form
    stands = {each.code: value for each in form.fields if (value := row.values.get(each.code)) is not None}
    if not wrong and (not stands or _fingerprint(stands) == key.untouched):
        reading.notes.append(row.remark("row_unchanged" if stands else "row_empty", BODY))
        return
    answers = answered(
        asking.made,
        {**row.values, **known.files},
        on=on,
        previous=known.last,
        beyond=known.beyond,
        refused={code: Fault("refused", (code,)) for code in wrong},
    )
    reason = str(row.values.get(REASON) or "").strip()
    for fault in answers.faults:
        reading.faults.append(remark_of(fault, form, sheet=row.sheet, cell=row.cell(_column(row, fault))))
    for fault in () if reason else answers.doubts:
        said = remark_of(fault, form, sheet=row.sheet, cell=row.cell(_column(row, fault)), column=REASON)
        reading.faults.append(replace(said, code="doubt"))
    reading.rows.append(ReadRow(key, answers, reason, row))


def _column(row: Row, fault: Fault) -> str:
    """The column at which a fault is said; what has none, a file, is said at the body's name."""
    return next((code for code in fault.fields if code in row.places), BODY)


def _is_ours(note: Remark) -> bool:
    """What our own workbook is made of needs no note: its hidden key, and what was said last."""
    return note.code == "hidden_columns" or (
        note.code == "unknown_column" and str(note.values.get("name", "")).startswith(("上期", "last "))
    )


def _key(asking: Asking, row: Row, seen: dict[str, int], reading: SheetReading) -> SheetRow | None:
    """Which answer a row is; a key that is lost, changed, of another form or an older version is refused."""
    written = str(row.values.get(KEY) or "")
    try:
        code, number, digest, *said = signing.Signer(salt=SALT).unsign_object(written)
    except (signing.BadSignature, ValueError):
        reading.faults.append(row.remark("key_changed" if written else "no_such_answer", BODY))
        return None
    values: dict[str, Any] = {"found": number, "wanted": asking.number}
    if code != asking.code:
        reading.faults.append(row.remark("other_form", BODY, found=code))
    elif (number, digest) != (asking.number, asking.digest[:16]):
        reading.faults.append(row.remark("older_form", BODY, **values))
    elif written in seen:
        reading.faults.append(row.remark("row_twice", BODY, other=seen[written]))
    else:
        seen[written] = row.number
        body, subject, period, mark, untouched = said
        return SheetRow(body, str(row.values.get(BODY) or ""), subject, period, mark, untouched=untouched)
    return None
