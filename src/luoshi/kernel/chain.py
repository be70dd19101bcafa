"""The chain of acts: writing it, and proving that nobody has touched it (审计链).

Each digest is HMAC-SM3 over the one before and the entry's own words, with a key that is not in the
database: whoever can write there can't forge an entry. Values are covered by salted digests, so that they
can be erased without breaking the chain.
"""

from __future__ import annotations

import hmac
import json
import secrets
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import AutoField, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.acts import Part, Pending
from luoshi.kernel.keeping import heads
from luoshi.kernel.models import AuditEntry, AuditHead, AuditPart, AuditValue

BATCH = 1000
READ_HEAD = "SELECT number, digest FROM kernel_audithead WHERE id = 1"
MOVE_HEAD = "UPDATE kernel_audithead SET number = %s, digest = %s WHERE id = 1"
# What Django raises when a value in the database is not even of its kind any more.
UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, DatabaseError)


@dataclass(frozen=True)
class ChainProblem:
    """The first thing that is wrong, with the number of its entry."""

    number: int
    code: str

    @property
    def sentence(self) -> str:
        return str(PROBLEMS[self.code]) % {"number": self.number}


PROBLEMS: dict[str, Promise] = {
    "kernel.entry_missing": _("Entry %(number)s of the chain is missing."),
    "kernel.entry_changed": _("Entry %(number)s of the chain was changed, or was written with another key."),
    "kernel.entry_unlinked": _("Entry %(number)s of the chain does not follow the one before it."),
    "kernel.value_changed": _("A value kept beside entry %(number)s of the chain was changed."),
    "kernel.chain_cut": _("The chain ends before entry %(number)s, which its head names."),
    "kernel.chain_longer": _("Entry %(number)s stands after the head of the chain."),
    "kernel.head_differs": _("Entry %(number)s is not the one that was written down elsewhere."),
}


@dataclass(frozen=True)
class ChainReport:
    """How far the chain was read, and the first problem if there is one."""

    entries: int
    head: str
    problem: ChainProblem | None

    @property
    def is_sound(self) -> bool:
        return self.problem is None


@dataclass
class Draft:
    """An entry that lacks only what the head will give it."""

    pending: Pending
    act: uuid.UUID = field(default_factory=uuid.uuid4)
    parts: list[AuditPart] = field(default_factory=list)
    values: list[AuditValue] = field(default_factory=list)

    def __post_init__(self) -> None:
        for position, part in enumerate(self.pending.parts):
            row, values = _part(self.act, position, part)
            self.parts.append(row)
            self.values += values


def append(entries: Iterable[Pending]) -> None:
    """Write the parts, then lock the head for three short statements; nothing else ever locks it."""
    drafts = [Draft(pending) for pending in entries]
    with connection.cursor() as cursor:
        _insert(cursor, [part for draft in drafts for part in draft.parts])
        _insert(cursor, [value for draft in drafts for value in draft.values])
        head = _locked_head(cursor)
        _insert(cursor, [_chained(draft, head) for draft in drafts])
        cursor.execute(MOVE_HEAD, [head.number, head.digest])
    # Written down outside as well; an act that is done is done, even where that can't be written.
    transaction.on_commit(lambda: heads.note(number=head.number, digest=head.digest), robust=True)


def digest_of(entry: AuditEntry, parts: Iterable[AuditPart]) -> str:
    """Seal an entry and its parts together with the digest before it."""
    words = {
        "number": entry.number,
        "act": entry.act.hex,
        "code": entry.code,
        "by": entry.by_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": entry.previous,
        "parts": [[part.code, part.label, part.object_id, part.fields] for part in parts],
    }
    if entry.post_id is not None:  # entries of an earlier version name no post, and keep their digest
        words["post"] = entry.post_id
    return seal(canonical(words))


def seal(words: str) -> str:
    """HMAC-SM3 with the installation's key."""
    mac = HMAC(settings.LUOSHI_AUDIT_KEY, hashes.SM3())
    mac.update(words.encode())
    return mac.finalize().hex()


