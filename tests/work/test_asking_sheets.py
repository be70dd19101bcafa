"""A form as a workbook: out with what is known, in with errors at their cells, all of it or nothing (填报工作簿)."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from luoshi.kit.sheets import mark
from luoshi.kit.sheets import sentence as said_of
from luoshi.work.asking import read_workbook, workbook
from luoshi.work.asking.sheets import Asking, Known, SheetRow, sheet_of
from tests.work.asking import TODAY, made
from tests.work.test_asking_engine import ANSWER

ASKING = Asking("progress", "进展报告", 3, "d" * 64, made())
FILLED = {
    "done": "完成设备安装12台。",
    "state": "late",
    "why": "设备未到货",
    "spent": Decimal("120.5"),
    "budget": Decimal(300),
    "people": Decimal(8),
    "begun": date(2025, 3, 5),
    "ended": date(2025, 12, 31),
    "needs_help": True,
}
BODIES = [
    SheetRow(number, f"云岭市第{number}局", "matter:17", "2025-09", about="任务17") for number in range(1, 4)
]


def row(number, **values):
    """A draft that somebody has filled in and that waits to be sent."""
    name = f"云岭市第{number}局"
    return SheetRow(number, name, "matter:17", "2025-09", "1.2", "任务17", FILLED | values, is_draft=True)


def read(content, asking=ASKING, **fields):
    return read_workbook(asking, content, on=TODAY, **fields)


def opened(content):
    book = load_workbook(io.BytesIO(content))
    return book, book.worksheets[0]


def closed(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(rows, cells, asking=ASKING):
    """The workbook in which somebody has typed into some cells."""
    book, page = opened(workbook(asking, rows))
    for cell, value in cells.items():
        page[cell] = value
    return closed(book)


def told(reading):
    return {(remark.cell, remark.code) for remark in reading.faults}


def column(code, **fields):
    """The letter of a field's column."""
    keys = [each.key for each in sheet_of(ASKING, **fields)]
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[keys.index(code)]


def test_the_workbook_has_units_choices_and_a_hidden_key():
    with translation.override("zh-hans"):
        book, page = opened(workbook(ASKING, BODIES))
    heads = [cell.value for cell in page[1]]
    assert "累计支出（万元）" in heads
    assert page.column_dimensions["A"].hidden
    rules = {str(rule.sqref)[0]: rule for rule in page.data_validations.dataValidation}
    assert rules[column("state")].formula1 == '"正常推进,滞后,已完成"'
    assert rules[column("spent")].type == "decimal"
    assert rules[column("begun")].type == "date"
    assert book.sheetnames == ["进展报告"]


def test_what_went_out_comes_back_as_it_was():
    reading = read(workbook(ASKING, [row(1), row(2, spent=Decimal("0.01"))]))
    assert told(reading) == set()
    assert [each.answers.values for each in reading.rows] == [FILLED, FILLED | {"spent": Decimal("0.01")}]
    assert [each.key.place for each in reading.rows] == [
        (1, "matter:17", "2025-09", "1.2"),
        (2, "matter:17", "2025-09", "1.2"),
    ]


def test_an_empty_workbook_that_is_filled_in_is_read():
    cells = {
        f"{column('done')}2": "已竣工",
        f"{column('state')}2": "finished",
        f"{column('spent')}2": "300.00 万元",
    }
    reading = read(edited(BODIES, cells))
    assert told(reading) == set()
    assert [(each.key.body, each.answers.values["spent"]) for each in reading.rows] == [(1, Decimal(300))]
    assert [note.code for note in reading.notes] == ["row_empty", "row_empty"]


def test_what_was_sent_or_known_before_is_not_sent_again_unless_it_is_changed():
    known = SheetRow(1, "甲局", values={"spent": Decimal("99.50"), "begun": date(2025, 3, 5)})
    sent = SheetRow(2, "乙局", mark="1.1", values=FILLED)
    reading = read(workbook(ASKING, [known, sent]))
    assert (told(reading), reading.rows) == (set(), [])
    assert [note.code for note in reading.notes] == ["row_unchanged", "row_unchanged"]
    reading = read(edited([known, sent], {f"{column('spent')}3": 130}))
    assert [(each.key.body, each.answers.values["spent"]) for each in reading.rows] == [(2, Decimal(130))]


PLANTED = {
    ("done", 2): ("", "missing"),
    ("state", 2): ("停滞", "not_a_choice"),
    ("spent", 3): ("十二万", "magnitude_not_expected"),
    ("budget", 3): ("300,00", "odd_separators"),
    ("begun", 4): ("2025-02-30", "no_such_day"),
    ("ended", 4): ("5/6/25", "date_order"),
    ("needs_help", 5): ("也许", "not_yes_or_no"),
    ("people", 5): (8.5, "too_many_decimals"),
    ("spent", 6): (300.01, "rule"),
    ("why", 7): ("", "rule"),
    ("ended", 8): ("2024-01-01", "rule"),
    ("spent", 9): (1.5, "doubt"),
}  # fmt: skip
AT = {("ended", 8): "begun"}  # of two fields it is said at the first


