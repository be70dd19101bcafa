"""Who may issue assignments, report on them, set their lights, and look at them (督办权限)."""

from datetime import date

from luoshi.delivery.models import (
    Assignment,
    LightOverride,
    LightRule,
    MajorMark,
    Milestone,
    ProgressReport,
    ReportRound,
    RoundAsk,
    Serving,
    SourceKind,
    Supporter,
)
from luoshi.delivery.services import assignments, lights, majors, reports
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Origin
from luoshi.plan.models import Standing
from luoshi.work.models import Matter, Turn
from tests.access.rights import ONE
from tests.access.world import ANYTHING, ELSEWHERE, OWN_AREA, OWN_BODY, Row, Scene, page, seen
from tests.delivery.factories import DUE, Office
from tests.kernel.factories import NOON, BodyFactory, BodyNameFactory
from tests.plan.factories import CommitmentFactory

PLACES = (OWN_BODY, OWN_AREA, ELSEWHERE)
ISSUING = dict.fromkeys(("lead_officer", "leader"), (OWN_BODY,))
SETTING = ISSUING
REPORTING = dict.fromkeys(("lead_officer", "officer", "leader", "clerk"), (OWN_BODY,))
READING = REPORTING | {"body_administrator": (OWN_BODY,), "auditor": PLACES}
LIST = dict.fromkeys(READING, (ANYTHING,))
RULE = {
    "red": "逾期天数 > 0日",
    "yellow": "剩余天数 <= 5日",
    "valid_from": "2025-10-01",
    "clause": "市政府办公室通知",
}


def issued(at: Scene) -> Assignment:
    """An assignment that the body before which the person stands has issued."""
    return Office(issuer=at.body).issue()


def led(at: Scene) -> Assignment:
    """An assignment that this body leads and has signed for."""
    return Office(lead=at.body).working(commitments=[CommitmentFactory(kind="task")])


def milestone(at: Scene) -> Milestone:
    return assignments.state_milestone(assignment=led(at), title="完成招标", due_on=DUE, by=SYSTEM, at=NOON)


def override(at: Scene) -> LightOverride:
    return lights.set_light(assignment=issued(at), light="red", reason="停工", by=SYSTEM, at=NOON)


def major(at: Scene) -> MajorMark:
    return majors.mark_major(assignment=issued(at), body=at.body, reason="全局", by=SYSTEM, at=NOON)


def reported(at: Scene) -> ProgressReport:
    office = Office(lead=at.body)
    return office.report(office.working())


def asked(at: Scene) -> RoundAsk:
    office = Office(lead=at.body)
    office.working()
    return opened_by(office).asks.get()


def opened(at: Scene) -> ReportRound:
    office = Office(issuer=at.body)
    office.working()
    return opened_by(office)


def opened_by(office: Office) -> ReportRound:
    return reports.open_round(issuer=office.issuer, period="2025-09", due_on=DUE, by=SYSTEM, at=NOON)


def issuing(at: Scene) -> dict:
    return {
        "issuer": at.body,
        "source": assignments.Told(kind=SourceKind.MINUTES, title="会议纪要"),
        "asked": assignments.Asked(title="建成平台", lead=BodyFactory(), supporters=[BodyFactory()], due_on=DUE,
                                   commitments=[CommitmentFactory(kind="task")]),
        "origin": Origin.own(),
    }  # fmt: skip


def of_plan(at: Scene) -> dict:
    from luoshi.delivery.services.tasks import Task

    commitment = CommitmentFactory(kind="task")
    return {
        "plan": commitment.plan,
        "issuer": at.body,
        "tasks": [Task(commitment, BodyFactory(), (), DUE)],
    }


def called(name: str) -> str:
    """The name of a body that bears it."""
    return BodyNameFactory(body=BodyFactory(name=name), name=name).name


def with_task(at: Scene) -> Office:
    office = Office(issuer=at.body)
    office.working()
    return office


