"""The lists of the plan room: plans, documents, commitments, the ledger (列表)."""

from luoshi.kernel.lists import register_list
from luoshi.plan.lists.commitments import COMMITMENTS, HERE, LEDGER, UNVERIFIABLE
from luoshi.plan.lists.documents import DOCUMENTS
from luoshi.plan.lists.plans import PLANS
from luoshi.plan.lists.responsibilities import RESPONSIBILITIES

__all__ = [
    "COMMITMENTS",
    "DOCUMENTS",
    "HERE",
    "LEDGER",
    "PLANS",
    "RESPONSIBILITIES",
    "UNVERIFIABLE",
    "register",
]


def register() -> None:
    """Called once, by `ready()`."""
    for page in (PLANS, DOCUMENTS, COMMITMENTS, LEDGER, UNVERIFIABLE, HERE, RESPONSIBILITIES):
        register_list(page)
