"""Who may: for one object and for a list, and both agree."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.kernel import audit
from luoshi.kernel.access import (
    ANY,
    OWN,
    OWN_AREA,
    OWN_BODY,
    SYSTEM,
    NotAllowed,
    forget_rights,
    is_allowed,
    register_act,
    require,
    requires,
)
from luoshi.kernel.access.acts import ACTS
from luoshi.kernel.access.relations import reach_of
from luoshi.kernel.acts import act
from luoshi.kernel.models import Body, Grant, Post, Role, Upload, User
from tests.kernel import factories
from tests.kernel.factories import DAY, NOON, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """A city with two counties and a neighbour, and a body in each."""
    city = factories.AreaFactory(code="620500")
    county = factories.AreaFactory(code="620502", parent=city)
    other = factories.AreaFactory(code="620503", parent=city)
    neighbour = factories.AreaFactory(code="620600")
    return [factories.BodyFactory(area=area) for area in (city, county, other, neighbour)]


def test_own_area_reaches_down_and_not_aside(city):
    at_city, at_county, _at_other, _elsewhere = city
    officer = member("lead_officer", body=at_city)
    allowed = [is_allowed(officer, "kernel.edit_bodies", body) for body in city]
    assert allowed == [True, True, True, False]
    county_officer = member("lead_officer", body=at_county)
    assert list(Body.objects.allowed(county_officer, act="kernel.edit_bodies")) == [at_county]


def test_own_body_is_the_body_of_the_post(city):
    admin = member("body_administrator", body=city[0])
    colleague, stranger = factories.PostFactory(body=city[0]), factories.PostFactory(body=city[1])
    require(admin, "kernel.edit_people", colleague)
    require(admin, "kernel.edit_people", colleague.user)
    with pytest.raises(NotAllowed):
        require(admin, "kernel.edit_people", stranger)
    with pytest.raises(NotAllowed):
        require(admin, "kernel.edit_people", stranger.user)


def test_a_post_that_has_ended_gives_no_right(city):
    ended = factories.PostFactory(
        role=Role.objects.get(code="administrator"), body=city[0], valid_until=DAY.replace(year=2020)
    )
    assert not is_allowed(ended.user, "kernel.edit_people")


def test_an_act_is_judged_by_the_posts_of_its_own_day(city):
    officer = member("lead_officer", body=city[0], valid_until=DAY)

    @act
    def rename(*, body, by, at):
        require(by, "kernel.edit_bodies", body)
        audit.record("probe.renamed", body, by=by, at=at)

    rename(body=city[0], by=officer, at=NOON)
    with pytest.raises(NotAllowed):
        rename(body=city[0], by=officer, at=NOON.replace(year=2026))
    assert not is_allowed(officer, "kernel.edit_bodies", city[0])


def test_who_has_not_signed_in_may_what_everyone_may(city):
    assert is_allowed(AnonymousUser(), "kernel.read_bodies", city[0])
    assert Body.objects.visible_to(AnonymousUser()).count() == 4
    assert not is_allowed(AnonymousUser(), "kernel.read_jobs")
    assert not User.objects.visible_to(AnonymousUser()).exists()


def test_a_closed_account_keeps_no_right_of_a_post(city):
    officer = member("administrator", body=city[0])
    officer.is_active = False
    assert not is_allowed(officer, "kernel.edit_people")


def test_the_system_may_everything_that_is_registered(city):
    require(SYSTEM, "kernel.edit_bodies", city[0])
    assert Body.objects.visible_to(SYSTEM).count() == 4
    with pytest.raises(NotAllowed):
        require(factories.UserFactory(), "kernel.edit_bodies", city[0])


def test_an_act_that_nobody_registered_is_an_error_of_the_program():
    with pytest.raises(LookupError, match=r"no act is called 'kernel\.fly'"):
        is_allowed(factories.UserFactory(), "kernel.fly")


def test_a_withdrawn_grant_gives_no_right(city):
    officer = member("lead_officer", body=city[0])
    assert is_allowed(officer, "kernel.edit_bodies")
    Grant.objects.filter(act="kernel.edit_bodies").update(withdrawn_at=NOON, withdrawn_by=officer)
    forget_rights(officer)
    assert not is_allowed(officer, "kernel.edit_bodies")


def test_an_unknown_relation_is_refused_as_it_is_registered():
    with pytest.raises(ValueError, match="unknown relations \\['friend'\\]"):
        register_act("probe.visit", label="visit", to={"officer": "friend"})


def test_rights_are_read_once(city, django_assert_num_queries):
    officer = member("lead_officer", body=city[0])
    is_allowed(officer, "kernel.read_bodies")
    with django_assert_num_queries(0):
        assert is_allowed(officer, "kernel.edit_bodies", city[0])


@requires("kernel.read_jobs")
def page(request):
    return HttpResponse("jobs")


def test_a_view_states_its_act_and_asks_strangers_to_sign_in():
    request = RequestFactory().get("/jobs?page=2")
    request.user = AnonymousUser()
    answer = page(request)
    assert page.act == "kernel.read_jobs"
    assert (answer.status_code, answer["Location"].endswith("?next=%2Fjobs%3Fpage%3D2")) == (302, True)
    request.user = factories.UserFactory()
    assert page(request).content == b"jobs"


def test_a_view_refuses_who_may_not():
    @requires("kernel.edit_rights")
    def rights(request):
        return HttpResponse()

    request = RequestFactory().get("/rights")
    request.user = factories.UserFactory()
    with translation.override("en"), pytest.raises(NotAllowed, match="change what roles may do"):
        rights(request)


# Which relations a model gives a meaning to, and in which act they are tried.
TRIED = [
    (model, relation)
    for model in apps.get_models()
    if hasattr(model, "read_act")
    for relation in (ANY, OWN, OWN_BODY, OWN_AREA)
    if relation == ANY or reach_of(model, relation)
]
MADE = {
    "Area": lambda body, user: body.area,
    "Body": lambda body, user: body,
    "User": lambda body, user: user,
    "Post": lambda body, user: factories.PostFactory(body=body, user=user),
    "Upload": lambda body, user: factories.UploadFactory(by=user),
    "Job": lambda body, user: factories.JobFactory(by=user),
}
KERNEL = [pair for pair in TRIED if pair[0].__name__ in MADE and pair[0]._meta.app_label == "kernel"]


@pytest.mark.parametrize(("model", "relation"), KERNEL, ids=lambda value: getattr(value, "__name__", value))
@given(
    posts=st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=3),
    places=st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=4, unique=True),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_object_and_the_list_agree(model, relation, posts, places, db):
    with factories.undone():
        city = factories.AreaFactory()
        areas = [city, *(factories.AreaFactory(parent=city) for _ in range(2)), factories.AreaFactory()]
        bodies = [factories.BodyFactory(area=area) for area in areas]
        person = factories.UserFactory()
        role = Role.objects.create(code=f"probe-{person.pk}", name="试", name_en="Probe")
        Grant.objects.filter(act=model.read_act).delete()
        Grant.objects.create(role=role, act=model.read_act, relation=relation)
        for place, is_open in {place: is_open for place, is_open in posts}.items():
            ended = {} if is_open else {"valid_until": DAY.replace(year=2001)}
            factories.PostFactory(user=person, body=bodies[place], role=role, **ended)
        for place, is_own in places:
            MADE[model.__name__](bodies[place], factories.UserFactory() if not is_own else person)
        listed = set(model.objects.visible_to(person).values_list("pk", flat=True))
        asked = {row.pk for row in model.objects.all() if is_allowed(person, model.read_act, row)}
        assert listed == asked
        assert listed == set() or any(is_open for _place, is_open in posts)


def test_every_model_with_a_list_has_a_registered_act():
    assert {model.read_act for model, _relation in TRIED} <= set(ACTS)
    assert {Post, Upload} <= {model for model, _relation in TRIED}
