"""The plan's lists as sheets that come in again as they went out (台账、任务分工导入导出)."""

from luoshi.kernel.imports import register_list
from luoshi.kit.sheets.wording import also_say
from luoshi.plan.services.division_sheet import DivisionList
from luoshi.plan.services.ledger_sheet import LedgerList
from luoshi.plan.sheet_words import SENTENCES


def register() -> None:
    """Called once, by `ready()`."""
    also_say(SENTENCES)
    register_list(LedgerList())
    register_list(DivisionList())
