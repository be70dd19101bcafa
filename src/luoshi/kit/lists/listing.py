"""A list as its page prints it: rows, headers, fields, chips, ways on (列表呈现)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext

from luoshi.kit.lists import rows as reads
from luoshi.kit.lists.address import MOST_PAGES, State, picked_by
from luoshi.kit.lists.columns import Column
from luoshi.kit.lists.declaration import BulkAct, Label
from luoshi.kit.lists.filters import Filter, Picked, Scope, sayable

MOST_SELECTED = 10_000  # rows that one act may be done to


@dataclass(frozen=True)
class View:
    """A saved view as a list shows it."""

    label: Label
    url: str
    key: str = ""
    is_current: bool = False
    is_own: bool = False
    is_shared: bool = False
    is_default: bool = False


@dataclass(frozen=True)
class Offers:
    """What the rooms below add to a list for this person: saved views, acts on rows, and where to send them.

    `may_see` is false for a list of which this person may see nothing at all.
    """

    views: Sequence[View] = ()
    keep_url: str = ""
    bulk: Sequence[BulkAct] = ()
    bulk_url: str = ""
    sign_in_url: str = ""
    may_see: bool = True


@dataclass(frozen=True)
class Header:
    """A column's header: its sorting link, and how it sorts now."""

    column: Column
    url: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Chip:
    """One active choice, and the list without it."""

    label: Label
    words: Label
    url: str


@dataclass(frozen=True)
class Field:
    """One filter in the form, with what was picked in it."""

    filter: Filter
    picked: list[Picked]
    scope: Scope
    prefix: str

    @property
    def id(self) -> str:
        return f"{self.prefix}-of-{self.filter.key}"

    @property
    def values(self) -> list[str]:
        return [each.value for each in self.picked]

    @property
    def value(self) -> str:
        return self.values[0] if self.picked else ""

    @property
    def ends(self) -> list[dict[str, str]]:
        """The two ends of a range of days."""
        found = {each.name: each.value for each in self.picked}
        words = (gettext("from"), gettext("up to"))
        return [
            {"name": name, "value": found.get(name, ""), "label": label}
            for name, label in zip(self.filter.names, words, strict=True)
        ]

    @property
    def offered(self) -> Any:
        return self.filter.offered(self.scope)  # type: ignore[attr-defined]


