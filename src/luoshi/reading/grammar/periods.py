"""Years, months and plan periods in running text (时限), and what each of them is there for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from luoshi.reading.grammar.clauses import VEIL
from luoshi.reading.grammar.numerals import CHINESE, value_of


class Use(StrEnum):
    """What a printed period does in its sentence."""

    DUE = "due"  # 到2025年
    BASE = "base"  # 比2015年
    PAST = "past"  # 截至、以来
    START = "start"  # 自2021年起
    SPAN = "span"  # 2019年1月1日至12月31日


class Period(NamedTuple):
    """A printed period; `due` is "2025" or "2025-06", None where it sets none."""

    use: Use
    due: str | None
    start: int
    end: int
    month_named: bool = False
    whole_period: bool = False  # “十四五”期间, 2021—2023年
    until: bool = False  # …底前: the day before which a thing must be done

    @property
    def year(self) -> int | None:
        return int(self.due[:4]) if self.due else None


_C = "[一二三四五六七八九〇○零]"
_YEAR = rf"(?:(?<![\d.])(?:19|20)\d\d|二[〇○零]{_C}{_C})"
_OPENING = (
    '1-9一二三四五六七八九十年自从第力争通经再用利未今“"‘「'  # what a period begins with: looked at first
)
_PERIOD = re.compile(
    rf"(?=[{_OPENING}])(?:"
    rf"(?P<span>{_YEAR}年\d{{1,2}}月\d{{1,2}}日(?:起)?(?:至|到|—|-)(?:{_YEAR}年)?\d{{1,2}}月\d{{1,2}}日(?:止)?)"
    rf"|(?P<first>{_YEAR})年?(?:[-—–~至到]|——){{1,2}}(?P<last>{_YEAR})年(?:底|末)?(?:期间)?"
    rf"|(?:自|从)?(?P<from>{_YEAR})年(?:起|开始)[,，]?(?:力争)?(?:用|在|利用)?(?P<years>\d{{1,2}}"
    rf"|{CHINESE})(?:个)?年(?:左右)?(?:的)?(?:内|时间|之内)"
    rf"|(?P<year>{_YEAR})年(?:度)?(?P<part>年?底|年?末|年中|上半年|下半年|第?[一二三四1-4]季度)?(?:(?P<month>1[0-2]"
    rf"|[1-9]|十[一二]?|[一二三四五六七八九])月(?:份)?(?:底|末|上旬|中旬|下旬|(?P<day>\d{{1,2}})日)?)?(?P<before>之?前|以前)?"
    r"|[“\"‘「]?(?<!第)(?P<five>十[一二三四五六七八九]|[一二三四五六七八九]|二十[一二]?)五[”\"’」]?(?:规划)?(?P<phase>期?末|期间|时期"
    r"|规划期|以来|初期?|期)"
    rf"|第(?P<ordinal>十[一二三四五六七八九]|二十)个五年规划期"
    rf"|(?P<open>(?:力争|争取|通过|经过|再?用|利用|未来|今后)(?:用)?(?:\d{{1,2}}|{CHINESE})(?:[-—–~至到](?:\d{{1,2}}"
    rf"|{CHINESE}))?(?:个)?年(?:左右)?(?:的)?(?:时间|之?内|努力)*)"
    r"|(?<![\d年])(?P<bare>1[0-2]|[1-9])月(?:底|末|\d{1,2}日)(?:之前|前|以前)"
    r"|(?<![\d每当次])(?P<closing>年[底末])(?:之前|前|以前))"
)
_TRIGGER = re.compile(r"年|五[”\"’」]?[期时末初以规]|月[底末]|日[之以]?前")
_BASE_BEFORE = re.compile(r"(?:(?<![占对])比|较|相比|相对于?|相较于?|对比|低于|高于|为|按)$")
_BASE_AFTER = re.compile(
    r"年?(?:[末底])?(?:的)?(?:水平)?(?:基础上|基数|基准|为基[期数准年]|相比|相较|相对比|水平|价|不变价|可比价)|的\d"
)
_TIMES_AFTER = re.compile(r"的?\d+(?:\.\d+)?倍|的[一二两三四五六]倍")
_FROM_BEFORE = re.compile(r"(?:从|由|自)$")
_FROM_AFTER = re.compile(r"起|开始|以后|之后|后[,，]")
_PAST_BEFORE = re.compile(r"(?:截至|截止|截止到|截至到|截止至)$")
_LAST_MONTH = {"上半年": "06", "下半年": "12", "年中": "06"}
_QUARTERS = {"一": "03", "二": "06", "三": "09", "四": "12", "1": "03", "2": "06", "3": "09", "4": "12"}


def find(text: str, veiled: str) -> Iterator[Period]:
    """Every period of a paragraph in order; what stands in quotation or book marks alone is a name."""
    if not _TRIGGER.search(text):
        return
    year: str | None = None
    for match in _PERIOD.finditer(text):
        if veiled[match.end() - 1] == VEIL:
            continue
        period = _read(match, text, year)
        year = period.due[:4] if period.due else year
        yield period


def last_year_of_plan(ordinal: str) -> int:
    """The last year of the Nth five-year plan (五年规划末年)."""
    number = int(value_of(ordinal))
    return 1952 + 5 * number if number < 3 else 1955 + 5 * number  # three years of readjustment, 1963 to 1965


def year_of(printed: str) -> str:
    """A year printed in digits or Chinese numerals."""
    return printed if printed[0].isascii() else str(int(value_of(printed)))


def _read(match: re.Match[str], text: str, year: str | None) -> Period:
    start, end = match.span()
    if match["span"] or match["open"]:
        return Period(Use.SPAN, None, start, end)
    due, whole = _due(match, year)
    use = _use(match, text)
    if use in (Use.START, Use.BASE) and match["phase"] in ("以来",):
        use = Use.PAST
    until = bool(match["bare"] or match["closing"] or match["before"])
    named = until or bool(match["month"] or match["part"])
    return Period(use, None if use is Use.START else due, start, end, named, whole, until)


def _due(match: re.Match[str], year: str | None) -> tuple[str | None, bool]:
    if match["last"]:
        return year_of(match["last"]), True
    if match["from"]:
        return str(int(year_of(match["from"])) + int(value_of(match["years"])) - 1), True
    if match["five"] or match["ordinal"]:
        end = last_year_of_plan(match["five"] or match["ordinal"])
        return str(end - 5 if match["phase"] in ("初", "初期") else end), not (match["phase"] or "").endswith(
            "末"
        )
    if match["bare"] or match["closing"]:
        return (f"{year}-{int(match['bare'] or 12):02}" if year else None), False
    return year_of(match["year"]) + _month(match), False


def _month(match: re.Match[str]) -> str:
    if match["month"]:
        return f"-{int(value_of(match['month'])):02}"
    part = match["part"]
    if not part:
        return ""
    if "季度" in part:
        return "-" + _QUARTERS[part.removeprefix("第")[0]]
    return "-" + _LAST_MONTH.get(part, "12")


def _use(match: re.Match[str], text: str) -> Use:
    start, end = match.span()
    before, after = text[max(0, start - 4) : start], text[end : end + 8]
    if match["phase"] == "以来" or after.startswith("以来") or _PAST_BEFORE.search(before):
        return Use.PAST
    if match["from"] or match["last"]:
        return Use.DUE
    if _FROM_AFTER.match(after):
        return Use.START
    if _FROM_BEFORE.search(before) or _is_base(before, after):
        return Use.BASE
    return Use.DUE


def _is_base(before: str, after: str) -> bool:
    if _BASE_BEFORE.search(before) or _TIMES_AFTER.match(after):
        return True
    return bool(_BASE_AFTER.match(after)) and not before.endswith("到")
