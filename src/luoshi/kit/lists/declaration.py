"""A list page as data (列表页): its rows, columns, filters, search, orders, acts on many rows, and its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from luoshi.kit.lists.columns import Column
from luoshi.kit.lists.filters import Filter, Rows, Scope

Label = str | Promise
RESERVED = ("q", "sort", "cols", "page", "view", "export")


@dataclass(frozen=True, kw_only=True)
class Empty:
    """What a list says that has nothing yet, and the one thing to do about it."""

    text: Label
    label: Label = ""
    leads_to: Callable[[], str] | None = None

    @property
    def url(self) -> str:
        return self.leads_to() if self.leads_to else ""


@dataclass(frozen=True, kw_only=True)
class BulkAct:
    """An act on many rows (批量操作): one row after another by `perform`, which may refuse any of them.

    `act` is the right without which the act is not offered; `question` is asked before it is done.
    """

    key: str
    label: Label
    act: str
    question: Label
    perform: Callable[[Any, Any, datetime], object]


def same_rows(rows: Rows) -> Rows:
    return rows


def nothing_more(rows: Sequence[Any], scope: Scope) -> None:
    """Most lists print what their own rows hold."""


def no_words(scope: Scope) -> Sequence[str]:
    """Most exports end with their last row."""
    return ()


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Everything that a list is, so that nothing about it is written twice.

    `source` gives the rows (of `model`) that this person may see, and nothing that a page needs to print:
    `dress` (or `dress_in`, which is given the list's scope too) adds that to the few rows of a page. `search`
    names the fields that words are looked for in, or makes the condition of a word. `order` names columns, a
    minus before one that runs backwards; `tie` makes the order of rows unique that are equal in it. `of` names
    the whole numbers that say of what it is the list (its plan), `carried` what else of the address every link
    keeps. `gather` adds what is asked for all rows of
    a page together; `closing` are lines that an export ends with.
    """

    key: str
    label: Label
    model: Any
    source: Callable[[Scope], Rows]
    columns: tuple[Column, ...]
    order: tuple[str, ...]
    nothing: Empty
    dress: Callable[[Rows], Rows] = same_rows
    dress_in: Callable[[Rows, Scope], Rows] | None = None
    gather: Callable[[Sequence[Any], Scope], None] = nothing_more
    closing: Callable[[Scope], Sequence[str]] = no_words
    filters: tuple[Filter, ...] = ()
    search: tuple[str | Callable[[str, Scope], Q], ...] = ()
    tie: tuple[str, ...] = ("pk",)
    bulk: tuple[BulkAct, ...] = ()
    no_match: Label = ""
    anchor: str = "list"
    row_anchor: Callable[[Any], str] = lambda row: f"row-{row.pk}"
    carried: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    per: int = 50

    def __post_init__(self) -> None:
        names = [*RESERVED, *self.carried, *(name for each in self.filters for name in each.names)]
        columns = [column.key for column in self.columns]
        unknown = {each.lstrip("-") for each in self.order} - {each.key for each in self.sortable}
        if len(set(names)) < len(names) or len(set(columns)) < len(columns) or unknown:
            raise ValueError(
                f"{self.key}: a name is used twice, or the order has no column: {unknown or names}"
            )

    @property
    def sortable(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.sort)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The columns that are shown when nobody chose any."""
        return tuple(column.key for column in self.columns if column.is_shown or column.is_fixed)

    @cached_property
    def sorted_by(self) -> tuple[tuple[str, bool], ...]:
        """The order when nobody chose any: columns, and whether they run backwards."""
        return tuple((each.lstrip("-"), each.startswith("-")) for each in self.order)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)

    def dressed(self, rows: Rows, scope: Scope) -> Rows:
        """The rows with what a page prints, as of the day and for the person of the scope."""
        return self.dress_in(rows, scope) if self.dress_in else self.dress(rows)

    def holding(self, rows: Rows, words: str, scope: Scope) -> Rows:
        """Rows in which every word stands, each in any of the searched fields."""
        for word in words.split():
            rows = rows.filter(reduce(or_, (_standing_in(place, word, scope) for place in self.search)))
        return rows


def _standing_in(place: str | Callable[[str, Scope], Q], word: str, scope: Scope) -> Q:
    return place(word, scope) if callable(place) else Q(**{f"{place}__icontains": word})
