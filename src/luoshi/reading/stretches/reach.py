"""How far a printed year reaches (时限的辖域), and what is told of the past."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from luoshi.reading.grammar.periods import Period, Use

_TOGETHER = re.compile(r"[、和及与,，]|以及|和到|、到")
NOW = re.compile(
    r"已经?(?:累计|建成|达|有|完成|实现|形成|突破|超|培育|增|从|由|成为|发展|建立|取得|获)|(?<![由从])目前|(?:^|(?<=[，,。；;市县区省州国]))现有(?![^，,。]{0,6}基础)|现已"
    r"|(?<!学)前[一二三四两]年(?:的?努力)?(?=[，,]|$)|(?<![比较])(?:上年|去年)(?![^，,。]{0,16}基础)|近年来|近[一二三两几\d]+年来?|过去|曾|历史性地?突破|先后|共有"
)
# Whatever NOW finds holds one of these; each begins with one character, so that a search is quick.
BACK = re.compile("已|目前|前[一二三四两]年|现有|上年|去年|近|过去|曾|历史性|先后|共有")
FORWARD = re.compile(r"今年|明年|力争|确保|争取|未来|下一步|今后")  # after a look back: the promise

_MOST_TOGETHER = 8
_WHICH = re.compile(
    r"(?:以)?前?(?:建成|竣工|注册|登记|成立|投产|认定|备案|参加)[^，,。]{0,6}的(?=[\u4e00-\u9fff]{2})"
)


class Standing(NamedTuple):
    """What holds at a place of the paragraph."""

    dues: tuple[str, ...]
    past: bool


class Reach:
    """The dates of one paragraph, in order."""

    def __init__(
        self, text: str, periods: Sequence[Period], *, inherited: str | None, today: int | None
    ) -> None:
        self._changes: list[tuple[int, Standing]] = [(0, Standing((inherited,) if inherited else (), False))]
        last: Period | None = None
        for period in periods:
            standing = self._after(period, last, text, today)
            if standing:
                self._changes.append((period.start, standing))
            last = period
        self._starts = [start for start, _ in self._changes]

    def _after(self, period: Period, last: Period | None, text: str, today: int | None) -> Standing | None:
        if period.use is Use.BASE or _WHICH.match(text, period.end):
            return None
        if period.use is Use.PAST:
            if text[period.start - 1 : period.start] == "对":
                return None  # 对2013年以来建成的…开展检查: it only says which
            is_ahead = today is not None and period.year is not None and period.year > today
            return Standing((period.due,) if is_ahead and period.due else (), not is_ahead)
        if period.use in (Use.START, Use.SPAN) or period.due is None:
            return Standing((), False)
        if today and period.year and period.year < today:
            return Standing((), True)
        together = self._changes[-1][1].dues
        if (
            last
            and last.use is Use.DUE
            and len(together) < _MOST_TOGETHER
            and _TOGETHER.fullmatch(text, last.end, period.start)
        ):
            return Standing((*together, period.due), False)
        return Standing((period.due,), False)

    def at(self, position: int) -> Standing:
        """What holds at a position."""
        index = bisect_left(self._starts, position) - 1
        return self._changes[max(index, 0)][1]

    @property
    def closing(self) -> str | None:
        """The date that holds at the end of the paragraph."""
        dues = self._changes[-1][1].dues
        return dues[-1] if dues else None
