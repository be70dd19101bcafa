"""Acts of the kernel: areas, bodies, people, rights, the installation, reference data."""

from datetime import date

import pytest
from django.utils import timezone

from luoshi.kernel import clock
from luoshi.kernel import services as plain
from luoshi.kernel.access import ANY, SYSTEM, NotAllowed, is_allowed
from luoshi.kernel.models import (
    Area,
    AreaKind,
    AuditEntry,
    Body,
    BodyKind,
    BodyNameKind,
    Grant,
    Installation,
    Origin,
    Post,
    Role,
    User,
)
from luoshi.kernel.seeding import seed_roles
from luoshi.kernel.services import areas, bodies, installation, people, rights
from tests.kernel import factories
from tests.kernel.factories import DAY, LATER, NOON, member

pytestmark = pytest.mark.django_db

OWN = Origin.own()
REFORM = date(2019, 1, 10)
GOOD = "eine lange Losung 9"


@pytest.fixture
def gansu():
    areas.load_shipped_areas(by=SYSTEM, at=NOON)


def codes():
    return [entry.code for entry in AuditEntry.objects.order_by("number")]


def test_the_shipped_areas_hold_tianshui_under_both_names_of_its_districts(gansu):
    city = Area.objects.coded("620500", on=DAY).get()
    assert (city.name, city.name_en, city.parent.name) == ("天水市", "Tianshui City", "甘肃省")
    assert Area.objects.within(city).in_force(on=DAY).exclude(pk=city.pk).count() == 7
    before = Area.objects.coded("620502", on=date(2001, 1, 1)).get()
    assert (before.name, before.successor.name) == ("秦城区", "秦州区")
    assert before.origin.kind == "public"


def test_a_county_whose_code_changed_is_followed_by_itself(gansu):
    """华亭 was a county of a prefecture until 2002, then of a city, and is a city itself since 2019."""
    first = Area.objects.coded("622725", on=date(2001, 1, 1)).get()
    second = Area.objects.coded("620824", on=date(2018, 1, 1)).get()
    third = Area.objects.coded("620881", on=DAY).get()
    assert (first.successor, second.successor, third.name) == (second, third, "华亭市")
    assert not Area.objects.coded("620824", on=DAY).exists()


def test_loading_areas_again_changes_nothing(gansu):
    before = list(Area.objects.order_by("pk").values())
    assert areas.load_shipped_areas(by=SYSTEM, at=LATER) == areas.Loaded(0, 0)
    assert list(Area.objects.order_by("pk").values()) == before
    assert codes() == ["kernel.areas_loaded"] * 2


def row(**fields):
    given = {
        "code": "990000",
        "name": "示例省",
        "name_en": "Example",
        "kind": AreaKind.PROVINCE,
        "parent": "",
    }
    return areas.AreaRow(**{**given, "valid_from": None, "valid_until": None, "edition": "", **fields})


def test_a_list_corrects_what_it_knows():
    areas.load_areas(rows=[row()], origin=OWN, by=SYSTEM, at=NOON)
    corrected = areas.load_areas(rows=[row(name_en="Sample")], origin=OWN, by=SYSTEM, at=LATER)
    assert corrected == areas.Loaded(0, 1)
    assert Area.objects.get().name_en == "Sample"


def test_an_area_under_nobody_is_refused_and_nothing_is_loaded():
    with pytest.raises(areas.UnknownParentArea, match="示例市"):
        areas.load_areas(
            rows=[row(), row(code="990100", name="示例市", parent="980000")], origin=OWN, by=SYSTEM, at=NOON
        )
    assert not Area.objects.exists()


def create_body(**fields):
    given = {"name": "市工业和信息化委员会", "kind": BodyKind.AGENCY, "origin": OWN, "by": SYSTEM, "at": NOON}
    return bodies.create_body(
        **{**given, "area": fields.pop("area", None) or factories.AreaFactory(), **fields}
    )


def test_a_body_has_its_official_name_among_its_names():
    body = create_body(short_names=["工信委", "工信委"], aliases=["经信委"])
    names = {(name.kind, name.name) for name in body.names.all()}
    assert names == {("official", body.name), ("short", "工信委"), ("alias", "经信委")}
    assert codes() == ["kernel.body_created"]


def test_a_body_is_entered_once():
    body = create_body()
    with pytest.raises(bodies.BodyExists, match=body.name):
        create_body(area=body.area)


def test_a_renamed_body_keeps_its_history():
    body = create_body()
    bodies.rename_body(body=body, name="市工业和信息化局", on=REFORM, origin=OWN, by=SYSTEM, at=NOON)
    official = body.names.official()
    assert official.in_force(on=date(2019, 1, 9)).get().name == "市工业和信息化委员会"
    assert official.in_force(on=REFORM).get().name == Body.objects.get().name == "市工业和信息化局"
    with pytest.raises(bodies.NameTaken):
        bodies.rename_body(body=body, name="市工业和信息化局", on=REFORM, origin=OWN, by=SYSTEM, at=NOON)


