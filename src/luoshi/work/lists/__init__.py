"""The lists of the work room."""

from luoshi.kernel.lists import register_list
from luoshi.work.lists.chains import CHAINS, DRAFTS
from luoshi.work.lists.matters import MATTERS
from luoshi.work.lists.turns import INBOX, MY_WORK

__all__ = ["CHAINS", "DRAFTS", "INBOX", "MATTERS", "MY_WORK", "register"]


def register() -> None:
    """Called once, by `ready()`."""
    for page in (MY_WORK, INBOX, MATTERS):
        register_list(page)
