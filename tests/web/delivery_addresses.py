"""An address for every page of the delivery room, with an assignment of the desk in the city (督办网址样例)."""

from collections.abc import Callable
from datetime import timedelta

from luoshi.delivery.engine.returned import Verdict
from luoshi.delivery.models import (
    Assignment,
    CheckDraw,
    ProgressReport,
    ReportRound,
    ReturnedFile,
    RoundAsk,
    SpotCheck,
)
from luoshi.delivery.services import assignments, checks, reports
from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body
from luoshi.kernel.services.files import store_upload
from luoshi.plan.models import Plan
from luoshi.work.models import AskForm
from tests.delivery.factories import Office
from tests.work.asking import stored

SOON = timedelta(days=60)


def build(*, desk: Body) -> None:
    """An assignment that the desk's body has issued to itself, with a milestone and a report; a round that is open."""
    now, soon = clock.now(), clock.today() + SOON
    office = Office(issuer=desk, lead=desk)
    made = office.issue(title="示例·建成公共服务平台", due_on=soon, at=now)
    office.go(made, "sign", office.chief, at=now)
    assignments.state_milestone(assignment=made, title="示例·完成招标", due_on=soon, by=office.chief, at=now)
    form = AskForm.objects.first() or stored()
    reports.open_round(issuer=desk, period="2025-09", due_on=soon, form=form, by=office.desk, at=now)
    report = office.report(made, by=office.chief, at=now, done="各项工作有序推进。")
    came_back(report)
    checked(office)


def came_back(report: ProgressReport) -> None:
    """A file that came back with a cell to correct, from which the report was entered."""
    upload = store_upload(content="任务,进展\n甲,乙\n".encode(), name="填报表.csv", by=SYSTEM, at=clock.now())
    ProgressReport.objects.filter(pk=report.pk).update(from_file=upload)
    asked = RoundAsk.objects.latest("pk")
    ReturnedFile.objects.create(
        round=asked.round,
        ask=asked,
        upload=upload,
        position=1,
        verdict=Verdict.ERRORS,
        faults=[{"code": "missing", "sheet": "填报表", "cell": "B2", "column": "task", "values": {}}],
        handed_at=clock.now(),
    )


def checked(office: Office) -> None:
    """A draw of the one thing that was accepted as done, and what it drew."""
    now, today = clock.now(), clock.today()
    made = office.issue(title="示例·印发实施方案", due_on=today + SOON, at=now)
    office.go(made, "sign", office.chief, at=now)
    office.accepted(made, at=now)
    office.go(made, "claim_done", office.chief, at=now, note="已完成")
    office.go(made, "accept", office.second, at=now, note="佐证不足，但现场已核实无误")
    wanted = checks.Wanted(title="示例·抽查", since=today, until=today, size=1, inspectors=[office.officer])
    draw = checks.announce_draw(supervisor=office.issuer, wanted=wanted, by=office.desk, at=now)
    checks.draw_checks(draw=draw, by=office.desk, at=now)


def a_draw() -> list:
    return [CheckDraw.objects.latest("pk").pk]


def an_assignment() -> list:
    return [Assignment.objects.latest("pk").pk]


def a_round() -> list:
    return [ReportRound.objects.latest("pk").pk]


def returned() -> list:
    return [ReturnedFile.objects.latest("pk").pk]


LISTS = (
    "assignments",
    "leading",
    "due_reports",
    "year_end",
    "checks",
    "announce_draw",
    "reports",
    "rounds",
    "light_rule",
    "issue",
    "open_round",
)
ARGUMENTS: dict[str, Callable[[], list]] = {
    **{f"delivery:{page}": list for page in LISTS},
    **{f"delivery:{page}": an_assignment for page in ("assignment", "split", "report_on")},
    **{f"delivery:{page}": a_draw for page in ("check_draw", "check_population")},
    "delivery:spot_check": lambda: [SpotCheck.objects.latest("pk").pk],
    "delivery:report": lambda: [ProgressReport.objects.latest("pk").pk],
    **{f"delivery:{page}": a_round for page in ("round", "round_package", "collect", "reminders")},
    **{
        f"delivery:{page}": lambda: [RoundAsk.objects.latest("pk").pk]
        for page in ("round_of", "asked_workbook", "form_workbook")
    },
    **{f"delivery:{page}": returned for page in ("returned", "returned_file", "marked_file")},
    "delivery:report_file": lambda: [ProgressReport.objects.latest("pk").pk],
    "delivery:issue_tasks": lambda: [Plan.objects.adopted().earliest("pk").slug],
}
FILES = {
    f"delivery:{page}"
    for page in (
        "round_package",
        "asked_workbook",
        "returned_file",
        "marked_file",
        "report_file",
        "check_population",
        "form_workbook",
    )
}
