"""The kernel's own lists: bodies under any name they bore, lists handed in, what the matcher remembers."""

import pytest
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.matching.purposes import BODIES
from luoshi.kernel.models import ListImport, MatchAnswer
from luoshi.kernel.queries.matching import asked_key
from luoshi.kernel.services.matching import Said, answer_matches
from tests.kernel.factories import (
    NOON,
    AreaFactory,
    BodyFactory,
    BodyNameFactory,
    InstallationFactory,
    UploadFactory,
    member,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    area = AreaFactory(code="990100", name="云岭市")
    InstallationFactory(home_area=area)
    return area


@pytest.fixture
def administrator(client, area):
    user = member("administrator", body=BodyFactory(area=area, name="云岭市政府办"))
    client.force_login(user)
    return user


def rows(client, route, query=""):
    """The rows of a list, as its export writes them."""
    response = client.get(f"{reverse(route)}?{query}&export=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    return [line.split(",") for line in lines[1:]]


def acted(client, page, act, *keys):
    """Do an act to rows of a list, once it has been asked whether that is meant."""
    values = {"list": page, "act": act, "rows": ",".join(map(str, keys)), "confirmed": "1"}
    return client.post(reverse("kernel:act_on_rows"), values)


def test_a_body_is_found_by_any_name_that_it_bore(client, area):
    body = BodyFactory(area=area, name="云岭市工业和信息化局")
    BodyNameFactory(body=body, name="市工信委", valid_until="2019-03-31")
    BodyFactory(area=area, name="云岭市财政局")
    assert [row[0] for row in rows(client, "kernel:bodies", "q=市工信委")] == ["云岭市工业和信息化局"]
    assert len(rows(client, "kernel:bodies", "q=云岭市")) == 2


def test_bodies_are_sorted_by_their_columns_and_narrowed_to_several_kinds(client, area):
    for name, kind in (("乙厂", "enterprise"), ("甲局", "agency"), ("丙园", "park_committee")):
        BodyFactory(area=area, name=name, kind=kind)
    found = rows(client, "kernel:bodies", "kind=enterprise&kind=agency&sort=-kind")
    assert [row[0] for row in found] == ["乙厂", "甲局"]


def handed_in(user, name, **fields):
    upload = UploadFactory(by=user, name=name)
    return ListImport.objects.create(
        kind="kernel.bodies", mode="rows", upload=upload, by=user, at=NOON, **fields
    )


def test_lists_handed_in_are_searched_narrowed_and_given_up_together(client, administrator):
    some = [handed_in(administrator, f"名录{number}.xlsx", state="open") for number in (1, 2)]
    done = handed_in(administrator, "旧表.xlsx", state="applied", applied_at=NOON, counts={"new": 3})
    assert [row[0] for row in rows(client, "kernel:imports", "q=名录&sort=file")] == [
        "名录1.xlsx",
        "名录2.xlsx",
    ]
    assert [row[3] for row in rows(client, "kernel:imports", "state=applied")] == ["新增 3"]
    acted(client, "kernel.imports", "discard", *(each.pk for each in (*some, done)))
    states = dict(ListImport.objects.values_list("upload__name", "state"))
    assert states == {"名录1.xlsx": "discarded", "名录2.xlsx": "discarded", "旧表.xlsx": "applied"}


@pytest.fixture
def answers(administrator, area):
    body = BodyFactory(area=area, name="云岭市科学技术局")
    said = [
        Said(asked_key("市科委", area=area), str(body.pk), is_same=True),
        Said(asked_key("科协", area=area), str(body.pk), is_same=False),
    ]
    return answer_matches(purpose=BODIES, answers=said, by=administrator, at=NOON)


def test_what_was_said_of_names_is_listed_with_who_and_what(client, administrator, answers):
    found = rows(client, "kernel:answers", "sort=-said")
    assert [row[:5] for row in found] == [
        ["市科委", "是同一个", "云岭市科学技术局", "单位名称", administrator.display_name],
        ["科协", "不是", "云岭市科学技术局", "单位名称", administrator.display_name],
    ]
    assert [row[0] for row in rows(client, "kernel:answers", "same=no")] == ["科协"]
    assert rows(client, "kernel:answers", "purpose=kernel.bodies&q=科委")[0][0] == "市科委"


def test_an_answer_is_taken_back_and_stays_in_sight(client, administrator, answers):
    yes, no = answers
    acted(client, "kernel.answers", "withdraw", yes.pk)
    assert list(MatchAnswer.objects.standing()) == [no]
    assert [row[0] for row in rows(client, "kernel:answers", "withdrawn=yes")] == ["市科委"]
    acted(client, "kernel.answers", "withdraw", yes.pk)
    assert MatchAnswer.objects.get(pk=yes.pk).withdrawn_by == administrator


def test_an_answer_about_something_else_than_bodies_is_listed_too(client, administrator, area):
    MatchAnswer.objects.create(purpose="gone", asked="甲", given="not a number", is_same=True, at=NOON)
    assert rows(client, "kernel:answers")[0][2] == "not a number"


def test_who_may_not_answer_does_not_see_the_answers(client, area):
    officer = member("officer", body=BodyFactory(area=area))
    answer_matches(purpose=BODIES, answers=[Said("甲|", "1", is_same=False)], by=SYSTEM, at=NOON)
    client.force_login(officer)
    assert client.get(reverse("kernel:answers")).status_code == 403
