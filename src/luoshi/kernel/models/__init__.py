"""The facts of the kernel, by noun."""

from .areas import Area, AreaKind
from .audit import AuditEntry, AuditHead, AuditPart, AuditValue
from .bodies import Body, BodyKind, BodyName, BodyNameKind, Command
from .doubles import Double
from .files import StoredFile, Upload
from .formulas import (
    Formula,
    FormulaPurpose,
    FormulaVersion,
    Standard,
    StandardKind,
    StandardMode,
    StandardVersion,
)
from .hand_overs import HandOver
from .imports import ImportMode, ImportRemark, ImportRow, ImportState, KnownColumns, ListImport, Outcome
from .installation import Installation
from .jobs import Job, JobState, MessageState, OutboxMessage
from .lists import FirstView, SavedView
from .matching import MatchAnswer, MatchThreshold
from .origins import Origin, OriginKind, OriginQuerySet, WithOrigin
from .people import Language, Post, User
from .register import Fact, FactKind, Merging
from .retention import RetentionTerm
from .rights import Grant, Role
from .search import RecentSearch, SearchRow
from .sign_in import FailedSignIn, Identity, RecoveryCode, SecondFactor, Session
from .successions import (
    Function,
    FunctionHandover,
    PartySide,
    Succession,
    SuccessionKind,
    SuccessionParty,
)
from .validity import ValidityQuerySet, WithValidity, in_force

__all__ = [
    "Area",
    "AreaKind",
    "AuditEntry",
    "AuditHead",
    "AuditPart",
    "AuditValue",
    "Body",
    "BodyKind",
    "BodyName",
    "BodyNameKind",
    "Command",
    "Double",
    "Fact",
    "FactKind",
    "FailedSignIn",
    "FirstView",
    "Formula",
    "FormulaPurpose",
    "FormulaVersion",
    "Function",
    "FunctionHandover",
    "Grant",
    "HandOver",
    "Identity",
    "ImportMode",
    "ImportRemark",
    "ImportRow",
    "ImportState",
    "Installation",
    "Job",
    "JobState",
    "KnownColumns",
    "Language",
    "ListImport",
    "MatchAnswer",
    "MatchThreshold",
    "Merging",
    "MessageState",
    "Origin",
    "OriginKind",
    "OriginQuerySet",
    "OutboxMessage",
    "Outcome",
    "PartySide",
    "Post",
    "RecentSearch",
    "RecoveryCode",
    "RetentionTerm",
    "Role",
    "SavedView",
    "SearchRow",
    "SecondFactor",
    "Session",
    "Standard",
    "StandardKind",
    "StandardMode",
    "StandardVersion",
    "StoredFile",
    "Succession",
    "SuccessionKind",
    "SuccessionParty",
    "Upload",
    "User",
    "ValidityQuerySet",
    "WithOrigin",
    "WithValidity",
    "in_force",
]