def canonical(value: Any) -> str:
    """One text for one value, whatever database it has been through."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A field's value as JSON: days and moments as ISO, amounts as text, objects by their key."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    # A float may not come back from the database as it went in; its text does.
    return (
        repr(value) if isinstance(value, float) else str(value) if isinstance(value, Decimal) else f"{value}"
    )


def verify_chain(*, known_heads: Mapping[int, str] = {}) -> ChainReport:
    """Read the whole chain and name its first bad entry.

    `known_heads` are numbers and digests written down elsewhere, in a backup's manifest or a brief: they
    show a chain that was cut and whose head was turned back.
    """
    reader = Reader(known_heads)
    problem = reader.read_on(batch=BATCH)
    return ChainReport(reader.number, reader.previous, problem or reader.head_problem())


def problems_of(entries: Iterable[AuditEntry]) -> dict[int, ChainProblem]:
    """What is wrong with each of these entries, alone and against the one before it: by its number (核验)."""
    entries = list(entries)
    acts: list[Any] = [entry.act for entry in entries]
    parts = _grouped(AuditPart.objects.filter(entry_id__in=acts).order_by("entry_id", "position"))
    values = _grouped(AuditValue.objects.filter(entry_id__in=acts).order_by("entry_id", "position", "field"))
    before = [entry.number - 1 for entry in entries]
    digests = dict(AuditEntry.objects.filter(number__in=before).values_list("number", "digest"))
    found = {
        entry.number: _alone(entry, parts.get(entry.act, []), values.get(entry.act, []), digests)
        for entry in entries
    }
    return {number: problem for number, problem in found.items() if problem}


def _alone(
    entry: AuditEntry, parts: list[AuditPart], values: list[AuditValue], digests: Mapping[int, str]
) -> ChainProblem | None:
    """The problem of one entry, whose predecessor's digest is among these."""
    before = entry.number - 1
    if before and before not in digests:
        return ChainProblem(before, "kernel.entry_missing")
    try:
        return _entry_problem(entry, parts, values, after=before, previous=digests.get(before, ""))
    except UNREADABLE:
        return ChainProblem(entry.number, "kernel.entry_changed")


@dataclass
class Reader:
    """How far the chain has been read: the last entry that was sound."""

    known_heads: Mapping[int, str]
    number: int = 0
    previous: str = ""

    def read_on(self, *, batch: int) -> ChainProblem | None:
        """Read to the end or to the first problem; a value that can't even be read is one."""
        try:
            return self._read_on(batch)
        except UNREADABLE:
            if batch > 1:
                return self.read_on(batch=1)
            return ChainProblem(self.number + 1, "kernel.entry_changed")

    def _read_on(self, batch: int) -> ChainProblem | None:
        for entry, parts, values in _entries(after=self.number, batch=batch):
            problem = _entry_problem(entry, parts, values, after=self.number, previous=self.previous)
            problem = problem or _against(self.known_heads, entry)
            if problem:
                return problem
            self.previous, self.number = entry.digest, entry.number
        return None

    def head_problem(self) -> ChainProblem | None:
        """Whether the chain ends where its head says, and not before any head written down elsewhere."""
        head = AuditHead.objects.filter(pk=1).first()
        if head is None:
            return ChainProblem(self.number + 1, "kernel.chain_cut")
        if max([head.number, *self.known_heads]) > self.number:
            return ChainProblem(self.number + 1, "kernel.chain_cut")
        if head.number < self.number:
            return ChainProblem(head.number + 1, "kernel.chain_longer")
        return None if head.digest == self.previous else ChainProblem(self.number, "kernel.entry_unlinked")


