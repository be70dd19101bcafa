"""Whatever people hand in is taken, or refused for one clear reason."""

import time

import pytest
from django.utils import translation

from luoshi.kit.sheets import Unreadable, read_rows, read_workbook, refusal, sentence
from luoshi.kit.sheets.wording import FILE
from luoshi.kit.workbooks import open_workbook
from luoshi.kit.workbooks.parsing import parse
from luoshi.kit.workbooks.refusals import CODES
from tests.kit import files
from tests.kit.messy import SHEET, TAKEN
from tests.kit.refused import CELLS, FILES


def read(content):
    return read_workbook(parse(content), SHEET)


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_taken(name):
    content, count = TAKEN[name]
    reading = read(content)
    assert (reading.faults, len(reading.rows)) == ([], count)
    assert all(row.values["name"] == row.values["name"].strip() != "" for row in reading.rows)


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_refused(name):
    content, code = FILES[name]
    with pytest.raises(Unreadable) as refused:
        parse(content)
    assert refused.value.code == code
    assert "%" not in refusal(code, refused.value.values)


@pytest.mark.parametrize("name", CELLS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_cells_are_refused(name, language):
    content, faults = CELLS[name]
    reading = read(content)
    assert {(fault.cell, fault.code) for fault in reading.faults} == faults
    with translation.override(language):
        assert all("%(" not in sentence(fault, SHEET) for fault in reading.faults)


def test_there_are_more_than_a_hundred_of_them():
    assert len(TAKEN) + len(FILES) + len(CELLS) >= 100


def test_every_code_of_a_file_has_its_sentence():
    assert set(FILE) == set(CODES)


def values(name):
    return read(TAKEN[name][0]).rows


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("days as text", "since", {"2024-03-05"}),
        ("days as numbers", "since", {"2024-03-05"}),
        ("days as days", "since", {"2024-03-05"}),
        ("percentages", "share", {"12.5"}),
        ("a magnitude where it is allowed", "budget", {"12000"}),
        ("a unit behind the number", "budget", {"120"}),
        ("thousands and wide commas", "budget", {"1234.5"}),
        ("dashes for nothing", "staff", {"None"}),
        ("apostrophes before codes", "area", {"620500"}),
        ("an area code as a number", "area", {"620500"}),
        ("an area merged over rows", "area", {"620500"}),
        ("a code in small letters with blanks", "code", {"91620500756558610D"}),
        ("wide digits and letters", "name", {"甲1局"}),
        ("marks that nobody sees", "staff", {"12"}),
        ("two levels of header", "since", {"2024-01-01"}),
        ("other names of the columns", "since", {"2024-03-05"}),
        ("blanks within the header", "budget", {"2"}),
        ("text that looks like formulas", "name", {"=1+1", "@x", "+8"}),
    ],
)
def test_what_is_taken_is_what_was_meant(name, key, expected):
    assert {str(row.values[key]) for row in values(name)} == expected


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("a hidden row", {"hidden_rows"}),
        ("a hidden column", {"hidden_columns"}),
        ("xls with text", {"hidden_rows"}),
        ("a cover sheet", {"other_sheet"}),
        ("a total below", {"total_line"}),
        ("notes below", {"note_line"}),
        ("the header printed again", {"header_again"}),
        ("a serial number unknown to us", {"unknown_column"}),
        ("macros beside the list", {"macros_ignored"}),
    ],
)
def test_what_was_left_out_or_is_hidden_is_said(name, codes):
    reading = read(TAKEN[name][0])
    assert {note.code for note in reading.notes} == codes
    assert all(sentence(note, SHEET) for note in reading.notes)


def test_a_hidden_sheet_is_named_and_not_read():
    def hide(book, page):
        book.worksheets()[1].hide()

    reading = read(
        files.xlsx(*[[files.HEAD, files.line("甲")]], others=[("旧", [["名称"], ["乙"]])], prepare=hide)
    )
    assert [row.values["name"] for row in reading.rows] == ["甲"]
    assert [(note.code, note.sheet) for note in reading.notes] == [("hidden_sheet", "旧")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "a zip bomb in the sheet",
        "a bomb of entities",
        "a billion repeated cells",
        "too many parts",
        "chance bytes",
    ],
)
def test_the_confined_process_refuses_alike_and_soon(name):
    content, code = FILES[name]
    start = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        open_workbook(content)
    assert refused.value.code == code
    assert time.monotonic() - start < 20


@pytest.mark.slow
def test_the_confined_process_gives_what_the_parser_gives():
    for name in ("as exported", "xls", "ods", "html named xls", "days as days"):
        content, _count = TAKEN[name]
        assert open_workbook(content) == parse(content)
    assert len(read_rows(TAKEN["csv in gb18030"][0], SHEET).rows) == 2


def million_empty_rows():
    rows = "".join(f'<row r="{number}" hidden="1"/>' for number in range(3, 1_000_000))
    return files.raw_xlsx(files.sheet_xml([["名称"], ["甲"]]).replace("</sheetData>", f"{rows}</sheetData>"))


def many_merged():
    spans = '<mergeCell ref="A1:XFD1048576"/>' * 50_000
    return files.raw_xlsx(files.sheet_xml([["名称"], ["甲"]], after=f"<mergeCells>{spans}</mergeCells>"))


HEAVY = {
    "a million empty rows": (million_empty_rows, ""),
    "merged beyond reason": (many_merged, ""),
    "a page with millions of cells": (lambda: b"<table>" + b"<tr><td>a<td>b</tr>" * 400_000, "too_large"),
    "a page of wide cells": (lambda: b"<table><tr>" + b"<td rowspan=1000 colspan=1000>x" * 3000, "too_large"),
    "a line of millions of fields": (lambda: b"a,b\n" + b"x," * 3_000_000, "too_large"),
    "a quotation without end": (lambda: b'a,b\n"' + b"x\n," * 3_000_000, "damaged"),
    "tables within tables": (lambda: b"<table><tr><td>" * 20_000, "not_a_workbook"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_what_is_heavy_is_read_or_refused_in_seconds(name):
    make, code = HEAVY[name]
    content, start, refused = make(), time.monotonic(), ""
    try:
        open_workbook(content)
    except Unreadable as error:
        refused = error.code
    assert refused == code
    assert time.monotonic() - start < 20
