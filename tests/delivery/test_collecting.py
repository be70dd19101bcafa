"""Workbooks go out and come back: each finds its place, and what is wrong is named by its cell."""

import io
import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest

from luoshi.delivery.engine.returned import Entry, Key, Verdict, key_of
from luoshi.delivery.models import ProgressReport
from luoshi.delivery.queries.collecting import tasks_of
from luoshi.delivery.returned_papers import package_of, period_said, reminder_of
from luoshi.delivery.returned_writing import HIDDEN, SHEET
from luoshi.delivery.services import assignments
from luoshi.kit.workbooks import open_workbook
from tests.delivery.collecting import SEPTEMBER, Collecting, cell_of, fill, places, saved, verdicts, zipped
from tests.kernel.factories import LATER, NOON

pytestmark = pytest.mark.django_db(transaction=True)
MORNING, EVENING = datetime(2025, 9, 2, 9), datetime(2025, 9, 2, 18)


class TestSending:
    def package(self, made):
        asks = made.asks()
        return package_of(made.round, asks, tasks_of(made.round, bodies=[ask.body_id for ask in asks]))

    def test_every_body_gets_a_workbook_and_a_letter(self):
        made = Collecting(bodies=2)

        names = zipfile.ZipFile(io.BytesIO(self.package(made))).namelist()

        assert [name.rpartition("/")[2] for name in names] == [
            "01示例市第01局2025-09填报表.xlsx",
            "01示例市第01局2025-09填报通知.docx",
            "02示例市第02局2025-09填报表.xlsx",
            "02示例市第02局2025-09填报通知.docx",
        ]

    def test_the_same_state_gives_the_same_bytes(self, made):
        first = self.package(made)

        again = self.package(made)

        assert first == again

    def test_the_letter_says_who_reports_how_much_by_when(self, made):
        archive = zipfile.ZipFile(io.BytesIO(self.package(made)))
        letter = zipfile.ZipFile(io.BytesIO(archive.read(archive.namelist()[1])))

        words = letter.read("word/document.xml").decode()

        assert all(each in words for each in ("示例市第01局", "2025年9月", "共2项", "2025年9月25日"))

    def test_a_row_shows_the_task_its_milestone_and_the_words_of_the_period_before(self):
        made = Collecting(tasks=1)
        (office,) = made.offices
        task = office.lead.assignments_led.get()
        assignments.state_milestone(
            assignment=task, title="完成招标", due_on=SEPTEMBER, by=office.officer, at=NOON
        )
        office.report(task, period="2025-08", done="已立项。")

        rows = open_workbook(made.workbook()).grids[0].rows

        assert rows[3][1:5] == ["1", "第1局任务1", "完成招标（2025-09-25）", "2025-08：已立项。"]

    def test_what_a_cell_takes_is_said_by_the_workbook_itself(self, made):
        page = openpyxl.load_workbook(io.BytesIO(made.workbook()))[SHEET]

        kinds = {str(rule.sqref)[0]: rule.type for rule in page.data_validations.dataValidation}
        assert (kinds["H"], kinds["F"], page.protection.sheet) == ("date", "textLength", True)


