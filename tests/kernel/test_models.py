"""What must hold, the database holds."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from luoshi.kernel.models import Area, Body, Command, Grant, Installation, Origin, OriginKind, Role, User
from tests.kernel import factories
from tests.kernel.factories import NOON, OWN

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2018, 1, 1), date(2019, 1, 1)
BROKEN = {
    "area of an unknown kind": lambda: factories.AreaFactory(kind="planet"),
    "area valid backwards": lambda: factories.AreaFactory(valid_from=LATER, valid_until=EARLIER),
    "area of no origin": lambda: factories.AreaFactory(origin_kind=""),
    "public fact without a source": lambda: factories.AreaFactory(origin_kind="public"),
    "body of an unknown kind": lambda: factories.BodyFactory(kind="ghost"),
    "body without a name": lambda: factories.BodyFactory(name=""),
    "name of an unknown kind": lambda: factories.BodyNameFactory(kind="nick"),
    "empty name": lambda: factories.BodyNameFactory(name=""),
    "user in an unknown language": lambda: factories.UserFactory(language="tlh"),
    "user without a name": lambda: factories.UserFactory(username=""),
    "post valid backwards": lambda: factories.PostFactory(valid_from=LATER, valid_until=EARLIER),
    "grant in an unknown relation": lambda: Grant.objects.create(
        role=Role.objects.get(code="officer"), act="kernel.read_areas", relation="friend"
    ),
    "grant withdrawn at no moment": lambda: Grant.objects.create(
        role=Role.objects.get(code="officer"),
        act="kernel.read_areas",
        relation="own",
        withdrawn_by=factories.UserFactory(),
    ),
    "file at no digest": lambda: factories.StoredFileFactory(digest="x" * 64),
    "upload without a name": lambda: factories.UploadFactory(name=""),
    "job in an unknown state": lambda: factories.JobFactory(state="lost"),
    "job running without a lease": lambda: factories.JobFactory(state="running"),
    "job ended at no time": lambda: factories.JobFactory(state="done"),
    "job failed without a word": lambda: factories.JobFactory(state="failed", ended_at=NOON),
    "real clock moved": lambda: factories.InstallationFactory(demo_offset=timedelta(days=1)),
    "second installation": lambda: factories.InstallationFactory(pk=2),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_database_refuses(what):
    with pytest.raises(IntegrityError), transaction.atomic():
        BROKEN[what]()


def test_a_name_in_capitals_is_no_second_person():
    factories.UserFactory(username="li.ming")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.UserFactory(username="Li.Ming")
    assert User.objects.get_by_natural_key("LI.MING").username == "li.ming"


def test_one_open_post_for_a_person_a_body_and_a_role():
    post = factories.PostFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.PostFactory(user=post.user, body=post.body)
    assert factories.PostFactory(user=post.user, body=post.body, valid_until=EARLIER).pk


def test_one_open_body_for_a_name_in_an_area():
    body = factories.BodyFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.BodyFactory(name=body.name, area=body.area)
    assert factories.BodyFactory(name=body.name).pk


def test_a_job_with_a_key_waits_once():
    factories.JobFactory(key="2025-09")
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.JobFactory(key="2025-09")
    assert factories.JobFactory(key="2025-08").pk
    assert factories.JobFactory(done_already=True, key="2025-09").pk


def test_an_area_holds_all_below_it_under_whatever_name():
    city = factories.AreaFactory()
    before = factories.AreaFactory(parent=city, code="620502", name="秦城区", valid_until=date(2004, 11, 30))
    after = factories.AreaFactory(parent=city, code="620502", name="秦州区", valid_from=date(2004, 12, 1))
    elsewhere = factories.AreaFactory()
    assert set(Area.objects.within(city)) == {city, before, after}
    assert list(Area.objects.containing(after)) == [city, before, after]
    assert Area.objects.coded("620502", on=date(2004, 11, 30)).get() == before
    assert Area.objects.coded("620502", on=date(2004, 12, 1)).get() == after
    assert after.is_within(city)
    assert not elsewhere.is_within(city)


def test_a_day_is_in_force_from_the_first_to_the_last():
    area = factories.AreaFactory(valid_from=EARLIER, valid_until=LATER)
    days = [EARLIER - timedelta(1), EARLIER, LATER, LATER + timedelta(1)]
    assert [area.is_in_force(on=day) for day in days] == [False, True, True, False]
    assert [Area.objects.in_force(on=day).exists() for day in days] == [False, True, True, False]


def test_bodies_are_found_by_any_name_and_by_who_commands_them():
    ours, theirs = factories.BodyFactory(), factories.BodyFactory()
    factories.BodyNameFactory(body=ours, name="工信局")
    factories.BodyNameFactory(body=ours, name="工信委", kind="alias")
    Command.objects.create(body=ours, is_commanded=True, **OWN)
    Command.objects.create(body=theirs, is_commanded=False, valid_from=LATER, **OWN)
    assert Body.objects.called(["工信局", "工信委"]).get() == ours
    assert Body.objects.commanded(on=EARLIER).get() == ours
    assert not Body.objects.not_commanded(on=EARLIER).exists()
    assert list(Body.objects.in_area(ours.area)) == [ours]
    assert Body.objects.not_commanded(on=LATER).get() == theirs


def test_what_comes_from_a_simulated_fact_is_simulated():
    public = Origin.public(source="市政府网站", on=EARLIER)
    assert Origin.derived([public, Origin.own()]).kind == OriginKind.OWN
    assert Origin.derived([public, Origin.simulated()]).is_simulated
    body = factories.BodyFactory(**public.columns())
    assert body.origin == public
    factories.BodyFactory(area=body.area, **Origin.simulated().columns())
    assert Body.objects.without_simulated().get() == body


def test_there_is_one_installation_or_none():
    assert Installation.objects.current() is None
    installation = factories.InstallationFactory()
    assert Installation.objects.current() == installation
