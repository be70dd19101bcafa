"""The facts of the work room."""

from luoshi.work.models.asking import Answer, AnswerFile, AskForm, AskFormVersion
from luoshi.work.models.chains import MOST_STEPS, Chain, ChainSigner, ChainStep, SigningKind
from luoshi.work.models.clocks import (
    ClockRun,
    DueChange,
    DueReason,
    ProcedureTerm,
    RungReached,
)
from luoshi.work.models.drafts import (
    DraftFile,
    DraftState,
    DraftVersion,
    MoveDraft,
    Signature,
    Verdict,
)
from luoshi.work.models.matters import Matter, MoveFile, MoveMade, Party, ProcedureVersion, Turn
from luoshi.work.models.notices import Channel, Notice, NoticeChoice, Urgency, Webhook, When
from luoshi.work.models.numbers import NumberSeries
from luoshi.work.models.papers import OutgoingPaper, PaperEntry, PaperState, SentPaper
from luoshi.work.models.workdays import Workday, YearNotice

__all__ = [
    "MOST_STEPS",
    "Answer",
    "AnswerFile",
    "AskForm",
    "AskFormVersion",
    "Chain",
    "ChainSigner",
    "ChainStep",
    "Channel",
    "ClockRun",
    "DraftFile",
    "DraftState",
    "DraftVersion",
    "DueChange",
    "DueReason",
    "Matter",
    "MoveDraft",
    "MoveFile",
    "MoveMade",
    "Notice",
    "NoticeChoice",
    "NumberSeries",
    "OutgoingPaper",
    "PaperEntry",
    "PaperState",
    "Party",
    "ProcedureTerm",
    "ProcedureVersion",
    "RungReached",
    "SentPaper",
    "Signature",
    "SigningKind",
    "Turn",
    "Urgency",
    "Verdict",
    "Webhook",
    "When",
    "Workday",
    "YearNotice",
]
