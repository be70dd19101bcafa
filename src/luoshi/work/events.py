"""What happens in the work room, for the rooms below (事件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CalendarChanged:
    """Days from the first to the last may be worked otherwise than before, or are provisional no more (工作日历变更).

    A deadline is counted anew when it leans on any of these days: when it was received before the last of them and
    is due on the first of them or later.
    """

    first: date
    last: date
