"""The lists of the plan room: plans, documents, commitments, the ledger (列表)."""

from luoshi.kernel.lists import register_list
from luoshi.plan.lists.amendments import CHANGES
from luoshi.plan.lists.arrivals import ARRIVALS
from luoshi.plan.lists.commitments import COMMITMENTS, HERE, LEDGER, UNDECIDED, UNVERIFIABLE
from luoshi.plan.lists.corrections import CORRECTIONS
from luoshi.plan.lists.documents import DOCUMENTS
from luoshi.plan.lists.handing_in import HAND_INS
from luoshi.plan.lists.parents import COMPARED, DESCENT, GAPS, PROPOSALS, SIDE_BY_SIDE
from luoshi.plan.lists.plans import PLANS
from luoshi.plan.lists.responsibilities import RESPONSIBILITIES
from luoshi.plan.lists.turns import TURNS

__all__ = [
    "ARRIVALS",
    "CHANGES",
    "COMMITMENTS",
    "COMPARED",
    "CORRECTIONS",
    "DESCENT",
    "DOCUMENTS",
    "GAPS",
    "HAND_INS",
    "HERE",
    "LEDGER",
    "PLANS",
    "PROPOSALS",
    "RESPONSIBILITIES",
    "SIDE_BY_SIDE",
    "TURNS",
    "UNDECIDED",
    "UNVERIFIABLE",
    "register",
]


def register() -> None:
    """Called once, by `ready()`."""
    plans = (PLANS, DOCUMENTS, CORRECTIONS, CHANGES, HAND_INS, TURNS, ARRIVALS)
    promised = (COMMITMENTS, LEDGER, UNDECIDED, UNVERIFIABLE, HERE, RESPONSIBILITIES)
    related = (PROPOSALS, COMPARED, GAPS, DESCENT, SIDE_BY_SIDE)
    for page in (*plans, *promised, *related):
        register_list(page)
