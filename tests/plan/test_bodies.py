"""Entering the bodies that a plan names."""

import pytest

from luoshi.kernel.access import NotAllowed
from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Body, BodyKind
from luoshi.plan.models import Audience, Plan
from luoshi.plan.services.bodies import NoHomeArea, register_bodies
from luoshi.plan.services.documents import hand_in_document
from tests.kernel.factories import NOON, BodyFactory, UserFactory, member
from tests.reading.plans import plan, tasks

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = plan(
    "一、重点领域\n新材料:依托华山、泰岳、衡阳等企业,发展高端合金。\n绿色食品:依托嵩岳等企业,发展精深加工。",
    tasks("(市工信局牵头,市交通局、国网临江供电公司配合)", "(市交通运输局牵头,市工信局配合)"),
)


@pytest.fixture
def lead():
    return member("lead_officer")


def read_plan(by, **options) -> Plan:
    hand_in_document(
        content=TEXT.encode(), name="方案.txt", by=by, at=NOON, audience=Audience.STAFF, **options
    )
    work_until_idle()
    return Plan.objects.get()


def test_every_body_that_the_plan_names_is_entered_once(lead):
    found = read_plan(lead, owner=lead.posts.get().body)
    entered = register_bodies(plan=found, by=lead, at=NOON)
    agencies = {body.name for body in entered if body.kind == BodyKind.AGENCY}
    assert len(agencies) == 3
    assert {duty.body.name for duty in found.responsibilities.filter(printed__contains="交通")} == {
        "市交通运输局"
    }
    assert not found.responsibilities.filter(body__isnull=True).exists()


def test_a_body_that_the_city_cannot_command_says_so(lead):
    found = read_plan(lead, owner=lead.posts.get().body)
    register_bodies(plan=found, by=lead, at=NOON)
    assert [body.name for body in Body.objects.not_commanded(on=NOON.date())] == ["国网临江供电公司"]


def test_entering_them_again_enters_nothing(lead):
    found = read_plan(lead, owner=lead.posts.get().body)
    register_bodies(plan=found, by=lead, at=NOON)
    assert register_bodies(plan=found, by=lead, at=NOON) == []


def test_known_bodies_are_recognised_when_the_plan_is_read(lead):
    area = lead.posts.get().body.area
    known = BodyFactory(name="市工业和信息化局", area=area)
    known.names.create(name="市工信局", kind="short", **known.origin.columns())
    found = read_plan(lead, owner=lead.posts.get().body)
    assert set(found.responsibilities.filter(printed="市工信局").values_list("body", flat=True)) == {known.pk}


def test_a_plan_of_no_area_enters_nothing(lead):
    with pytest.raises(NoHomeArea):
        register_bodies(plan=read_plan(lead), by=lead, at=NOON)


def test_who_only_reads_may_enter_nobody(lead):
    with pytest.raises(NotAllowed):
        register_bodies(plan=read_plan(lead, owner=lead.posts.get().body), by=UserFactory(), at=NOON)
