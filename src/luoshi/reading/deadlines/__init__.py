"""Dated tasks (时限): in running text and in tables of tasks."""

from luoshi.reading.deadlines.prose import deadlines
from luoshi.reading.deadlines.tables import dated_tasks
from luoshi.reading.deadlines.tables import deadlines as of_tables

__all__ = ["dated_tasks", "deadlines", "of_tables"]
