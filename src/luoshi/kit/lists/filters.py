"""The filters of a list (筛选): each reads its part of the address, narrows the rows, and names what it did."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST = 100  # characters of what is typed into a filter
MOST_PICKED = 50
UNPRINTABLE = {"Cc", "Cs", "Cn"}

Label = str | Promise
Options = Sequence[tuple[str, Label]]


@dataclass(frozen=True)
class Scope:
    """For whom and on which day a list is made, and of what it is the list (its plan, for example)."""

    by: Any
    on: date
    values: Mapping[str, Any] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def day(self) -> date:
        """The day as of which the list is shown: the one that was chosen, else today."""
        return self.memo.get("day", self.on)

    def once(self, key: str, make: Callable[[], Any]) -> Any:
        """What a page needs several times is asked once."""
        if key not in self.memo:
            self.memo[key] = make()
        return self.memo[key]


@dataclass(frozen=True)
class Picked:
    """One choice that was made: its place in the address, and what it says in words."""

    name: str
    value: str
    words: Label


@dataclass(frozen=True)
class Fault:
    """A part of the address that this list does not know."""

    name: str
    value: str


Read = tuple[list[Picked], list[Fault]]
Rows = Any  # a QuerySet of the list's own model, with the methods of its own
Narrow = str | Callable[[Rows, Any, Scope], Rows]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What every filter has; `narrow` is a lookup of the ORM or a function of rows, value and scope."""

    key: str
    label: Label
    narrow: Narrow
    is_first: bool = True
    template = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.key,)

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        raise NotImplementedError

    def meant(self, picked: Sequence[Picked]) -> Any:
        """The value that `narrow` is given."""
        return picked[0].value

    def narrowed(self, rows: Rows, picked: Sequence[Picked], scope: Scope) -> Rows:
        if not picked:
            return rows
        if callable(self.narrow):
            return self.narrow(rows, self.meant(picked), scope)
        return rows.filter(**{self.narrow: self.meant(picked)})


@dataclass(frozen=True, kw_only=True)
class Choice(Filter):
    """One of several values; they are given, or made for the scope."""

    options: Options | Callable[[Scope], Options]
    template = "ui/list_fields.html#choice"

    def offered(self, scope: Scope) -> Options:
        if callable(self.options):
            return scope.once(f"filter {self.key}", lambda: list(self.options(scope)))  # type: ignore[operator]
        return self.options

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        values = [value for value in dict.fromkeys(given.get(self.key, ())) if value]
        return self._sorted(values[-1:], scope)

    def _sorted(self, values: Iterable[str], scope: Scope) -> Read:
        """What is offered, and what is not."""
        values = list(values)
        known = {str(value): label for value, label in self.offered(scope)} if values else {}
        return (
            [Picked(self.key, value, known[value]) for value in values if value in known],
            [Fault(self.key, value) for value in values if value not in known],
        )


@dataclass(frozen=True, kw_only=True)
class Many(Choice):
    """Any of several values at once; `narrow` gets a list, a lookup is one with `__in`."""

    template = "ui/list_fields.html#many"

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        values = dict.fromkeys(given.get(self.key, ()))
        return self._sorted([value for value in values if value][:MOST_PICKED], scope)

    def meant(self, picked: Sequence[Picked]) -> list[str]:
        return [each.value for each in picked]


@dataclass(frozen=True, kw_only=True)
class YesNo(Choice):
    """Yes or no; `narrow` gets a truth."""

    options: Options | Callable[[Scope], Options] = (("yes", _("yes")), ("no", _("no")))

    def meant(self, picked: Sequence[Picked]) -> bool:
        return picked[0].value == "yes"


@dataclass(frozen=True, kw_only=True)
class Named(Filter):
    """A name that is typed, with suggestions: a body, an area, a person, of which there may be thousands."""

    suggested: Callable[[Scope], Iterable[str]]
    template = "ui/list_fields.html#named"

    def offered(self, scope: Scope) -> list[str]:
        return scope.once(f"filter {self.key}", lambda: list(self.suggested(scope)))

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        values = [value.strip() for value in given.get(self.key, ()) if value.strip()][-1:]
        good = [value for value in values if is_sayable(value)]
        return (
            [Picked(self.key, value, value) for value in good],
            [Fault(self.key, value) for value in values if value not in good],
        )


@dataclass(frozen=True, kw_only=True)
class Between(Filter):
    """From one day to another, both included; with `is_moment` the field holds moments, not days."""

    narrow: str
    is_moment: bool = False
    template = "ui/list_fields.html#between"

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.key}_from", f"{self.key}_until")

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        picked, faults = [], []
        for name, words in zip(self.names, (gettext("from %s"), gettext("until %s")), strict=True):
            for value in [value for value in given.get(name, ()) if value][-1:]:
                if day := day_of(value):
                    picked.append(Picked(name, day.isoformat(), words % day.isoformat()))
                else:
                    faults.append(Fault(name, value))
        if len(picked) == 2 and picked[0].value > picked[1].value:
            return [], [*faults, *(Fault(each.name, each.value) for each in picked)]
        return picked, faults

    def narrowed(self, rows: Rows, picked: Sequence[Picked], scope: Scope) -> Rows:
        return rows.filter(**dict(self._conditions(picked)))

    def _conditions(self, picked: Sequence[Picked]) -> Iterator[tuple[str, Any]]:
        for each in picked:
            day, is_first = date.fromisoformat(each.value), each.name == self.names[0]
            if not self.is_moment:
                yield f"{self.narrow}__{'gte' if is_first else 'lte'}", day
            elif is_first:
                yield f"{self.narrow}__gte", _midnight(day)
            elif day < date.max:
                yield f"{self.narrow}__lt", _midnight(day + timedelta(days=1))


@dataclass(frozen=True, kw_only=True)
class Day(Filter):
    """As of which day the list is shown; it hides no row, `scope.day` tells the columns."""

    narrow: Narrow = "pk"
    template = "ui/list_fields.html#day"

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        values = [value for value in given.get(self.key, ()) if value][-1:]
        days = [day for value in values if (day := day_of(value))]
        for day in days:
            scope.memo["day"] = day
        picked = [Picked(self.key, day.isoformat(), day.isoformat()) for day in days]
        return picked, [] if picked else [Fault(self.key, value) for value in values]

    def narrowed(self, rows: Rows, picked: Sequence[Picked], scope: Scope) -> Rows:
        return rows


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def day_of(text: str) -> date | None:
    """A day as a date field sends it; years that a database cannot hold in local time are none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if len(text) == 10 and 1900 <= day.year < 2200 else None


def is_sayable(text: str) -> bool:
    """Whether a text can be asked of any database and printed on any page: not overlong, no control characters."""
    return len(text) <= LONGEST and sayable(text) == text


def sayable(text: str) -> str:
    """A text with a mark in place of whatever no page may print."""
    return "".join("\ufffd" if unicodedata.category(sign) in UNPRINTABLE else sign for sign in text)
