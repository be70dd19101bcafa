"""What the plan's sheets have in common: rows are known by number, some cells are fixed, changes have grounds."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from luoshi.kernel.access import Actor, is_allowed
from luoshi.kernel.imports import Entry, ListKind, Match
from luoshi.kernel.imports.comparison import differences
from luoshi.kit.sheets import Column, Remark, Row
from luoshi.kit.sheets.columns import Kind
from luoshi.plan.models import Plan
from luoshi.plan.services.drafts import CORRECT
from luoshi.plan.sheet_columns import FIXED, REASON
from luoshi.plan.sheet_words import PREFIX

Values = dict[str, Any]


def fault(*, row: Row, code: str, key: str, **values: Any) -> Remark:
    """What is wrong with a cell, by one of the room's own codes."""
    return row.remark(f"{PREFIX}{code}", key, **values)


def shown(*, value: Any, column: Column) -> str:
    """A value as the cell would show it."""
    if value is None:
        return "—"
    if column.kind == Kind.CHOICE:
        return next((str(each.label) for each in column.choices if each.value == value), str(value))
    return str(value)


class PlanSheet(ListKind):
    """A list of what a plan says (规划清单): rows are changed by the plan's own services, none is entered or removed."""

    act = CORRECT
    step = 5  # each change checks its draft again
    makes_new = False

    def name_of(self, values: Mapping[str, Any]) -> str:
        return str(values.get("title") or values.get("section") or values.get("number") or "")

    def match(self, rows: Sequence[Row], *, by: Actor, on: date) -> Iterator[Match]:
        known = self.current({row.values["number"] for row in rows})
        plans = self.plans(known)
        for row in rows:
            number = row.values["number"]
            before = known.get(number)
            if before is None or not Plan.objects.visible_to(by).filter(pk=plans[number].pk).exists():
                yield Match(faults=(fault(row=row, code="sheet_no_row", key="number", value=number),))
                continue
            row.values.update(self.settled(row.values, before))
            yield Match(number, faults=tuple(self._faults(row, before, plans[number], by)))

    def _faults(self, row: Row, before: Values, plan: Plan, by: Actor) -> Iterator[Remark]:
        changed = {column.key: column for column in differences(row.values, before, self.sheet)}
        for key in FIXED:
            if column := changed.pop(key, None):
                yield fault(
                    row=row, code="sheet_fixed", key=key, here=shown(value=before.get(key), column=column)
                )
        changed.pop(REASON, None)
        if not changed:
            return
        if not (row.values.get(REASON) or "").strip():
            yield fault(row=row, code="sheet_grounds", key=REASON)
        for key in changed:
            if not is_allowed(by, self.act_of(key), plan):
                yield row.remark("not_allowed", key, value=row.values["number"])
                return
        yield from self.wrong(row, before, changed, plan)

    def settled(self, values: Values, before: Values) -> Values:
        """A row in the words that its change would leave behind; grounds alone change nothing."""
        values = self.in_our_words(values, before)
        said = {key: value for key, value in values.items() if key != REASON}
        return values if differences(said, before, self.sheet) else said

    def moved(self, entries: Sequence[Entry]) -> str:
        now = self.current({entry.target for entry in entries})
        for entry in entries:
            ours = now.get(entry.target)
            if ours is None or self.differing(self.in_our_words(entry.values, ours), ours):
                return self.name_of(entry.values)
        return ""

    def clashing(self, entries: Sequence[Entry], *, at: datetime) -> set[int]:
        return set(range(len(entries)))  # nothing is entered by such a list

    def add(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[tuple[str, Any]]:
        raise NotImplementedError("what a plan promises comes from its document")

    def change(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> list[Any]:
        known = self.current({entry.target for entry in entries})
        return [self.change_row(entry, known[entry.target], by=by, at=at) for entry in entries]

    def take_back(self, entries: Sequence[Entry], *, by: Actor, at: datetime) -> None:
        for entry in entries:
            for kind, key in reversed(entry.undo):
                self.undo(kind, key, by=by, at=at)

    def differing(self, values: Values, before: Values) -> set[str]:
        """The columns in which a row says something else than ours."""
        return {column.key for column in differences(values, before, self.sheet)} - {REASON}

    def in_our_words(self, values: Values, before: Values) -> Values:
        return values

    @abstractmethod
    def plans(self, known: Collection[str]) -> dict[str, Plan]:
        """The plan of each of these rows."""

    @abstractmethod
    def act_of(self, key: str) -> str:
        """Which right a change of this column needs."""

    @abstractmethod
    def wrong(self, row: Row, before: Values, changed: Mapping[str, Column], plan: Plan) -> Iterator[Remark]:
        """What is wrong with the cells that differ."""

    @abstractmethod
    def change_row(self, entry: Entry, before: Values, *, by: Actor, at: datetime) -> list[tuple[str, int]]:
        """Change a row by services; what each kept, in order, so that it can be taken back."""

    @abstractmethod
    def undo(self, kind: str, key: int, *, by: Actor, at: datetime) -> None:
        """Take back what a service kept."""


def numbers(*, targets: Iterable[str]) -> list[int]:
    """The keys of rows, as far as they are numbers at all."""
    return sorted({int(each) for each in targets if each.isdecimal() and len(each) <= 18})
