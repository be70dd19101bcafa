"""Keeping the index of the search equal to what it is made from (索引维护)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import transaction

from luoshi.kernel import bulk
from luoshi.kernel.among import Among
from luoshi.kernel.matching.words import plain
from luoshi.kernel.models import SearchRow
from luoshi.kernel.search import SOURCES, Described, Source, tables, words

BATCH = 500
COLUMNS = ("object_id", "group_id", "title", "title_key", "number_key", "day", "text", "words")

Told = tuple[Any, ...]


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
        unlike = tables.unlike_rows(SearchRow)
        if unlike:
            tables.index_anew(SearchRow)
        gone, _each = SearchRow.objects.exclude(kind__in=list(SOURCES)).delete()
        return (
            len(unlike)
            + gone
            + sum(
                _index(code, source, groups)
                for code, source in SOURCES.items()
                for groups in _all(code, source)
            )
        )


def wrong_rows() -> Iterator[tuple[str, int]]:
    """Kind and key of every row of the index that is missing, outdated, too many, or not found by its words."""
    yield from _unlike()
    for row in SearchRow.objects.exclude(kind__in=list(SOURCES)):
        yield row.kind, row.object_id
    for code, source in SOURCES.items():
        for groups in _all(code, source):
            missing, outdated, gone = _compared(code, source, groups)
            yield from ((code, told[0]) for told in (*missing, *outdated.values()))
            yield from SearchRow.objects.filter(pk__among=Among(gone)).values_list("kind", "object_id")


def _unlike() -> Iterator[tuple[str, int]]:
    """What the full-text index of the database does not hold as the rows say; what has no row goes by its number."""
    numbers = tables.unlike_rows(SearchRow)
    rows = SearchRow.objects.in_bulk(numbers)
    for number in numbers:
        row = rows.get(number)
        yield (row.kind, row.object_id) if row else (SearchRow._meta.label_lower, number)


def _all(code: str, source: Source) -> Iterator[list[int]]:
    """Every group that there is, and every one that the index still has."""
    known = SearchRow.objects.filter(kind=code).values_list("group_id", flat=True)
    groups = sorted({*source.groups().values_list("pk", flat=True), *known})
    for at in range(0, len(groups), BATCH):
        yield groups[at : at + BATCH]


def _index(code: str, source: Source, groups: Collection[int]) -> int:
    missing, outdated, gone = _compared(code, source, groups)
    if gone:
        SearchRow.objects.filter(pk__among=Among(gone)).delete()
    if missing:
        bulk.insert_rows(SearchRow, ("kind", *COLUMNS), ((code, *told) for told in missing))
    if outdated:
        bulk.update_rows(SearchRow, COLUMNS, ((number, *told) for number, told in outdated.items()))
    return len(missing) + len(outdated) + len(gone)


def _compared(
    code: str, source: Source, groups: Collection[int]
) -> tuple[list[Told], dict[int, Told], list[int]]:
    """Rows that are missing; by their numbers, rows that say something outdated, as they should be; what is gone."""
    wanted = {each.object_id: _told(each) for each in source.describe(groups)}
    rows = SearchRow.objects.filter(kind=code, group_id__among=Among(groups))
    outdated, gone = dict[int, Told](), list[int]()
    for number, *present in rows.values_list("pk", *COLUMNS):
        told = wanted.pop(present[0], None)
        if told is None:
            gone.append(number)
        elif told != tuple(present):
            outdated[number] = told
    return list(wanted.values()), outdated, gone


def _told(described: Described) -> tuple[Any, ...]:
    """What the columns hold, in their order."""
    names = (described.title, *described.names)
    day = words.of_day(described.day) if described.day else ""
    return (
        described.object_id,
        described.group_id,
        described.title,
        plain(described.title),
        plain(described.number),
        described.day,
        " ".join(filter(None, (*described.names, described.number, described.text))),
        words.indexed((*names, described.number, day, described.text), names),
    )
