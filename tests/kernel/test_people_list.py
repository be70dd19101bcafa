"""The list of people: accounts and posts from a sheet, undone as a whole, and slips to print for the new ones."""

import pytest
from django.contrib.auth import authenticate
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel import jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.imports import LISTS
from luoshi.kernel.models import AuditEntry, Body, ImportState, Post, User
from luoshi.kernel.services import imports
from luoshi.kernel.services.sign_in import note_sign_in
from luoshi.kit.sheets import write
from tests.kernel import factories
from tests.kernel.factories import LATER, NOON, BodyFactory, BodyNameFactory, PostFactory, UserFactory, member
from tests.kernel.importing import settle, take_over, undo
from tests.kit import files

pytestmark = pytest.mark.django_db
HEAD = ["登录名", "姓名", "所在单位", "角色", "职务", "任职日期"]
LINES = [
    ["chen.yi", "示例·陈一", "云岭市工业和信息化局", "牵头部门经办人", "科长", "2025-03-01"],
    ["lu.er", "示例·陆二", "市工信局", None, None, None],
    ["chen.yi", "示例·陈一", "云岭市财政局", "部门经办人", None, "2025-04-01"],
]


@pytest.fixture(autouse=True)
def city(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    home = factories.AreaFactory(code="620500", name="云岭市")
    factories.InstallationFactory(home_area=home)
    bureau = BodyFactory(name="云岭市工业和信息化局", area=home)
    BodyNameFactory(body=bureau, name="市工信局")
    BodyFactory(name="云岭市财政局", area=home)
    return bureau


def hand_in(rows, *, by=SYSTEM, content=None):
    content = content or files.xlsx(rows)
    return settle(
        imports.hand_in_list(kind="kernel.people", content=content, name="人员.xlsx", by=by, at=NOON)
    )


def world():
    return list(User.objects.order_by("pk").values()), list(Post.objects.order_by("pk").values())


def faults(batch):
    return [(fault.cell, fault.code) for fault in batch.remarks.filter(is_fault=True).order_by("pk")]


def test_two_posts_of_one_person_open_one_account_that_nobody_can_enter_yet():
    batch = hand_in([HEAD, *LINES])
    assert (batch.state, batch.counts) == (ImportState.READY, {"new": 3, "faults": 0})
    take_over(batch)
    person = User.objects.get(username="chen.yi")
    held = set(person.posts.values_list("body__name", "role__code", "title"))
    assert held == {("云岭市工业和信息化局", "lead_officer", "科长"), ("云岭市财政局", "officer", "")}
    assert User.objects.get(username="lu.er").posts.get().body.name == "云岭市工业和信息化局"
    assert not person.has_usable_password()
    assert Body.objects.count() == 2
    assert AuditEntry.objects.about(person).exists()


def test_exported_and_imported_again_it_changes_nothing():
    take_over(hand_in([HEAD, *LINES]))
    before, kind = world(), LISTS["kernel.people"]
    again = hand_in(None, content=write(kind.sheet, kind.everything(by=SYSTEM)))
    assert again.counts == {"same": 3, "faults": 0}
    assert hand_in([HEAD, *LINES]).counts == {"same": 3, "faults": 0}
    assert world() == before


def test_undone_as_a_whole_the_people_are_as_before(city):
    held = PostFactory(body=city, user=UserFactory(username="lu.er", display_name="示例·陆二"), title="旧")
    before = world()
    lines = [LINES[0], ["lu.er", "示例·陆二改", "市工信局", None, "新", "2025-01-01"], LINES[2]]
    batch = take_over(hand_in([HEAD, *lines]))
    assert (batch.counts["new"], batch.counts["changed"]) == (2, 1)
    held.refresh_from_db()
    assert (held.title, held.user.display_name) == ("新", "示例·陆二改")
    assert undo(batch).state == ImportState.UNDONE
    assert world() == before


def test_an_account_that_somebody_uses_by_now_stays():
    batch = take_over(hand_in([HEAD, *LINES]))
    person = User.objects.get(username="lu.er")
    person.set_password("长长的一个口令呀呀呀")
    person.save()
    note_sign_in(user=person, address=None, by=person, at=LATER)
    imports.undo_import(batch=batch, by=SYSTEM, at=LATER)
    jobs.work_until_idle()
    batch.refresh_from_db()
    assert (batch.state, batch.job.error_code) == (ImportState.APPLIED, "kernel.import_in_use")
    assert User.objects.filter(username="chen.yi").exists()


def test_no_body_is_made_and_each_doubtful_row_is_named_by_its_cell():
    UserFactory(username="taken", display_name="示例·别人")
    lines = [
        ["a", "示例·甲", "没有这样一个地方", None, None, None],
        ["b", "示例·乙", "云岭市财政局", "大王", None, None],
        ["Taken", "示例·丙", "云岭市财政局", None, None, None],
        ["d", "示例·丁", "云岭市财政局", None, None, "去年"],
        ["e", "示例·戊", "云岭市财政局", "officer", None, None],
        ["e", "示例·戊", "云岭市财政局", None, None, None],
        ["f", "示例·己", "云岭市财政局", None, None, None],
        ["f", "示例·庚", "市工信局", None, None, None],
    ]
    batch = hand_in([HEAD, *lines])
    assert dict(faults(batch)) == {
        "C2": "not_found",
        "D3": "not_found",
        "A4": "name_taken",
        "F5": "not_a_date",
        "A7": "doubled_value",
        "A9": "doubled_value",
    }
    assert (batch.state, Body.objects.count(), Post.objects.count()) == (ImportState.REFUSED, 2, 0)


def test_a_body_that_may_be_meant_is_asked_about_once_for_all_its_rows():
    lines = [
        [f"u{number}", f"示例·{number}", "云岭市工业信息化委员会", None, None, None] for number in range(3)
    ]
    batch = hand_in([HEAD, *lines])
    assert batch.counts == {"ask": 3, "faults": 0}
    row = batch.rows.order_by("position").first()
    answer = row.candidates[0]["target"]
    decision = imports.Decision(row.pk, answer)
    decided = imports.decide_rows(batch=batch, decisions=[decision], by=SYSTEM, at=LATER)
    assert (decided.state, decided.counts) == (ImportState.READY, {"new": 3})
    take_over(decided)
    assert set(Post.objects.values_list("body__name", flat=True)) == {"云岭市工业和信息化局"}
    assert hand_in([HEAD, *lines]).counts == {"same": 3, "faults": 0}


def test_an_administrator_of_a_body_stays_within_it(city):
    administrator = member("body_administrator", body=city)
    UserFactory(username="elsewhere", display_name="示例·外")
    lines = [
        *LINES[:2],
        ["x", "示例·十", "云岭市财政局", None, None, None],
        ["y", "示例·一", "市工信局", "系统管理员", None, None],
        ["elsewhere", "示例·外", "市工信局", None, None, None],
    ]
    refused = dict(faults(hand_in([HEAD, *lines], by=administrator)))
    assert refused == {"C4": "not_allowed", "D5": "not_allowed", "A6": "name_taken"}
    take_over(hand_in([HEAD, *LINES[:2]], by=administrator), by=administrator)
    shown = LISTS["kernel.people"].everything(by=administrator)
    assert {row["username"] for row in shown} == {administrator.username, "chen.yi", "lu.er"}


def test_slips_are_shown_once_and_made_anew_when_they_are_lost(client, city):
    administrator = member("administrator")
    batch = take_over(hand_in([HEAD, *LINES], by=administrator), by=administrator)
    client.force_login(administrator)
    url = reverse("kernel:slips", args=[batch.pk])
    assert url in client.get(reverse("kernel:import", args=[batch.pk])).content.decode()
    assert len(client.get(url).context["first"]) == 2
    printed = client.post(url, {"which": "first"})
    slips = {slip.person.username: slip.password for slip in printed.context["slips"]}
    assert all(password in printed.content.decode() for password in slips.values())
    assert "no-store" in printed["Cache-Control"]
    assert authenticate(username="lu.er", password=slips["lu.er"]).must_change_password
    page = client.get(url)
    assert (len(page.context["first"]), len(page.context["again"])) == (0, 2)
    assert not any(password in page.content.decode() for password in slips.values())
    assert client.post(url, {"which": "first"}).status_code == 302
    assert client.post(url, {"which": "again"}).context["slips"][0].password not in slips.values()
    assert authenticate(username="lu.er", password=slips["lu.er"]) is None


def test_nobody_else_comes_to_the_slips(client, city):
    administrator = member("administrator")
    batch = take_over(hand_in([HEAD, LINES[1]], by=administrator), by=administrator)
    url = reverse("kernel:slips", args=[batch.pk])
    for user, status in ((member("officer"), 403), (member("body_administrator", body=city), 404)):
        client.force_login(user)
        assert client.post(url, {"which": "first"}).status_code == status
    assert not User.objects.get(username="lu.er").has_usable_password()


def test_checking_a_long_list_asks_no_more_than_checking_a_short_one():
    def asked(number):
        rows = [[f"p{number}.{row}", f"示例·{row}", "市工信局", None, None, None] for row in range(number)]
        with CaptureQueriesContext(connection) as queries:
            assert hand_in([HEAD, *rows]).counts["new"] == number
        return len(queries)

    assert asked(60) == asked(6)
