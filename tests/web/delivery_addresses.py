"""An address for every page of the delivery room, with an assignment of the desk in the city (督办网址样例)."""

from collections.abc import Callable
from datetime import timedelta

from luoshi.delivery.models import Assignment, ProgressReport, ReportRound, RoundAsk
from luoshi.delivery.services import assignments, reports
from luoshi.kernel import clock
from luoshi.kernel.models import Body
from luoshi.plan.models import Plan
from tests.delivery.factories import Office

SOON = timedelta(days=60)


def build(*, desk: Body) -> None:
    """An assignment that the desk's body has issued to itself, with a milestone and a report; a round that is open."""
    now = clock.now()
    office = Office(issuer=desk, lead=desk)
    made = office.issue(title="示例·建成公共服务平台", due_on=now.date() + SOON, at=now)
    office.go(made, "sign", office.chief, at=now)
    assignments.state_milestone(
        assignment=made, title="示例·完成招标", due_on=now.date() + SOON, by=office.chief, at=now
    )
    reports.open_round(issuer=desk, period="2025-09", due_on=now.date() + SOON, by=office.desk, at=now)
    office.report(made, by=office.chief, at=now, done="各项工作有序推进。")


def an_assignment() -> list:
    return [Assignment.objects.latest("pk").pk]


LISTS = ("assignments", "reports", "rounds", "light_rule", "issue", "open_round")
ARGUMENTS: dict[str, Callable[[], list]] = {
    **{f"delivery:{page}": list for page in LISTS},
    **{f"delivery:{page}": an_assignment for page in ("assignment", "split", "report_on")},
    "delivery:report": lambda: [ProgressReport.objects.latest("pk").pk],
    "delivery:round": lambda: [ReportRound.objects.latest("pk").pk],
    "delivery:round_of": lambda: [RoundAsk.objects.latest("pk").pk],
    "delivery:issue_tasks": lambda: [Plan.objects.adopted().earliest("pk").slug],
}
