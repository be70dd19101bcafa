"""Who may ask for plans, take them in, and look after their standings (方案报送权限)."""

from datetime import date

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Job
from luoshi.plan.models import DueDay, DueList, Duty, Pull, Receipt, Standing
from luoshi.plan.services import handing_in
from tests.access.rights import BODIES_AT, DECIDING, ONE, ONLY_ADMINISTRATOR
from tests.access.world import ELSEWHERE, OWN_AREA, OWN_BODY, Row, Scene, everybody, page, seen
from tests.kernel.factories import NOON, BodyFactory
from tests.plan.factories import TEXT, CommitmentFactory, PlanFactory

DAY = date(2025, 9, 1)
WORDS = "各县区、各企业分别制定自己的实施方案,市政府有关部门分别制定推进方案,报市政府备案。"
# Whoever serves a body that owes a plan hands it in; the lead officer of the area takes in what others send.
RECEIVING = {
    "administrator": BODIES_AT,
    "lead_officer": (OWN_BODY, OWN_AREA),
    "officer": (OWN_BODY,),
}


def task(at: Scene, **fields):
    """A task of a plan that belongs to the body before which the person stands."""
    plan = PlanFactory(owner=at.body, document__text=WORDS, **fields)
    return CommitmentFactory(plan=plan, title=WORDS, start=0, end=len(WORDS))


def due_list(at: Scene) -> DueList:
    return handing_in.open_due_list(
        commitment=task(at), bodies=[(at.body, True)], due_on=DAY, reason="通知", by=SYSTEM, at=NOON
    )


def duty(at: Scene) -> Duty:
    return due_list(at).duties.get()


def received(at: Scene) -> Receipt:
    plan = PlanFactory()
    return handing_in.receive_read_plan(duty=duty(at), plan=plan, received_on=DAY, by=SYSTEM, at=NOON)


def of_duty(at: Scene, **fields) -> dict:
    found = duty(at)
    return page(found.due_list.commitment.plan.slug, found.pk, **fields)


def of_receipt(at: Scene) -> dict:
    found = received(at)
    return page(found.duty.due_list.commitment.plan.slug, found.pk)


def of_task(at: Scene, **fields) -> dict:
    found = task(at)
    return page(found.plan.slug, found.pk, **fields)


def opening(at: Scene) -> dict:
    """The form of a due-list with the one body that the words ask."""
    below = BodyFactory(area__parent=at.body.area, area__kind="county", area__path=f"{at.body.area.path}x/")
    return of_task(at, bodies=[below.pk], due_on=DAY.isoformat(), reason="通知")


def pulled(at: Scene) -> dict:
    return {"until": DAY}


SERVICES = {
    "plan.services.handing_in.open_due_list": Row(
        DECIDING,
        lambda at: {"commitment": task(at), "bodies": [(at.body, True)], "due_on": DAY, "reason": "通知"},
        (DueList, DueDay, Duty, Standing),
        BODIES_AT,
    ),
    "plan.services.handing_in.set_due_day": Row(
        DECIDING,
        lambda at: {"due_list": due_list(at), "due_on": date(2025, 12, 1), "reason": "延期"},
        (DueDay,),
        BODIES_AT,
    ),
    "plan.services.handing_in.ask_for_plan": Row(
        DECIDING,
        lambda at: {"due_list": due_list(at), "body": BodyFactory(), "is_owed": True},
        (Duty,),
        BODIES_AT,
    ),
    "plan.services.handing_in.withdraw_duty": Row(
        DECIDING, lambda at: {"duty": duty(at)}, (Duty,), BODIES_AT
    ),
    "plan.services.handing_in.receive_plan": Row(
        RECEIVING,
        lambda at: {"duty": duty(at), "content": TEXT.encode(), "name": "方案.txt", "received_on": DAY},
        (Receipt, Job, Standing),
        BODIES_AT,
    ),
    "plan.services.handing_in.receive_read_plan": Row(
        RECEIVING,
        lambda at: {"duty": duty(at), "plan": PlanFactory(), "received_on": DAY},
        (Receipt, Standing),
        BODIES_AT,
    ),
    "plan.services.handing_in.withdraw_receipt": Row(
        RECEIVING, lambda at: {"receipt": received(at)}, (Receipt, Standing), BODIES_AT
    ),
    "plan.services.standings.pull_standings": Row(ONLY_ADMINISTRATOR, pulled, (Pull,), ONE),
    "plan.services.standings.rebuild_standings": Row(
        {"administrator": BODIES_AT},
        lambda at: {"plan": due_list(at).commitment.plan},
        (Standing,),
        BODIES_AT,
    ),
}
ROUTES = {
    "plan:hand_ins GET": seen(everybody(ELSEWHERE), lambda at: page(task(at).plan.slug), places=(ELSEWHERE,)),
    "plan:turns GET": seen(everybody(ELSEWHERE), lambda at: page(task(at).plan.slug), places=(ELSEWHERE,)),
    "plan:instrument GET": seen(
        everybody(ELSEWHERE), lambda at: page("plan.handing_in", due_list(at).pk), places=(ELSEWHERE,)
    ),
    "plan:duty GET": seen(everybody(ELSEWHERE), of_duty, places=(ELSEWHERE,)),
    "plan:due_list GET": seen(DECIDING, of_task, places=BODIES_AT),
    "plan:due_list POST": Row(DECIDING, opening, (DueList, Duty), BODIES_AT),
    "plan:receive POST": Row(
        RECEIVING,
        lambda at: of_duty(at, text=TEXT, received_on=DAY.isoformat()),
        (Receipt, Job),
        BODIES_AT,
    ),
    "plan:withdraw_duty POST": Row(DECIDING, of_duty, (Duty,), BODIES_AT),
    "plan:withdraw_receipt POST": Row(RECEIVING, of_receipt, (Receipt,), BODIES_AT),
}
# Called inside an act only.
INNER = {
    "plan.services.taking_back.take_back": "part of every act that withdraws a decision, a duty or a receipt",
    "plan.services.standings.give": "part of the act that made the instrument's thing",
    "plan.services.documents.ask_for_reading": "part of `hand_in_document` and of `receive_plan`",
}
