"""What came back is entered: nothing by half, in the name of whoever filled it in, corrected by the next version."""

import io
import time
import zipfile
from datetime import date, datetime, timedelta

import pytest

from luoshi.delivery import refusals
from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.delivery.engine.returned import Verdict
from luoshi.delivery.models import ProgressReport
from luoshi.delivery.queries.collecting import tasks_of
from luoshi.delivery.returned_papers import package_of
from luoshi.delivery.services import assignments, collecting
from luoshi.kernel import clock
from luoshi.kernel.access import NotAllowed
from luoshi.kit.workbooks import open_workbook
from luoshi.work.services.matters import move
from tests.delivery.collecting import SEPTEMBER, Collecting, cell_of, fill, places, verdicts, zipped
from tests.delivery.factories import Office
from tests.kernel.factories import LATER, NOON

pytestmark = pytest.mark.django_db(transaction=True)
MORNING, EVENING = datetime(2025, 9, 2, 9), datetime(2025, 9, 2, 18)


class TestEntering:
    def test_a_report_names_who_entered_it_and_keeps_the_file_it_is_from(self, made):
        made.drop(("a.xlsx", made.filled()))

        made.take_in()

        report = ProgressReport.objects.earliest("pk")
        assert (report.reported_by, report.body, report.from_file.name) == (
            made.desk,
            made.offices[0].lead,
            "a.xlsx",
        )

    def test_with_every_task_entered_the_round_is_handed_in(self, made):
        made.drop(("a.xlsx", made.filled()))

        made.take_in()

        assert made.ask().matter.state == "reported"

    def test_rows_left_empty_are_still_missing(self, made):
        made.drop(("a.xlsx", fill(made.workbook(), {"done": "已建成。"}, rows=[0])))

        made.take_in()

        assert (ProgressReport.objects.count(), made.ask().matter.state) == (1, "asked")

    def test_a_mistake_is_taken_back_by_the_next_version(self, made):
        made.drop(("a.xlsx", made.filled()))
        made.take_in()
        made.drop(("b.xlsx", fill(made.workbook(), {"done": "已建成1个平台。"}, rows=[0])), at=LATER)

        made.take_in()

        old, kept, new = ProgressReport.objects.select_related("matter").order_by("pk")
        assert (old.matter.state, kept.matter.state, new.corrects) == ("mended", "sent", old)
        assert new.done == "已建成1个平台。"

    def test_milestones_papers_and_words_arrive_where_they_belong(self):
        made = Collecting(tasks=1)
        (office,) = made.offices
        task = office.lead.assignments_led.get()
        nodes = [
            assignments.state_milestone(
                assignment=task, title=title, due_on=SEPTEMBER, by=office.officer, at=NOON
            )
            for title in ("完成招标", "开工")
        ]
        content = fill(
            made.workbook(),
            {
                "done": "已开工。",
                "paper": "〔2025〕12号",
                "paper_title": "批复",
                "problems": "缺人",
                "next_step": "封顶",
            },
            rows=[0],
        )
        made.drop(("a.xlsx", fill(content, {"reached_on": date(2025, 8, 28)}, rows=[1])))

        made.take_in()

        report = ProgressReport.objects.get()
        assert (report.problems, report.next_step) == ("缺人", "封顶")
        assert list(report.claims.values_list("milestone", "reached_on")) == [
            (nodes[1].pk, date(2025, 8, 28))
        ]
        assert list(report.evidence.values_list("kind", "number", "title")) == [
            (EvidenceKind.PAPER, "〔2025〕12号", "批复")
        ]

    def test_what_a_row_can_not_show_outlives_a_correction(self, made):
        from luoshi.delivery.services.reports import Rests

        (office,) = made.offices
        task = office.lead.assignments_led.earliest("pk")
        query = Rests(kind=EvidenceKind.QUERY, title="税收", query="税收@2025-09", value="3")
        office.report(task, done="已建成1个。", evidence=[query])
        made.drop(("a.xlsx", fill(made.workbook(), {"done": "已建成2个。"}, rows=[0])))

        made.take_in()

        report = ProgressReport.objects.latest("pk")
        assert (report.done, report.evidence.get().title) == ("已建成2个。", "税收")

    def test_a_file_is_entered_once(self, made):
        (file,) = made.drop(("a.xlsx", made.filled()))
        made.take_in()

        with pytest.raises(refusals.NothingToTakeIn):
            collecting.take_in_file(returned=file, by=made.desk, at=LATER)

    def test_a_file_whose_task_has_changed_since_is_refused_whole(self, made):
        (file,) = made.drop(("a.xlsx", made.filled()))
        (office,) = made.offices
        task = office.lead.assignments_led.latest("pk")
        office.go(task, "withdraw_item", office.desk, note="合并")

        made.take_in()

        file.refresh_from_db()
        assert (file.verdict, ProgressReport.objects.count()) == (Verdict.REFUSED, 0)

    def test_nobody_enters_for_a_body_that_another_has_asked(self, made):
        (file,) = made.drop(("a.xlsx", made.filled()))

        with pytest.raises(NotAllowed):
            collecting.take_in_file(returned=file, by=Office().desk, at=LATER)

    def test_what_was_entered_on_behalf_is_reviewed_by_another(self, made):
        made.drop(("a.xlsx", made.filled()))
        made.take_in()
        report = ProgressReport.objects.earliest("pk")

        move(matter=report.matter, move="accept", by=made.offices[0].second, at=clock.now())

        report.refresh_from_db()
        assert report.accepted_by == made.offices[0].second


