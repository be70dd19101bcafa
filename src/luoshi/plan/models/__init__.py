"""The plan's facts: documents, plans, sections, commitments, responsibilities, findings, and what was decided."""

from luoshi.plan.models.amendments import Amendment, AmendmentKind
from luoshi.plan.models.arrivals import Answer, Arrival, ArrivalName, NamedKind
from luoshi.plan.models.audience import Audience
from luoshi.plan.models.commitments import Commitment, CommitmentKind, Target
from luoshi.plan.models.corrections import Correction, CorrectionAct
from luoshi.plan.models.documents import Document, Mention
from luoshi.plan.models.findings import Finding, FindingPlace
from luoshi.plan.models.handing_in import DueDay, DueList, Duty, Receipt
from luoshi.plan.models.heirs import HeirChoice, LeadChoice
from luoshi.plan.models.instruments import Instrument, Pull, Standing
from luoshi.plan.models.interpretations import Interpretation
from luoshi.plan.models.parents import BindingChoice, CommitmentLink, LinkProposal, PlanParent
from luoshi.plan.models.plans import Plan, Section
from luoshi.plan.models.responsibilities import Responsibility

__all__ = [
    "Amendment",
    "AmendmentKind",
    "Answer",
    "Arrival",
    "ArrivalName",
    "Audience",
    "BindingChoice",
    "Commitment",
    "CommitmentKind",
    "CommitmentLink",
    "Correction",
    "CorrectionAct",
    "Document",
    "DueDay",
    "DueList",
    "Duty",
    "Finding",
    "FindingPlace",
    "HeirChoice",
    "Instrument",
    "Interpretation",
    "LeadChoice",
    "LinkProposal",
    "Mention",
    "NamedKind",
    "Plan",
    "PlanParent",
    "Pull",
    "Receipt",
    "Responsibility",
    "Section",
    "Standing",
    "Target",
]
