"""Plans to be handed in: the acts, the standings that they leave, and their rebuilding."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.clock import day_of
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import AuditEntry, BodyKind
from luoshi.plan.models import DueDay, Instrument, Plan, Receipt, Standing
from luoshi.plan.queries import handing_in as queries
from luoshi.plan.services import handing_in as services
from luoshi.plan.services import standings
from luoshi.plan.services.heirs import ReasonMissing
from tests.kernel.factories import BodyFactory
from tests.plan.factories import TEXT, CommitmentFactory, DocumentFactory, PlanFactory
from tests.plan.test_standing_rules import moment

pytestmark = pytest.mark.django_db
OPENED, DUE = date(2017, 3, 14), date(2017, 6, 30)


@pytest.fixture
def task():
    return CommitmentFactory(title="各县区分别制定实施方案")


@pytest.fixture
def bodies():
    return [BodyFactory(name=f"{name}人民政府") for name in ("东川县", "西川县", "南川区")]


def opened(task, bodies, *, due_on=DUE, reason="通知", on=OPENED, owed=True):
    asked = [(body, owed) for body in bodies]
    return services.open_due_list(
        commitment=task, bodies=asked, due_on=due_on, reason=reason, by=SYSTEM, at=moment(on)
    )


def came(duty, *, on, number="东政发〔2017〕9号"):
    plan = PlanFactory(document=DocumentFactory(number=number))
    return services.receive_read_plan(duty=duty, plan=plan, received_on=on, by=SYSTEM, at=moment(on))


def pull(until):
    return standings.pull_standings(until=until, by=SYSTEM, at=moment(until))


def told():
    return [(row.on, row.status) for row in Standing.objects.order_by("recorded_at", "on")]


def test_opening_a_due_list_gives_the_commitment_its_instrument_and_its_standing(task, bodies):
    held = opened(task, bodies)
    instrument = Instrument.objects.get(commitment=task)
    assert (instrument.kind, instrument.key) == ("plan.handing_in", str(held.pk))
    assert told() == [(OPENED, "not_due")]


def test_the_standings_follow_what_comes_and_what_time_does(task, bodies):
    duties = list(opened(task, bodies).duties.order_by("pk"))
    came(duties[0], on=date(2017, 5, 2))
    pull(DUE)
    came(duties[1], on=DUE)
    pull(DUE + timedelta(days=20))
    came(duties[2], on=date(2017, 8, 1))
    assert told() == [
        (OPENED, "not_due"),
        (date(2017, 5, 2), "on_track"),
        (date(2017, 6, 20), "at_risk"),
        (DUE, "at_risk"),  # one more has come
        (date(2017, 7, 1), "off_track"),
        (date(2017, 8, 1), "done"),
    ]


def test_rebuilding_gives_back_every_standing_as_it_was(task, bodies):
    duties = list(opened(task, bodies).duties.order_by("pk"))
    receipt = came(duties[0], on=date(2017, 5, 2), number="")
    pull(DUE)
    services.withdraw_receipt(receipt=receipt, by=SYSTEM, at=moment(DUE + timedelta(days=1)))
    pull(DUE + timedelta(days=9))
    services.set_due_day(
        due_list=duties[0].due_list,
        due_on=date(2017, 12, 31),
        reason="延期",
        by=SYSTEM,
        at=moment(date(2017, 8, 1)),
    )
    services.withdraw_duty(duty=duties[2], by=SYSTEM, at=moment(date(2017, 8, 2)))
    pull(date(2018, 3, 1))
    columns = ("instrument", "on", "recorded_at", "status", "headline", "reason", "values", "detail", "grade")
    before = list(Standing.objects.order_by("recorded_at", "on").values(*columns))
    number = standings.rebuild_standings(plan=task.plan, by=SYSTEM, at=moment(date(2018, 3, 2)))
    assert number == len(before) > 6
    assert list(Standing.objects.order_by("recorded_at", "on").values(*columns)) == before


def test_a_standing_is_never_changed(task, bodies):
    opened(task, bodies)
    with pytest.raises(DatabaseError), transaction.atomic():
        Standing.objects.update(status="done")
    assert told() == [(OPENED, "not_due")]


def test_a_day_is_looked_after_once_and_an_equal_standing_adds_no_row(task, bodies):
    opened(task, bodies)
    pull(date(2017, 4, 1))
    pull(date(2017, 4, 2))
    with pytest.raises(standings.AlreadyPulled, match="2017-04-02"):
        pull(date(2017, 4, 2))
    assert told() == [(OPENED, "not_due")]


def test_what_two_acts_of_one_moment_say_is_said_once(task, bodies):
    duties = list(opened(task, bodies[:2]).duties.order_by("pk"))
    came(duties[0], on=OPENED)
    came(duties[1], on=OPENED)
    assert told() == [(OPENED, "done")]


def test_a_list_is_opened_once_with_somebody_in_it_and_its_day_has_grounds(task, bodies):
    with pytest.raises(services.NobodyAsked):
        opened(task, [])
    with pytest.raises(ReasonMissing):
        opened(task, bodies, reason=" ")
    opened(task, bodies)
    with pytest.raises(services.DueListOpen):
        opened(task, bodies)
    assert DueDay.objects.count() == 1


def test_a_new_day_leaves_the_first_readable(task, bodies):
    held = opened(task, bodies)
    services.set_due_day(due_list=held, due_on=date(2017, 9, 30), reason="延期", by=SYSTEM, at=moment(DUE))
    assert [day.due_on for day in queries.due_days(due_list=held)] == [date(2017, 9, 30), DUE]


def test_nobody_is_asked_twice_and_whoever_sent_a_plan_stays_in_the_list(task, bodies):
    held = opened(task, bodies)
    with pytest.raises(services.AlreadyAsked, match="东川县"):
        services.ask_for_plan(due_list=held, body=bodies[0], is_owed=True, by=SYSTEM, at=moment(DUE))
    duty = held.duties.get(body=bodies[0])
    came(duty, on=DUE)
    with pytest.raises(services.PlansCame):
        services.withdraw_duty(duty=duty, by=SYSTEM, at=moment(DUE))


def test_a_duty_is_withdrawn_once_and_can_be_asked_again(task, bodies):
    held = opened(task, bodies)
    duty = held.duties.get(body=bodies[0])
    services.withdraw_duty(duty=duty, by=SYSTEM, at=moment(DUE))
    with pytest.raises(services.DutyWithdrawn):
        services.withdraw_duty(duty=duty, by=SYSTEM, at=moment(DUE))
    with pytest.raises(services.DutyWithdrawn):
        came(duty, on=DUE)
    again = services.ask_for_plan(due_list=held, body=bodies[0], is_owed=False, by=SYSTEM, at=moment(DUE))
    assert again.pk != duty.pk


def test_a_plan_does_not_come_in_the_future_nor_the_same_file_twice(task, bodies):
    duty = opened(task, bodies).duties.first()
    plan = PlanFactory()
    asked = {"duty": duty, "plan": plan, "by": SYSTEM, "at": moment(DUE)}
    with pytest.raises(services.DayToCome):
        services.receive_read_plan(received_on=DUE + timedelta(days=1), **asked)
    services.receive_read_plan(received_on=DUE, **asked)
    with pytest.raises(services.AlreadyReceived):
        services.receive_read_plan(received_on=DUE, **asked)
    assert Receipt.objects.count() == 1


def test_a_receipt_is_taken_back_once(task, bodies):
    receipt = came(opened(task, bodies).duties.first(), on=DUE)
    services.withdraw_receipt(receipt=receipt, by=SYSTEM, at=moment(DUE))
    with pytest.raises(services.ReceiptWithdrawn):
        services.withdraw_receipt(receipt=receipt, by=SYSTEM, at=moment(DUE))


@pytest.mark.django_db(transaction=True)
def test_a_file_that_came_is_read_and_the_receipt_names_its_plan(task, bodies):
    duty = opened(task, bodies[:1]).duties.get()
    at = moment(DUE)
    services.receive_plan(
        duty=duty, content=TEXT.encode(), name="方案.txt", received_on=day_of(at), by=SYSTEM, at=at
    )
    assert Receipt.objects.get().plan is None
    work_until_idle()
    receipt = Receipt.objects.get()
    assert receipt.plan == Plan.objects.get(document__upload=receipt.upload)
    assert (receipt.plan.owner, receipt.plan.audience) == (bodies[0], "staff")
    assert Standing.objects.latest_of(Instrument.objects.all()).get().grade == "C"


def test_the_rows_of_the_list_stand_as_the_rule_for_one_says(task, bodies):
    held = opened(task, bodies)
    came(held.duties.first(), on=DUE + timedelta(days=1))
    for on in (OPENED, DUE, DUE + timedelta(days=1)):
        rows = queries.with_state(held.duties.order_by("pk"), on=on)
        late = "late" if on > DUE else "awaited"
        rest = "missing" if on > DUE else "awaited"
        assert [row.state for row in rows] == [late, rest, rest]


def test_the_words_of_the_section_say_who_is_asked():
    said = "各县区、各企业分别制定自己的实施方案,市政府有关部门分别制定推进方案。"
    assert queries.asks_for_plans(said)
    assert not queries.asks_for_plans("各县区要高度重视。市工信委制定工作方案。")


def test_who_is_commanded_owes_a_plan_and_others_are_invited():
    free = BodyFactory(kind=BodyKind.ENTERPRISE)
    assert services.asked(bodies=[free], on=DUE) == [(free, False)]


def test_every_act_about_a_due_list_leaves_its_entry(task, bodies):
    receipt = came(opened(task, bodies).duties.first(), on=DUE)
    services.withdraw_receipt(receipt=receipt, by=SYSTEM, at=moment(DUE))
    codes = list(AuditEntry.objects.order_by("pk").values_list("code", flat=True))
    assert codes[-3:] == ["plan.due_list_opened", "plan.plan_received", "plan.receipt_withdrawn"]
