"""What each column of a table of indicators holds (列的含义): from its header's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from luoshi.reading.grammar import units
from luoshi.reading.grammar.periods import last_year_of_plan


class Holds(StrEnum):
    """What is in a column."""

    NAME = "name"
    UNIT = "unit"
    BASE = "base"
    TARGET = "target"
    PACE = "pace"  # 年均、[累计]
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's meaning, its date, the unit that its header prints."""

    holds: Holds
    due: str | None = None
    unit: str = ""
    growth: bool = False  # 年均增长: what stands below is a rate of growth
    yearly: bool = False  # 年均
    cumulative: bool = False


_NAME = re.compile(
    r"指标(?!属性|类型|性质|值|分类|类别|体系|单位|来源)|^(?:项目|名称|内容|目标名称|目标内容|目标任务|主要目标|考核内容|具体目标)$"
)
_UNIT = re.compile(r"^(?:计量|指标)?单位$|^单位[:：(（]?$|计量单位")
_OTHER = re.compile(
    r"序号|^序$|^号$|编号|属性|性质|类别|类型|分类|领域|一级指标|责任|牵头|部门|备注|说明|来源|投资|建设|地址|联系|时限|进度安排|权重|分值|口径|定义"
)
_BASE = re.compile(r"现状|基期|基年|基数|基准|实际|实绩|完成|现值|当前|预计完成|达到值|初值|原值|上年")
_TARGET = re.compile(r"目标|规划|预期|预计|计划|力争")
_PACE = re.compile(r"年均|增速|增长|增幅|累计|年增")
_GROWTH = re.compile(r"增长|增速|增幅|年增")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PLAN = re.compile(r"(十[一二三四五六七八九])五")
_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]{1,12})[)）\]]")


def read(heads: Sequence[Sequence[str]], *, today: int | None) -> list[Column]:
    """The meaning of every column, left to right."""
    joined = ["".join(dict.fromkeys(head)) for head in heads]
    years = [int(year) for head in joined for year in _YEAR.findall(head)]
    columns = [_column(head, words, years, today) for head, words in zip(joined, heads, strict=True)]
    columns = _with_name(columns)
    last = max(
        (column.due for column in columns if column.due and column.holds is Holds.TARGET), default=None
    )
    return [_with_due(column, last) for column in columns]


def _with_name(columns: list[Column]) -> list[Column]:
    """年度目标 | 2026年 | 2027年: where no column is called one of names, the first is, if it has no year."""
    first = columns[0] if columns else None
    if first is None or first.due or first.holds is not Holds.TARGET:
        return columns
    if any(column.holds is Holds.NAME for column in columns) or not all(column.due for column in columns[1:]):
        return columns
    return [Column(Holds.NAME), *columns[1:]]


def _with_due(column: Column, last: str | None) -> Column:
    if column.holds is Holds.PACE and column.due is None and last:
        return replace(column, due=last)
    return column


def _column(head: str, words: Sequence[str], years: list[int], today: int | None) -> Column:
    own = words[-1] if words else head
    year = due_of(head)
    if _UNIT.search(own) or _UNIT.search(head):
        return Column(Holds.UNIT)
    if year is None and not _TARGET.search(head) and not _PACE.search(head):
        return Column(Holds.NAME) if _NAME.search(own) and not _OTHER.search(own) else Column(_rest(head))
    if _OTHER.search(own):
        return Column(Holds.OTHER)
    if _NAME.search(own) and year is None and not own.endswith("值"):
        return Column(Holds.NAME)
    if _is_base(head, year, years, today):
        return Column(Holds.BASE, year)
    pace = _PACE.search(own) or (_PACE.search(head) and not _YEAR.search(own))
    holds = Holds.PACE if pace else Holds.TARGET
    return Column(
        holds, year, _unit(own) or _unit(head), bool(_GROWTH.search(own)), "年均" in own, "累计" in own
    )


def _rest(head: str) -> Holds:
    return Holds.BASE if _BASE.search(head) else Holds.OTHER


def _is_base(head: str, year: str | None, years: list[int], today: int | None) -> bool:
    if _BASE.search(head) and not _TARGET.search(head):
        return True
    if year is None or _TARGET.search(head):
        return False
    if today:
        return int(year[:4]) < today
    return len(set(years)) > 1 and int(year[:4]) == min(years)


def due_of(words: str) -> str | None:
    """The last year that a header or a caption prints."""
    years = _YEAR.findall(words)
    if years:
        return str(max(years))
    plan = _PLAN.search(words)
    return str(last_year_of_plan(plan.group(1))) if plan else None


def _unit(words: str) -> str:
    for bracket in _BRACKET.findall(words):
        if units.is_unit(bracket):
            return str(bracket)
    return ""
