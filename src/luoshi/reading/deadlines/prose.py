"""Dated tasks in running text (正文中的时限): a date and what is to be done by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from luoshi.reading.grammar import quantities
from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.grammar.periods import Period, Use
from luoshi.reading.model import Deadline
from luoshi.reading.stretches import Stretch

_TASK = (
    r"完成|实现|建成|建立|建设|制定|制订|出台|印发|发布|公布|编制|修订|启动|开工|投产|竣工|投入使用|投用|投运|上线|运行|开通|取消|下放|纳入|优化|推行|推广|开展|实施"
    r"|组织|清理|整改|整合|设立|组建|搭建|构建|压缩|压减|精简|退出|关停|淘汰|拆除|改造|落实|报送|上报|报市|报省|报国|提交|形成|全覆盖|接入|验收|交付|通车|办结|到位|签约|落地|培育"
    r"|新建|新增|覆盖|对接|迁移|搬迁|核查|排查|评估|认定|分解|部署|达标|消除|取得|提出|明确|确定|健全|完善|推出|办理|打通|贯通|建好|做好|引进|选派|遴选|申报|划定|移交|归集|联网"
)
_DATED = re.compile("[年月]")
_MONTH = re.compile(r"(\d{1,2})月")
_HAS_TASK = re.compile(_TASK)
_FIRM = re.compile(
    r"^(?:[^，,]{0,16}?(?:要|应|须|必须)?)(?:全面|全部|基本|初步|率先)?(?:完成|建成(?!区(?!域))|出台|印发|编制|制定|启动|开工|竣工|投产|投入使用"
    r"|投用|投运|上线|开通|通车|取消|组建|实现[^，,]{0,40}全覆盖)"
)
_LEVEL = re.compile(
    r"达到|突破|超过|不低于|不少于|明显|显著|大幅|更加|进一步|不断|迈上|跃上|基本形成|取得(?!.{0,6}证)"
)
_NO_TASK = re.compile(r"有效期|施行|止$|执行至|试行|期满|到期|延长至|废止")
_RECURRING = re.compile(r"每(?:个)?(?:年|季度?|月)(?:度)?(?:的)?$|次年$")
_AIM = re.compile(r"力争|展望|[到至]$")  # 到2025年, …: a general aim
_LONGEST = 300
_SHORTEST = 4
_LEAD = re.compile(r"(?:到|至|于|在)$")
_ATTRIBUTE = re.compile(
    r"(?:以)?(?:建成|竣工|注册|登记|成立|投产|认定|备案|入库|签约|出生|毕业|参加|取得|发布|印发|出台|施行|开工)[^，,。]{0,8}的"
)


def deadlines(stretch: Stretch) -> Iterator[Deadline]:
    """Every dated task of a heading or paragraph, in order."""
    if stretch.past or not _DATED.search(stretch.printed) or not stretch.periods:
        return
    for span in stretch.sentences:
        if not stretch.periods_between(*span):
            continue
        sentence = stretch.clauses_of(span)
        for index, clause in enumerate(sentence):
            for period in stretch.periods_in(clause):
                task = _task(stretch, sentence, index, period)
                if task:
                    yield task


def _task(stretch: Stretch, sentence: Sequence[Clause], index: int, period: Period) -> Deadline | None:
    """The clause from the date on, when it is a task and not an aim."""
    text, clause = stretch.text, sentence[index]
    due = period.due or _month(text[period.start : period.end])
    if period.use is not Use.DUE or due is None or _is_over(stretch, period):
        return None
    lead = _LEAD.search(text[max(clause.start, period.start - 1) : period.start])
    start = period.start - (1 if lead else 0)
    deed, end = text[period.end : min(clause.end, period.end + _LONGEST)], clause.end
    if not deed.strip() and index + 1 < len(sentence):
        deed, end = sentence[index + 1].text, sentence[index + 1].end
    before = text[max(clause.start, start - _LONGEST) : period.start]
    if end - start > _LONGEST or _RECURRING.search(before[-4:]) or not _is_task(deed, period, before):
        return None
    first, last = stretch.span(start, end)
    printed = stretch.printed[first - stretch.start : last - stretch.start]
    return Deadline(stretch.section, due, printed, first, last)


def _month(printed: str) -> str | None:
    """6月底前, where no year is printed before it: -06."""
    found = _MONTH.match(printed)
    return f"-{int(found[1]):02}" if found else None


def _is_over(stretch: Stretch, period: Period) -> bool:
    return bool(stretch.today and period.year and period.year < stretch.today)


def _is_task(deed: str, period: Period, before: str) -> bool:
    """By a day before which it must be done anything is a task, even a number; else only a firm deed is."""
    if _NO_TASK.search(deed) or _NO_TASK.search(before) or _ATTRIBUTE.match(deed):
        return False
    if period.until:
        return len(deed.strip(",，、 ")) >= _SHORTEST or bool(_HAS_TASK.search(deed))
    if _LEVEL.search(deed):
        return False
    if period.month_named:
        return bool(_HAS_TASK.search(deed))
    if period.whole_period or _AIM.search(before) or any(quantities.find(deed)):
        return False
    return bool(_FIRM.match(deed))
