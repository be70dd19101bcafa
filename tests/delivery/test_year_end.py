"""At the end of a year what it was to bring is closed, carried over or dropped, on one page, as one act."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from luoshi.delivery import refusals
from luoshi.delivery.engine.year_end import Settling
from luoshi.delivery.models import Assignment
from luoshi.delivery.queries.year_end import due_by, milestones_by
from luoshi.delivery.services import assignments, year_end
from luoshi.delivery.services.year_end import Decided
from luoshi.work.refusals import LacksReason
from tests.delivery.factories import Office
from tests.kernel.factories import BodyFactory
from tests.plan.factories import CommitmentFactory

pytestmark = pytest.mark.django_db
JANUARY = datetime(2026, 1, 8, 2, 0, tzinfo=UTC)
NEXT = date(2026, 12, 31)
WHY = "资金年底未到位，转下年实施"
DONE = "年度目标已完成，佐证材料见附件"


@pytest.fixture
def office():
    return Office()


def settle(office, *decided, year=2025, by=None, at=JANUARY):
    return year_end.settle_year(issuer=office.issuer, year=year, decided=decided, by=by or office.desk, at=at)


def carried(what, **fields):
    return Decided(what=what, do=Settling.CARRY, **{"note": WHY, "due_on": NEXT} | fields)


def test_what_was_due_in_the_year_and_is_under_way_waits_to_be_settled(office):
    late, done, later = office.working(), office.working(title="已办结"), office.working(due_on=NEXT)
    office.accepted(done)
    office.go(done, "claim_done", office.officer, note="已完成")
    office.go(done, "accept", office.desk, note="佐证不足，但现场已核实无误")
    Office().working()
    assert list(due_by(office.issuer, 2025)) == [late]
    assert list(due_by(office.issuer, 2026)) == [late, later]


def test_a_carried_task_goes_on_as_another_that_knows_its_predecessor(office):
    supporter = BodyFactory()
    old = office.working(supporters=[supporter])
    settle(office, carried(old))
    new = Assignment.objects.get(carried_from=old)
    assert (new.title, new.lead, new.due_on, new.matter.state) == (old.title, office.lead, NEXT, "issued")
    assert [each.body for each in new.supporters.all()] == [supporter]


def test_the_old_day_stays(office):
    old = office.working()
    before = old.due_on
    settle(office, carried(old))
    old.refresh_from_db()
    assert (old.due_on, old.matter.state, old.matter.moves.latest("number").note) == (before, "carried", WHY)


def test_what_a_carried_task_serves_is_served_by_its_successor(office):
    commitment = CommitmentFactory(kind="task")
    old = office.working(commitments=[commitment])
    settle(office, carried(old))
    new = old.carried_to
    standing = commitment.instruments.given()
    assert [each.key for each in standing] == [str(new.pk)]


def test_milestones_that_were_not_reached_go_along(office):
    old = office.working()
    node = assignments.state_milestone(
        assignment=old, title="完成招标", due_on=date(2025, 11, 1), by=office.officer, at=JANUARY
    )
    settle(office, carried(old))
    again = old.carried_to.milestones.get()
    assert (again.title, again.due_on, again.carried_from) == ("完成招标", NEXT, node)


def test_a_milestone_of_a_task_that_goes_on_is_settled_by_itself(office):
    made = office.working(due_on=date(2027, 6, 30))
    stated = {"assignment": made, "due_on": date(2025, 11, 1), "by": office.officer, "at": JANUARY}
    one, two = (assignments.state_milestone(title=title, **stated) for title in ("招标", "开工"))
    assert list(milestones_by(office.issuer, 2025)) == [one, two]
    settle(office, carried(one), Decided(what=two, do=Settling.DROP, note="改由县区实施"))
    two.refresh_from_db()
    assert (one.carried_to.due_on, two.withdrawn_because) == (NEXT, "改由县区实施")
    assert not milestones_by(office.issuer, 2025)


def test_closing_counts_as_done_and_dropping_withdraws(office):
    done, dropped = office.working(), office.working(title="不再推进")
    settle(
        office,
        Decided(what=done, do=Settling.CLOSE, note=DONE),
        Decided(what=dropped, do=Settling.DROP, note="政策调整"),
    )
    done.refresh_from_db()
    assert (done.matter.state, done.accepted_by) == ("accepted", office.desk)
    assert Assignment.objects.get(pk=dropped.pk).matter.state == "withdrawn"


@pytest.mark.parametrize(
    ("decided", "refusal"),
    [
        ({"do": Settling.DROP}, LacksReason),
        ({"do": Settling.CARRY, "due_on": NEXT}, LacksReason),
        ({"do": Settling.CARRY, "note": WHY, "due_on": date(2025, 12, 31)}, refusals.DueInThePast),
        ({"do": Settling.CLOSE, "note": "好"}, refusals.EvidenceTooWeak),
    ],
)
def test_without_reason_day_or_evidence_nothing_of_the_year_is_settled(office, decided, refusal):
    good, bad = office.working(), office.working(title="另一事")
    with pytest.raises(refusals.NotSettled) as refused:
        settle(office, carried(good), Decided(what=bad, **decided))
    assert isinstance(refused.value.__cause__, refusal)
    assert "另一事" in str(refused.value)
    good.matter.refresh_from_db()
    assert good.matter.state == "working"


def test_nobody_settles_what_another_body_issued(office):
    with pytest.raises(refusals.NotSettled):
        settle(office, carried(Office().working()))


def test_a_year_is_settled_by_one_entry(office):
    from luoshi.kernel.models import AuditEntry

    rows = [office.working(title=f"第{n}项") for n in range(3)]
    before = AuditEntry.objects.count()
    settle(office, *(carried(each) for each in rows))
    assert AuditEntry.objects.count() == before + 1


def asked(office):
    return f"{reverse('delivery:year_end')}?issuer={office.issuer.pk}&year=2025"


def test_the_page_does_all_that_is_chosen(office, client):
    one, two = office.working(), office.working(title="不再推进")
    client.force_login(office.desk)
    chosen = {
        f"do_t{one.pk}": "carry", f"day_t{one.pk}": "2030-12-31", f"note_t{one.pk}": WHY,
        f"do_t{two.pk}": "drop", f"note_t{two.pk}": "政策调整",
    }  # fmt: skip
    page = client.post(asked(office), chosen, follow=True).content.decode()
    assert one.title not in page
    assert one.carried_to.due_on == date(2030, 12, 31)


def test_the_page_says_at_the_row_that_a_reason_is_missing(office, client):
    one = office.working()
    client.force_login(office.desk)
    answer = client.post(asked(office), {f"do_t{one.pk}": "drop"})
    assert answer.status_code == 400
    assert f'href="#id_note_t{one.pk}"' in answer.content.decode()


def test_the_page_asks_as_much_of_the_database_for_thirty_rows_as_for_two(office, client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(office.desk)
    counts = []
    for titles in (("甲", "乙"), map(str, range(5))):
        for title in titles:
            office.issue(title=title)
        client.get(asked(office))
        with CaptureQueriesContext(connection) as queries:
            client.get(asked(office))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_carried_task_names_where_it_comes_from_and_where_it_goes(office, client):
    old = office.working()
    settle(office, carried(old))
    client.force_login(office.desk)
    there, here = (
        client.get(reverse("delivery:assignment", args=[each.pk])).content.decode()
        for each in (old, old.carried_to)
    )
    assert old.carried_to.matter.number in there
    assert old.matter.number in here
