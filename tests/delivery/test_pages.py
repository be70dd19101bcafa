"""The pages of the delivery room: what an officer sees and does, in both languages and within a bounded cost."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from luoshi.delivery.models import Assignment, ProgressReport, ReportRound
from luoshi.delivery.services import reports
from luoshi.kernel import simulation
from luoshi.kernel.models import OriginKind
from luoshi.work.models import Matter
from tests.delivery.factories import Office
from tests.kernel.factories import NOON, BodyNameFactory
from tests.plan.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


def page(client, user, name, *args, language="zh-hans", **query):
    client.force_login(user)
    client.cookies["django_language"] = language
    response = client.get(reverse(f"delivery:{name}", args=args), query)
    return response.content.decode()


@pytest.mark.parametrize(
    "column", ["title", "number", "state", "lead", "due_on", "issuer", "reports", "urged"]
)
def test_assignments_are_sorted_by_any_column(client, office, column):
    office.working(title="乙任务"), office.working(title="甲任务")

    assert "甲任务" in page(client, office.desk, "assignments", sort=f"-{column}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "working"}, True),
        ({"state": "issued"}, False),
        ({"late": "yes"}, True),
        ({"late": "no"}, False),
        ({"q": "平台"}, True),
        ({"q": "没有"}, False),
        ({"source": "minutes"}, True),
    ],
)
def test_assignments_are_narrowed(client, office, query, found):
    office.working(title="建成平台")

    assert ("建成平台" in page(client, office.desk, "assignments", **query)) is found


def test_the_list_leads_to_the_tasks_of_each_plan_of_the_day(client, office):
    plan = CommitmentFactory(kind="task").plan

    assert reverse("delivery:issue_tasks", args=[plan.slug]) in page(client, office.desk, "assignments")


def test_a_round_about_what_is_simulated_goes_with_the_switch_on_public_facts(office):
    office.working()
    reports.open_round(
        issuer=office.issuer, period="2025-09", due_on=date(2025, 9, 26), by=office.desk, at=NOON
    )
    Matter.objects.update(origin_kind=OriginKind.SIMULATED)
    with simulation.left_out():
        assert not ReportRound.objects.visible_to(office.desk).exists()

    assert ReportRound.objects.visible_to(office.desk).exists()


def test_the_list_costs_as_many_queries_for_many_rows_as_for_one(
    client, office, django_assert_max_num_queries
):
    for number in range(9):
        office.working(title=f"任务{number}")

    client.force_login(office.desk)
    with django_assert_max_num_queries(19):
        client.get(reverse("delivery:assignments"))


def test_a_page_says_how_an_assignment_stands_and_why(client, office):
    made = office.issue(due_on=date(2099, 1, 1))

    assert "已交办，尚未签收" in page(client, office.desk, "assignment", made.pk)


def test_a_page_speaks_english(client, office):
    made = office.issue(due_on=date(2099, 1, 1))

    assert "not signed for yet" in page(client, office.desk, "assignment", made.pk, language="en")


def test_another_bodys_assignment_is_not_found(client, office):
    made = office.working()
    client.force_login(Office().officer)

    assert client.get(reverse("delivery:assignment", args=[made.pk])).status_code == 404


def test_an_officer_reports_from_the_page(client, office):
    made = office.working()
    client.force_login(office.officer)

    response = client.post(
        reverse("delivery:report_on", args=[made.pk]),
        {"period": "2025-09", "done": "已建成2个。", "paper": "天发改〔2025〕12号"},
    )

    report = ProgressReport.objects.get()
    assert response.url == reverse("delivery:report", args=[report.pk])
    assert report.evidence.get().number == "天发改〔2025〕12号"


def test_empty_words_are_pointed_out_and_the_report_is_not_lost(client, office):
    made = office.working()
    client.force_login(office.officer)

    response = client.post(
        reverse("delivery:report_on", args=[made.pk]), {"period": "九月", "done": "各项工作有序推进。"}
    )

    text = response.content.decode()
    assert response.status_code == 400
    assert "“有序推进”缺少数字、日期或文号。" in text
    assert "各项工作有序推进。" in text


def test_last_time_stands_beside_the_empty_fields(client, office):
    made = office.working()
    office.report(made, done="已建成2个平台。", next_step="再建1个")

    text = page(client, office.officer, "report_on", made.pk)

    assert "已建成2个平台。" in text
    assert "再建1个" in text


def test_a_report_shows_what_it_rests_on(client, office):
    report = office.report(office.working())

    assert "仅有文字。" in page(client, office.desk, "report", report.pk)


def test_who_has_not_reported_is_named(client, office):
    office.working()
    opened = reports.open_round(
        issuer=office.issuer, period="2025-09", due_on=date(2025, 9, 25), by=office.desk, at=NOON
    )

    assert office.lead.name in page(client, office.desk, "round", opened.pk)
    assert "还有1项未报送" in page(client, office.officer, "round_of", opened.asks.get().pk)


@pytest.mark.parametrize("sort", ["period", "issuer", "due_on", "asked", "reported"])
def test_rounds_are_sorted_by_any_column(client, office, sort):
    office.working()
    reports.open_round(
        issuer=office.issuer, period="2025-09", due_on=date(2025, 9, 25), by=office.desk, at=NOON
    )

    assert "2025-09" in page(client, office.desk, "rounds", sort=sort)


@pytest.mark.parametrize("sort", ["title", "period", "body", "state", "rests_on", "reported_at"])
def test_reports_are_sorted_by_any_column(client, office, sort):
    report = office.report(office.working())

    assert report.matter.title in page(client, office.desk, "reports", sort=sort)


def test_a_round_is_opened_from_the_page(client, office):
    office.working()
    client.force_login(office.desk)

    client.post(
        reverse("delivery:open_round"),
        {"issuer": office.issuer.pk, "period": "2025-09", "due_on": "2099-01-01"},
    )

    assert ReportRound.objects.get().asks.get().body == office.lead


def test_an_assignment_is_issued_by_the_names_of_bodies(client, office):
    BodyNameFactory(body=office.lead, name="市科技局")
    client.force_login(office.desk)

    client.post(
        reverse("delivery:issue"),
        {
            "issuer": office.issuer.pk,
            "kind": "note",
            "source_title": "关于平台建设的批示",
            "instructed_by": "示例·市长",
            "title": "建成平台",
            "lead": "市科技局",
            "completion": "one_off",
        },
    )

    made = Assignment.objects.get()
    assert (made.lead, made.source.instructed_by) == (office.lead, "示例·市长")


def test_a_note_without_the_leaders_name_is_refused_at_its_field(client, office):
    client.force_login(office.desk)

    response = client.post(
        reverse("delivery:issue"),
        {
            "issuer": office.issuer.pk,
            "kind": "note",
            "source_title": "批示",
            "title": "建成平台",
            "lead": "无此局",
            "completion": "one_off",
        },
    )

    text = response.content.decode()
    assert response.status_code == 400
    assert "领导批示须写明领导姓名。" in text
    assert "目前没有叫“无此局”的单位。" in text


def test_the_rule_of_lights_is_read_out_and_replaced(client, office):
    assert "逾期天数 &gt; 0日" in page(client, office.desk, "light_rule")
    client.force_login(office.desk)

    client.post(
        reverse("delivery:light_rule"),
        {"red": "逾期天数 > 3日", "yellow": "剩余天数 <= 5日", "valid_from": "2025-01-01", "clause": "通知"},
    )

    assert "逾期天数 &gt; 3日" in page(client, office.desk, "light_rule")


def test_a_plan_says_which_tasks_wait_to_be_issued(client, office):
    commitment = CommitmentFactory(kind="task")

    text = page(client, office.desk, "issue_tasks", commitment.plan.slug)

    assert commitment.title[:10] in text


def test_a_report_that_comes_twice_is_shown_as_it_came_first(client, office):
    made = office.working()
    client.force_login(office.officer)
    sent = {"period": "2025-09", "done": "已建成2个。", "sent_as": str(uuid4())}
    first = client.post(reverse("delivery:report_on", args=[made.pk]), sent)

    again = client.post(reverse("delivery:report_on", args=[made.pk]), sent, headers={"X-Kept": "1"})

    assert again.json() == {"url": first.url}
    assert ProgressReport.objects.count() == 1


def test_what_is_to_be_reported_stands_on_one_page_beside_last_times_words(client, office):
    reported, waits = office.working(title="已报任务"), office.working(title="待报任务甲")
    office.report(reported)
    office.report(waits, period="2025-08", done="八月已建成1个平台。")

    text = page(client, office.officer, "due_reports", period="2025-09")

    assert f'action="{reverse("delivery:report_on", args=[waits.pk])}"' in text
    assert f'action="{reverse("delivery:report_on", args=[reported.pk])}"' not in text
    assert "八月已建成1个平台。" in text


def test_what_is_to_be_reported_costs_as_many_queries_for_many_as_for_one(
    client, office, django_assert_max_num_queries
):
    for number in range(9):
        office.working(title=f"任务{number}")
    client.force_login(office.officer)

    with django_assert_max_num_queries(19):
        client.get(reverse("delivery:due_reports"))


@pytest.mark.parametrize(
    ("words", "is_nothing"),
    [
        ("暂无进展。", True),
        ("本期尚无明显进展", True),
        ("目前尚未启动。", True),
        ("9月暂无新增用户，已建成2个。", False),
    ],
)
def test_that_nothing_was_done_is_pointed_out_in_the_wrong_field(client, office, words, is_nothing):
    client.force_login(office.officer)

    text = client.post(
        reverse("delivery:check_words"), {"done": words}, headers={"HX-Request": "true"}
    ).content.decode()

    assert ("这里写的是没有进展" in text) is is_nothing
