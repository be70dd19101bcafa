"""The facts of the work room."""

from luoshi.work.models.asking import Answer, AnswerFile, AskForm, AskFormVersion
from luoshi.work.models.clocks import (
    ClockRun,
    DueChange,
    DueReason,
    ProcedureTerm,
    RungReached,
)
from luoshi.work.models.matters import Matter, MoveFile, MoveMade, Party, ProcedureVersion, Turn
from luoshi.work.models.notices import Channel, Notice, NoticeChoice, Urgency, Webhook, When
from luoshi.work.models.numbers import NumberSeries
from luoshi.work.models.workdays import Workday, YearNotice

__all__ = [
    "Answer",
    "AnswerFile",
    "AskForm",
    "AskFormVersion",
    "Channel",
    "ClockRun",
    "DueChange",
    "DueReason",
    "Matter",
    "MoveFile",
    "MoveMade",
    "Notice",
    "NoticeChoice",
    "NumberSeries",
    "Party",
    "ProcedureTerm",
    "ProcedureVersion",
    "RungReached",
    "Turn",
    "Urgency",
    "Webhook",
    "When",
    "Workday",
    "YearNotice",
]