def test_twelve_planted_errors_are_named_by_their_cells():
    rows = [row(number) for number in range(1, 9)]
    cells = {f"{column(code)}{line}": value or None for (code, line), (value, _wrong) in PLANTED.items()}
    known = {8: Known(last={"spent": Decimal(100)})}
    reading = read(edited(rows, cells), known=lambda key: known.get(key.body, Known()))
    wanted = {
        (f"{column(AT.get(place, place[0]))}{place[1]}", wrong) for place, (_value, wrong) in PLANTED.items()
    }
    assert len(wanted) == 12
    assert told(reading) == wanted


def test_the_errors_stand_in_the_cells_of_the_workbook_that_comes_back():
    content = edited([row(1)], {f"{column('spent')}2": 301})
    with translation.override("zh-hans"):
        book = load_workbook(io.BytesIO(mark(content, read(content).faults, sheet_of(ASKING))))
    assert "累计支出不得超过预算" in book["进展报告"][f"{column('spent')}2"].comment.text


def test_a_doubt_with_its_reason_is_taken():
    known = Known(last={"spent": Decimal(200)})
    content = edited([row(1)], {f"{column('luoshi_reason')}2": "退回预付款"})
    reading = read(content, known=lambda key: known)
    assert (told(reading), reading.rows[0].reason) == (set(), "退回预付款")
    assert [fault.rule for fault in reading.rows[0].answers.doubts] == ["grows"]


def test_what_was_said_last_stands_beside_and_is_not_read():
    last = SheetRow(
        1,
        "云岭市第1局",
        "matter:17",
        "2025-09",
        values=FILLED,
        last={"spent": Decimal(90), "state": "late"},
        is_draft=True,
    )
    content = workbook(ASKING, [last])
    with translation.override("zh-hans"):
        _book, page = opened(workbook(ASKING, [last]))
    assert page[f"{column('luoshi_last_state', with_last=True)}2"].value == "滞后"
    reading = read(content)
    assert (told(reading), reading.notes) == (set(), [])
    assert reading.rows[0].answers.values == FILLED


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [(None, "no_such_answer"), ("WzE3XQ:abc", "key_changed"), ("x", "key_changed")],
)
def test_a_key_that_was_lost_or_changed_is_refused_in_words(typed, wrong):
    reading = read(edited([row(1)], {"A2": typed}))
    assert told(reading) == {("B2", wrong)}
    with translation.override("zh-hans"):
        assert "重新下载" in said_of(reading.faults[0], sheet_of(ASKING))


def test_the_key_of_another_row_is_refused():
    content = workbook(ASKING, [row(1), row(2)])
    _book, page = opened(content)
    assert told(read(edited([row(1), row(2)], {"A3": page["A2"].value}))) == {("B3", "row_twice")}


def test_an_older_version_and_another_form_are_refused():
    older = Asking("progress", "进展报告", 2, "e" * 64, made())
    other = Asking("other", "进展报告", 3, "d" * 64, made())
    assert told(read(workbook(older, [row(1)]))) == {("B2", "older_form")}
    assert told(read(workbook(other, [row(1)]))) == {("B2", "other_form")}


def test_a_row_that_was_answered_meanwhile_is_refused():
    reading = read(workbook(ASKING, [row(1)]), refused=lambda key: "answered_meanwhile")
    assert told(reading) == {("B2", "answered_meanwhile")}
    assert reading.rows == []


def test_a_column_that_was_deleted_is_named():
    book, page = opened(workbook(ASKING, [row(1)]))
    page.delete_cols(sheet_of(ASKING).columns.index(sheet_of(ASKING).column("spent")) + 1)
    reading = read(closed(book))
    assert ("A1", "missing_column") in told(reading)
    assert next(remark.column for remark in reading.faults) == "spent"


def test_a_field_called_like_a_column_of_ours_is_kept_apart():
    from luoshi.work.asking import made_of_text
    from tests.work.asking import FIELDS, text_of

    with translation.override("zh-hans"):
        text = text_of(fields=[*FIELDS, {"code": "note", "name": "存疑说明"}])
        asking = Asking("progress", "进展报告", 1, "d" * 64, made_of_text(text, on=TODAY))
        content = workbook(asking, [SheetRow(1, "甲局", values=FILLED | {"note": "无"}, is_draft=True)])
        reading = read(content, asking)
    assert (told(reading), reading.rows[0].answers.values["note"]) == (set(), "无")


@given(st.lists(ANSWER, min_size=1, max_size=3))
@settings(max_examples=8)
def test_any_answer_goes_out_and_comes_back_equal(raws):
    from luoshi.work.asking import answered

    answers = [answered(made(), raw, on=TODAY).values for raw in raws]
    rows = [
        SheetRow(number, f"第{number}局", values=values, is_draft=True)
        for number, values in enumerate(answers, 1)
    ]
    reading = read(workbook(ASKING, rows))
    back = {each.key.body: each.answers.values for each in reading.rows}
    assert back == {number: values for number, values in enumerate(answers, 1) if values}
