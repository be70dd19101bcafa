"""The facts of the delivery room."""

from luoshi.delivery.models.assignments import Assignment, Completion, Milestone, Serving, Supporter
from luoshi.delivery.models.checks import CheckCandidate, CheckDraw, CheckInspector, Finding, SpotCheck
from luoshi.delivery.models.ledgers import TakenOver
from luoshi.delivery.models.lights import LightOverride, LightRule
from luoshi.delivery.models.majors import MajorMark
from luoshi.delivery.models.reports import (
    Evidence,
    MilestoneClaim,
    ProgressReport,
    ReportOn,
    ReportRound,
    RoundAsk,
)
from luoshi.delivery.models.returned import ReturnedFile
from luoshi.delivery.models.sources import Source, SourceKind

__all__ = [
    "Assignment",
    "CheckCandidate",
    "CheckDraw",
    "CheckInspector",
    "Completion",
    "Evidence",
    "Finding",
    "LightOverride",
    "LightRule",
    "MajorMark",
    "Milestone",
    "MilestoneClaim",
    "ProgressReport",
    "ReportOn",
    "ReportRound",
    "ReturnedFile",
    "RoundAsk",
    "Serving",
    "Source",
    "SourceKind",
    "SpotCheck",
    "Supporter",
    "TakenOver",
]
