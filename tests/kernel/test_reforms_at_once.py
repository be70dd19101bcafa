"""Two officers at once: one event, one decision, one merging of records; the other is refused in words."""

from datetime import date

import pytest

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, FunctionHandover, Merging, Origin, Succession
from luoshi.kernel.services import bodies, heirs, mergings, successions
from luoshi.kernel.services.successions import Draft, Handed, NewBody
from tests.kernel.factories import NOON, AreaFactory
from tests.kernel.test_concurrency import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
OWN = Origin.own()
REFORM = date(2019, 4, 1)


@pytest.fixture
def city():
    return AreaFactory(name="云岭市")


def enter(name, city):
    return bodies.create_body(name=name, kind="agency", area=city, origin=OWN, by=SYSTEM, at=NOON)


def record(**fields):
    draft = Draft(on=REFORM, **fields)
    return successions.record_succession(draft=draft, origin=OWN, by=SYSTEM, at=NOON)


@pytest.mark.parametrize(
    "change", [{"kind": "dissolve"}, {"kind": "rename", "new_name": "云岭市质量局"}, {"kind": "merge"}]
)
def test_an_event_entered_twice_at_once_happened_once(city, change):
    body = enter("云岭市质监局", city)

    def officer():
        founded = (NewBody("云岭市市场监管局", city),) if change["kind"] == "merge" else ()
        return record(**change, predecessors=(Body.objects.get(pk=body.pk),), founded=founded)

    outcomes = at_once(officer, officer)
    assert sorted(isinstance(outcome, successions.Refusal) for outcome in outcomes) == [False, True]
    assert Succession.objects.count() == 1


def test_an_event_undone_twice_at_once_is_undone_once(city):
    event = record(kind="dissolve", predecessors=(enter("云岭市质监局", city),))
    undo = [lambda: successions.undo_succession(event=Succession.objects.get(), by=SYSTEM, at=NOON)] * 2
    names = sorted(type(outcome).__name__ for outcome in at_once(*undo))
    assert names == ["AlreadyUndone", "Succession"]
    assert event.parties.get().body.valid_until is None


def test_a_function_given_to_two_at_once_goes_to_one(city):
    giver, one, other = (enter(name, city) for name in ("云岭市质监局", "云岭市工商局", "云岭市科技局"))
    record(kind="transfer", predecessors=(giver,), handed=(Handed("纤维检验", giver),))

    def officer(taker):
        line = FunctionHandover.objects.get()
        return heirs.name_heir(handover=line, taker=taker, on=REFORM, reason="纪要", by=SYSTEM, at=NOON)

    outcomes = at_once(lambda: officer(one), lambda: officer(other))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["FunctionHandover", "HeirNamed"]


def test_a_record_merged_twice_at_once_is_merged_once(city):
    twin, one, other = (enter(name, city) for name in ("市财政局(重)", "云岭市财政局", "云岭市财政总局"))

    def officer(kept):
        return mergings.merge_bodies(kept=kept, merged=twin, reason="重复", by=SYSTEM, at=NOON)

    outcomes = at_once(lambda: officer(one), lambda: officer(other))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyMerged", "Merging"]
    assert Merging.objects.count() == 1


def test_two_records_merged_into_each_other_at_once_make_no_circle(city):
    one, other = enter("云岭市财政局", city), enter("云岭市财政局(重)", city)

    def officer(kept, merged):
        return mergings.merge_bodies(kept=kept, merged=merged, reason="重复", by=SYSTEM, at=NOON)

    outcomes = at_once(lambda: officer(one, other), lambda: officer(other, one))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["MergedInCircle", "Merging"]