class TestPlacing:
    def test_a_file_finds_its_body_whatever_it_is_called(self):
        made = Collecting(bodies=2)
        _first, second = made.asks()

        (file,) = made.drop(("新建 XLSX 工作表.xlsx", made.filled(second)))

        assert (file.verdict, file.ask) == (Verdict.SOUND, second)

    def test_checking_writes_no_report(self, made):
        made.drop(("a.xlsx", made.filled()))

        assert not ProgressReport.objects.exists()

    def test_the_files_of_a_zip_are_placed_one_by_one(self):
        made = Collecting(bodies=2)
        first, second = made.asks()

        files = made.drop(
            (
                "全部.zip",
                zipped(
                    ("甲/一.xlsx", made.filled(first)),
                    ("__MACOSX/._一.xlsx", b"x"),
                    ("二.xlsx", made.filled(second)),
                ),
            )
        )

        assert [(each.upload.name, each.ask) for each in files] == [("一.xlsx", first), ("二.xlsx", second)]

    def test_a_name_that_old_windows_wrote_is_read(self, made):
        content = zipped(("aa.xlsx", made.filled()))
        content = content.replace(b"aa.xlsx", "表.xlsx".encode("gbk"))

        (file,) = made.drop(("全部.zip", content))

        assert file.upload.name == "表.xlsx"

    def test_the_workbook_of_another_round_is_a_wrong_version(self, made):
        old = made.filled()
        later = made.open("2025-10")

        (file,) = made.drop(("a.xlsx", old), opened=later)

        assert (file.verdict, file.said["values"]["period"]) == (Verdict.OTHER_ROUND, "2025-09")

    @pytest.mark.parametrize("change", ["seal", "body", "listed key", "row key"])
    def test_what_was_changed_in_hiding_is_tampered_with(self, made, change):
        book = openpyxl.load_workbook(io.BytesIO(made.filled()))
        hidden, page = book[HIDDEN], book[SHEET]
        if change == "seal":
            hidden["B6"] = hidden["B6"].value[::-1]
        elif change == "body":
            hidden["B5"] = "999999"
        elif change == "listed key":
            hidden["D1"] = "999999.0.1"
        else:
            page["A4"] = "999999.0.1"

        (file,) = made.drop(("a.xlsx", saved(book)))

        assert file.verdict == Verdict.TAMPERED

    def test_a_workbook_without_its_hidden_sheet_is_tampered_with(self, made):
        book = openpyxl.load_workbook(io.BytesIO(made.filled()))
        del book[HIDDEN]

        (file,) = made.drop(("a.xlsx", saved(book)))

        assert file.verdict == Verdict.TAMPERED

    def test_a_workbook_of_somebody_else_is_not_one_of_ours(self, made):
        book = openpyxl.Workbook()
        book.active.append(["姓名", "电话"])

        (file,) = made.drop(("通讯录.xlsx", saved(book)))

        assert (file.verdict, file.ask) == (Verdict.FOREIGN, None)

    def test_what_is_no_workbook_and_what_would_burst_are_named(self, made):
        bomb = zipped(("x.xlsx", b"0" * 40_000_000))

        files = made.drop(("照片.png", b"\x89PNG\r\n\x1a\n0000"), ("炸弹.zip", bomb))

        assert verdicts(files) == [Verdict.UNREADABLE] * 2
        assert [file.said["code"] for file in files] == ["sheets.not_a_workbook", "sheets.bomb"]

    def test_an_empty_workbook_is_no_version(self, made):
        (file,) = made.drop(("a.xlsx", made.workbook()))

        assert (file.verdict, file.left_empty) == (Verdict.EMPTY, 2)

    def test_of_two_versions_in_one_heap_the_one_saved_later_stands_and_both_are_kept(self, made):
        late = fill(made.workbook(), {"done": "已建成3个平台。"}, saved_at=EVENING)
        early = fill(made.workbook(), {"done": "已建成2个平台。"}, saved_at=MORNING)

        newer, older = made.drop(("新.xlsx", late), ("旧.xlsx", early))

        older.refresh_from_db()
        assert (older.replaced_by, newer.replaced_by) == (newer, None)

    def test_of_two_heaps_the_later_one_stands_whatever_the_workbooks_say(self, made):
        late = fill(made.workbook(), {"done": "已建成3个平台。"}, saved_at=EVENING)
        early = fill(made.workbook(), {"done": "已建成2个平台。"}, saved_at=MORNING)
        made.drop(("一.xlsx", late))

        first, second = made.drop(("二.xlsx", early), at=LATER + timedelta(hours=1))

        assert (first.replaced_by, second.replaced_by) == (second, None)

    def test_the_same_file_once_more_is_no_newer_version(self, made):
        content = made.filled()
        made.drop(("a.xlsx", content))

        first, again = made.drop(("b.xlsx", content), at=LATER + timedelta(hours=1))

        assert (first.replaced_by, again.replaced_by) == (None, first)


