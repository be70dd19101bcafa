"""Progress reports: one fact for every superior, reviewed by another, not words alone; rounds in which all report."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from luoshi.delivery import refusals
from luoshi.delivery.engine.evidence import EvidenceKind, grade_of
from luoshi.delivery.engine.words import hollow
from luoshi.delivery.models import ProgressReport
from luoshi.delivery.queries.rounds import asked_in, state_of
from luoshi.delivery.services import assignments, reports
from luoshi.plan.engine.standing import Grade
from luoshi.plan.models import Standing
from luoshi.work.services.matters import Brought, move
from tests.delivery.factories import Office
from tests.kernel.factories import LATER, NOON, UploadFactory
from tests.plan.factories import CommitmentFactory

SEPTEMBER = date(2025, 9, 25)


@pytest.mark.parametrize(
    ("kinds", "before", "after"),
    [
        ([], Grade.D, Grade.C),
        ([EvidenceKind.FILE], Grade.D, Grade.C),
        ([EvidenceKind.PAPER], Grade.B, Grade.B),
        ([EvidenceKind.FILE, EvidenceKind.QUERY], Grade.A, Grade.A),
    ],
)
def test_evidence_has_a_grade_by_what_it_is_and_whether_another_has_looked(kinds, before, after):
    assert (grade_of(kinds, is_reviewed=False), grade_of(kinds, is_reviewed=True)) == (before, after)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("各项工作有序推进。", ["有序推进"]),
        ("有序推进，已建成3个平台。", []),
        ("积极推动立项；已报省厅（甘工信〔2025〕3号）。", ["积极推动"]),
        ("完成投资2亿元。", []),
        ("", []),
    ],
)
def test_words_that_rest_on_no_number_date_or_paper_are_pointed_out(text, found):
    assert [each.words for each in hollow(text)] == found


def test_the_place_of_hollow_words_is_that_in_the_text():
    text = "已建成3个平台。各项工作有序推进。"

    (found,) = hollow(text)

    assert text[found.start : found.end] == "各项工作有序推进。"


@pytest.mark.django_db
class TestReporting:
    def test_a_report_waits_for_review_by_who_issued(self):
        office = Office()

        report = office.report(office.working())

        assert report.matter.turns.waiting().get().body == office.issuer

    @pytest.mark.parametrize("said", [{}, {"done": "已建成。", "no_progress": "等待批复"}])
    def test_a_report_says_what_was_done_or_why_nothing_was(self, said):
        office = Office()
        made = office.working()

        with pytest.raises(refusals.NothingSaid):
            reports.report_progress(
                assignments=[made], period="2025-09", said=reports.Said(**said), by=office.officer, at=LATER
            )

    def test_no_progress_because_is_an_honest_answer(self):
        office = Office()

        report = office.report(office.working(), no_progress="土地指标未批")

        assert (report.done, report.no_progress) == ("", "土地指标未批")

    def test_nobody_reviews_what_they_reported(self):
        office = Office(lead=(both := Office()).issuer)
        office = Office(issuer=both.issuer, lead=both.issuer)
        made = office.issue()
        office.go(made, "sign", office.chief)
        report = office.report(made, by=office.chief)

        with pytest.raises(refusals.OwnReport):
            move(matter=report.matter, move="accept", by=office.chief, at=LATER)

    def test_who_entered_another_bodys_file_has_not_reported_it(self):
        office = Office()
        report = office.report(
            office.working(), by=office.desk, done="已建成2个。", from_file=UploadFactory()
        )

        move(matter=report.matter, move="accept", by=office.desk, at=LATER)

        assert report.matter.state == "accepted"

    def test_one_report_answers_every_superior_that_asks_for_the_same(self):
        office = Office()
        second = Office(lead=office.lead)
        commitment = CommitmentFactory(kind="task")
        mine, theirs = office.working(commitments=[commitment]), second.issue(commitments=[commitment])
        second.go(theirs, "sign", office.officer)

        report = office.accepted(mine, theirs)

        assert [row.assignment for row in report.about.order_by("pk")] == [mine, theirs]
        statuses = Standing.objects.filter(instrument__commitment=commitment, status="on_track")
        assert statuses.values("instrument").distinct().count() == 2

    def test_a_returned_report_is_replaced_by_another(self):
        office = Office()
        made = office.working()
        report = office.report(made)
        move(matter=report.matter, move="return", by=office.desk, at=LATER, brought=Brought(note="缺数字"))

        again = reports.report_progress(
            assignments=[made],
            period="2025-09",
            said=reports.Said(done="已建成2个。"),
            corrects=report,
            by=office.officer,
            at=LATER,
        )

        report.matter.refresh_from_db()
        assert (report.matter.state, again.corrects) == ("mended", report)

    def test_a_report_is_about_what_its_lead_leads(self):
        office, other = Office(), Office()

        with pytest.raises(refusals.NotTheirs):
            office.report(office.working(), other.working())

    def test_a_milestone_counts_once_a_report_that_names_it_is_accepted(self):
        office = Office()
        made = office.working()
        node = assignments.state_milestone(
            assignment=made, title="完成招标", due_on=SEPTEMBER, by=office.officer, at=NOON
        )

        office.accepted(made, done="已完成招标。", reached={node: date(2025, 9, 15)})

        from luoshi.delivery.queries.histories import histories

        facts = histories([str(made.pk)])[str(made.pk)].facts(on=SEPTEMBER, known_by=LATER)
        assert (facts.progress, facts.schedule, facts.milestone_late) == (100, 100, 0)


@pytest.mark.django_db
class TestRounds:
    def opened(self, office):
        return reports.open_round(
            issuer=office.issuer, period="2025-09", due_on=SEPTEMBER, by=office.desk, at=NOON
        )

    def test_everybody_who_leads_something_is_asked(self):
        office = Office()
        other = Office(issuer=office.issuer)
        office.working(), other.working()

        opened = self.opened(office)

        names = asked_in(opened.pk, by=office.desk).values_list("body__name", flat=True)
        assert set(names) == {office.lead.name, other.lead.name}

    def test_a_round_is_opened_once_for_a_period(self):
        office = Office()
        office.working()
        self.opened(office)

        with pytest.raises(refusals.RoundOpened):
            self.opened(office)

    def test_nobody_is_asked_where_nothing_is_under_way(self):
        with pytest.raises(refusals.NobodyToAsk):
            self.opened(Office())

    def test_with_the_last_report_the_round_is_handed_in_by_itself(self):
        office = Office()
        first, second = office.working(), office.working(title="培育企业")
        opened = self.opened(office)
        office.report(first)
        (between,) = asked_in(opened.pk, by=office.desk)

        office.report(second)

        (after,) = asked_in(opened.pk, by=office.desk)
        assert (between.matter.state, after.matter.state) == ("asked", "reported")

    def test_who_has_not_reported_by_the_day_is_late(self):
        office = Office()
        office.working()
        (asked,) = asked_in(self.opened(office).pk, by=office.desk)

        days = (SEPTEMBER, SEPTEMBER + timedelta(days=1))
        assert [state_of(asked, on=day) for day in days] == ["missing", "late"]

    def test_what_is_missing_is_not_handed_in(self):
        office = Office()
        office.working()
        (asked,) = asked_in(self.opened(office).pk, by=office.desk)

        with pytest.raises(refusals.StillMissing):
            move(matter=asked.matter, move="hand_in", by=office.officer, at=LATER)

    def test_a_report_of_the_period_belongs_to_the_round(self):
        office = Office()
        made = office.working()
        opened = self.opened(office)

        office.report(made)

        assert ProgressReport.objects.get().round == opened


@pytest.mark.django_db
def test_a_report_that_is_sent_again_under_its_key_is_refused():
    office, key = Office(), uuid4()
    made = office.working()
    given = {
        "assignments": [made],
        "period": "2025-09",
        "said": reports.Said(done="已建成1个。"),
        "sent_as": key,
    }
    reports.report_progress(**given, by=office.officer, at=LATER)

    with pytest.raises(refusals.ReportedAlready):
        reports.report_progress(**given, by=office.officer, at=LATER)
    assert ProgressReport.objects.count() == 1
