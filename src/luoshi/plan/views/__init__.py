"""The plan's pages."""

from luoshi.plan.views.checkup import check_up
from luoshi.plan.views.commitments import commitments, ledger
from luoshi.plan.views.documents import document, file, hand_in
from luoshi.plan.views.outline import outline, section
from luoshi.plan.views.papers import commitments_docx, commitments_pdf
from luoshi.plan.views.plans import documents, plans
from luoshi.plan.views.responsibilities import (
    choose_heir,
    choose_lead,
    responsibilities,
    withdraw_heir,
    withdraw_lead,
)

__all__ = [
    "check_up",
    "choose_heir",
    "choose_lead",
    "commitments",
    "commitments_docx",
    "commitments_pdf",
    "document",
    "documents",
    "file",
    "hand_in",
    "ledger",
    "outline",
    "plans",
    "responsibilities",
    "section",
    "withdraw_heir",
    "withdraw_lead",
]