def _insert(cursor: Any, rows: Sequence[AuditEntry | AuditPart | AuditValue]) -> None:
    """What `bulk_create` writes, without building its statement anew for each act: that was half of an act's time."""
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if not isinstance(field, AutoField)]
    using = connections[connection.alias]
    written = [
        [field.get_db_prep_save(getattr(row, field.attname), using) for field in fields] for row in rows
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f'INSERT INTO "{rows[0]._meta.db_table}" ({columns}) VALUES ({places})'  # noqa: S608 — names of ours
    if len(written) == 1:
        cursor.execute(statement, written[0])
    else:
        cursor.executemany(statement, written)


def _locked_head(cursor: Any) -> AuditHead:
    """The head, which nobody else can move before this transaction ends."""
    cursor.execute(READ_HEAD + (" FOR UPDATE" if connection.features.has_select_for_update else ""))
    found = cursor.fetchone()
    if found is None:
        raise AuditHead.DoesNotExist
    return AuditHead(pk=1, number=found[0], digest=found[1])


def _chained(draft: Draft, head: AuditHead) -> AuditEntry:
    """Tie an entry to the head, which moves on to it."""
    pending = draft.pending
    entry = AuditEntry(
        number=head.number + 1,
        act=draft.act,
        code=pending.code,
        by_id=pending.by_id,
        post_id=pending.post_id,
        at=pending.at,
        previous=head.digest,
    )
    entry.digest = head.digest = digest_of(entry, draft.parts)
    head.number = entry.number
    return entry


def _part(act: uuid.UUID, position: int, part: Part) -> tuple[AuditPart, list[AuditValue]]:
    values = [
        AuditValue(
            entry_id=act,
            position=position,
            field=name,
            salt=secrets.token_hex(16),
            old=plain(old),
            new=plain(new),
        )
        for name, (old, new) in part.changes.items()
    ]
    row = AuditPart(
        entry_id=act,
        position=position,
        code=part.code,
        label=part.label,
        object_id=part.object_id,
        fields={value.field: _value_digest(value) for value in values},
    )
    return row, values


def _value_digest(value: AuditValue) -> str:
    return seal(canonical([value.salt, value.field, value.old, value.new]))


def _entries(*, after: int, batch: int) -> Iterator[tuple[AuditEntry, list[AuditPart], list[AuditValue]]]:
    """Entries in order with what belongs to them, read in batches."""
    numbers = AuditEntry.objects.order_by("number").values_list("number", flat=True)
    while read := list(numbers.filter(number__gt=after)[:batch]):
        span = {"entry__number__gt": after, "entry__number__lte": read[-1]}
        parts = _grouped(AuditPart.objects.filter(**span).order_by("entry__number", "position"))
        values = _grouped(AuditValue.objects.filter(**span).order_by("entry__number", "position", "field"))
        for entry in AuditEntry.objects.filter(number__gt=after, number__lte=read[-1]).order_by("number"):
            yield entry, parts.get(entry.act, []), values.get(entry.act, [])
        after = read[-1]


def _grouped(rows: Iterable[Any]) -> dict[uuid.UUID, list[Any]]:
    return {act: list(group) for act, group in groupby(rows, key=lambda row: row.entry_id)}


def _entry_problem(
    entry: AuditEntry, parts: list[AuditPart], values: list[AuditValue], *, after: int, previous: str
) -> ChainProblem | None:
    if entry.number != after + 1:
        return ChainProblem(after + 1, "kernel.entry_missing")
    if entry.previous != previous:
        return ChainProblem(entry.number, "kernel.entry_unlinked")
    if not hmac.compare_digest(entry.digest, digest_of(entry, parts)):
        return ChainProblem(entry.number, "kernel.entry_changed")
    fields = {part.position: part.fields for part in parts}
    if any(fields.get(each.position, {}).get(each.field) != _value_digest(each) for each in values):
        return ChainProblem(entry.number, "kernel.value_changed")
    return None


def _against(known_heads: Mapping[int, str], entry: AuditEntry) -> ChainProblem | None:
    if known_heads.get(entry.number, entry.digest) != entry.digest:
        return ChainProblem(entry.number, "kernel.head_differs")
    return None
