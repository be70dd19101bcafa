"""A ledger that a city kept in a workbook until now is taken over: each row with its past, once, or not at all."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from luoshi.delivery.engine.ledgers import LASTING, due_said
from luoshi.delivery.models import Assignment, ProgressReport
from luoshi.delivery.refusals import NotFromLedger
from luoshi.kernel import jobs
from luoshi.kernel.models import ImportState, Outcome, Role
from luoshi.kernel.services import imports
from luoshi.work.models import Notice
from tests.delivery.factories import Office
from tests.kernel.factories import LATER, NOON, BodyFactory, BodyNameFactory, PostFactory
from tests.kernel.importing import settle, take_over, undo

pytestmark = pytest.mark.django_db
HEADER = ["序号", "督办事项", "状态", "责任部门", "协办单位", "完成时限", "进展情况", "填报时间", "办结日期"]
WORKING = [
    1,
    "建成工业互联网平台",
    "推进中",
    "市工信局",
    "市科技局、市财政局",
    "2026年6月底",
    "已完成招标。",
    "2025-08-20",
    None,
]
DONE = [
    2,
    "编制产业地图",
    "已销号",
    "市科技局",
    None,
    "2025-03-31",
    "已印发。",
    "2025-04-02",
    date(2025, 3, 28),
]


@pytest.fixture
def office():
    office = Office(issuer=named("示例市人民政府办公室"), lead=named("示例市工业和信息化局", "市工信局"))
    named("示例市科学技术局", "市科技局")
    named("示例市财政局", "市财政局")
    return office


def named(name, *others):
    body = BodyFactory(name=name)
    for other in others:
        BodyNameFactory(body=body, name=other)
    return body


def ledger(*rows, header=HEADER, title="示例市重点工作督办台账（截至2025年8月）"):
    """A ledger as cities keep them: a title over the whole width, the header below it."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([title])
    page.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(header))
    for row in (header, *rows):
        page.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def hand_in(office, *rows, header=HEADER, at=NOON):
    content = ledger(*rows, header=header)
    batch = imports.hand_in_list(
        kind="delivery.ledger", content=content, name="台账.xlsx", by=office.desk, at=at
    )
    return settle(batch)


def changed(row, **cells):
    return [cells.get(name, value) for name, value in zip(HEADER, row, strict=True)]


def faults(batch):
    return [
        (row.code.removeprefix("delivery.ledger_"), row.cell) for row in batch.remarks.filter(is_fault=True)
    ]


def test_columns_in_any_order_under_usual_names_are_found(office):
    batch = hand_in(office, WORKING, DONE)
    assert batch.state == ImportState.READY
    assert batch.counts[Outcome.NEW] == 2


def test_a_task_is_taken_over_as_it_stood(office):
    take_over(hand_in(office, WORKING), by=office.desk)
    made = Assignment.objects.get()
    assert (made.lead, made.due_on, made.matter.state) == (office.lead, date(2026, 6, 30), "working")
    assert [each.body.name for each in made.supporters.order_by("position")] == [
        "示例市科学技术局",
        "示例市财政局",
    ]


def test_its_past_is_recorded_today_with_the_day_of_which_it_speaks(office):
    take_over(hand_in(office, DONE), by=office.desk)
    made, report = Assignment.objects.get(), ProgressReport.objects.get()
    assert made.struck_off_at == report.reported_at == made.taken_over.taken_at > LATER
    assert made.taken_over.done_on == date(2025, 3, 28)
    assert (report.about_on, report.period) == (date(2025, 4, 2), "2025-04")


def test_the_file_is_its_origin_and_whoever_took_it_over_is_named(office):
    batch = take_over(hand_in(office, WORKING), by=office.desk)
    made, report = Assignment.objects.get(), ProgressReport.objects.get()
    assert made.origin.source == "台账.xlsx"
    assert made.source.upload == report.from_file == made.taken_over.upload == batch.upload
    assert (made.taken_over.number, report.reported_by) == (3, office.desk)


def test_what_the_ledger_says_of_progress_is_kept_unreviewed(office):
    take_over(hand_in(office, WORKING), by=office.desk)
    report = ProgressReport.objects.get()
    assert (report.matter.state, report.accepted_at) == ("kept", None)


def test_only_whoever_leads_something_under_way_is_told(office):
    done = changed(DONE, 责任部门="市工信局")
    take_over(hand_in(office, WORKING, done), by=office.desk)
    told = Notice.objects.values_list("user", "values__title")
    assert set(told) == {(who.pk, "建成工业互联网平台") for who in (office.officer, office.chief)}


def test_the_same_file_once_more_adds_nothing(office):
    take_over(hand_in(office, WORKING, DONE), by=office.desk)
    batch = hand_in(office, WORKING, DONE)
    assert batch.counts == {Outcome.SAME: 2, "faults": 0}
    with pytest.raises(imports.NothingToTake):
        imports.apply_import(batch=batch, by=office.desk, at=LATER)


