"""Two records of one body: found, compared, merged, parted; or said to be two."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import tests.kernel.probe.facts  # noqa: F401 (registers)
from luoshi.kernel import clock, jobs
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.kernel.doubles import look_for_doubles
from luoshi.kernel.hanging import HANGING
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.matching.purposes import DOUBLES
from luoshi.kernel.models import AuditEntry, Body, Double, Job, MatchAnswer, Merging, Origin
from luoshi.kernel.queries.doubles import likeness
from luoshi.kernel.queries.register import facts_of, records_of
from luoshi.kernel.queries.successions import lineage
from luoshi.kernel.services import mergings as services
from luoshi.kernel.services import register, successions
from luoshi.kernel.services.matching import withdraw_answer
from luoshi.kernel.services.successions import Draft
from luoshi.kernel.services.undoing import undo_act
from tests.kernel.factories import (
    LATER,
    NOON,
    AreaFactory,
    BodyFactory,
    BodyNameFactory,
    PostFactory,
    UserFactory,
    member,
    undone,
)

pytestmark = pytest.mark.django_db
MERGINGS = {
    "doubles", "look_for_doubles", "mergings", "merging", "choose_double", "merge_bodies", "tell_apart"
}  # fmt: skip
OWN = Origin.own()
STAFF, SEAT = "probe.staff", "probe.seat"


@pytest.fixture
def body():
    return BodyFactory()


@pytest.fixture
def city():
    return AreaFactory(name="云岭市")


@pytest.fixture
def pair(city):
    """One agency that two people have entered."""
    return tuple(
        BodyNameFactory(body__name=name, body__area=city, name=name, kind="official").body
        for name in ("云岭市工业和信息化局", "云岭市工业信息化局")
    )


@pytest.fixture
def administrator(client):
    user = member("administrator")
    client.force_login(user)
    return user


def record(body, name, value, *, at=NOON, by=SYSTEM):
    return register.record_fact(body=body, name=name, value=value, origin=OWN, by=by, at=at)


def values(body, **asked):
    return [fact.value for fact in facts_of(body=body, **asked)]


def search():
    services.look_for_doubles(by=SYSTEM, at=NOON)
    work_until_idle()
    return {(double.one, double.other) for double in Double.objects.waiting().select_related("one", "other")}


def apart(one, other, *, by=SYSTEM):
    return services.tell_apart(one=one, other=other, reason="两个单位", by=by, at=NOON)


def merge(kept, merged, *, at=NOON, by=SYSTEM):
    return services.merge_bodies(kept=kept, merged=merged, reason="重复登记", by=by, at=at)


def part(merging, *, at=LATER, by=SYSTEM):
    return services.part_bodies(merging=merging, reason="并非同一单位", by=by, at=at)


def test_two_records_are_read_as_one_until_they_are_parted(body):
    twin = BodyFactory()
    record(body, STAFF, Decimal(100))
    record(twin, SEAT, "云岭市")
    merging = merge(body, twin)
    assert values(body) == ["云岭市", Decimal(100)]
    assert list(Body.objects.standing()) == [body]
    assert lineage().one(twin.pk) == body.pk
    part(merging)
    assert values(body) == [Decimal(100)]
    assert set(Body.objects.standing()) == {body, twin}
    assert values(body, known_at=NOON) == ["云岭市", Decimal(100)]


def test_a_record_is_merged_once_and_never_in_a_circle(body):
    twin, third = BodyFactory(), BodyFactory()
    merge(body, twin)
    with pytest.raises(services.AlreadyMerged):
        merge(third, twin)
    with pytest.raises(services.MergedInCircle):
        merge(twin, body)
    merge(third, body)
    with pytest.raises(services.MergedInCircle):
        merge(twin, third)
    assert records_of(body=third) == {body.pk, twin.pk, third.pk}


def test_records_are_parted_once(body):
    merging = merge(body, BodyFactory())
    part(merging)
    with pytest.raises(services.AlreadyParted):
        part(merging)


@pytest.mark.parametrize("role", ["officer", "lead_officer", "body_administrator", "auditor"])
def test_only_an_administrator_merges_and_parts(body, role):
    merging = merge(body, BodyFactory(), by=member("administrator"))
    with pytest.raises(NotAllowed):
        part(merging, by=member(role, body=body))
    with pytest.raises(NotAllowed):
        merge(BodyFactory(), body, by=UserFactory())
    assert Merging.objects.standing().get() == merging


PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=6)


@pytest.mark.slow
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)
@given(pairs=PAIRS)
def test_parting_restores_exactly_what_was(db, pairs):
    """Every row of every table about bodies is as before, and so is every reading."""
    with undone():
        many = [BodyNameFactory().body for _number in range(5)]
        for number, each in enumerate(many):
            record(each, STAFF, Decimal(number))
        states, mergings = [state(many)], []
        for kept, merged in pairs:
            try:
                if kept != merged:
                    mergings.append(merge(many[kept], many[merged]))
                    states.append(state(many))
            except (services.AlreadyMerged, services.MergedInCircle):
                continue
        for merging, before in zip(reversed(mergings), reversed(states[:-1]), strict=True):
            part(merging)
            assert state(many) == before


def state(bodies):
    """Every row that is or points to a body, but the merging itself; and how the bodies are read."""
    models = {Body, *(each.related_model for each in Body._meta.related_objects)} - {Merging}
    tables = [(model, list(model._base_manager.order_by("pk").values())) for model in models]
    roots = [lineage().one(each.pk) for each in bodies]
    return tables, [values(each) for each in bodies], roots


def test_a_merging_states_its_grounds(body):
    for reason in ("", "  "):
        with pytest.raises(services.NoReasonToMerge):
            services.merge_bodies(kept=body, merged=BodyFactory(), reason=reason, by=SYSTEM, at=NOON)


def test_the_matcher_remembers_a_merging_until_it_is_undone(body):
    twin = BodyFactory()
    merging = merge(body, twin)
    said = MatchAnswer.objects.standing().get()
    assert (said.purpose, said.asked, said.given, said.is_same) == (DOUBLES, str(twin.pk), str(body.pk), True)
    part(merging)
    assert not MatchAnswer.objects.standing().exists()


def test_undoing_the_act_parts_them_and_undoing_that_merges_them_again(body):
    user, twin = member("administrator"), BodyFactory()
    merge(body, twin, by=user)
    undo_act(entry=AuditEntry.objects.latest("number"), by=user, at=LATER)
    assert lineage().one(twin.pk) == twin.pk
    undo_act(entry=AuditEntry.objects.latest("number"), by=user, at=LATER)
    assert lineage().one(twin.pk) == body.pk


def test_records_that_were_said_to_be_two_are_not_merged(body):
    twin = BodyFactory()
    said = apart(twin, body)
    with pytest.raises(services.SaidToBeTwo, match="是两个主体"):
        merge(body, twin)
    withdraw_answer(answer=said, by=SYSTEM, at=LATER)
    assert merge(body, twin).pk


def test_records_that_are_one_are_not_said_to_be_two(body):
    twin, third = BodyFactory(), BodyFactory()
    merge(body, twin)
    merge(body, third)
    for one, other in ((body, twin), (twin, third)):
        with pytest.raises(services.AlreadyMerged):
            apart(one, other)


def test_the_search_finds_what_was_entered_twice(pair, city):
    BodyFactory(name="云岭市财政局", area=city)
    assert search() == {pair}
    double = Double.objects.get()
    assert double.score >= 85
    assert [each["code"] for each in double.reasons][-1] == "same_area"


def test_what_was_merged_or_said_to_be_two_is_proposed_no_more_until_that_is_taken_back(pair):
    search()
    said = apart(*pair)
    assert not Double.objects.waiting().exists()
    assert search() == set()
    withdraw_answer(answer=said, by=SYSTEM, at=LATER)
    assert search() == {pair}
    merging = merge(*pair)
    assert not Double.objects.waiting().exists()
    part(merging)
    assert search() == {pair}


def test_a_body_and_what_it_became_in_a_reform_are_no_doubles(pair):
    draft = Draft("merge", date(2019, 4, 1), predecessors=(pair[0],), successors=(pair[1],))
    successions.record_succession(draft=draft, origin=OWN, by=SYSTEM, at=NOON)
    assert search() == set()


def test_a_pair_that_a_later_search_does_not_find_is_dropped(pair):
    search()
    Body.objects.filter(pk=pair[1].pk).update(name="云岭市气象局")
    pair[1].names.update(name="云岭市气象局")
    assert search() == set()
    assert not Double.objects.exists()


def test_a_second_search_waits_for_none_but_joins_the_first(pair):
    first = services.look_for_doubles(by=SYSTEM, at=NOON)
    assert services.look_for_doubles(by=SYSTEM, at=NOON) == first
    assert Job.objects.count() == 1


def test_a_search_that_was_broken_off_goes_on_where_it_was(pair, city, monkeypatch):
    monkeypatch.setattr("luoshi.kernel.doubles.BATCH", 1)
    steps = look_for_doubles(jobs.Run(1, SYSTEM, None, 1))
    first = next(steps)
    first.write(at=clock.now())
    rest = list(look_for_doubles(jobs.Run(1, SYSTEM, first.cursor, 2)))
    assert (first.done, [step.done for step in rest]) == (1, [2, 3])
    for step in rest:
        step.write(at=clock.now())
    assert Double.objects.count() == 1


def test_every_column_that_points_to_a_body_has_its_words():
    pointing = {
        f"{each.related_model._meta.label_lower}.{each.field.name}" for each in Body._meta.related_objects
    }
    assert pointing - set(HANGING) == set()


def test_likeness_of_two_records_is_asked_at_once(pair, body):
    assert likeness(one=pair[0], other=pair[1]).score >= 85
    assert likeness(one=pair[0], other=body) is None


def compared(client, one, other, **posted):
    address = reverse("kernel:merge_bodies", args=[one.pk, other.pk])
    return client.post(address, posted) if posted else client.get(address)


def test_both_records_are_shown_with_what_hangs_on_each(client, administrator, pair):
    record(pair[0], SEAT, "云岭市东城区")
    record(pair[1], SEAT, "云岭市西城区")
    PostFactory(body=pair[1], user__display_name="示例·丁")
    BodyFactory(parent=pair[1], name="云岭市节能监察支队")
    text = compared(client, *pair).content.decode()
    assert "云岭市东城区</b> ≠ <b>云岭市西城区" in text
    assert "示例·丁" in text
    assert "下属单位" in text


def test_merging_on_the_page_leads_to_the_merging_which_parts_them_again(client, administrator, pair):
    address = compared(client, *pair, reason="同一统一社会信用代码")["Location"]
    merging = Merging.objects.standing().get()
    assert (merging.kept, merging.merged, merging.merged_by) == (*pair, administrator)
    assert address == reverse("kernel:merging", args=[merging.pk])
    client.post(address, {"reason": "误合并"})
    assert not Merging.objects.standing().exists()
    assert "误合并" in client.get(address).content.decode()


def test_a_merging_that_is_refused_says_why_on_the_page(client, administrator, pair):
    assert compared(client, *pair, reason=" ").status_code == 400
    apart(*pair)
    response = compared(client, *pair, reason="同一单位")
    assert response.status_code == 400
    assert "先在" in response.context["form"].non_field_errors()[0]
    assert not Merging.objects.exists()


def test_a_merging_parted_twice_says_so(client, administrator, pair):
    merging = merge(*pair)
    part(merging)
    response = client.post(reverse("kernel:merging", args=[merging.pk]), {"reason": "误合并"})
    assert response.status_code == 400


def test_saying_two_on_the_page_takes_the_pair_off_the_list(client, administrator, pair):
    search()
    address = reverse("kernel:doubles")
    assert [(row.one, row.other) for row in client.get(address).context["list"].rows] == [pair]
    client.post(reverse("kernel:tell_apart", args=[pair[1].pk, pair[0].pk]))
    assert client.get(address).context["list"].rows == []
    said = client.get(reverse("kernel:answers") + "?purpose=kernel.doubles").content.decode()
    assert pair[0].name in said
    assert pair[1].name in said


def test_many_pairs_are_said_to_be_two_at_once(client, administrator, pair):
    search()
    asked = {"list": "kernel.doubles", "act": "tell_apart", "row": Double.objects.get().pk, "next": "/"}
    client.post(reverse("kernel:act_on_rows"), asked | {"rows": asked["row"], "confirmed": "1"})
    assert not Double.objects.waiting().exists()


def test_another_record_is_found_by_words_in_its_name(client, administrator, pair, body):
    address = reverse("kernel:choose_double", args=[body.pk])
    found = client.get(address, {"q": "信息化"}).context["found"]
    assert set(found) == set(pair)
    assert 'class="muted"' in client.get(address, {"q": "无此名称"}).content.decode()
    assert list(client.get(address, {"q": "\0"}).context["found"]) == []


def test_the_page_of_a_merged_record_leads_to_the_kept_one_which_shows_both(client, pair):
    merge(*pair)
    text = client.get(reverse("kernel:body", args=[pair[1].pk])).content.decode()
    assert f'href="{reverse("kernel:body", args=[pair[0].pk])}" lang="zh-Hans">{pair[0].name}' in text
    kept = client.get(reverse("kernel:body", args=[pair[0].pk]))
    assert {name.name for name in kept.context["names"]} == {each.name for each in pair}
    assert "merge/" not in kept.content.decode()


@pytest.mark.parametrize("route", ["doubles", "mergings"])
def test_the_lists_cost_the_same_however_long_they_are(client, administrator, city, route):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"kernel:{route}"))
        return len(queries)

    def more(number):
        for _each in range(number):
            one, other = BodyFactory(area=city), BodyFactory(area=city)
            Double.objects.create(one=one, other=other, score=90, reasons=[], found_at=NOON)
            merge(BodyFactory(area=city), BodyFactory(area=city))

    more(1)
    first = cost()
    more(5)
    assert cost() == first <= 12