def test_a_body_takes_no_name_that_another_bears():
    body, other = create_body(), create_body(name="市财政局")
    other.area = body.area
    other.save(update_fields=["area"])
    with pytest.raises(bodies.BodyExists):
        bodies.rename_body(body=body, name="市财政局", on=REFORM, origin=OWN, by=SYSTEM, at=NOON)


def test_a_name_is_added_once():
    body = create_body()
    printed = {
        "body": body,
        "name": "工信委等",
        "kind": BodyNameKind.PRINTED,
        "origin": OWN,
        "by": SYSTEM,
        "at": NOON,
    }
    bodies.add_body_name(**printed)
    with pytest.raises(bodies.NameTaken):
        bodies.add_body_name(**printed)
    assert Body.objects.called(["工信委等"]).get() == body


def test_who_commands_a_body_is_dated():
    body = create_body(name="市地方税务局")
    state = {"body": body, "origin": OWN, "by": SYSTEM, "at": NOON}
    bodies.state_command(**state, is_commanded=True)
    bodies.state_command(**state, is_commanded=False)
    assert body.commands.count() == 1
    bodies.state_command(**state, is_commanded=True, valid_from=REFORM, commander="市人民政府")
    assert Body.objects.not_commanded(on=date(2019, 1, 9)).get() == body
    assert Body.objects.commanded(on=REFORM).get() == body


def test_a_closed_body_is_closed_once_with_its_names():
    body = create_body()
    bodies.close_body(body=body, on=REFORM, by=SYSTEM, at=NOON)
    assert not body.names.open_ended().exists()
    with pytest.raises(bodies.AlreadyClosed, match="2019"):
        bodies.close_body(body=body, on=REFORM, by=SYSTEM, at=NOON)


def test_an_officer_of_another_area_enters_no_body_here():
    officer = member("lead_officer")
    with pytest.raises(NotAllowed):
        create_body(by=officer)
    assert create_body(by=officer, area=officer.posts.get().body.area).pk


def create_user(**fields):
    given = {"username": "li.ming", "display_name": "示例·李明", "password": GOOD, "by": SYSTEM, "at": NOON}
    return people.create_user(**{**given, **fields})


def test_an_account_is_opened_once_whatever_the_capitals():
    assert create_user().check_password(GOOD)
    with pytest.raises(people.UsernameTaken, match=r"LI\.MING"):
        create_user(username="LI.MING")


@pytest.mark.parametrize("password", ["short", "password", "li.ming1"])
def test_an_easy_password_is_refused(password):
    with pytest.raises(people.WeakPassword):
        create_user(password=password)
    assert not User.objects.exists()


def test_an_account_without_a_password_lets_nobody_in():
    assert not create_user(password=None).has_usable_password()


def test_a_password_is_changed_by_its_owner_and_the_administrator_only():
    user, other = create_user(), factories.UserFactory()
    people.change_password(user=user, password=f"{GOOD}a", by=user, at=NOON)
    people.change_password(user=user, password=f"{GOOD}b", by=member("administrator"), at=NOON)
    with pytest.raises(NotAllowed):
        people.change_password(user=user, password=f"{GOOD}c", by=other, at=NOON)
    assert User.objects.get(pk=user.pk).check_password(f"{GOOD}b")


def test_everybody_chooses_the_language_they_read():
    user = create_user()
    people.choose_language(user=user, language="en", by=user, at=NOON)
    assert User.objects.get(pk=user.pk).language == "en"


def test_an_account_is_closed_and_opened_again():
    user = create_user()
    people.deactivate_user(user=user, by=SYSTEM, at=NOON)
    assert not User.objects.active().exists()
    people.reactivate_user(user=user, by=SYSTEM, at=NOON)
    assert User.objects.active().get() == user
    assert codes() == ["kernel.user_created", "kernel.user_deactivated", "kernel.user_reactivated"]


def test_a_post_gives_rights_until_it_ends():
    user, body, role = create_user(), create_body(), Role.objects.get(code="administrator")
    post = people.give_post(user=user, body=body, role=role, by=SYSTEM, at=NOON)
    assert is_allowed(user, "kernel.edit_rights")
    assert User.objects.holding("administrator", on=DAY).get() == user
    with pytest.raises(people.PostHeld):
        people.give_post(user=user, body=body, role=role, by=SYSTEM, at=NOON)
    people.end_post(post=post, on=DAY, by=SYSTEM, at=NOON)
    assert not is_allowed(post.user, "kernel.edit_rights")
    with pytest.raises(people.PostEnded):
        people.end_post(post=post, on=DAY, by=SYSTEM, at=NOON)
    assert Post.objects.held_by(user).get().valid_until == DAY


