"""Taking periods, comparisons and starting points (由…提高到) out of a clause to free its noun phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable

from luoshi.reading.grammar.periods import Period, Use
from luoshi.reading.targets.phrases import ERASED

_BEFORE_DUE = re.compile(
    r"(?:力争|争取|确保|努力|预计|计划|规划)?(?:用)?(?:在|于|(?<![高升加长降少低缩减增大展])(?:到|至)|截至|截止到?)?$"
)
_AFTER_DUE = re.compile(r"(?:之前|以前|前|时|内|度|的(?=\d)|,|，)?")
_BEFORE_BASE = re.compile(r"(?:相比于?|相对于?|相较于?|对比|比|较|与|和|同|在|以|按|从|由|自)$")
_AFTER_BASE = re.compile(
    r"(?:[年底末的]|水平|实际|基础上|基数|基准|相比|相较|为基[期数准年]|不变价|可比价)*(?:计算|再)?"
)
_OTHER = re.compile(
    r"(?=[比较与同在环按])(?:(?:比|较|与|同|在)(?:上年|去年|上一年|往年|同期|现在|目前|现有|上年同期|规划期初|基期|全国|全省)(?:同期|水平|基础|基础上|相比|平均水平|实绩"
    r"|期末)*(?:上|再)?|同比(?!例)|环比|按可比价(?:格)?(?:计算)?)"
)
_FROM = re.compile(
    r"(?:由|从)[^,，、由从]{1,24}?(?=(?:逐步|进一步|大幅|分别)?(?:提高|提升|增加|增长|上升|扩大|发展|下降|降低|减少|压缩|压减|缩短|精简|缩减|降"
    r"|增|减|升)(?:到|至|为))"
)


def erase(veiled: str, offset: int, periods: Iterable[Period]) -> str:
    """The clause with its periods and comparisons blotted out; the length stays."""
    if "由" in veiled or "从" in veiled:
        veiled = _FROM.sub(_blot, veiled)
    kept: list[str] = []
    last = 0
    for period in periods:
        low, high = _with_its_words(veiled, period, offset)
        low = max(low, last)
        kept.extend((veiled[last:low], ERASED * (high - low)))
        last = max(high, last)
    return _OTHER.sub(_blot, "".join(kept) + veiled[last:])


def _with_its_words(veiled: str, period: Period, offset: int) -> tuple[int, int]:
    start, end = max(0, period.start - offset), min(len(veiled), period.end - offset)
    base = period.use is Use.BASE
    before = (_BEFORE_BASE if base else _BEFORE_DUE).search(veiled[max(0, start - 6) : start])
    after = (_AFTER_BASE if base else _AFTER_DUE).match(veiled, end)
    return start - (len(before.group()) if before else 0), after.end() if after else end


def _blot(match: re.Match[str]) -> str:
    return ERASED * (match.end() - match.start())
