"""Keeping the index of the search equal to what it is made from (索引维护)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import transaction

from luoshi.kernel.matching.words import plain
from luoshi.kernel.models import SearchRow
from luoshi.kernel.search import SOURCES, Described, Source, words

BATCH = 500
COLUMNS = ("group_id", "title", "title_key", "number_key", "day", "text", "words")


def follow(*, touched: Mapping[str, Collection[int]]) -> None:
    """Index again what the acts of this transaction have touched, within it."""
    for code, source in SOURCES.items():
        if groups := touched.get(source.follows):
            _index(code, source, list(groups))


def fill() -> None:
    """Index everything where nothing is indexed yet: in a database of a version without search."""
    if not SearchRow.objects.exists():
        rebuild()


def rebuild() -> int:
    """Bring the whole index up to date; says how many rows were wrong."""
    with transaction.atomic():
        gone, _each = SearchRow.objects.exclude(kind__in=list(SOURCES)).delete()
        return gone + sum(
            _index(code, source, groups) for code, source in SOURCES.items() for groups in _all(code, source)
        )


def wrong_rows() -> Iterator[tuple[str, int]]:
    """Kind and key of every row of the index that is missing, outdated or too many."""
    for row in SearchRow.objects.exclude(kind__in=list(SOURCES)):
        yield row.kind, row.object_id
    for code, source in SOURCES.items():
        for groups in _all(code, source):
            for rows in _compared(code, source, groups):
                yield from ((code, row.object_id) for row in rows)


def _all(code: str, source: Source) -> Iterator[list[int]]:
    """Every group that there is, and every one that the index still has."""
    known = SearchRow.objects.filter(kind=code).values_list("group_id", flat=True)
    groups = sorted({*source.groups().values_list("pk", flat=True), *known})
    for at in range(0, len(groups), BATCH):
        yield groups[at : at + BATCH]


def _index(code: str, source: Source, groups: Collection[int]) -> int:
    missing, outdated, gone = _compared(code, source, groups)
    SearchRow.objects.filter(pk__in=[row.pk for row in gone]).delete()
    SearchRow.objects.bulk_create(missing, batch_size=BATCH)
    SearchRow.objects.bulk_update(outdated, COLUMNS, batch_size=50)
    return len(missing) + len(outdated) + len(gone)


def _compared(
    code: str, source: Source, groups: Collection[int]
) -> tuple[list[SearchRow], list[SearchRow], list[SearchRow]]:
    """Rows that are missing, rows that say something outdated (corrected), rows of what is gone."""
    rows = (_row(code, described) for described in source.describe(groups))
    wanted = {row.object_id: row for row in rows}
    present = {row.object_id: row for row in SearchRow.objects.filter(kind=code, group_id__in=list(groups))}
    outdated = []
    for key in wanted.keys() & present.keys():
        if _told(wanted[key]) != _told(present[key]):
            wanted[key].pk = present[key].pk
            outdated.append(wanted[key])
    missing = [row for key, row in wanted.items() if key not in present]
    return missing, outdated, [row for key, row in present.items() if key not in wanted]


def _told(row: SearchRow) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in COLUMNS)


def _row(code: str, described: Described) -> SearchRow:
    names = (described.title, *described.names)
    day = words.of_day(described.day) if described.day else ""
    text = " ".join(filter(None, (*described.names, described.number, described.text)))
    return SearchRow(
        kind=code,
        object_id=described.object_id,
        group_id=described.group_id,
        title=described.title,
        title_key=plain(described.title),
        number_key=plain(described.number),
        day=described.day,
        text=text,
        words=words.indexed((*names, described.number, day, described.text), names),
    )
