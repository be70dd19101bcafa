"""The jobs of a day, their worker killed at each commit: everybody is reminded once, each rung is climbed once."""

from datetime import date

import pytest

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.jobs import daily, work_until_idle
from luoshi.plan.models import Pull, Standing
from luoshi.work.models import ClockRun, Matter, MoveMade, Notice, OutgoingPaper, RungReached, Turn
from luoshi.work.procedure import PROCEDURES
from luoshi.work.services import ladders
from luoshi.work.services.matters import Brought, move
from tests.delivery.factories import Office
from tests.kernel import factories, killing
from tests.kernel.factories import NOON
from tests.plan.factories import CommitmentFactory
from tests.work.factories import cast
from tests.work.signed import Signed, errand
from tests.work.trial import Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
DAY = date(2025, 10, 9)  # after a week of holidays: one errand is late, one request lapses, one is due soon


@pytest.fixture
def lives(tmp_path):
    with killing.lives(tmp_path) as made:
        yield made


def declare() -> None:
    for procedure in (Trial(), Signed()):
        PROCEDURES._items.setdefault(procedure.code, procedure)


def waiting() -> None:
    """A request due soon, one that lapses by its ladder, an assignment whose standing turns."""
    declare()
    factories.InstallationFactory()
    cast(supports=0, title="将到期")
    lapsing = cast(supports=0, title="逾期自动终结")
    brought = Brought(note="缺附件")
    move(matter=lapsing.matter, move="ask", by=lapsing.officer("reviewer"), at=NOON, brought=brought)
    Office().working(commitments=[CommitmentFactory()], due_on=date(2025, 9, 30))


def slip_asked_for() -> None:
    """An errand whose ladder asks for a slip."""
    declare()
    factories.InstallationFactory()
    run = errand().matter.clocks.get()
    ladders.climb(runs=[run.pk], on=DAY, by=SYSTEM, at=clock.now())


def day_dawns() -> None:
    daily.begin(DAY)
    work()


def work() -> None:
    declare()
    work_until_idle()


def found() -> dict:
    rungs = RungReached.objects.values_list("run", "rung", "due_on", "on", "move__move")
    standings = Standing.objects.values_list("instrument", "on", "status")
    return killing.acts_and_jobs() | {
        "rungs": killing.said(rungs),
        "told": killing.said(Notice.objects.values_list("code", "user__username", "urgency")),
        "matters": killing.said(Matter.objects.values_list("number", "state", "step")),
        "steps": killing.said(MoveMade.objects.values_list("matter__number", "number", "move")),
        "turns": killing.said(Turn.objects.not_closed().values_list("matter__number", "state", "due_on")),
        "clocks": killing.said(ClockRun.objects.not_stopped().values_list("pk", "due_on")),
        "papers": killing.said(OutgoingPaper.objects.values_list("kind", "key", "body", "state")),
        "standings": killing.said(standings),
        "pulls": killing.said(Pull.objects.values_list("until")),
    }


@pytest.mark.one_database
def test_a_day_is_looked_after_once_wherever_its_worker_is_killed(lives):
    undisturbed, otherwise = lives.killed_at_each_commit(begin=waiting, story=day_dawns, end=found)
    assert {rung[1] for rung in undisturbed["rungs"]} >= {"soon", "lapse", "remind"}
    assert "lapse" in {step[2] for step in undisturbed["steps"]}
    assert (undisturbed["is_sound"], len(undisturbed["pulls"])) == (True, 1)
    assert len(otherwise) > 9
    assert not any(otherwise.values()), otherwise


def test_a_slip_is_drafted_once_wherever_its_worker_is_killed(lives):
    undisturbed, otherwise = lives.killed_at_each_commit(begin=slip_asked_for, story=work, end=found)
    assert [paper[0] for paper in undisturbed["papers"]] == ["work.reminder"]
    assert len(otherwise) > 3
    assert not any(otherwise.values()), otherwise
