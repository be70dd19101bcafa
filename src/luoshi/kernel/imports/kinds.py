"""What a list must know to be taken in (名单类型)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor
from luoshi.kernel.errors import Refusal
from luoshi.kernel.imports.comparison import differences
from luoshi.kernel.registries import Registry
from luoshi.kit.sheets import Lookup, Remark, Row, Sheet

Values = dict[str, Any]


class NoLongerSo(Refusal):
    """What was to be changed or taken back is not what it was."""

    code = "kernel.import_no_longer_so"
    sentence = _("%(what)s was changed by somebody since: the list can't be taken back as a whole.")


class InUse(Refusal):
    """Something new that others lean on by now."""

    code = "kernel.import_in_use"
    sentence = _("Others point to %(what)s by now: the list can't be taken back as a whole.")


@dataclass(frozen=True)
class Match:
    """What a row means here: a row of ours, several that it might be, or nothing yet."""

    target: str = ""
    candidates: tuple[dict[str, Any], ...] = ()
    faults: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One row to be written, with its place in the file; `undo` is what the list has kept to take it back."""

    values: Values
    target: str = ""
    undo: Any = field(default=None, compare=False)
    sheet: str = ""
    number: int = 0
    upload: int = 0


class ListKind(ABC):
    """A list that can be imported, exported and undone; every method works on sets of rows."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    act: ClassVar[str]
    sheet: ClassVar[Sheet]
    models: ClassVar[tuple[type[Model], ...]] = ()  # whose tables grow
    step: ClassVar[int] = 400
    points: ClassVar[Mapping[str, str]] = {}  # columns that call another row by one of its columns
    is_whole: ClassVar[bool] = False  # whether nothing is taken while any row is wrong, whoever asks
    makes_new: ClassVar[bool] = True  # whether a row that may mean several can also be something new
    afterwards: ClassVar[str | Promise] = ""  # what is still to be done once the list is taken over

    def lookups(self) -> Mapping[str, Lookup]:
        """How references are found, by the column's key."""
        return {}

    def ordered(self, rows: list[Row]) -> tuple[list[Row], list[Remark]]:
        """The rows in an order in which each can lean on those before it; and what stands in its way."""
        return rows, []

    @abstractmethod
    def match(self, rows: Sequence[Row], *, by: Actor, on: date) -> Iterator[Match]:
        """For each row of the whole list, in order and as it is asked for, what it means here."""

    def settled(self, values: Values, before: Values) -> Values:
        """What a row says once it is known which of ours it is: a likeness of names is no renaming."""
        return values

    def answered(self, rows: Sequence[tuple[Values, str]]) -> list[tuple[Values, str]]:
        """Rows for which somebody has chosen a candidate: what each says then, and which of ours it is."""
        return list(rows)

    def question(self, values: Mapping[str, Any]) -> str:
        """What is asked about a row, where others may ask the same; one answer does for all of them."""
        return ""

    def afterwards_url(self, batch: int) -> str:
        """Where it is done."""
        return ""

    @abstractmethod
    def current(self, targets: Collection[str]) -> dict[str, Values]:
        """The rows of ours as the sheet would print them today."""

    @abstractmethod
    def everything(self, *, by: Actor) -> Iterable[Values]:
        """Every row that this person may export, in a fixed order."""

    @abstractmethod
    def clashing(self, entries: Sequence[Entry], *, at: datetime) -> set[int]:
        """Which of these new rows somebody else has entered meanwhile, by their place in the sequence."""

    @abstractmethod
    def add(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[tuple[str, Any]]:
        """Enter new rows; for each, its number here and what is needed to take it back."""

    @abstractmethod
    def change(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[Any]:
        """Change rows of ours; for each, what is needed to take the change back."""

    @abstractmethod
    def take_back(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> None:
        """Undo what `add` and `change` have done, the last first; none of the rows has moved."""

    def moved(self, entries: Sequence[Entry]) -> str:
        """Which of these rows is no longer what the list has made of it; empty where each still is."""
        now = self.current({entry.target for entry in entries})
        for entry in entries:
            if entry.target not in now or differences(entry.values, now[entry.target], self.sheet):
                return self.name_of(entry.values)
        return ""

    def in_use(self, entries: Sequence[Entry], *, within: Collection[str]) -> str:
        """Which of the new rows others, not `within` the list, point to by now; empty where there is none."""
        return ""

    @abstractmethod
    def name_of(self, values: Values) -> str:
        """The words by which a row is called on a page."""

    def remember(  # noqa: B027 — a list that asks nobody has nothing to remember
        self, values: Values, *, target: str, others: Sequence[str], by: Actor, at: datetime
    ) -> None:
        """Keep a person's decision for the next time."""


LISTS: Registry[ListKind] = Registry(of="list")


def register_list(kind: ListKind) -> None:
    """Register a list; call it in `ready()`."""
    LISTS.add(kind.code, kind)
