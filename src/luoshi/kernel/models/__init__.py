"""The facts of the kernel, by noun."""

from .areas import Area, AreaKind
from .audit import AuditEntry, AuditHead, AuditPart, AuditValue
from .bodies import Body, BodyKind, BodyName, BodyNameKind, Command
from .files import StoredFile, Upload
from .imports import ImportMode, ImportRemark, ImportRow, ImportState, KnownColumns, ListImport, Outcome
from .installation import Installation
from .jobs import Job, JobState, MessageState, OutboxMessage
from .matching import MatchAnswer, MatchThreshold
from .origins import Origin, OriginKind, OriginQuerySet, WithOrigin
from .people import Language, Post, User
from .rights import Grant, Role
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
    "Grant",
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
    "MessageState",
    "Origin",
    "OriginKind",
    "OriginQuerySet",
    "OutboxMessage",
    "Outcome",
    "Post",
    "Role",
    "StoredFile",
    "Upload",
    "User",
    "ValidityQuerySet",
    "WithOrigin",
    "WithValidity",
    "in_force",
]
