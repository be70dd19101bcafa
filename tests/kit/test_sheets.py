"""A list goes out and comes back unchanged; its faults come back in the cells."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.kit.sheets import (
    Column,
    Kind,
    Sheet,
    credit,
    mark,
    normal_form,
    read_rows,
    read_workbook,
    sentence,
    write,
)
from luoshi.kit.sheets.folding import folded
from luoshi.kit.workbooks import cell_name
from luoshi.kit.workbooks.grid import place_of
from luoshi.kit.workbooks.parsing import parse
from tests.kit import files
from tests.kit.messy import SHEET
from tests.kit.oldxls import xls

ROW = {
    "name": "示例甲局",
    "code": files.CODE,
    "area": "620500",
    "kind": "firm",
    "since": date(2024, 3, 5),
    "staff": 12,
    "budget": Decimal("1.5"),
    "share": Decimal("12.5"),
    "commanded": True,
}
texts = st.text(max_size=40)
numbers = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**14), max_value=10**14),
    st.integers(-(10**25), 10**25).map(Decimal),
)
rows = st.fixed_dictionaries(
    {
        "name": texts.filter(lambda text: folded(text)),
        "code": st.sampled_from([files.CODE, None]),
        "area": st.from_regex(r"[0-9]{6}", fullmatch=True) | st.none(),
        "kind": st.sampled_from(["agency", "firm", None]),
        "since": st.dates(date(1500, 1, 1), date(2999, 1, 1)) | st.none(),
        "staff": st.integers(-(10**12), 10**12) | st.none(),
        "budget": numbers | st.none(),
        "share": numbers | st.none(),
        "commanded": st.booleans() | st.none(),
    }
)
FREE = Sheet("free", "自由文本", (Column("name", "名称", required=True), *SHEET.columns[1:]))


def normal(row, sheet):
    return {column.key: normal_form(row[column.key], column) for column in sheet}


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(rows, min_size=1, max_size=4), st.sampled_from(["zh-hans", "en"]))
def test_what_goes_out_comes_back(given_rows, language):
    with translation.override(language):
        content = write(FREE, given_rows)
    read = read_workbook(parse(content), FREE)
    left_out = {int(note.cell[1:]) for note in read.notes}
    kept = [row for number, row in enumerate(given_rows, start=2) if number not in left_out]
    assert read.faults == ([] if kept else read.faults)
    assert [row.values for row in read.rows] == [normal(row, FREE) for row in kept]


@given(texts)
def test_a_folded_text_stays_as_it_is(text):
    assert folded(folded(text)) == folded(text)


@given(st.integers(0, 2_000_000), st.integers(0, 16_383))
def test_a_cell_is_found_by_its_name(row, column):
    assert place_of(cell_name(row, column)) == (row, column)


def test_the_same_rows_give_the_same_bytes():
    first, again = (write(SHEET, [ROW]) for _time in range(2))
    assert first == again


def test_no_cell_is_ever_a_formula():
    content = write(
        SHEET, [ROW | {"name": text} for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://x")]
    )
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert {book.active.cell(number, 1).data_type for number in range(2, 8)} == {"s"}
    assert book.active["A2"].quotePrefix


def test_the_header_explains_itself():
    with translation.override("zh-hans"):
        page = openpyxl.load_workbook(io.BytesIO(write(SHEET, [ROW]))).active
    assert page.freeze_panes == "B2"
    assert "甲" not in page["A1"].value
    assert page["G1"].value == "预算（万元）"
    assert page["D1"].comment.text.endswith("机关、企业")
    assert {rule.formula1 for rule in page.data_validations.dataValidation} == {'"机关,企业"', '"是,否"'}


@pytest.mark.slow
def test_faults_come_back_in_the_users_own_cells():
    content = files.xlsx([files.HEAD, files.line(None), files.line("乙", 人数="x")])
    faults = read_rows(content, SHEET).faults
    book = openpyxl.load_workbook(io.BytesIO(mark(content, faults, SHEET)))
    page = book["名单"]
    assert [page[cell].comment.text for cell in ("A2", "F3")] == [sentence(fault, SHEET) for fault in faults]
    assert page["F3"].fill.start_color.rgb == "FFFFC7CE"
    assert page["B2"].value == files.CODE
    summary = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert summary == [[fault.sheet, fault.cell, sentence(fault, SHEET)] for fault in faults]


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        xls(("名单", [["名称", "人数"], ["甲", "x"]])),
        "名称,人数\n甲,x\n".encode("gb18030"),
        files.html_table([["名称", "人数"], ["甲", "x"]]).encode(),
        files.ods([["名称", "人数"], ["甲", "x"]]),
    ],
    ids=["xls", "csv", "html", "ods"],
)
def test_another_format_comes_back_as_xlsx_with_its_faults(content):
    faults = read_rows(content, SHEET).faults
    marked = mark(content, faults, SHEET)
    page = openpyxl.load_workbook(io.BytesIO(marked)).worksheets[1]
    assert (page["A2"].value, page["B2"].value) == ("甲", "x")
    assert page["B2"].comment.text == sentence(faults[0], SHEET)
    assert read_rows(marked, SHEET).faults == faults


def test_a_reference_is_looked_up_for_all_rows_at_once():
    sheet = Sheet("x", "x", (Column("name", "名称"), Column("area", "地区", Kind.REFERENCE)))
    asked = []

    def lookup(texts):
        asked.append(set(texts))
        return {"天水市": 620500}

    read = read_workbook(
        parse(files.xlsx([["名称", "地区"], ["甲", "天水市"], ["乙", "某市"], ["丙", None]])),
        sheet,
        lookups={"area": lookup},
    )
    assert asked == [{"天水市", "某市"}]
    assert [row.values["area"] for row in read.rows] == [620500, "某市", None]
    assert [(fault.cell, fault.code) for fault in read.faults] == [("B3", "not_found")]


@given(st.from_regex(r"9162050[0-9][0-9A-HJ-NP-RTUW-Y]{8}", fullmatch=True))
def test_one_wrong_character_never_passes(first16):
    first17 = first16 + credit.organisation_character(first16[8:16])
    if any(each not in credit.SYMBOLS for each in first17):
        return
    code = first17 + credit.check_character(first17)
    assert credit.is_right(code)
    for at, own in enumerate(code):
        other = credit.SYMBOLS[(credit.SYMBOLS.index(own) + 1) % 31]
        assert not credit.is_right(code[:at] + other + code[at + 1 :])


def test_a_header_in_the_other_language_is_known():
    with translation.override("en"):
        content = write(SHEET, [ROW])
    with translation.override("zh-hans"):
        assert read_workbook(parse(content), SHEET).rows[0].values == ROW