SERVICES = {
    "delivery.services.assignments.issue_assignment": Row(
        ISSUING, issuing, (Assignment, Matter, Turn, Serving, Supporter, Standing), PLACES
    ),
    "delivery.services.assignments.split_assignment": Row(
        ISSUING,
        lambda at: {
            "assignment": led(at),
            "parts": [assignments.Asked(title="配套", lead=BodyFactory(), due_on=DUE)],
        },
        (Assignment,),
        PLACES,
    ),
    "delivery.services.assignments.state_milestone": Row(
        REPORTING,
        lambda at: {"assignment": led(at), "title": "完成招标", "due_on": DUE},
        (Milestone,),
        PLACES,
    ),
    "delivery.services.assignments.withdraw_milestone": Row(
        REPORTING, lambda at: {"milestone": milestone(at)}, (Milestone,), PLACES
    ),
    "delivery.services.tasks.issue_tasks": Row(ISSUING, of_plan, (Assignment, Standing), PLACES),
    "delivery.services.reports.report_progress": Row(
        REPORTING,
        lambda at: {"assignments": [led(at)], "period": "2025-09", "said": reports.Said(done="已建成1个。")},
        (ProgressReport, Matter),
        PLACES,
    ),
    "delivery.services.reports.open_round": Row(
        ISSUING,
        lambda at: {"issuer": with_task(at).issuer, "period": "2025-09", "due_on": DUE},
        (ReportRound, RoundAsk, Matter),
        PLACES,
    ),
    "delivery.services.majors.mark_major": Row(
        ISSUING,
        lambda at: {"assignment": issued(at), "body": at.body, "reason": "全局"},
        (MajorMark,),
        PLACES,
    ),
    "delivery.services.majors.end_major": Row(ISSUING, lambda at: {"mark": major(at)}, (MajorMark,), PLACES),
    "delivery.services.lights.set_rule": Row(
        dict.fromkeys(ISSUING, ONE), lambda at: {**RULE, "valid_from": date(2025, 10, 1)}, (LightRule,), ONE
    ),
    "delivery.services.lights.set_light": Row(
        SETTING,
        lambda at: {"assignment": issued(at), "light": "red", "reason": "停工"},
        (LightOverride,),
        PLACES,
    ),
    "delivery.services.lights.end_light": Row(
        SETTING, lambda at: {"override": override(at)}, (LightOverride,), PLACES
    ),
}
ROUTES = {
    "delivery:assignments GET": seen(LIST, places=ONE),
    "delivery:reports GET": seen(LIST, places=ONE),
    "delivery:rounds GET": seen(LIST, places=ONE),
    "delivery:light_rule GET": seen(LIST, places=ONE),
    "delivery:light_rule POST": Row(dict.fromkeys(ISSUING, ONE), lambda at: page(**RULE), (LightRule,), ONE),
    "delivery:issue GET": seen(dict.fromkeys(ISSUING, ONE), places=ONE),
    "delivery:issue POST": Row(
        ISSUING,
        lambda at: page(
            issuer=at.body.pk,
            kind="minutes",
            source_title="会议纪要",
            title="建成平台",
            lead=called(f"示例局{at.body.pk}{at.role}"),
            completion="one_off",
        ),
        (Assignment,),
        (OWN_BODY,),
    ),
    "delivery:issue_tasks GET": seen(
        dict.fromkeys(ISSUING, ONE), lambda at: page(CommitmentFactory(kind="task").plan.slug), places=ONE
    ),
    "delivery:assignment GET": seen(READING, lambda at: page(led(at).pk), places=PLACES),
    "delivery:split GET": seen(ISSUING, lambda at: page(led(at).pk), places=PLACES),
    "delivery:split POST": Row(
        ISSUING,
        lambda at: page(led(at).pk, title="配套", lead=called(f"配套局{at.body.pk}{at.role}")),
        (Assignment,),
        PLACES,
    ),
    "delivery:report_on GET": seen(REPORTING, lambda at: page(led(at).pk), places=PLACES),
    "delivery:report_on POST": Row(
        REPORTING,
        lambda at: page(led(at).pk, period="2025-09", done="已建成1个。"),
        (ProgressReport,),
        PLACES,
    ),
    "delivery:leading GET": seen(dict.fromkeys(ISSUING, ONE), places=ONE),
    "delivery:mark_major POST": Row(
        ISSUING, lambda at: page(issued(at).pk, body=at.body.pk, reason="全局"), (MajorMark,), PLACES
    ),
    "delivery:end_major POST": Row(ISSUING, lambda at: page(major(at).pk), (MajorMark,), PLACES),
    "delivery:due_reports GET": seen(dict.fromkeys(REPORTING, ONE), places=ONE),
    "delivery:check_words POST": seen(
        dict.fromkeys(REPORTING, ONE), lambda at: page(done="有序推进"), places=ONE
    ),
    "delivery:state_milestone POST": Row(
        REPORTING, lambda at: page(led(at).pk, title="完成招标", due_on="2025-12-01"), (Milestone,), PLACES
    ),
    "delivery:withdraw_milestone POST": Row(
        REPORTING, lambda at: page(milestone(at).pk), (Milestone,), PLACES
    ),
    "delivery:set_light POST": Row(
        SETTING, lambda at: page(issued(at).pk, light="red", reason="停工"), (LightOverride,), PLACES
    ),
    "delivery:end_light POST": Row(SETTING, lambda at: page(override(at).pk), (LightOverride,), PLACES),
    "delivery:report GET": seen(READING, lambda at: page(reported(at).pk), places=PLACES),
    "delivery:round GET": seen(READING, lambda at: page(opened(at).pk), places=PLACES),
    "delivery:round_of GET": seen(READING, lambda at: page(asked(at).pk), places=PLACES),
    "delivery:open_round GET": seen(dict.fromkeys(ISSUING, ONE), places=ONE),
    "delivery:open_round POST": Row(
        ISSUING,
        lambda at: page(issuer=with_task(at).issuer.pk, period="2025-09", due_on="2027-12-01"),
        (ReportRound, RoundAsk),
        (OWN_BODY,),
    ),
}
PART = "part of a step of the assignment's matter, which has its own line"
# Called inside an act only.
INNER = {
    "delivery.services.assignments.note_lead": PART,
    "delivery.services.assignments.note_day": PART,
    "delivery.services.assignments.note_extension": PART,
    "delivery.services.assignments.note_acceptance": PART,
    "delivery.services.assignments.note_strike_off": PART,
    "delivery.services.assignments.note_reopening": PART,
    "delivery.services.assignments.note_withdrawal": PART,
    "delivery.services.reports.note_acceptance": PART,
    "delivery.services.reports.why_not_reviewed_by": "asks only: a guard of a step",
    "plan.services.standings.take_away": "part of the act that ended the instrument's thing",
}
