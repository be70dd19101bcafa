"""A list's state lives in the address: read from it, and written into every link (地址即状态)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from luoshi.kit.lists.declaration import RESERVED, ListPage
from luoshi.kit.lists.filters import Fault, Filter, Picked, Scope, is_sayable

MOST_KEYS = 3  # columns that sort at once
MOST_PAGES = 2_000
PLACES = "at_"  # the form that orders the columns sends at_<column>=<place>
Given = Mapping[str, list[str]]


@dataclass(frozen=True)
class State:
    """What one person asks of one list."""

    page: ListPage
    words: str
    picked: tuple[Picked, ...]
    sort: tuple[tuple[str, bool], ...]
    columns: tuple[str, ...]
    number: int
    view: str
    carried: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.picked)

    def with_(self, **changes: Any) -> State:
        """This state with something else in it; what changes the rows begins at the first page."""
        return replace(self, **{"number": 1, **changes})

    def without(self, gone: Picked) -> State:
        return self.with_(picked=tuple(each for each in self.picked if each != gone))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a saved view keeps: everything but the page and the view itself."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(each.name, each.value) for each in self.picked]
        if self.sort != self.page.sorted_by:
            pairs.append(("sort", ",".join(f"-{key}" if back else key for key, back in self.sort)))
        if self.columns != self.page.shown:
            pairs.append(("cols", ",".join(self.columns)))
        return pairs

    @property
    def query(self) -> str:
        """The state as an address says it: the same state has one address."""
        pairs = [*self.kept, *self.carried]
        if self.view:
            pairs.append(("view", self.view))
        if self.number > 1:
            pairs.append(("page", str(self.number)))
        return urlencode(pairs)


def read(page: ListPage, query: QueryDict, scope: Scope) -> State:
    """What the address asks for. What it says that this list does not know is left out and named."""
    given = {name: query.getlist(name) for name in query}
    faults: list[Fault] = [
        Fault(name, (given[name] or [""])[-1]) for name in given if not _is_known(page, name)
    ]
    picked: list[Picked] = []
    for each in page.filters:
        found, unknown = each.read(given, scope)
        picked += found
        faults += unknown
    return State(
        page=page,
        words=_words(page, given, faults),
        picked=tuple(picked),
        sort=_sort(page, given, faults),
        columns=_columns(page, given, faults),
        number=_number(page, given, faults),
        view=_last(given, "view")[:12] if _last(given, "view").isdecimal() else "",
        carried=_carried(page, given, faults),
        faults=tuple(faults),  # last: what is read above adds to them
    )


def picked_by(state: State, each: Filter) -> list[Picked]:
    """What was picked in one filter."""
    return [choice for choice in state.picked if choice.name in each.names]


def _is_known(page: ListPage, name: str) -> bool:
    names = {*RESERVED, *page.carried, *(each for one in page.filters for each in one.names)}
    return name in names or name.startswith(PLACES)


def _last(given: Given, name: str) -> str:
    return (given.get(name) or [""])[-1].strip()


def _words(page: ListPage, given: Given, faults: list[Fault]) -> str:
    words = " ".join(_last(given, "q").split())
    if not words:
        return ""
    if page.search and is_sayable(words):
        return words
    faults.append(Fault("q", words))
    return ""


def _carried(page: ListPage, given: Given, faults: list[Fault]) -> tuple[tuple[str, str], ...]:
    pairs = [(name, value) for name in page.carried if (value := _last(given, name))]
    faults += [Fault(name, value) for name, value in pairs if not is_sayable(value)]
    return tuple((name, value) for name, value in pairs if is_sayable(value))


def _sort(page: ListPage, given: Given, faults: list[Fault]) -> tuple[tuple[str, bool], ...]:
    asked = [part for part in _last(given, "sort").split(",") if part]
    known = {column.key for column in page.sortable}
    good = {part.lstrip("-"): part.startswith("-") for part in asked[:MOST_KEYS] if part.lstrip("-") in known}
    if len(good) < len(asked):
        faults.append(Fault("sort", ",".join(asked)))
    return tuple(good.items()) or page.sorted_by


def _columns(page: ListPage, given: Given, faults: list[Fault]) -> tuple[str, ...]:
    asked = [key for part in given.get("cols", ()) for key in part.split(",") if key]
    known = {column.key: column for column in page.columns}
    if unknown := [key for key in asked if key not in known]:
        faults.append(Fault("cols", ",".join(unknown)))
    good = list(dict.fromkeys(key for key in asked if key in known))
    if not good:
        return page.shown
    missing = [key for key, column in known.items() if column.is_fixed and key not in good]
    return tuple(_placed([*missing, *good], given))


def _placed(keys: Sequence[str], given: Given) -> list[str]:
    """Columns in the order that the form asks for; without one as they stand."""
    places = {key: _last(given, f"{PLACES}{key}") for key in keys}
    ranks = {key: int(place[:3]) if place.isdecimal() else len(keys) for key, place in places.items()}
    return sorted(keys, key=lambda key: ranks[key]) if any(places.values()) else list(keys)


def _number(page: ListPage, given: Given, faults: list[Fault]) -> int:
    asked = _last(given, "page")
    if not asked:
        return 1
    number = int(asked[:9]) if asked.isascii() and asked.isdecimal() else 0
    if 1 <= number <= MOST_PAGES:
        return number
    faults.append(Fault("page", asked))
    return min(max(number, 1), MOST_PAGES)
