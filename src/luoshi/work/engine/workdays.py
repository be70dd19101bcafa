"""Working days and deadlines (工作日与期限): what the rooms call."""

from .calendars import CHINA, Calendar, NamedDay, days_from, is_weekday, turn_of
from .deadlines import Deadline, days_between, deadline, working_days_left
from .explaining import Step
from .terms import LONGEST, Pause, Term, Unit, months_later

__all__ = [
    "CHINA",
    "LONGEST",
    "Calendar",
    "Deadline",
    "NamedDay",
    "Pause",
    "Step",
    "Term",
    "Unit",
    "days_between",
    "days_from",
    "deadline",
    "is_weekday",
    "months_later",
    "turn_of",
    "working_days_left",
]