class TestFaults:
    def test_every_fault_is_named_by_its_cell_and_nothing_is_taken(self):
        made = Collecting(tasks=6)
        content = fill(made.workbook(), {"done": "已建成。"})
        content = fill(content, {"no_progress": "等待批复"}, rows=[0])
        content = fill(content, {"done": None, "next_step": "继续"}, rows=[1])
        content = fill(content, {"reached_on": "九月底"}, rows=[2])
        content = fill(content, {"paper_title": "批复"}, rows=[3])
        content = fill(content, {"task": "别的任务"}, rows=[4])
        content = fill(content, {"paper": "号" * 81}, rows=[5])

        (file,) = made.drop(("a.xlsx", content))

        assert (file.verdict, file.entries) == (Verdict.ERRORS, {})
        assert places(file) == [
            ("both_said", cell_of("no_progress", 0)),
            ("neither_said", cell_of("done", 1)),
            ("not_a_date", cell_of("reached_on", 2)),
            ("paper_without_number", cell_of("paper", 3)),
            ("task_changed", cell_of("task", 4)),
            ("too_long", cell_of("paper", 5)),
        ]

    def test_rows_that_were_added_doubled_or_deleted_are_named(self):
        made = Collecting(tasks=3)
        book = openpyxl.load_workbook(io.BytesIO(made.filled()))
        page = book[SHEET]
        page["A5"] = page["A4"].value
        page["C5"] = page["C4"].value
        page["C8"], page["F8"] = "自拟任务", "已完成"

        (file,) = made.drop(("a.xlsx", saved(book)))

        assert places(file) == [("rows_gone", ""), ("row_doubled", "C5"), ("row_added", "C8")]

    def test_a_day_to_come_and_a_day_without_a_milestone_are_refused(self, made):
        (file,) = made.drop(("a.xlsx", made.filled(reached_on=date(2999, 1, 1))))

        assert {code for code, _cell in places(file)} == {"day_to_come", "no_milestone"}

    def test_a_marked_workbook_comes_back_corrected(self, made):
        from luoshi.delivery.returned_columns import REPORTING
        from luoshi.kit.sheets import Remark, mark

        wrong = made.filled(no_progress="等待批复")
        (file,) = made.drop(("a.xlsx", wrong))
        marked = mark(wrong, [Remark(**each) for each in file.faults], REPORTING)

        _wrong, corrected = made.drop(
            ("b.xlsx", fill(marked, {"no_progress": None})), at=LATER + timedelta(hours=1)
        )

        assert corrected.verdict == Verdict.SOUND


class TestReminding:
    def test_a_text_names_the_tasks_the_day_and_the_delay(self, made):
        text = reminder_of(made.ask(), ["任务甲", "任务乙"], on=SEPTEMBER + timedelta(days=3))

        assert "“任务甲”、“任务乙”共2项任务尚未报送" in text.wechat
        assert "已于2025年9月25日到期，逾期3天" in text.telephone
        assert len(text.short_message) < 120

    @pytest.mark.parametrize(
        ("period", "said"),
        [
            ("2025-09", "2025年9月"),
            ("2025-Q3", "2025年第三季度"),
            ("2025-H1", "2025年上半年"),
            ("2025", "2025年"),
        ],
    )
    def test_a_period_is_said_as_people_say_it(self, period, said):
        assert period_said(period) == said


@pytest.mark.parametrize("key", [Key(12, 34, True), Key(12, None, False)])
def test_a_key_is_read_as_it_was_written(key):
    assert key_of(str(key)) == key


@pytest.mark.parametrize("text", ["", "1.2", "a.b.c", "1.2.3.4", "１.２.１", "-1.0.1"])
def test_what_is_no_key_is_none(text):
    assert key_of(text) is None


def test_an_entry_is_kept_and_read_back_equal():
    entry = Entry(done="已建成", paper="1号", reached={3: SEPTEMBER})

    assert Entry.from_kept(entry.kept()) == entry
