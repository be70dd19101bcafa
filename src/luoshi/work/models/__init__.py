"""The work room's facts."""

from luoshi.work.models.workdays import Workday, YearNotice

__all__ = ["Workday", "YearNotice"]