def test_a_task_that_is_here_reads_as_it_did_or_is_a_fault(office):
    take_over(hand_in(office, WORKING), by=office.desk)
    batch = hand_in(office, changed(WORKING, 进展情况="已建成。"))
    assert faults(batch) == [("known", "G3")]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        ({"责任部门": "市无此局"}, ("not_found", "D3")),
        ({"协办单位": "市科技局、市无此局"}, ("not_found", "E3")),
        ({"责任部门": "市工信局、市科技局"}, ("several_leads", "D3")),
        ({"协办单位": "市工信局"}, ("lead_supports", "E3")),
        ({"完成时限": "尽快"}, ("no_day", "F3")),
        ({"状态": "不知道"}, ("not_a_choice", "C3")),
        ({"填报时间": "2099-01-01"}, ("to_come", "H3")),
        ({"督办事项": None}, ("missing", "B3")),
    ],
)
def test_what_cannot_be_placed_is_said_by_cell(office, cells, wrong):
    assert faults(hand_in(office, changed(WORKING, **cells))) == [wrong]


def test_nothing_is_taken_while_a_cell_is_wrong(office):
    batch = imports.hand_in_list(
        kind="delivery.ledger", content=ledger(WORKING, changed(DONE, 完成时限="尽快")), name="台账.xlsx",
        by=office.desk, at=NOON, mode="rows",
    )  # fmt: skip
    assert settle(batch).state == ImportState.REFUSED
    with pytest.raises(imports.ImportMovedOn):
        imports.apply_import(batch=batch, by=office.desk, at=LATER)


def test_rows_are_left_out_by_name_and_what_was_wrong_stays_readable(office):
    batch = hand_in(office, WORKING, changed(DONE, 完成时限="尽快"))
    wrong = batch.rows.get(outcome=Outcome.REFUSED)
    imports.leave_out_refused(batch=batch, rows=[wrong.pk], by=office.desk, at=LATER)
    take_over(batch, by=office.desk)
    assert [each.title for each in Assignment.objects.all()] == ["建成工业互联网平台"]
    assert [each.cell for each in batch.remarks.filter(code="delivery.ledger_no_day")] == ["F4"]


def test_a_row_that_is_not_named_keeps_the_rest_back(office):
    batch = hand_in(
        office, WORKING, changed(DONE, 完成时限="尽快"), changed(DONE, 督办事项="另一事", 状态="？")
    )
    first = batch.rows.filter(outcome=Outcome.REFUSED).order_by("position").first()
    imports.leave_out_refused(batch=batch, rows=[first.pk], by=office.desk, at=LATER)
    assert (batch.state, batch.counts["faults"]) == (ImportState.REFUSED, 1)
    with pytest.raises(imports.NoRowNamed):
        imports.leave_out_refused(batch=batch, rows=[first.pk], by=office.desk, at=LATER)


def test_a_ledger_whose_issuer_is_not_plain_names_it(office):
    PostFactory(user=office.desk, body=office.lead, role=Role.objects.get(code="lead_officer"))
    assert faults(hand_in(office, WORKING)) == [("whose", "B3")]
    batch = hand_in(office, [*WORKING, office.issuer.name], header=[*HEADER, "交办单位"])
    assert batch.state == ImportState.READY


def test_it_can_be_undone_until_somebody_has_worked_on_it(office):
    batch = take_over(hand_in(office, WORKING, DONE), by=office.desk)
    undo(batch, by=office.desk)
    assert not Assignment.objects.exists()
    assert not ProgressReport.objects.exists()
    batch = take_over(hand_in(office, WORKING, DONE), by=office.desk)
    office.report(Assignment.objects.get(matter__state="working"))
    imports.undo_import(batch=batch, by=office.desk, at=LATER)
    jobs.work_until_idle()
    batch.refresh_from_db()
    assert batch.state == ImportState.APPLIED
    assert Assignment.objects.count() == 2


def test_an_assignment_of_today_is_not_entered_as_of_the_past(office):
    made = office.issue()
    with pytest.raises(NotFromLedger):
        office.go(made, "enter_struck_off", office.desk)


def test_a_row_is_made_in_a_bounded_number_of_statements(office, django_assert_max_num_queries):
    batch = hand_in(office, WORKING)
    imports.apply_import(batch=batch, by=office.desk, at=LATER)
    with django_assert_max_num_queries(190):
        jobs.work_until_idle()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年6月30日前", "2026-06-30"),
        ("2026.6", "2026-06-30"),
        ("2025年底前", "2025-12-31"),
        ("2026年", "2026-12-31"),
        ("2026年第一季度", "2026-03-31"),
        ("2025年9月-2026年3月", "2026-03-31"),
        ("长期坚持", LASTING),
        ("持续推进", LASTING),
        ("尽快完成", None),
        ("12月底", None),
        ("2026年2月31日", None),
    ],
)
def test_deadlines_are_read_as_cities_write_them(words, day):
    assert due_said(words) == day


def test_the_page_of_a_refused_ledger_offers_its_rows_by_name(office, client):
    batch = hand_in(office, WORKING, changed(DONE, 完成时限="尽快"))
    client.force_login(office.desk)
    page = client.get(reverse("kernel:import", args=[batch.pk])).content.decode()
    assert "编制产业地图" in page
    wrong = batch.rows.get(outcome=Outcome.REFUSED)
    client.post(reverse("kernel:leave_out_refused", args=[batch.pk]), {"row": [wrong.pk]})
    batch.refresh_from_db()
    assert batch.state == ImportState.READY


def test_the_assignment_shows_how_it_stood_in_the_ledger(office, client):
    take_over(hand_in(office, DONE), by=office.desk)
    client.force_login(office.desk)
    page = client.get(reverse("delivery:assignment", args=[Assignment.objects.get().pk])).content.decode()
    assert "2025-03-28" in page
    assert "台账.xlsx" in page
