"""The lists of people, of what became of agencies, and of the functions that somebody must decide about."""

from datetime import date

import pytest
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import FunctionHandover, Origin, Succession
from luoshi.kernel.services import successions
from luoshi.kernel.services.heirs import name_heir
from luoshi.kernel.services.successions import Draft, Handed
from tests.kernel.factories import (
    LATER,
    NOON,
    AreaFactory,
    BodyFactory,
    InstallationFactory,
    PostFactory,
    member,
)
from tests.kernel.test_lists_of_ours import rows

pytestmark = pytest.mark.django_db
OWN = Origin.own()


@pytest.fixture
def area():
    area = AreaFactory(name="云岭市")
    InstallationFactory(home_area=area)
    return area


@pytest.fixture
def administrator(client, area):
    user = member("administrator", body=BodyFactory(area=area, name="云岭市政府办"))
    client.force_login(user)
    return user


def event(kind, on, *bodies, **fields):
    draft = Draft(kind, on, predecessors=bodies, **fields)
    return successions.record_succession(draft=draft, origin=OWN, by=SYSTEM, at=NOON)


@pytest.fixture
def reforms(area):
    """A dissolution, and a hand-over of two functions that nobody took."""
    quality, forestry = (
        BodyFactory(area=area, name="云岭市质监局"),
        BodyFactory(area=area, name="云岭市林业局"),
    )
    handed = (Handed("纤维检验", quality), Handed("计量检定", quality))
    event("transfer", date(2019, 4, 1), quality, handed=handed)
    event("dissolve", date(2020, 1, 1), forestry)
    return quality, forestry


@pytest.fixture
def staff(administrator, area):
    """A clerk whose account is closed, and an officer with a one-time password."""
    finance = BodyFactory(area=area, name="云岭市财政局")
    clerk = PostFactory(body=finance, user__display_name="示例·周", user__is_active=False)
    officer = PostFactory(user__display_name="示例·吴", user__must_change_password=True)
    return clerk, officer


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=周", ["示例·周"]),
        ("state=closed", ["示例·周"]),
        ("state=slip", ["示例·吴"]),
        ("body=财政", ["示例·周"]),
        ("body=财政&state=slip", []),
    ],
)
def test_people_are_found_by_name_state_and_body(client, staff, query, names):
    assert [row[0] for row in rows(client, "kernel:people", query)] == names


def test_people_are_found_by_role_and_shown_with_their_posts(client, staff, administrator):
    (found,) = rows(client, "kernel:people", "role=administrator")
    assert found[0] == administrator.display_name
    assert "云岭市政府办" in found[3]


def test_people_are_sorted_by_their_user_name(client, staff):
    names = [row[1] for row in rows(client, "kernel:people", "sort=-username")]
    assert names == sorted(names, reverse=True)


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["dissolve", "transfer"]),
        ("sort=on", ["transfer", "dissolve"]),
        ("kind=dissolve", ["dissolve"]),
        ("day_until=2019-12-31", ["transfer"]),
        ("q=林业", ["dissolve"]),
        ("q=纤维", ["transfer"]),
        ("undone=yes", []),
    ],
)
def test_events_are_narrowed_and_sorted(client, reforms, query, kinds):
    listed = client.get(f"{reverse('kernel:successions')}?{query}").context["list"]
    assert [row.kind for row in listed.rows] == kinds


def test_the_export_of_events_names_the_bodies_and_the_functions(client, reforms):
    lines = rows(client, "kernel:successions", "kind=transfer")
    assert "云岭市质监局" in lines[0]
    assert "纤维检验 → ?" in ",".join(lines[0])


def test_only_who_records_is_offered_to_undo_and_an_undone_event_is_not(client, reforms, administrator):
    last = Succession.objects.latest("on")
    address = reverse("kernel:undo_succession", args=[last.pk])
    assert address in client.get(reverse("kernel:successions")).content.decode()
    successions.undo_succession(event=last, by=SYSTEM, at=LATER)
    assert address not in client.get(reverse("kernel:successions")).content.decode()
    client.logout()
    assert "undo/" not in client.get(reverse("kernel:successions")).content.decode()


def test_what_waits_stands_before_what_was_decided(client, reforms, area):
    decided = FunctionHandover.objects.without_heir().get(function__name="纤维检验")
    taker = BodyFactory(area=area, name="云岭市市场监管局")
    name_heir(handover=decided, taker=taker, on=date(2019, 5, 1), reason="编委会纪要", by=SYSTEM, at=NOON)

    def functions(query=""):
        return [row[0] for row in rows(client, "kernel:open_decisions", query)]

    assert functions() == ["计量检定", "纤维检验"]
    assert functions("decided=no") == ["计量检定"]
    assert functions("decided=yes") == ["纤维检验"]
    assert functions("q=编委会") == ["纤维检验"]
