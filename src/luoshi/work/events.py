"""What the work room says has happened (事项事件)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
