"""The facts of the work room."""

from luoshi.work.models.clocks import (
    ClockRun,
    DueChange,
    DueReason,
    ProcedureTerm,
    RungReached,
    TermUnit,
)
from luoshi.work.models.matters import Matter, MoveFile, MoveMade, Party, ProcedureVersion, Turn
from luoshi.work.models.numbers import NumberSeries

__all__ = [
    "ClockRun",
    "DueChange",
    "DueReason",
    "Matter",
    "MoveFile",
    "MoveMade",
    "NumberSeries",
    "Party",
    "ProcedureTerm",
    "ProcedureVersion",
    "RungReached",
    "TermUnit",
    "Turn",
]
