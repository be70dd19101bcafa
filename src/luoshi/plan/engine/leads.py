"""Who of several leads is accountable (第一牵头单位)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Accountable(StrEnum):
    """Whether one body answers for a section: one, a named first, nobody among several, or nobody at all."""

    ONE = "one"
    NAMED = "named"
    JOINT = "joint"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Lead:
    """One who leads: the row, and the body that it means on the day; two rows may mean one body."""

    row: int
    body: Hashable


def accountable(leads: Iterable[Lead], *, named: int | None) -> tuple[Accountable, Hashable | None]:
    """Say who is accountable; never the first of the list by silence (不默认排序第一)."""
    leads = list(leads)
    bodies = dict.fromkeys(lead.body for lead in leads)
    if not bodies:
        return Accountable.NOBODY, None
    if len(bodies) == 1:
        return Accountable.ONE, next(iter(bodies))
    first = next((lead.body for lead in leads if lead.row == named), None)
    return (Accountable.JOINT, None) if first is None else (Accountable.NAMED, first)
