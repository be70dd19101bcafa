"""The brief of a body for a period (专报): drawn up from the figures of its leader's page, as a paper of the body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.engine.lights import Light
from luoshi.delivery.forms import PERIOD
from luoshi.delivery.queries.leading import Ledger, Line
from luoshi.delivery.returned_papers import day_said, period_said
from luoshi.formula import Period
from luoshi.kernel.access import SYSTEM, Actor, bodies_served, day_for
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Origin
from luoshi.kit.papers import Align, Annex, Block, Column, Heading, Paper, Paragraph, Table
from luoshi.work.paper_kinds import PaperKind, register_paper_kind

CODE = "delivery.brief"
DRAFT = "work.draft_papers"
NAMED = 10  # reports that are told of, tasks that are named; how many more there are is said
LIGHTS = {
    Light.GREEN: "绿灯",
    Light.YELLOW: "黄灯",
    Light.RED: "红灯",
    Light.GREY: "灰灯",
    Light.BLUE: "蓝灯",
}
QUARTER = 3


class NotBegun(Refusal):
    code = "delivery.period_not_begun"
    sentence = _("The period %(period)s has not begun: there is nothing to tell of yet.")


@dataclass(frozen=True)
class Brief:
    """What a brief is about: a body in a period."""

    body: Body
    period: str

    @cached_property
    def span(self) -> tuple[date, date]:
        """The first and the last day."""
        parsed = Period.parse(self.period)
        return parsed.starts_on, parsed.ends_on

    def ledger(self, *, on: date) -> Ledger:
        """The figures to the end of the period, or of the day, whichever comes first. Raises NotBegun."""
        first, last = self.span
        if first > on:
            raise NotBegun(period=self.period)
        return Ledger(self.body, since=first - timedelta(days=1), on=min(last, on))


def periods_of(today: date) -> list[tuple[str, str]]:
    """For what a brief is drawn up with one button: this month, the month before, this quarter (月报、季报)."""
    before = today.replace(day=1) - timedelta(days=1)
    quarter = f"{today.year}-Q{(today.month - 1) // QUARTER + 1}"
    return [(each, period_said(each)) for each in (f"{today:%Y-%m}", f"{before:%Y-%m}", quarter)]


def key_of(body: Body, period: str) -> str:
    return f"{body.pk}.{period}"


def find(key: str, by: Actor) -> Brief | None:
    """The body and period of a key, for whoever drafts papers of that body."""
    body, dot, period = key.partition(".")
    if not (dot and body.isdecimal() and len(body) < 19 and PERIOD.fullmatch(period)):
        return None
    if by is not SYSTEM and int(body) not in bodies_served(by, DRAFT, on=day_for(by)):
        return None
    found = Body.objects.filter(pk=int(body)).first()
    return Brief(found, period) if found else None


def build(brief: Brief, *, body: Body, on: date) -> Paper:
    """The brief as of a day. Raises NotBegun."""
    ledger = brief.ledger(on=on)
    parts: Sequence[tuple[str, list[str]]] = (
        ("一、总体情况", [*_totals(ledger), *_meanwhile(ledger)]),
        ("二、主要进展", _progress(ledger)),
        ("三、存在问题", _problems(ledger)),
        ("四、重大事项", _majors(ledger)),
    )
    blocks: list[Block] = []
    for heading, sentences in parts:
        blocks += [Heading(1, heading), *map(Paragraph, sentences)]
    return Paper(
        title=f"{body.name}{period_said(brief.period)}任务推进情况专报",
        subtitle=f"（数据截至{day_said(ledger.on)}）",
        dated_on=on,
        issuers=[body.name],
        blocks=blocks,
        annexes=[Annex("未完成事项清单", [_table(ledger)])] if ledger.open else [],
    )


def _totals(ledger: Ledger) -> list[str]:
    """How many there are, how many were due and done in time; each share with its denominator."""
    rows, on = ledger.lines, day_said(ledger.on)
    done = [row for row in rows if row.course.is_done]
    struck = sum(row.course.state == "struck_off" for row in rows)
    due = [row for row in rows if row.course.due_on and row.course.due_on <= ledger.on]
    in_time = [row for row in due if row.course.is_in_time]
    told = [
        f"截至{on}，{ledger.body.name}共有任务{len(rows)}项，其中本单位牵头{len(ledger.own(rows))}项、"
        f"交办其他单位{len(ledger.below(rows))}项；正在办理{len(ledger.open)}项，"
        f"已认定办结{len(done)}项（其中已销号{struck}项）。",
        f"应办结{len(due)}项，按期办结{len(in_time)}项，{_share('按期办结率', len(in_time), len(due))}；"
        f"逾期未办结{len(ledger.late)}项，其中本单位牵头{len(ledger.own(ledger.late))}项、"
        f"交办其他单位{len(ledger.below(ledger.late))}项。",
    ]
    counts = {light: sum(count[light] for _lead, count in ledger.lights) for light in Light}
    lights = "、".join(f"{LIGHTS[light]}{number}项" for light, number in counts.items())
    return [*told, f"正在办理的{len(ledger.open)}项中，{lights}。"]


def _share(name: str, part: int, whole: int) -> str:
    if not whole:
        return f"{name}无从计算（分母为0）"
    return f"{name}{100 * part / whole:.1f}%（{part}/{whole}）"


def _meanwhile(ledger: Ledger) -> list[str]:
    change = {key: len(rows) for key, rows in ledger.changes.items()}
    return [
        f"本期新交办{change['new']}项，办结{change['done']}项，"
        f"亮灯好转{change['better']}项，亮灯变差或重新办理{change['worse']}项。"
    ]


def _progress(ledger: Ledger) -> list[str]:
    reports = ledger.accepted
    told = [
        f"{report.body.name}（{report.period}，{report.matter.number}）："
        f"{(report.done or f'没有进展，原因是{report.no_progress}').strip().rstrip('。')}。"
        for report in reports[:NAMED]
    ]
    more = [f"其余{len(reports) - NAMED}份从略。"] if len(reports) > NAMED else []
    return [f"本期认可进展报告{len(reports)}份。", *told, *more]


def _problems(ledger: Ledger) -> list[str]:
    """Who is late, with what and for how long; nobody is named without the task."""
    if not ledger.late:
        return ["没有逾期未办结的任务。"]
    leads: dict[str, list[Line]] = {}
    for row in ledger.late:
        leads.setdefault(row.lead.name, []).append(row)
    return [f"{name}逾期{len(rows)}项：{_named(rows)}。" for name, rows in leads.items()]


def _named(rows: Sequence[Line]) -> str:
    named = "；".join(f"“{row.assignment.title}”逾期{row.course.days_late}天" for row in rows[:NAMED])
    return named if len(rows) <= NAMED else f"{named}；另有{len(rows) - NAMED}项"


def _majors(ledger: Ledger) -> list[str]:
    told = [
        f"“{row.assignment.title}”（{row.lead.name}，{LIGHTS[row.course.light]}，{_due(row)}）："
        f"{mark.reason.rstrip('。')}。"
        for mark, row in ledger.majors
    ]
    return [f"列为重大事项{len(told)}项。", *told]


def _due(row: Line) -> str:
    return f"期限{day_said(row.course.due_on)}" if row.course.due_on else "未定期限"


def _table(ledger: Ledger) -> Table:
    columns = [
        Column("序号", 1.2, Align.CENTER),
        Column("任务", 6),
        Column("牵头单位", 3.5),
        Column("期限", 2.6, Align.CENTER),
        Column("亮灯", 1.5, Align.CENTER),
        Column("逾期天数", 1.8, Align.RIGHT),
    ]
    rows = [
        [
            str(number),
            row.assignment.title,
            row.lead.name,
            row.course.due_on.isoformat() if row.course.due_on else "",
            LIGHTS[row.course.light],
            str(row.course.days_late or ""),
        ]
        for number, row in enumerate(ledger.open, start=1)
    ]
    return Table(columns, rows)


def may_issue(brief: Brief, body: Body) -> bool:
    """A body tells of itself alone."""
    return brief.body == body


def origin(brief: Brief) -> Origin:
    """Simulated as soon as anything in it is."""
    return Origin.derived(_origins(brief))


def _origins(brief: Brief) -> Iterable[Origin]:
    rows = brief.ledger(on=brief.span[1]).lines
    return [row.assignment.origin for row in rows] or [Origin.own()]


def url(key: str) -> str:
    return f"{reverse('delivery:assignments')}?side=of-{key.partition('.')[0]}"


def register() -> None:
    """Called once, by `ready()`."""
    register_paper_kind(
        PaperKind(
            code=CODE,
            label=_("Brief"),
            series="专报",
            find=find,
            build=build,
            may_issue=may_issue,
            url=url,
            origin=origin,
        )
    )
