"""Assignments and those who see to them, in the least that the tests need (任务样例)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from luoshi.delivery.models import Assignment, SourceKind
from luoshi.delivery.services import assignments, reports
from luoshi.kernel import clock
from luoshi.kernel.models import Body, Command, Installation, Origin, User
from luoshi.work.services.matters import Brought, move
from tests.kernel.factories import LATER, NOON, OWN, BodyFactory, InstallationFactory
from tests.work.factories import officer_of

DUE = date(2025, 12, 1)


def set_day(moment: datetime) -> date:
    """From now on it is that moment, in a demo of which the clock may be moved; the day is returned."""
    offset = {"is_demo": True, "demo_offset": moment - timezone.now()}
    if not Installation.objects.filter(pk=1).update(**offset):
        InstallationFactory(**offset)
    return clock.day_of(moment)


@dataclass
class Office:
    """A body that issues and one that leads, with an officer and a reviewer of each."""

    issuer: Body = field(default_factory=BodyFactory)
    lead: Body = field(default_factory=BodyFactory)

    def __post_init__(self):
        self.desk = officer_of(self.issuer, role="lead_officer")
        self.second = officer_of(self.issuer, role="lead_officer")
        self.officer = officer_of(self.lead)
        self.chief = officer_of(self.lead, role="lead_officer")
        Command.objects.get_or_create(body=self.lead, defaults={"is_commanded": True, **OWN})

    def issue(self, *, at=NOON, title="建成公共服务平台", due_on=DUE, commitments=(), **fields) -> Assignment:
        return assignments.issue_assignment(
            issuer=self.issuer,
            source=assignments.Told(kind=SourceKind.MINUTES, title="市政府常务会议纪要"),
            asked=assignments.Asked(
                title=title,
                lead=fields.pop("lead", self.lead),
                due_on=due_on,
                commitments=commitments,
                **fields,
            ),
            origin=Origin.own(),
            by=self.desk,
            at=at,
        )

    def working(self, **fields) -> Assignment:
        """An assignment that was signed for."""
        made = self.issue(**fields)
        self.go(made, "sign", self.officer)
        return made

    def report(self, *made: Assignment, at=LATER, by: User | None = None, period="2025-09", **said):
        return reports.report_progress(
            assignments=made,
            period=period,
            said=reports.Said(**(said or {"done": "已建成2个平台。"})),
            by=by or self.officer,
            at=at,
        )

    def accepted(self, *made: Assignment, at=LATER, **said):
        """A report that another has accepted."""
        report = self.report(*made, at=at, **said)
        move(matter=report.matter, move="accept", by=self.desk, at=at)
        report.refresh_from_db()
        return report

    def go(self, made: Assignment, code: str, by: User, at=LATER, **brought):
        return move(matter=made.matter, move=code, by=by, at=at, brought=Brought(**brought))
