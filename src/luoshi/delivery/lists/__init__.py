"""The lists of the delivery room."""

from luoshi.delivery.lists.assignments import ASSIGNMENTS
from luoshi.delivery.lists.checks import CHECKS
from luoshi.delivery.lists.reports import REPORTS
from luoshi.delivery.lists.returned import RETURNED
from luoshi.delivery.lists.rounds import ROUND_BODIES, ROUNDS
from luoshi.kernel.lists import register_list

__all__ = ["ASSIGNMENTS", "CHECKS", "REPORTS", "RETURNED", "ROUNDS", "ROUND_BODIES", "register"]


def register() -> None:
    """Called once, by `ready()`."""
    for page in (ASSIGNMENTS, REPORTS, ROUNDS, ROUND_BODIES, RETURNED, CHECKS):
        register_list(page)
