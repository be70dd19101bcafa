"""The pages of bodies and of what became of them: what they show, who may, what they cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Body, FunctionHandover, Origin, Succession
from luoshi.kernel.register import CREDIT_CODE
from luoshi.kernel.services import bodies, register
from luoshi.kernel.services.heirs import name_heir
from luoshi.kernel.services.successions import Draft, Handed, NewBody, record_succession
from tests.kernel.factories import (
    NOON,
    AreaFactory,
    BodyFactory,
    InstallationFactory,
    UserFactory,
    member,
)
from tests.kernel.test_mergings import MERGINGS

pytestmark = pytest.mark.django_db
OWN = Origin.own()
REFORM = date(2019, 4, 1)
ROLES = ("visitor", "signed_in", "officer", "auditor", "leader", "lead_officer", "administrator")
EVERYBODY = set(ROLES)
READ = {"bodies": EVERYBODY, "body": EVERYBODY, "successions": EVERYBODY, "open_decisions": EVERYBODY}
RECORD, DECIDE = {"administrator"}, {"administrator", "lead_officer"}
BODIES = {*READ, "answers", "record_succession", "undo_succession", "name_heir", "withdraw_heir", *MERGINGS}
CODE = "91620500756558610D"


@pytest.fixture
def city():
    city = AreaFactory(name="云岭市")
    InstallationFactory(home_area=city)
    return city


def enter(name, city, *short_names):
    return bodies.create_body(
        name=name, kind="agency", area=city, short_names=short_names, origin=OWN, by=SYSTEM, at=NOON
    )


@pytest.fixture
def quality(city):
    return enter("云岭市质量技术监督局", city, "市质监局")


@pytest.fixture
def trade(city):
    return enter("云岭市工商行政管理局", city, "市工商局")


@pytest.fixture
def merger(city, quality, trade):
    draft = Draft(
        kind="merge",
        on=REFORM,
        predecessors=(quality, trade),
        founded=(NewBody("云岭市市场监督管理局", city, short_names=("市市场监管局",)),),
        handed=(Handed("纤维检验", quality),),
    )
    return record_succession(draft=draft, origin=OWN, by=SYSTEM, at=NOON)


def enter_as(client, role, body):
    if role == "visitor":
        return
    client.force_login(UserFactory() if role == "signed_in" else member(role, body=body))


def text(client, route, *arguments, query=""):
    response = client.get(reverse(f"kernel:{route}", args=arguments) + query)
    assert response.status_code == 200
    return response.content.decode()


TYPED = {
    "kind": "merge", "on": "2019-04-01", "before": "市质监局\n市工商局", "after": "",
    "founded": "云岭市市场监督管理局；市市场监管局", "new_name": "", "new_short_name": "", "handed": "纤维检验；市质监局",
    "source": "", "source_on": "", "note": "",
}  # fmt: skip


def typed(**changed):
    return {**TYPED, **changed}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", READ)
def test_who_may_read(client, city, merger, quality, role, route):
    enter_as(client, role, quality)
    response = client.get(reverse(f"kernel:{route}", args=[quality.pk] if route == "body" else []))
    assert (response.status_code == 200) == (role in READ[route])


@pytest.mark.parametrize("role", ROLES)
def test_who_may_record_and_undo_on_the_pages(client, city, quality, trade, role):
    """Whoever may not changes no row."""
    enter_as(client, role, BodyFactory(area=city))
    address, values = reverse("kernel:record_succession"), typed()
    response = client.post(address, values)
    preview = (response.context or {}).get("preview") if response.status_code == 200 else None
    client.post(address, {**values, "seen": preview["seen"] if preview else ""})
    assert Succession.objects.exists() == (role in RECORD)
    event = Succession.objects.first() or record_succession(
        draft=Draft(kind="merge", on=REFORM, predecessors=(quality,), successors=(trade,)),
        origin=OWN, by=SYSTEM, at=NOON,
    )  # fmt: skip
    client.post(reverse("kernel:undo_succession", args=[event.pk]))
    assert Succession.objects.standing().exists() == (role not in RECORD)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_decide_on_the_pages(client, city, merger, role):
    enter_as(client, role, BodyFactory(area=city))
    waiting = FunctionHandover.objects.without_heir().get()
    values = {"taker": "市市场监管局", "on": "2019-09-01", "reason": "编委会纪要"}
    client.post(reverse("kernel:name_heir", args=[waiting.pk]), values)
    assert FunctionHandover.objects.without_heir().exists() == (role not in DECIDE)
    client.post(reverse("kernel:withdraw_heir", args=[waiting.pk]))
    assert FunctionHandover.objects.without_heir().exists()


def test_only_who_may_decide_is_offered_to_withdraw(client, city, merger):
    waiting = FunctionHandover.objects.without_heir().get()
    heir = Body.objects.get(name="云岭市市场监督管理局")
    name_heir(handover=waiting, taker=heir, on=REFORM, reason="编委会纪要", by=SYSTEM, at=NOON)
    address = reverse("kernel:withdraw_heir", args=[waiting.pk])
    assert address not in text(client, "open_decisions")
    client.force_login(member("lead_officer", body=heir))
    assert address in text(client, "open_decisions")


def test_a_desk_officer_elsewhere_does_not_find_the_decision(client, city, merger):
    client.force_login(member("lead_officer"))
    waiting = FunctionHandover.objects.without_heir().get()
    assert client.get(reverse("kernel:name_heir", args=[waiting.pk])).status_code == 404


def test_the_list_shows_the_bodies_of_its_day_under_the_names_of_its_day(client, city, merger):
    today, before = text(client, "bodies"), text(client, "bodies", query="?on=2018-06-01")
    assert ("市市场监管局" in today, "市质监局" in today) == (True, False)
    assert ("市市场监管局" in before, "市质监局" in before) == (False, True)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?q=市场", 1),
        ("?q=市质监局", 0),
        ("?kind=enterprise", 1),
        ("?commanded=yes", 1),
        ("?commanded=unknown", 2),
        ("?on=nonsense&sort=nonsense", 3),
        ("?sort=newest", 3),
    ],
)
def test_the_list_is_narrowed_and_sorted(client, city, merger, query, number):
    finance = enter("云岭市财政局", city)
    bodies.state_command(body=finance, is_commanded=True, origin=OWN, by=SYSTEM, at=NOON)
    BodyFactory(name="示例·机床厂", kind="enterprise", area=city)
    assert text(client, "bodies", query=query).count('<td class="words">') == number


def test_the_list_is_narrowed_to_an_area(client, city):
    county = AreaFactory(name="东城区", parent=city)
    enter("东城区人民政府", county)
    enter("云岭市财政局", city)
    assert text(client, "bodies", query=f"?area={county.pk}").count('<td class="words">') == 1


def test_an_ended_body_names_who_does_its_work_today(client, city, merger, quality):
    shown = text(client, "body", quality.pk)
    heir = Body.objects.get(name="云岭市市场监督管理局")
    assert reverse("kernel:body", args=[heir.pk]) in shown
    assert "2019-04-01" in shown


def test_a_body_shows_its_registered_facts(client, city, quality):
    register.record_fact(body=quality, name=CREDIT_CODE, value=CODE, origin=OWN, by=SYSTEM, at=NOON)
    assert CODE in text(client, "body", quality.pk)


def test_people_are_shown_to_whom_may_see_them(client, city, quality):
    officer = member("officer", body=quality)
    assert officer.display_name not in text(client, "body", quality.pk)
    client.force_login(member("administrator", body=quality))
    assert officer.display_name in text(client, "body", quality.pk)


@pytest.fixture
def administrator(client, city):
    user = member("administrator", body=BodyFactory(area=city))
    client.force_login(user)
    return user


def test_an_event_is_seen_before_it_is_recorded(client, administrator, quality, trade):
    address = reverse("kernel:record_succession")
    seen = client.post(address, typed())
    assert not Succession.objects.exists()
    changed = client.post(address, {**typed(on="2019-05-01"), "seen": seen.context["preview"]["seen"]})
    assert changed.context["preview"]["seen"] != seen.context["preview"]["seen"]
    assert not Succession.objects.exists()
    confirmed = client.post(address, {**typed(), "seen": seen.context["preview"]["seen"]})
    assert confirmed.url == reverse("kernel:successions")
    event = Succession.objects.get()
    assert (event.recorded_by, event.origin.kind) == (administrator, "own")
    assert "市市场监管局" in text(client, "bodies")


def test_a_published_event_keeps_its_source(client, administrator, quality, trade):
    values = typed(source="机构改革方案", source_on="2019-01-31")
    address = reverse("kernel:record_succession")
    seen = client.post(address, values).context["preview"]["seen"]
    client.post(address, {**values, "seen": seen})
    assert Succession.objects.get().origin == Origin.public(source="机构改革方案", on=date(2019, 1, 31))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"before": "市气象局"}, "没有名为“市气象局”的单位"),
        ({"before": "市质量监督局"}, "云岭市质量技术监督局"),
        ({"kind": "split"}, "至少两个承接的单位"),
        ({"handed": "纤维检验"}, "划出单位"),
        ({"source": "机构改革方案"}, "来源须有日期"),
        ({"on": ""}, "alert"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    client, administrator, quality, trade, changed, said
):
    response = client.post(reverse("kernel:record_succession"), typed(**changed))
    assert (response.status_code, said in response.content.decode()) == (400, True)
    assert not Succession.objects.exists()


def test_an_event_that_another_leans_on_says_so(client, administrator, merger):
    heir = Body.objects.get(name="云岭市市场监督管理局")
    draft = Draft(kind="rename", on=date(2024, 1, 1), predecessors=(heir,), new_name="云岭市市场局")
    record_succession(draft=draft, origin=OWN, by=SYSTEM, at=NOON)
    response = client.post(reverse("kernel:undo_succession", args=[merger.pk]), follow=True)
    assert 'data-tone="red" role="alert"' in response.content.decode()


def test_open_decisions_are_taken_with_grounds(client, administrator, merger):
    waiting = FunctionHandover.objects.without_heir().get()
    address = reverse("kernel:name_heir", args=[waiting.pk])
    assert address in text(client, "open_decisions")
    refused = {"taker": "市气象局"}, {"reason": ""}, {"on": "2018-01-01"}
    for wrong in refused:
        values = {"taker": "市市场监管局", "on": "2019-09-01", "reason": "编委会纪要", **wrong}
        assert client.post(address, values).status_code == 400
    client.post(address, {"taker": "市市场监管局", "on": "2019-09-01", "reason": "编委会纪要"})
    assert "编委会纪要" in text(client, "open_decisions")
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("route", ["bodies", "successions", "open_decisions"])
def test_a_page_costs_the_same_for_one_and_for_many(client, city, merger, route):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            text(client, route)
        return len(queries)

    one = cost()
    for number in range(12):
        body = enter(f"云岭市第{number}局", city)
        draft = Draft(
            kind="transfer", on=REFORM, predecessors=(body,), handed=(Handed(f"职能{number}", body),)
        )
        record_succession(draft=draft, origin=OWN, by=SYSTEM, at=NOON)
    assert (cost(), one <= 18) == (one, True)
