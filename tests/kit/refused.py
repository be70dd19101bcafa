"""Workbooks that are refused: as a whole for one reason, or for named cells."""

import codecs
import gzip
import io
import zipfile

from tests.kit import files
from tests.kit.files import CODE, HEAD, line
from tests.kit.messy import DIMENSION, ENTITY, GOOD, OUTSIDE, ROWS_AGAIN, STRAY, _far, _formula, _hide_sheet
from tests.kit.oldxls import Formula, compound, xls

SMALL = files.sheet_xml([["名称"], ["甲"]])
DOCX = files.archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})


def _locked_ods():
    return files.archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest><encryption-data/></manifest>",
            "content.xml": "x",
        }
    )


def _lying_zip():
    """A zip whose directory claims less than what unpacks."""
    content = files.raw_xlsx("0" * 200_000)
    real, false = (200_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    return content.replace(real, false)


def _many_parts():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for number in range(6000):
            made.writestr(f"xl/workbook{number}.xml", "")
        made.writestr("xl/workbook.xml", "")
    return buffer.getvalue()


# The whole file is refused, with this code.
FILES = {
    "nothing at all": (b"", "empty_file"),
    "only blanks": (codecs.BOM_UTF8 + b" \r\n\t", "empty_file"),
    "an image renamed": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not_a_workbook"),
    "a photograph renamed": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "not_a_workbook"),
    "a pdf renamed": (b"%PDF-1.7 ...", "not_a_workbook"),
    "a word file renamed": (DOCX, "not_a_workbook"),
    "an old word file renamed": (compound({"WordDocument": b"x"}), "not_a_workbook"),
    "a zip of something": (files.archive({"a.txt": "x"}), "not_a_workbook"),
    "an opendocument text": (
        files.archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        "not_a_workbook",
    ),
    "gzip": (gzip.compress(b"x"), "not_a_workbook"),
    "json": (b'{"rows": [{"name": "x"}]}', "not_a_workbook"),
    "xml of something": (b"<?xml version='1.0'?><rows/>", "not_a_workbook"),
    "a web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "not_a_workbook"),
    "a page without a table": (b"<html><body>404</body></html>", "not_a_workbook"),
    "chance bytes": (bytes(range(256)) * 20, "not_a_workbook"),
    "a binary workbook": (
        files.archive({"[Content_Types].xml": "<T/>", "xl/workbook.bin": "x"}),
        "binary_workbook",
    ),
    "a workbook of excel 2": (b"\x09\x00\x04\x00\x02\x00\x10\x00", "too_old"),
    "a locked xlsx": (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "encrypted"),
    "a locked xls": (xls(("名单", [["名称"]]), locked=True), "encrypted"),
    "a locked ods": (_locked_ods(), "encrypted"),
    "cut off in the middle": (files.xlsx(GOOD)[:3000], "damaged"),
    "an xls cut off": (xls(("名单", [["名称"]]))[:700], "damaged"),
    "broken xml": (files.raw_xlsx(SMALL[:-30]), "damaged"),
    "an xlsx without its workbook": (
        files.archive({"[Content_Types].xml": "<Types/>", "xl/worksheets/sheet1.xml": SMALL}),
        "damaged",
    ),
    "a bomb of entities": (files.raw_xlsx(ENTITY + SMALL), "dangerous_xml"),
    "an entity from outside": (
        files.raw_xlsx(SMALL, extra={"xl/sharedStrings.xml": OUTSIDE + "<x/>"}),
        "dangerous_xml",
    ),
    "entities in an old xml": (
        files.spreadsheetml(GOOD).replace("<Workbook", ENTITY + "<Workbook").encode(),
        "dangerous_xml",
    ),
    "a zip bomb": (files.raw_xlsx(SMALL, extra={"xl/media/x.bin": b"\0" * 30_000_000}), "bomb"),
    "a zip bomb in the sheet": (files.raw_xlsx(SMALL + " " * 40_000_000), "bomb"),
    "a zip that lies about its size": (_lying_zip(), "damaged"),
    "too many parts": (_many_parts(), "bomb"),
    "a cell far outside": (
        files.raw_xlsx(_far(STRAY).replace("<sheetData>", DIMENSION + "<sheetData>")),
        "stray_cell",
    ),
    "a billion repeated cells": (files.ods([["名称"], ["甲"]], body=ROWS_AGAIN), "too_large"),
    "an empty workbook": (files.xlsx([]), "nothing_inside"),
}
LONG = "很" * 41
# These cells are refused, with these codes; nothing else is.
CELLS = {
    "no header": (files.xlsx([["甲", "乙"], ["丙", "丁"]]), {("", "no_header")}),
    "the needed column is missing": (
        files.xlsx([["信用代码", "人数"], [CODE, 1]]),
        {("A1", "missing_column")},
    ),
    "two columns of one meaning": (
        files.xlsx([["名称", "单位名称"], ["甲", "乙"]]),
        {("B1", "doubled_column")},
    ),
    "only a header": (files.xlsx([HEAD]), {("", "no_rows")}),
    "only a hidden sheet": (files.xlsx(GOOD, prepare=_hide_sheet), {("", "only_hidden_sheets")}),
    "an empty name": (files.xlsx([HEAD, line(None)]), {("A2", "missing")}),
    "the same name twice": (files.xlsx([HEAD, line("甲"), line(" 甲 ")]), {("A3", "doubled_value")}),
    "a name too long": (files.xlsx([HEAD, line(LONG)]), {("A2", "too_long")}),
    "a code as a number": (
        files.xlsx([HEAD, line(信用代码=916205007565586100)]),
        {("B2", "code_became_number")},
    ),
    "a code in scientific notation": (
        files.xlsx([HEAD, line(信用代码="9.16205E+17")]),
        {("B2", "code_became_number")},
    ),
    "a code with a letter O": (
        files.xlsx([HEAD, line(信用代码="9162O500756558610D")]),
        {("B2", "credit_code_mistyped")},
    ),
    "a code with a wrong digit": (
        files.xlsx([HEAD, line(信用代码="91620500756558611D")]),
        {("B2", "credit_code_wrong")},
    ),
    "a code cut off": (files.xlsx([HEAD, line(信用代码="9162050075655861")]), {("B2", "credit_code_length")}),
    "leading zeros lost": (files.xlsx([HEAD, line(区划代码=20500)]), {("C2", "zeros_lost")}),
    "an area code too long": (files.xlsx([HEAD, line(区划代码="62050000")]), {("C2", "wrong_length")}),
    "an unknown choice": (files.xlsx([HEAD, line(类别="协会")]), {("D2", "not_a_choice")}),
    "a day that does not exist": (files.xlsx([HEAD, line(成立日期="2023-02-29")]), {("E2", "no_such_day")}),
    "a month without a day": (files.xlsx([HEAD, line(成立日期="2024年3月")]), {("E2", "date_without_day")}),
    "a year alone": (files.xlsx([HEAD, line(成立日期=2024)]), {("E2", "date_without_day")}),
    "a day in an unclear order": (files.xlsx([HEAD, line(成立日期="3/5/24")]), {("E2", "date_order")}),
    "a day in words": (files.xlsx([HEAD, line(成立日期="去年春天")]), {("E2", "not_a_date")}),
    "a part of a person": (files.xlsx([HEAD, line(人数=1.5)]), {("F2", "not_whole")}),
    "a number in words": (files.xlsx([HEAD, line(人数="十几")]), {("F2", "not_a_number")}),
    "a percentage where none belongs": (
        files.xlsx([HEAD, line(人数="12%")]),
        {("F2", "percent_not_expected")},
    ),
    "a magnitude where none belongs": (
        files.xlsx([HEAD, line(人数="1.2万")]),
        {("F2", "magnitude_not_expected")},
    ),
    "commas that part nothing": (files.xlsx([HEAD, line(人数="12,34")]), {("F2", "odd_separators")}),
    "another unit": (files.xlsx([HEAD, line(**{"预算（万元）": "120元"})]), {("G2", "not_a_number")}),
    "neither yes nor no": (files.xlsx([HEAD, line(是否市管="也许")]), {("I2", "not_yes_or_no")}),
    "a formula never calculated": (
        files.by_openpyxl([HEAD, line(人数="=5+7")]),
        {("F2", "formula_without_value")},
    ),
    "a formula that failed": (files.xlsx(GOOD, prepare=_formula("#REF!")), {("F2", "error_cell")}),
    "an old formula that failed": (
        xls(("名单", [["名称", "人数"], ["甲", Formula("#DIV/0!")], ["乙", Formula()]])),
        {("B2", "error_cell"), ("B3", "formula_without_value")},
    ),
    "all faults at once": (
        files.xlsx([HEAD, line(None, 人数="x"), line("乙", 成立日期="x", 类别="x"), line("丙")]),
        {("A2", "missing"), ("F2", "not_a_number"), ("D3", "not_a_choice"), ("E3", "not_a_date")},
    ),
}
