"""Keeping the index of the search equal to what it is made from (索引维护)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import connection, transaction

from luoshi.kernel.matching.words import plain
from luoshi.kernel.models import SearchRow
from luoshi.kernel.search import SOURCES, Described, Source, words

BATCH = 500
COLUMNS = ("group_id", "title", "title_key", "number_key", "day", "text", "words")
# Plain statements: a list of 10,000 bodies pays for each row, and building them anew cost as much as running them.
INSERT = (
    f"INSERT INTO kernel_searchrow ({', '.join(COLUMNS)}, kind, object_id)"  # noqa: S608  names of ours
    f" VALUES ({', '.join(['%s'] * (len(COLUMNS) + 2))})"
)
UPDATE = (
    f"UPDATE kernel_searchrow SET {', '.join(f'{column} = %s' for column in COLUMNS)}"  # noqa: S608  names of ours
    " WHERE kind = %s AND object_id = %s"
)

Told = dict[int, tuple[Any, ...]]


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
            for keys in _compared(code, source, groups):
                yield from ((code, key) for key in keys)


def _all(code: str, source: Source) -> Iterator[list[int]]:
    """Every group that there is, and every one that the index still has."""
    known = SearchRow.objects.filter(kind=code).values_list("group_id", flat=True)
    groups = sorted({*source.groups().values_list("pk", flat=True), *known})
    for at in range(0, len(groups), BATCH):
        yield groups[at : at + BATCH]


def _index(code: str, source: Source, groups: Collection[int]) -> int:
    missing, outdated, gone = _compared(code, source, groups)
    SearchRow.objects.filter(kind=code, object_id__in=gone).delete()
    with connection.cursor() as cursor:
        for statement, rows in ((INSERT, missing), (UPDATE, outdated)):
            if rows:
                cursor.executemany(statement, [(*told, code, key) for key, told in rows.items()])
    return len(missing) + len(outdated) + len(gone)


def _compared(code: str, source: Source, groups: Collection[int]) -> tuple[Told, Told, list[int]]:
    """Rows that are missing, rows that say something outdated, both as they should be; keys of what is gone."""
    wanted = {each.object_id: _told(each) for each in source.describe(groups)}
    rows = SearchRow.objects.filter(kind=code, group_id__in=list(groups))
    present = {key: tuple(told) for key, *told in rows.values_list("object_id", *COLUMNS)}
    missing = {key: told for key, told in wanted.items() if key not in present}
    outdated = {key: told for key, told in wanted.items() if key in present and told != present[key]}
    return missing, outdated, [key for key in present if key not in wanted]


def _told(described: Described) -> tuple[Any, ...]:
    """What the columns hold, in their order."""
    names = (described.title, *described.names)
    day = words.of_day(described.day) if described.day else ""
    return (
        described.group_id,
        described.title,
        plain(described.title),
        plain(described.number),
        described.day,
        " ".join(filter(None, (*described.names, described.number, described.text))),
        words.indexed((*names, described.number, day, described.text), names),
    )
