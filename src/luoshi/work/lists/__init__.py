"""The lists of the work room."""

from luoshi.kernel.lists import register_list
from luoshi.work.lists.chains import CHAINS, DRAFTS
from luoshi.work.lists.matters import MATTERS
from luoshi.work.lists.step_times import STEP_TIMES
from luoshi.work.lists.turns import INBOX, MY_WORK
from luoshi.work.lists.waiting import WHO_WAITS

__all__ = ["CHAINS", "DRAFTS", "INBOX", "MATTERS", "MY_WORK", "STEP_TIMES", "WHO_WAITS", "register"]


def register() -> None:
    """Called once, by `ready()`."""
    for page in (MY_WORK, INBOX, MATTERS, STEP_TIMES, WHO_WAITS):
        register_list(page)