class TestTheAgencyItself:
    def test_what_it_exports_fills_in_and_imports_goes_out_equal(self):
        made = Collecting(tasks=3)
        (office,) = made.offices
        content = made.filled(
            problems="-缺人", next_step="两行\n文字", paper="〔2025〕12号", paper_title="批复"
        )
        made.drop(("a.xlsx", content), by=office.officer, ask=made.ask())
        made.take_in(by=office.officer, ask=made.ask())

        again = made.workbook()

        before, after = (open_workbook(each).grids[0].rows[3:] for each in (content, again))
        assert before == after

    def test_importing_what_was_exported_changes_nothing(self, made):
        (office,) = made.offices
        made.drop(("a.xlsx", made.filled()), by=office.officer, ask=made.ask())
        made.take_in(by=office.officer, ask=made.ask())

        _first, same = made.drop(("b.xlsx", made.workbook()), at=LATER + timedelta(hours=1))

        assert (same.verdict, same.entries) == (Verdict.SOUND, {})

    def test_twelve_planted_errors_are_the_twelve_cells_that_are_named(self):
        made = Collecting(tasks=14)
        content = made.filled()
        planted = {
            ("no_progress", 0): "等待批复",
            ("reached_on", 1): "九月底",
            ("reached_on", 2): "2025-02-30",
            ("paper", 3): "号" * 81,
            ("paper_title", 4): "名" * 201,
            ("problems", 5): "长" * 5001,
            ("next_step", 6): "长" * 5001,
            ("done", 7): None,
            ("task", 8): "别的任务",
            ("reached_on", 9): date(2025, 9, 1),
            ("task", 10): "",
            ("reached_on", 12): "13/14/2025",
        }
        for (key, row), value in planted.items():
            cells = {key: value} | ({"problems": "缺人"} if key == "done" else {})
            content = fill(content, cells, rows=[row])

        (file,) = made.drop(("a.xlsx", content), by=made.offices[0].officer, ask=made.ask())

        assert [cell for _code, cell in places(file)] == [cell_of(key, row) for key, row in planted]
        assert (file.verdict, ProgressReport.objects.count()) == (Verdict.ERRORS, 0)

    def test_the_workbook_of_another_body_is_not_taken_for_its_own(self):
        made = Collecting(bodies=2)
        first, second = made.asks()
        officer = made.offices[0].officer

        (file,) = made.drop(("a.xlsx", made.filled(second)), by=officer, ask=first)

        assert file.verdict == Verdict.OTHER_BODY


def test_twenty_six_go_out_twenty_four_come_back_and_each_finds_its_place(capsys):
    made = Collecting(bodies=26, tasks=5)
    begun = time.monotonic()
    asks = made.asks()
    package = package_of(made.round, asks, tasks_of(made.round, bodies=[ask.body_id for ask in asks]))
    archive = zipfile.ZipFile(io.BytesIO(package))
    sent = [(name, archive.read(name)) for name in archive.namelist() if name.endswith(".xlsx")]
    sending = time.monotonic() - begun
    back = [
        (name, fill(content, {"done": "已建成2个平台。"}, saved_at=MORNING)) for name, content in sent[:24]
    ]
    back[3] = ("新建 工作表(1).xlsx", back[3][1])
    back.append(("再报.xlsx", fill(sent[7][1], {"done": "已建成3个平台。"}, saved_at=EVENING)))
    back[11] = (back[11][0], fill(back[11][1], {"no_progress": "等待批复"}))
    begun = time.monotonic()

    files = made.drop(("收到.zip", zipped(*back)))
    checking = time.monotonic() - begun
    begun = time.monotonic()
    made.take_in()

    entering = time.monotonic() - begun
    with capsys.disabled():
        said = f"26 out {sending:.1f} s, 25 files checked {checking:.1f} s, entered {entering:.1f} s"
        print(f"\n{said}")  # noqa: T201 - the figure that is asked for
    assert len(sent) == 26
    assert sorted(verdicts(files)) == sorted([Verdict.SOUND] * 24 + [Verdict.ERRORS])
    errors = next(file for file in files if file.verdict == Verdict.ERRORS)
    assert (errors.ask, len(errors.faults)) == (asks[11], 5)
    assert [file.upload.name.rpartition("/")[2] for file in files if file.replaced_by] == [
        back[7][0].rpartition("/")[2]
    ]
    states = [ask.matter.state for ask in made.asks()]
    assert [at for at, state in enumerate(states) if state == "asked"] == [11, 24, 25]
    assert ProgressReport.objects.filter(done="已建成3个平台。").count() == 5
