"""The plan's facts: documents, plans, sections, commitments, responsibilities, findings."""

from luoshi.plan.models.audience import Audience
from luoshi.plan.models.commitments import Commitment, CommitmentKind, Target
from luoshi.plan.models.documents import Document, Mention
from luoshi.plan.models.findings import Finding, FindingPlace
from luoshi.plan.models.heirs import HeirChoice, LeadChoice
from luoshi.plan.models.plans import Plan, Section
from luoshi.plan.models.responsibilities import Responsibility

__all__ = [
    "Audience",
    "Commitment",
    "CommitmentKind",
    "Document",
    "Finding",
    "FindingPlace",
    "HeirChoice",
    "LeadChoice",
    "Mention",
    "Plan",
    "Responsibility",
    "Section",
    "Target",
]
