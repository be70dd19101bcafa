"""Successions of agencies: who may record them, what they change, and that undoing restores exactly."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.models import (
    AuditEntry,
    Body,
    BodyName,
    Command,
    Function,
    Origin,
    Succession,
    SuccessionKind,
)
from luoshi.kernel.queries.successions import events_of, lineage, names_on, successor_on
from luoshi.kernel.services import bodies, people, reversal, successions
from luoshi.kernel.services.successions import Draft, Handed, NewBody
from tests.kernel.factories import (
    LATER,
    NOON,
    AreaFactory,
    BodyFactory,
    InstallationFactory,
    UserFactory,
    member,
    undone,
)

pytestmark = pytest.mark.django_db

REFORM = date(2019, 4, 1)
EVE = REFORM - timedelta(days=1)
OWN = Origin.own()
PUBLIC = Origin.public(source="示例市机构改革方案", on=date(2019, 1, 31))
KIND = SuccessionKind


@pytest.fixture
def city():
    return AreaFactory(name="云岭市")


def enter(name, city, **fields):
    return bodies.create_body(name=name, kind="agency", area=city, origin=OWN, by=SYSTEM, at=NOON, **fields)


def record(kind, *, on=REFORM, by=SYSTEM, at=NOON, origin=PUBLIC, **fields):
    return successions.record_succession(draft=Draft(kind=kind, on=on, **fields), origin=origin, by=by, at=at)


def undo(event, by=SYSTEM, at=LATER):
    return successions.undo_succession(event=event, by=by, at=at)


@pytest.fixture
def quality(city):
    return enter("云岭市质量技术监督局", city, short_names=["市质监局"])


@pytest.fixture
def trade(city):
    return enter("云岭市工商行政管理局", city, short_names=["市工商局"])


def market(city):
    return NewBody("云岭市市场监督管理局", city, short_names=("市市场监管局",))


def everything():
    """All that is known of bodies, row by row."""
    return [list(model.objects.order_by("pk").values()) for model in (Body, BodyName, Command)]


def test_a_merger_ends_two_and_founds_one(city, quality, trade):
    event = record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    heir = Body.objects.get(name="云岭市市场监督管理局")
    assert {body.valid_until for body in Body.objects.filter(pk__in=[quality.pk, trade.pk])} == {EVE}
    assert (heir.valid_from, heir.origin) == (REFORM, PUBLIC)
    assert {party.name for party in event.parties.filter(is_ended=True)} == {quality.name, trade.name}
    assert successor_on(body=quality, on=REFORM).body == heir.pk
    assert successor_on(body=quality, on=EVE).body == quality.pk


def test_bodies_as_of_a_day(city, quality, trade):
    finance = enter("云岭市财政局", city)
    record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    record(KIND.RENAME, predecessors=(finance,), new_name="云岭市财政和国资局")
    assert {body.name_then for body in Body.objects.as_of(EVE)} == {
        "云岭市质量技术监督局",
        "云岭市工商行政管理局",
        "云岭市财政局",
    }
    assert {body.name_then for body in Body.objects.as_of(REFORM)} == {
        "云岭市市场监督管理局",
        "云岭市财政和国资局",
    }


def test_a_renamed_body_stays_itself_and_bears_each_name_in_its_time(city):
    body = enter("云岭市工业和信息化委员会", city, short_names=["市工信委"])
    record(
        KIND.RENAME,
        predecessors=(body,),
        new_name="云岭市工业和信息化局",
        new_short_names=("市工信局",),
    )
    before, after = (names_on(bodies=[body.pk], on=day)[body.pk] for day in (EVE, REFORM))
    assert (before.official, before.usual) == ("云岭市工业和信息化委员会", "市工信委")
    assert (after.official, after.usual) == ("云岭市工业和信息化局", "市工信局")
    assert successor_on(body=body, on=REFORM).body == body.pk


def test_a_split_is_decided_by_function(city):
    old = enter("云岭市国土规划局", city)
    land, plans = NewBody("云岭市自然资源局", city), NewBody("云岭市规划局", city)
    record(
        KIND.SPLIT,
        predecessors=(old,),
        founded=(land, plans),
        handed=(Handed("土地", old, land.name, ("土地", "矿产")), Handed("规划", old, plans.name)),
    )
    heir = successor_on(body=old, on=REFORM)
    assert heir.is_open
    assert len(heir.choices) == 2
    function = Function.objects.get(name="土地")
    assert function.terms == ["土地", "矿产"]
    assert successor_on(body=old, on=REFORM, function=function).body == Body.objects.get(name=land.name).pk


def test_a_transfer_ends_nobody(city, quality, trade):
    record(KIND.TRANSFER, predecessors=(quality,), handed=(Handed("计量", quality, trade),))
    assert not Body.objects.filter(valid_until__isnull=False).exists()
    assert successor_on(body=quality, on=REFORM).body == quality.pk
    assert successor_on(body=quality, on=REFORM, function=Function.objects.get()).body == trade.pk


def test_a_chain_of_events_is_followed(city, quality, trade):
    record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    heir = Body.objects.get(name="云岭市市场监督管理局")
    record(
        KIND.MERGE, on=date(2024, 2, 1), predecessors=(heir,), founded=(NewBody("云岭市综合监管局", city),)
    )
    last = Body.objects.get(name="云岭市综合监管局")
    assert successor_on(body=quality, on=date(2023, 1, 1)).body == heir.pk
    assert successor_on(body=quality, on=date(2024, 2, 1)).body == last.pk


@pytest.mark.parametrize(
    ("kind", "parties"),
    [
        (KIND.RENAME, {"predecessors": 1}),
        (KIND.RENAME, {"predecessors": 2, "new_name": "新局"}),
        (KIND.MERGE, {"predecessors": 2}),
        (KIND.MERGE, {"successors": 1}),
        (KIND.SPLIT, {"predecessors": 1, "successors": 1}),
        (KIND.TRANSFER, {"predecessors": 1}),
        (KIND.DISSOLVE, {"predecessors": 1, "successors": 1}),
        (KIND.FOUND, {"predecessors": 1}),
        (KIND.FOUND, {}),
    ],
)
def test_each_kind_has_parties_of_its_own_and_nothing_is_written_else(kind, parties):
    made = {
        side: tuple(BodyFactory() for _each in range(number)) if isinstance(number, int) else number
        for side, number in parties.items()
    }
    before = everything()
    with pytest.raises(successions.WrongParties):
        record(kind, **made)
    assert (everything(), Succession.objects.exists()) == (before, False)


def test_nobody_follows_itself(quality, trade):
    with pytest.raises(successions.WrongParties):
        record(KIND.MERGE, predecessors=(quality, trade), successors=(trade,))
    with pytest.raises(successions.WrongParties):
        record(KIND.TRANSFER, predecessors=(quality,), handed=(Handed("计量", quality, quality),))


def test_a_circle_is_refused(city, quality, trade):
    record(KIND.MERGE, predecessors=(quality,), successors=(trade,))
    quality.refresh_from_db()
    refused = {REFORM: successions.LaterEvents, date(2024, 1, 1): successions.NotThere}
    for day, refusal in refused.items():
        with pytest.raises(refusal):
            record(KIND.MERGE, on=day, predecessors=(trade,), successors=(quality,))
    with pytest.raises(successions.LaterEvents):
        record(KIND.MERGE, on=date(2018, 1, 1), predecessors=(trade,), successors=(enter("新局", city),))


def test_who_has_ended_cannot_end_again(city, quality, trade):
    record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    with pytest.raises(successions.AlreadySucceeded):
        record(KIND.DISSOLVE, predecessors=(quality,))
    assert Succession.objects.count() == 1


def test_a_body_known_to_have_ended_the_day_before_is_given_its_event_later(city, trade):
    old = BodyFactory(area=city, valid_until=EVE)
    record(KIND.MERGE, predecessors=(old,), successors=(trade,))
    assert successor_on(body=old, on=REFORM).body == trade.pk


def test_undoing_a_merger_restores_exactly_what_was(city, quality, trade):
    bodies.state_command(body=quality, is_commanded=True, origin=OWN, by=SYSTEM, at=NOON)
    before = everything()
    event = record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    assert everything() != before
    undo(event)
    assert everything() == before
    assert successor_on(body=quality, on=REFORM).body == quality.pk
    assert [party.name for party in event.parties.filter(body__isnull=True)] == ["云岭市市场监督管理局"]


def test_an_event_is_undone_once_and_can_be_entered_again(city, quality, trade):
    event = record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    undo(event)
    with pytest.raises(successions.AlreadyUndone):
        undo(event)
    assert record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),)).pk != event.pk


def test_an_event_on_which_another_leans_is_not_undone(city, quality, trade):
    event = record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    heir = Body.objects.get(name="云岭市市场监督管理局")
    record(KIND.RENAME, on=date(2024, 1, 1), predecessors=(heir,), new_name="云岭市市场局")
    state = everything()
    with pytest.raises(successions.LaterEvents, match="2024"):
        undo(event)
    assert (everything(), Succession.objects.standing().count()) == (state, 2)


def test_a_founded_body_with_people_is_not_undone_away(city, quality, trade):
    event = record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    member("officer", body=Body.objects.get(name="云岭市市场监督管理局"))
    with pytest.raises(reversal.StillUsed, match="市场监督管理局"):
        undo(event)
    assert Succession.objects.standing().count() == 1


def test_what_was_changed_since_is_not_overwritten(city, quality, trade):
    event = record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    heir = Body.objects.get(name="云岭市市场监督管理局")
    heir.name_en = "Market Regulation"
    heir.save(update_fields=["name_en"])
    with pytest.raises(reversal.ChangedSince):
        undo(event)


def test_the_history_of_a_body_names_every_event_in_its_order(city, quality, trade):
    record(KIND.RENAME, on=date(2022, 1, 1), predecessors=(trade,), new_name="云岭市工商局")
    merger = record(KIND.MERGE, predecessors=(quality,), successors=(trade,))
    assert [event.kind for event in events_of(bodies=[trade.pk])] == [KIND.MERGE, KIND.RENAME]
    assert list(events_of(bodies=[quality.pk])) == [merger]


def test_the_chain_names_what_was_recorded_and_undone(quality, trade):
    event = record(KIND.MERGE, predecessors=(quality,), successors=(trade,))
    undo(event)
    entries = [entry.code for entry in AuditEntry.objects.about(event).order_by("number")]
    assert entries == ["kernel.succession_recorded", "kernel.succession_undone"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from([KIND.RENAME, KIND.MERGE, KIND.SPLIT, KIND.TRANSFER, KIND.DISSOLVE]),
        st.integers(0, 5),
        st.integers(0, 5),
        st.integers(1, 40),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
)
@given(steps=STEPS)
def test_whatever_happened_undone_backwards_it_never_did(db, steps):
    with undone():
        area = AreaFactory()
        for number in range(4):
            enter(f"第{number}局", area, short_names=[f"{number}局"])
        states, events = [everything()], []
        for step in steps:
            if event := attempt(step, area, number=len(states)):
                events.append(event)
                states.append(everything())
        for event, state in zip(reversed(events), reversed(states[:-1]), strict=True):
            undo(event)
            assert everything() == state


def attempt(step, area, *, number):
    """Record one event of a random history if it is a possible one."""
    kind, one, other, months = step
    known = list(Body.objects.order_by("pk"))
    first, second = known[one % len(known)], known[other % len(known)]
    fields = {
        KIND.RENAME: {
            "predecessors": (first,),
            "new_name": f"新名{number}",
            "new_short_names": (f"简{number}",),
        },
        KIND.MERGE: {"predecessors": (first,), "successors": (second,)},
        KIND.SPLIT: {
            "predecessors": (first,),
            "founded": (NewBody(f"甲{number}", area), NewBody(f"乙{number}", area)),
        },
        KIND.TRANSFER: {"predecessors": (first,), "handed": (Handed(f"职能{number}", first, second),)},
        KIND.DISSOLVE: {"predecessors": (first,)},
    }[kind]
    try:
        return record(kind, on=REFORM + timedelta(days=30 * months), **fields)
    except (
        successions.WrongParties,
        successions.NotThere,
        successions.AlreadySucceeded,
        successions.LaterEvents,
    ):
        return None


ROLES = ["signed_in", "officer", "leader", "auditor", "body_administrator", "lead_officer", "administrator"]


@pytest.mark.parametrize("role", ROLES)
def test_who_may_record_and_undo(role, quality, trade):
    person = UserFactory() if role == "signed_in" else member(role, body=quality)
    before, event = everything(), None
    if role == "administrator":
        event = record(KIND.MERGE, predecessors=(quality,), successors=(trade,), by=person)
        assert everything() != before
        undo(event, by=person)
    else:
        with pytest.raises(NotAllowed):
            record(KIND.MERGE, predecessors=(quality,), successors=(trade,), by=person)
        event = record(KIND.MERGE, predecessors=(quality,), successors=(trade,))
        with pytest.raises(NotAllowed):
            undo(event, by=person)
    assert Succession.objects.standing().exists() == (role != "administrator")


def test_a_history_is_read_with_three_queries(city, quality, trade, django_assert_num_queries):
    record(KIND.MERGE, predecessors=(quality, trade), founded=(market(city),))
    with django_assert_num_queries(3):
        assert lineage().heir(quality.pk, on=REFORM).steps


def test_a_person_keeps_the_post_through_a_new_name(city, quality):
    InstallationFactory(home_area=city)
    officer = member("officer", body=quality)
    record(KIND.RENAME, predecessors=(quality,), new_name="云岭市质量局")
    post = people.end_post(post=officer.posts.get(), on=REFORM, by=SYSTEM, at=LATER)
    assert post.body.name == "云岭市质量局"
