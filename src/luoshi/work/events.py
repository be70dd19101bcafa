"""What the work room says has happened (事项事件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class MatterMoved:
    """A matter went from one state to another, or stayed in it after a move; an opened one came from nowhere."""

    matter_id: int
    procedure: str
    key: str
    move: str
    from_state: str
    to_state: str
    at: datetime


@dataclass(frozen=True)
class CalendarChanged:
    """Days from the first to the last may be worked otherwise than before, or are provisional no more (工作日历变更).

    A deadline is counted anew when it leans on any of these days: when it was received before the last of them and
    is due on the first of them or later.
    """

    first: date
    last: date
