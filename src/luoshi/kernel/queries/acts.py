"""Acts as their pages tell them: who did what to which, and what changed (操作记录的读取).

However many entries a page has, their parts, values, names and undoings are asked in one statement each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, F, TextField, Value

from luoshi.kernel.access import ANY, day_for, rights_of
from luoshi.kernel.access.requirement import SYSTEM
from luoshi.kernel.inverses import INVERSES, UNDONE
from luoshi.kernel.models import AuditEntry, AuditPart, AuditValue, Post
from luoshi.kernel.telling import FIELDS, THINGS, as_text, rows_seen

MOST_PARTS = 20  # of an act that a page tells one by one
Key = tuple[str, str]  # a model's label, and the key of its row


@dataclass(frozen=True)
class Named:
    """What an object is called, and where its page is."""

    name: str
    url: str


@dataclass(frozen=True)
class Change:
    """One field that an act changed. The values may have been erased since."""

    field: str
    old: Any = None
    new: Any = None
    is_erased: bool = False


@dataclass
class ToldPart:
    """One part of an act; what it says of an object that the reader may not see is left out."""

    code: str
    label: str
    object_id: str
    is_open: bool
    changes: list[Change] = field(default_factory=list)


@dataclass
class Told:
    """One entry as it is told."""

    parts: list[ToldPart]
    names: dict[Key, Named]
    has_more: bool
    undone_by: int | None
    may_undo: bool
    signed_as: Post | None = None


def gather(entries: Sequence[Any], by: Any, acts: frozenset[str]) -> None:
    """Give each entry what its page tells of it: `told`, and the `siblings` that it is checked with."""
    parts, undoings = _parts_and_undoings(entries)
    values = _values(entries)
    reads_all = may_read_all(by)
    # Whoever reads the whole chain reads every name in it.
    names = _names(entries, parts, values, SYSTEM if reads_all else by)
    posts = _posts(entries, SYSTEM if reads_all else by)
    for entry in entries:
        own = parts.get(entry.act, [])
        is_open = reads_all or entry.by_id == by.pk
        told = [_part(part, values, names, is_open=is_open) for part in own[:MOST_PARTS]]
        undone_by = undoings.get(str(entry.number))
        has_more = len(own) > MOST_PARTS
        may_undo = undone_by is None and not has_more and is_undoable(own, acts)
        entry.told = Told(told, names, has_more, undone_by, may_undo, posts.get(entry.post_id))
        entry.siblings = entries


def may_read_all(by: Any) -> bool:
    """Whether a person may read every entry: an auditor, an administrator (审计员、系统管理员)."""
    if by is SYSTEM:
        return True
    rights = rights_of(by, on=day_for(by))
    return any(right.act == AuditEntry.read_act and right.relation == ANY for right in rights)


def is_undoable(parts: Iterable[AuditPart], acts: frozenset[str]) -> bool:
    """Whether each part has an inverse that this person may use at all."""
    codes = {part.code for part in parts} - {UNDONE}
    return bool(codes) and all(code in INVERSES and INVERSES[code].act in acts for code in codes)


def _parts_and_undoings(entries: Sequence[Any]) -> tuple[dict[Any, list[AuditPart]], dict[str, int]]:
    """The first parts of each entry by its act, and by its number the latest entry that undid it."""
    own = AuditPart.objects.filter(entry__in=_acts(entries), position__lte=MOST_PARTS)
    numbers = [str(entry.number) for entry in entries]
    undoing = AuditPart.objects.filter(code=UNDONE, label=AuditEntry._meta.label_lower, object_id__in=numbers)
    rows = _marked(own, is_undoing=False).union(_marked(undoing, is_undoing=True), all=True)
    parts: dict[Any, list[AuditPart]] = {}
    undoings: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: (row.number, row.position)):
        if row.is_undoing:
            undoings[row.object_id] = row.number
        else:
            parts.setdefault(row.entry_id, []).append(row)
    return parts, undoings


def _marked(parts: Any, *, is_undoing: bool) -> Any:
    return parts.annotate(number=F("entry__number"), is_undoing=Value(is_undoing, BooleanField()))


def _values(entries: Sequence[Any]) -> dict[tuple[Any, int, str], AuditValue]:
    rows = AuditValue.objects.filter(entry__in=_acts(entries), position__lte=MOST_PARTS)
    return {(row.entry_id, row.position, row.field): row for row in rows}


def _posts(entries: Sequence[Any], by: Any) -> dict[int, Post]:
    """The posts as which the entries are signed, as far as the reader may see them."""
    keys = {entry.post_id for entry in entries if entry.post_id}
    seen = Post.objects.allowed(by, act=Post.read_act).filter(pk__in=keys)
    return seen.select_related("body", "role", "stands_in_for__user").in_bulk() if keys else {}


def _acts(entries: Sequence[Any]) -> list[Any]:
    return [entry.act for entry in entries]


def _part(part: AuditPart, values: Any, names: dict[Key, Named], *, is_open: bool) -> ToldPart:
    is_open = is_open or (part.label, part.object_id) in names
    changes = [_change(part, name, values) for name in part.fields] if is_open else []
    return ToldPart(part.code, part.label, part.object_id, is_open, changes)


def _change(part: AuditPart, name: str, values: Any) -> Change:
    value = values.get((part.entry_id, part.position, name))
    return Change(name, value.old, value.new) if value else Change(name, is_erased=True)


def _names(entries: Sequence[Any], parts: Any, values: Any, by: Any) -> dict[Key, Named]:
    """The names of all objects that the entries are about, of who acted, and of what their values point to."""
    asked = {(part.label, part.object_id) for own in parts.values() for part in own}
    asked |= {("kernel.user", str(entry.by_id)) for entry in entries if entry.by_id}
    for row in values.values():
        of = FIELDS[row.field].of if row.field in FIELDS else ""
        asked |= {(of, str(value)) for value in (row.old, row.new) if of and value is not None}
    return names_of(asked, by=by)


def names_of(asked: Iterable[Key], *, by: Any) -> dict[Key, Named]:
    """The names of these objects, as far as they are there and the person may see them, in one statement."""
    keys: dict[str, set[int]] = {}
    for label, key in asked:
        if label in THINGS and key.isdecimal():
            keys.setdefault(label, set()).add(int(key))
    queries = [_named(label, some, by) for label, some in sorted(keys.items())]
    if not queries:
        return {}
    first, *others = queries
    rows = first.union(*others, all=True) if others else first
    return {(label, key): _found(label, name, leads) for label, key, name, leads in rows}


def _named(label: str, keys: set[int], by: Any) -> Any:
    thing = THINGS[label]
    rows = rows_seen(label, by=by).filter(pk__in=keys)
    return rows.values_list(
        Value(label, TextField()), as_text("pk"), as_text(thing.name or "pk"), as_text(thing.key)
    )


def _found(label: str, name: str, key: str) -> Named:
    thing = THINGS[label]
    return Named(name if thing.name else "", thing.leads_to(key) if thing.leads_to else "")
