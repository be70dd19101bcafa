"""The pages of the delivery room, by noun."""

from luoshi.delivery.views.assignments import (
    assignment,
    assignments,
    split,
    state_milestone,
    withdraw_milestone,
)
from luoshi.delivery.views.issuing import issue, issue_tasks
from luoshi.delivery.views.lights import end_light, light_rule, set_light
from luoshi.delivery.views.reports import check_words, due_reports, report, report_on, reports
from luoshi.delivery.views.rounds import open_round, round_, round_of, rounds

__all__ = [
    "assignment",
    "assignments",
    "check_words",
    "due_reports",
    "end_light",
    "issue",
    "issue_tasks",
    "light_rule",
    "open_round",
    "report",
    "report_on",
    "reports",
    "round_",
    "round_of",
    "rounds",
    "set_light",
    "split",
    "state_milestone",
    "withdraw_milestone",
]
