"""Functions that nobody took over: they wait until a named person decides, with a reason."""

from datetime import date, timedelta

import pytest

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import BodyKind, FunctionHandover, Origin, SuccessionKind
from luoshi.kernel.queries.successions import open_handovers, successor_on
from luoshi.kernel.services import bodies, heirs, successions
from luoshi.kernel.services.successions import Draft, Handed
from tests.kernel.factories import LATER, NOON, AreaFactory, BodyFactory, UserFactory, member

pytestmark = pytest.mark.django_db

REFORM = date(2019, 4, 1)
EVE = REFORM - timedelta(days=1)
OWN = Origin.own()
ROLES = ["signed_in", "officer", "leader", "auditor", "body_administrator", "lead_officer", "administrator"]


@pytest.fixture
def city():
    return AreaFactory(name="云岭市")


def enter(name, city):
    return bodies.create_body(name=name, kind=BodyKind.AGENCY, area=city, origin=OWN, by=SYSTEM, at=NOON)


@pytest.fixture
def quality(city):
    return enter("云岭市质量技术监督局", city)


@pytest.fixture
def trade(city):
    return enter("云岭市工商行政管理局", city)


def record(kind, **fields):
    draft = Draft(kind=kind, on=REFORM, **fields)
    return successions.record_succession(draft=draft, origin=OWN, by=SYSTEM, at=NOON)


@pytest.fixture
def waiting(quality, trade):
    """A function that nobody took."""
    record(
        SuccessionKind.MERGE,
        predecessors=(quality,),
        successors=(trade,),
        handed=(Handed("纤维检验", quality),),
    )
    return FunctionHandover.objects.without_heir().get()


def name(handover, taker, *, by=SYSTEM, at=NOON, on=REFORM, reason="编委会会议纪要"):
    return heirs.name_heir(handover=handover, taker=taker, on=on, reason=reason, by=by, at=at)


def test_a_function_without_heir_waits_until_somebody_decides(quality, trade, waiting):
    officer = member("lead_officer", body=trade)
    assert list(open_handovers(user=officer)) == [waiting]
    assert successor_on(body=quality, on=REFORM, function=waiting.function).is_open
    later = date(2019, 9, 1)
    name(waiting, trade, by=officer, on=later)
    assert successor_on(body=quality, on=date(2019, 8, 31), function=waiting.function).is_open
    assert successor_on(body=quality, on=later, function=waiting.function).body == trade.pk
    assert (waiting.decided_by, waiting.reason) == (officer, "编委会会议纪要")
    assert not open_handovers(user=officer).exists()


def test_a_second_decision_is_refused_and_names_the_first(trade, waiting):
    name(waiting, trade)
    with pytest.raises(heirs.HeirNamed, match="工商"):
        name(waiting, enter("别的局", trade.area))


def test_a_decision_has_a_day_and_a_reason(trade, waiting):
    with pytest.raises(heirs.NoReason):
        name(waiting, trade, reason=" ")
    with pytest.raises(heirs.HeirTooEarly):
        name(waiting, trade, on=EVE)
    with pytest.raises(successions.NotThere):
        name(waiting, BodyFactory(valid_from=date(2024, 1, 1)))


def test_a_decision_is_taken_back(trade, waiting):
    name(waiting, trade)
    heirs.withdraw_heir(handover=waiting, by=SYSTEM, at=LATER)
    assert FunctionHandover.objects.without_heir().get() == waiting
    with pytest.raises(heirs.NothingNamed):
        heirs.withdraw_heir(handover=waiting, by=SYSTEM, at=LATER)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_decide(role, trade, waiting):
    person = UserFactory() if role == "signed_in" else member(role, body=trade)
    if role in ("lead_officer", "administrator"):
        name(waiting, trade, by=person)
        heirs.withdraw_heir(handover=waiting, by=person, at=LATER)
    else:
        with pytest.raises(NotAllowed):
            name(waiting, trade, by=person)
    assert FunctionHandover.objects.without_heir().exists()


def test_a_desk_officer_elsewhere_decides_nothing_here(trade, waiting):
    with pytest.raises(NotAllowed):
        name(waiting, trade, by=member("lead_officer"))
