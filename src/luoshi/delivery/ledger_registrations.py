"""The ledger that is taken over, beside the other lists that come in (台账接管登记)."""

from luoshi.delivery.ledger_words import SENTENCES
from luoshi.delivery.services.ledger_sheet import FormerLedger
from luoshi.kernel.imports import register_list
from luoshi.kit.sheets.wording import also_say


def register() -> None:
    """Called once, by `ready()`."""
    also_say(SENTENCES)
    register_list(FormerLedger())