def administrator(**fields):
    given = {"username": "admin", "password": GOOD, "display_name": "管理员", "body_name": "市数据局"}
    return people.create_administrator(**{**given, "area_code": "620500", "by": SYSTEM, "at": NOON, **fields})


def test_the_first_administrator_founds_the_installation():
    user = administrator()
    assert Installation.objects.current().home_area.name == "天水市"
    assert is_allowed(user, "kernel.edit_rights")
    entry = AuditEntry.objects.get()
    assert entry.code == "kernel.administrator_created"
    assert entry.parts.count() == 6
    administrator(username="second", area_code="")
    assert Body.objects.count() == 1


def test_an_administrator_needs_an_area_that_exists():
    with pytest.raises(people.UnknownArea, match="999999"):
        administrator(area_code="999999")
    assert not User.objects.exists()
    assert not Area.objects.exists()


def test_an_installation_is_founded_once():
    area = factories.AreaFactory()
    installation.found(home_area=area, is_demo=False, by=SYSTEM, at=NOON)
    with pytest.raises(installation.AlreadyFounded):
        installation.found(home_area=area, is_demo=True, by=SYSTEM, at=NOON)


def test_the_clock_is_the_machines_own():
    installation.found(home_area=factories.AreaFactory(), is_demo=False, by=SYSTEM, at=NOON)
    assert abs((clock.now() - timezone.now()).total_seconds()) < 5
    with pytest.raises(installation.NotADemo):
        installation.move_demo_clock(day=date(2100, 1, 1), by=SYSTEM, at=NOON)


def test_only_a_demo_is_founded_on_a_day_of_its_own():
    area = factories.AreaFactory()
    with pytest.raises(installation.NotADemo):
        installation.found(home_area=area, is_demo=False, demo_day=DAY, by=SYSTEM, at=NOON)
    assert Installation.objects.current() is None


def test_a_demo_has_its_own_day_that_only_moves_on():
    installation.found(home_area=factories.AreaFactory(), is_demo=True, demo_day=DAY, by=SYSTEM, at=NOON)
    assert clock.today() == DAY
    installation.move_demo_clock(day=date(2025, 10, 15), by=SYSTEM, at=NOON)
    assert clock.today() == date(2025, 10, 15)
    with pytest.raises(installation.DayIsPast, match="2025"):
        installation.move_demo_clock(day=DAY, by=SYSTEM, at=NOON)


def test_a_day_is_a_local_day():
    assert clock.day_of(NOON.replace(hour=15, minute=59)) == DAY
    assert clock.day_of(NOON.replace(hour=16)) == date(2025, 9, 16)


def test_what_the_city_withdraws_no_upgrade_brings_back():
    admin = member("administrator")
    grant = Grant.objects.get(role__code="lead_officer", act="kernel.edit_bodies")
    rights.withdraw_grant(grant=grant, by=admin, at=NOON)
    seed_roles(using="default")
    assert not Grant.objects.standing().filter(pk=grant.pk).exists()
    with pytest.raises(rights.AlreadyWithdrawn):
        rights.withdraw_grant(grant=grant, by=admin, at=NOON)
    rights.grant_act(role=grant.role, act_code=grant.act, relation=grant.relation, by=admin, at=NOON)
    assert Grant.objects.standing().filter(pk=grant.pk).exists()


def test_what_the_city_grants_stays_and_what_we_no_longer_ship_goes():
    admin, officer = member("administrator"), Role.objects.get(code="officer")
    mine = rights.grant_act(role=officer, act_code="kernel.read_audit", relation=ANY, by=admin, at=NOON)
    old = Grant.objects.create(role=officer, act="kernel.retired", relation=ANY, is_shipped=True)
    seed_roles(using="default")
    assert Grant.objects.filter(pk=mine.pk).exists()
    assert not Grant.objects.filter(pk=old.pk).exists()
    with pytest.raises(rights.AlreadyGranted):
        rights.grant_act(role=officer, act_code="kernel.read_audit", relation=ANY, by=admin, at=NOON)


def test_reference_data_has_one_way_in_and_one_entry_for_each_change():
    admin, role = member("administrator"), Role(code="observer")
    plain.edit(instance=role, changes={"name": "观察员", "name_en": "Observer"}, by=admin, at=NOON)
    plain.edit(instance=role, changes={"name_en": "Watcher", "name": "观察员"}, by=admin, at=NOON)
    assert Role.objects.get(code="observer").name_en == "Watcher"
    entry = AuditEntry.objects.about(role).first()
    assert list(entry.parts.get().fields) == ["name_en"]
    with pytest.raises(plain.reference.NothingToChange):
        plain.edit(instance=role, changes={"name_en": "Watcher"}, by=admin, at=NOON)
    with pytest.raises(NotAllowed):
        plain.edit(instance=role, changes={"name_en": "X"}, by=factories.UserFactory(), at=NOON)
