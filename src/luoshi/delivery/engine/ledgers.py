"""How the ledgers in which tasks were kept until now say days, and by what a row is known again (台账用语)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from hashlib import sha256

from luoshi.kit.sheets import Wrong
from luoshi.kit.sheets.days import day_of
from luoshi.plan.engine.periods import last_day
from luoshi.reading.grammar import periods

LASTING = "长期"
_LASTING = re.compile(
    r"(?:长期|常年|持续|常态|全年|每年|始终|不断|forlong)[坚持推进实施化开展抓落实进行任务性工作]*"
)
_BEFORE = re.compile(r"(?:之前|以前|前|完成|办结)+$")
_MONTH = re.compile(r"(\d{4})[-./](\d{1,2})")


class Stood(StrEnum):
    """How a task stood in a ledger; the step that enters it leads there."""

    WORKING = "working"
    SUSPENDED = "suspended"
    ACCEPTED = "accepted"
    STRUCK_OFF = "struck_off"
    WITHDRAWN = "withdrawn"


def due_said(words: str) -> str | None:
    """What the words of a deadline mean: a day in ISO form, 长期, or nothing that can be told.

    A month, a quarter or a year means its last day; of a span, its end.
    """
    bare = _BEFORE.sub("", "".join(words.split()))
    if _LASTING.fullmatch(bare):
        return LASTING
    try:
        return day_of(bare).isoformat()
    except Wrong:
        pass
    month = _MONTH.fullmatch(bare)
    read = f"{month[1]}年{int(month[2])}月" if month else bare
    dues = [each.due for each in periods.find(read, read) if each.due]
    ends = {end for each in dues if (end := last_day(each))}
    named_days = re.search(r"\d日", read)
    return None if named_days or not ends else max(ends).isoformat()


def due_day(said: str | None) -> date | None:
    """The day of what `due_said` has made."""
    return date.fromisoformat(said) if said and said != LASTING else None


def key_of(*, issuer: int, lead: int, title: str) -> str:
    """By what a task is known again, whatever the file is called and wherever its row stands."""
    return sha256(f"{issuer}|{lead}|{''.join(title.split())}".encode()).hexdigest()
