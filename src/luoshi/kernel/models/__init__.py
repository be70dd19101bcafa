"""The facts of the kernel, by noun."""

from .areas import Area, AreaKind
from .audit import AuditEntry, AuditHead, AuditPart, AuditValue
from .bodies import Body, BodyKind, BodyName, BodyNameKind, Command
from .files import StoredFile, Upload
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
    "Installation",
    "Job",
    "JobState",
    "Language",
    "MatchAnswer",
    "MatchThreshold",
    "MessageState",
    "Origin",
    "OriginKind",
    "OriginQuerySet",
    "OutboxMessage",
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
