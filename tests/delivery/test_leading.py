"""The leader's page: what waits, what is late, what has changed; each figure is the length of the list behind it."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from luoshi.delivery import refusals
from luoshi.delivery.models import MajorMark
from luoshi.delivery.queries.leading import Ledger
from luoshi.delivery.services import lights, majors
from luoshi.kernel.models import Command
from tests.delivery.factories import Office, set_day
from tests.kernel.factories import LATER, NOON, OWN, BodyFactory, PostFactory
from tests.work.factories import officer_of

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2025, 8, 1, 4, tzinfo=UTC)
FIGURE = re.compile(r'<a href="(/assignments/\?[^"]+)"[^>]*>(?:<b>)?(\d+)')


@pytest.fixture
def today():
    """The middle of September, whatever the calendar says."""
    return set_day(LATER)


@pytest.fixture
def county(today):
    """A county that leads what the city has asked for and has issued its own; some of it is late, some done."""
    office = Office()
    county = Office(issuer=office.lead)
    county.city, county.leader = office, officer_of(office.lead, role="leader")
    office.issue(at=LONG_AGO, title="市交办逾期", due_on=date(2025, 9, 1))
    county.issue(at=LONG_AGO, title="县交办逾期", due_on=date(2025, 9, 5))
    county.issue(at=LONG_AGO, title="县交办在办", due_on=date(2026, 9, 1))
    county.issue(at=NOON, title="县交办新增", due_on=date(2026, 9, 1))
    done = county.issue(at=LONG_AGO, title="县交办已办结", due_on=date(2025, 12, 1))
    county.go(done, "sign", county.officer, at=LONG_AGO)
    county.accepted(done, at=NOON, done="已建成2个平台。")
    county.go(done, "claim_done", county.officer, at=NOON, note="完成")
    county.go(
        done, "accept", county.desk, at=LATER, note="已现场核实平台建成并投入运行，材料齐全，同意办结。"
    )
    return county


def page(client, user, query=""):
    client.force_login(user)
    client.cookies["django_language"] = "zh-hans"
    return client.get(f"{reverse('delivery:leading')}{query}").content.decode()


def test_each_figure_is_the_length_of_the_list_behind_it(client, county):
    text = page(client, county.leader)

    figures = [(unescape(url), int(number)) for url, number in FIGURE.findall(text)]
    assert len(figures) >= 8
    for url, number in figures:
        assert (url, len(client.get(url).context["list"].rows)) == (url, number)


def test_what_the_body_leads_is_told_apart_from_what_it_has_issued(county, today):
    ledger = Ledger(county.issuer, since=today - timedelta(days=7), on=today)

    assert [row.assignment.title for row in ledger.own(ledger.late)] == ["市交办逾期"]
    assert [row.assignment.title for row in ledger.below(ledger.late)] == ["县交办逾期"]


def test_what_changed_since_last_week_is_told_by_how(county, today):
    ledger = Ledger(county.issuer, since=today - timedelta(days=7), on=today)

    assert {key: [row.assignment.title for row in rows] for key, rows in ledger.changes.items()} == {
        "new": ["县交办新增"],
        "done": ["县交办已办结"],
        "worse": [],
        "better": [],
    }


def test_a_light_that_turned_red_has_become_worse(county, today):
    made = county.working(at=LONG_AGO, title="县交办转红", due_on=date(2026, 9, 1))
    county.accepted(made, at=LONG_AGO)
    lights.set_light(assignment=made, light="red", reason="停工", by=county.desk, at=NOON)

    ledger = Ledger(county.issuer, since=today - timedelta(days=7), on=today)

    assert [row.assignment.title for row in ledger.changes["worse"]] == ["县交办转红"]


def test_the_page_costs_as_many_queries_for_many_assignments_as_for_one(
    client, county, django_assert_max_num_queries
):
    for number in range(9):
        county.issue(title=f"任务{number}")
    client.force_login(county.leader)

    with django_assert_max_num_queries(31):
        client.get(reverse("delivery:leading"))


def test_what_is_marked_as_major_stands_on_the_page_of_that_body_alone(client, county):
    made = county.city.issuer.assignments_issued.get()
    majors.mark_major(assignment=made, body=county.issuer, reason="关系全县供电", by=county.leader, at=LATER)

    assert "关系全县供电" in page(client, county.leader)
    assert "关系全县供电" not in page(client, county.city.desk)
    client.force_login(county.city.desk)
    assert "关系全县供电" not in client.get(reverse("delivery:assignment", args=[made.pk])).content.decode()


def test_what_is_no_longer_major_is_gone_from_the_page(client, county):
    made = county.city.issuer.assignments_issued.get()
    mark = majors.mark_major(
        assignment=made, body=county.issuer, reason="关系全县供电", by=county.leader, at=LATER
    )
    client.force_login(county.leader)

    client.post(reverse("delivery:end_major", args=[mark.pk]))

    assert "关系全县供电" not in page(client, county.leader)
    assert not MajorMark.objects.standing().exists()


def test_what_is_major_no_more_is_ended_once(county):
    mark = majors.mark_major(
        assignment=county.city.issuer.assignments_issued.get(),
        body=county.issuer,
        reason="供电",
        by=county.leader,
        at=LATER,
    )
    majors.end_major(mark=mark, by=county.leader, at=LATER)
    with pytest.raises(refusals.EndedAlready):
        majors.end_major(mark=mark, by=county.leader, at=LATER)


def test_a_body_marks_as_major_only_what_it_has_a_part_in(county):
    with pytest.raises(refusals.NoPartInIt):
        majors.mark_major(
            assignment=Office().issue(), body=county.issuer, reason="无关", by=county.leader, at=LATER
        )


def test_whoever_leads_two_bodies_chooses_between_their_pages(client, county):
    other = BodyFactory(name="示例·第二单位")
    Command.objects.create(body=other, is_commanded=True, **OWN)
    PostFactory(user=county.leader, body=other, role=county.leader.posts.get().role)

    assert '<h1>领导页: <span lang="zh-Hans">示例·第二单位' in page(
        client, county.leader, f"?body={other.pk}"
    )