@dataclass
class Listing:
    """One list, for one person, in one state."""

    state: State
    scope: Scope
    path: str
    offers: Offers = field(default_factory=Offers)
    also: Sequence[tuple[Label, str]] = ()

    @property
    def page(self):
        return self.state.page

    @property
    def anchor(self) -> str:
        return self.page.anchor

    @cached_property
    def matching(self) -> QuerySet:
        return reads.matching(self.state, self.scope)

    # rows

    @cached_property
    def _found(self) -> tuple[list[Model], int]:
        """The rows of the page that was asked for, or of the last one there is."""
        number = self.state.number
        if not self.offers.may_see:
            return [], 1
        found = reads.sliced(self.state, self.matching, self.scope, number=number)
        if not found and number > 1:
            number = reads.last_page(self.state, self.matching)
            found = reads.sliced(self.state, self.matching, self.scope, number=number)
        return found, number

    @property
    def number(self) -> int:
        return self._found[1]

    @cached_property
    def rows(self) -> list[Model]:
        rows = self._found[0][: self.page.per]
        self.page.gather(rows, self.scope)
        return rows

    @property
    def has_something(self) -> bool:
        """Whether there is anything to filter: rows, or a choice that has hidden them all."""
        return bool(self.rows or self.state.is_narrowed or self.offers.views) and self.offers.may_see

    @property
    def has_next(self) -> bool:
        return len(self._found[0]) > self.page.per and self.number < MOST_PAGES

    @cached_property
    def total(self) -> reads.Total:
        found, number = self._found
        if number == 1 and len(found) <= self.page.per:
            return reads.Total(len(found))
        if self.state.is_narrowed:
            return reads.counted(self.matching)
        return self.scope.once("total", lambda: reads.counted(self.matching))

    @property
    def pages(self) -> int | None:
        """How many pages there are, where that is known."""
        return -(-self.total.number // self.page.per) if self.total.is_exact else None

    @property
    def is_at_the_bound(self) -> bool:
        """Whether there are pages that nobody should leaf to: narrowing finds their rows sooner."""
        return self.number == MOST_PAGES and len(self._found[0]) > self.page.per

    # ways on

    def url(self, state: State) -> str:
        """The address of the list in a state; the bare list says so where a saved view would come up else."""
        query = state.query or ("view=0" if self._has_default else "")
        return f"{self.path}?{query}" if query else self.path

    @property
    def _has_default(self) -> bool:
        return any(view.is_default for view in self.offers.views)

    @property
    def own_url(self) -> str:
        return self.url(self.state)

    @property
    def next_url(self) -> str:
        return self.url(self.state.with_(number=self.number + 1))

    @property
    def previous_url(self) -> str:
        return self.url(self.state.with_(number=self.number - 1))

    @property
    def clear_url(self) -> str:
        return self.url(self.state.with_(words="", picked=()))

    @property
    def bare_url(self) -> str:
        """The list as it is when nobody has asked for anything."""
        page = self.page
        return self.url(
            self.state.with_(words="", picked=(), sort=page.sorted_by, columns=page.shown, view="")
        )

    @property
    def exports(self) -> list[tuple[Label, str]]:
        """The files that the list is offered as: their ending and their address."""
        query = self.state.with_(view="").query or ("view=0" if self._has_default else "")
        also = [(form, f"{path}?{query}") for form, path in self.also]
        own = [(form, f"{self.path}?{query}{'&' if query else ''}export={form}") for form in ("xlsx", "csv")]
        return [*own, *also]

    def everything(self) -> Iterator[Any]:
        """Every row that matches, in the list's order, read some thousands at a time."""
        keys = reads.all_keys(self.state, self.matching, most=reads.MOST_READ)
        return reads.by_keys(self.state, keys[: reads.MOST_READ], self.scope)

    # columns

    @cached_property
    def columns(self) -> list[Column]:
        return [self.page.column(key) for key in self.state.columns]

    @cached_property
    def openings(self) -> list[tuple[Column, str]]:
        """Each column with how its cells open; on a phone a cell says what it is, the first one needs no word."""
        openings: list[tuple[Column, str]] = []
        for column in self.columns:
            look = format_html(' class="{}"', column.css) if column.css else ""
            label = format_html(' data-label="{}"', column.label) if openings else ""
            openings.append((column, format_html("<td{}{}>", look, label)))
        return openings

    @property
    def headers(self) -> list[Header]:
        first = self.state.sort[0]
        return [self._header(column, first) for column in self.columns]

    def _header(self, column: Column, first: tuple[str, bool]) -> Header:
        if not column.sort:
            return Header(column)
        is_first = column.key == first[0]
        direction = (not first[1]) if is_first else False
        others = tuple(each for each in self.state.sort if each[0] != column.key)
        kept = others if self.state.sort != self.page.sorted_by else ()
        url = self.url(self.state.with_(sort=((column.key, direction), *kept)[:3]))
        return Header(column, url, ("descending" if first[1] else "ascending") if is_first else "")

    @property
    def orders(self) -> list[dict[str, Any]]:
        """Every order by one column, for a form without headers."""
        now = ",".join(f"-{key}" if back else key for key, back in self.state.sort)
        offered = [
            (f"{sign}{column.key}", f"{column.label} {arrow}")
            for column in self.page.sortable
            for sign, arrow in (("", "↑"), ("-", "↓"))
        ]
        if now not in dict(offered):
            offered.insert(0, (now, gettext("several columns")))
        return [{"value": value, "label": label, "is_now": value == now} for value, label in offered]

    @property
    def column_choices(self) -> list[dict[str, Any]]:
        """All columns, those that are shown first and in their order."""
        hidden = [column for column in self.page.columns if column.key not in self.state.columns]
        return [
            {"column": column, "place": place, "is_shown": column.key in self.state.columns}
            for place, column in enumerate([*self.columns, *hidden], start=1)
        ]

    # filters

    @cached_property
    def fields(self) -> list[Field]:
        prefix = self.page.anchor
        return [Field(each, picked_by(self.state, each), self.scope, prefix) for each in self.page.filters]

    @property
    def first_fields(self) -> list[Field]:
        return [each for each in self.fields if each.filter.is_first]

    @property
    def more_fields(self) -> list[Field]:
        return [each for each in self.fields if not each.filter.is_first]

    @property
    def is_more_used(self) -> bool:
        return any(each.picked for each in self.more_fields)

    @property
    def chips(self) -> list[Chip]:
        words = self.state.words
        chips = [Chip(gettext("Words"), words, self.url(self.state.with_(words="")))] if words else []
        for each in self.fields:
            for picked in each.picked:
                chips.append(Chip(each.filter.label, picked.words, self.url(self.state.without(picked))))
        return chips

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the form of filters must not lose."""
        kept = [pair for pair in self.state.kept if pair[0] == "cols"]
        kept += self.state.carried
        return [*kept, ("view", self.state.view)] if self.state.view else kept

    @property
    def hidden_for_columns(self) -> list[tuple[str, str]]:
        """What the form of columns must not lose."""
        pairs = [pair for pair in self.state.kept if pair[0] != "cols"]
        pairs += self.state.carried
        return [*pairs, ("view", self.state.view)] if self.state.view else pairs

    @property
    def faults(self) -> list[str]:
        """What the address says that this list does not know."""
        return [sayable(f"{fault.name[:20]}={fault.value[:40]}") for fault in self.state.faults[:8]]

    # many rows

    @property
    def may_select(self) -> bool:
        return bool(self.offers.bulk and self.rows)

    @property
    def may_select_all(self) -> bool:
        """Whether all that match may be chosen: more than the page shows, not more than an act may be done to."""
        return (self.has_next or self.number > 1) and self.total.is_exact

    # saved views

    @property
    def view(self) -> View | None:
        return next((view for view in self.offers.views if view.is_current), None)

    @property
    def kept_query(self) -> str:
        """What a saved view of this state would keep."""
        return urlencode(self.state.kept)

    @property
    def keeping_url(self) -> str:
        """The page that asks for the name of a view of this state."""
        asked = {"list": self.page.key, "query": self.kept_query, "path": self.path}
        asked |= {f"of_{name}": value for name, value in self.scope.values.items()}
        return f"{self.offers.keep_url}?{urlencode(asked)}"
