"""What goes to the bodies of a round beside the workbooks (收发文书): the covering letter, and texts for who is late."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from luoshi.delivery.models import ReportRound, RoundAsk
from luoshi.delivery.queries.collecting import Task
from luoshi.delivery.returned_writing import workbook_of
from luoshi.kernel import clock
from luoshi.kit.papers import Annex, Form, Paper, Paragraph, Signature, write_docx

NAMED = 3  # tasks that a text names; how many more there are is said
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q(\d)|H(\d)))?")
_QUARTERS, _HALVES = ("一", "二", "三", "四"), ("上", "下")


def package_of(opened: ReportRound, asks: Sequence[RoundAsk], tasks: Mapping[int, Sequence[Task]]) -> bytes:
    """All workbooks and letters of a round in one zip; its times are the round's: the same state, the same bytes."""
    moment = timezone.localtime(opened.opened_at)
    stamp = (max(1980, moment.year), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packing:
        for number, ask in enumerate(asks, start=1):
            name = f"{number:02d}{file_name(ask.body.name)}"
            parts = {
                f"{name}/{name}{opened.period}填报表.xlsx": workbook_of(ask, tasks[ask.body_id]),
                f"{name}/{name}{opened.period}填报通知.docx": letter_of(ask, len(tasks[ask.body_id])),
            }
            for path, content in parts.items():
                entry = zipfile.ZipInfo(path, stamp)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr, entry.create_system = 0o644 << 16, 3
                packing.writestr(entry, content)
    return buffer.getvalue()


def file_name(text: str) -> str:
    """Words as a file may be called anywhere."""
    return _FORBIDDEN.sub("", text).strip(" .")[:60] or "填报"


def letter_of(ask: RoundAsk, number: int) -> bytes:
    """The covering letter to one body (填报通知), as docx."""
    opened, issuer = ask.round, ask.round.issuer.name
    period, due = period_said(opened.period), day_said(opened.due_on)
    told = [
        f"为掌握各项任务办理情况，现请你单位报送{period}工作进展。有关事项函告如下：",
        f"一、填报内容。附件所列由你单位牵头的任务共{number}项，请逐项填写本期进展；没有进展的，请如实填写原因。"
        "节点已经完成的，请填写完成日期；有正式文件佐证的，请填写文号和名称。",
        f"二、报送时间。请于{due}前将填报表电子版（xlsx格式）报{issuer}。",
        "三、填报要求。只填写表头为黄色的各列，灰色各列和行次请勿改动；文件名可以更改。"
        "报送后需要更正的，改好后重新报送整份填报表，以最后一份为准。",
    ]
    paper = Paper(
        title=f"关于报送{period}工作进展的函",
        subtitle="（模拟数据）" if ask.matter.origin.is_simulated else "",
        dated_on=clock.day_of(opened.opened_at),
        form=Form.LETTER,
        issuers=[issuer],
        masthead=issuer,
        addressees=[ask.body.name],
        blocks=[Paragraph(words) for words in told],
        annexes=[Annex(f"{ask.body.name}{opened.period}工作进展填报表")],
        signature=Signature([issuer], clock.day_of(opened.opened_at)),
    )
    return write_docx(paper)


@dataclass(frozen=True)
class Reminder:
    """What may be sent to a body that has not reported (催报语): for WeChat, as a short message, on the telephone."""

    ask: RoundAsk
    missing: int
    is_late: bool
    wechat: str
    short_message: str
    telephone: str


def reminder_of(ask: RoundAsk, titles: Sequence[str], *, on: date) -> Reminder:
    """The texts, in official Chinese; they say nothing that the body does not know already."""
    opened = ask.round
    issuer, body, period = opened.issuer.name, ask.body.name, period_said(opened.period)
    due, number, is_late = day_said(opened.due_on), len(titles), opened.due_on < on
    when = f"已于{due}到期，逾期{(on - opened.due_on).days}天" if is_late else f"将于{due}截止"
    named = "、".join(f"“{title}”" for title in titles[:NAMED])
    tasks = (
        f"{named}等{number}项任务"
        if number > NAMED
        else f"{named}共{number}项任务"
        if number > 1
        else f"{named}任务"
    )
    ask_for = "请尽快报送" if is_late else "请按时报送"
    return Reminder(
        ask,
        number,
        is_late,
        wechat=(
            f"{body}：\n{period}工作进展填报{when}，你单位{tasks}尚未报送。{ask_for}填报表（xlsx格式）；"
            f"没有进展的，请在表中如实填写原因。如已报送，请与我们核对。谢谢！\n{issuer}\n{day_said(on)}"
        ),
        short_message=f"【{issuer}】{body}：{period}工作进展填报{when}，尚有{number}项任务未报，{ask_for}。",
        telephone=(
            f"您好，这里是{issuer}。{period}工作进展填报{when}，贵单位还有{number}项任务没有报送，"
            f"{tasks_spoken(titles)}。请问填报表什么时候可以报来？办理中有什么困难需要协调？没有进展的也请说明原因。谢谢。"
        ),
    )


def tasks_spoken(titles: Sequence[str]) -> str:
    """The tasks as they are said on the telephone: the first few, and that there are more."""
    said = "；".join(titles[:NAMED])
    return f"分别是{said}等" if len(titles) > NAMED else f"{'分别' if len(titles) > 1 else ''}是{said}"


def period_said(period: str) -> str:
    """2025-09 as 2025年9月, 2025-Q3 as 2025年第三季度."""
    found = _PERIOD.fullmatch(period)
    if not found:
        return period
    year, month, quarter, half = found.groups()
    if month:
        return f"{year}年{int(month)}月"
    if quarter:
        return f"{year}年第{_QUARTERS[int(quarter) - 1]}季度"
    return f"{year}年{_HALVES[int(half) - 1]}半年" if half else f"{year}年"


def day_said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
