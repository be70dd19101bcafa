"""The rows of a list, as few as a page needs: counted up to a bound, found by their keys (取数).

However many rows there are, a page asks an index for the keys of its rows in order and, in the same
statement, for what these few rows print. Only the count looks further, and stops at its bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, QuerySet

from luoshi.kit.lists.address import MOST_PAGES, State, picked_by
from luoshi.kit.lists.filters import Scope

MOST_COUNTED = 10_000
MOST_READ = 100_000  # rows of a list that become one file
CHUNK = 2_000


@dataclass(frozen=True)
class Total:
    """How many rows match; beyond the bound only that there are more."""

    number: int
    is_exact: bool = True

    @classmethod
    def within(cls, number: int, *, most: int = MOST_COUNTED) -> Total:
        """What is said of so many rows."""
        return cls(min(number, most), is_exact=number <= most)


def matching(state: State, scope: Scope) -> QuerySet:
    """The rows that match, without order."""
    page = state.page
    rows = page.source(scope).order_by()
    for each in page.filters:
        rows = each.narrowed(rows, picked_by(state, each), scope)
    return page.holding(rows, state.words, scope) if state.words else rows


def ordered(state: State, rows: QuerySet) -> QuerySet:
    """The rows in the state's order, which is unique by the page's tie."""
    columns = [(state.page.column(key), back) for key, back in state.sort]
    for column, _back in columns:
        rows = column.prepare(rows) if column.prepare else rows
    keys = [order for column, back in columns for order in column.ordering(is_descending=back)]
    ties = [F(name.lstrip("-")).desc() if name[0] == "-" else F(name).asc() for name in state.page.tie]
    return rows.order_by(*keys, *ties)


def counted(rows: QuerySet, *, most: int = MOST_COUNTED) -> Total:
    number = rows.order_by().values("pk")[: most + 1].count()
    return Total.within(number, most=most)


def sliced(state: State, rows: QuerySet, scope: Scope, *, number: int) -> list[Model]:
    """The rows of one page and one more, which tells that there is another page."""
    start = (number - 1) * state.page.per
    keys = ordered(state, rows).values("pk")[start : start + state.page.per + 1]
    return list(ordered(state, dressed(state, keys, scope)))


def dressed(state: State, keys: Any, scope: Scope) -> QuerySet:
    """These rows with what a page prints; whoever asks has taken the keys from rows that may be seen."""
    page = state.page
    return page.dressed(page.model._default_manager.filter(pk__in=keys), scope)


def last_page(state: State, rows: QuerySet) -> int:
    """The number of the last page that there is."""
    total = counted(rows, most=MOST_PAGES * state.page.per)
    return max(1, -(-total.number // state.page.per))


def all_keys(state: State, rows: QuerySet, *, most: int) -> list[Any]:
    """The keys of all rows that match, in order, and one more than `most` when there are more."""
    return list(ordered(state, rows).values_list("pk", flat=True)[: most + 1])


def by_keys(state: State, keys: Sequence[Any], scope: Scope) -> Iterator[Any]:
    """These rows in this order, some thousands at a time."""
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        found = {row.pk: row for row in dressed(state, some, scope)}
        state.page.gather(list(found.values()), scope)
        yield from (found[key] for key in some if key in found)
