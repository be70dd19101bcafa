"""Messy workbooks as cities send them: each is taken, or refused for one reason that is named here."""

import codecs
from datetime import date, datetime

from luoshi.kit.sheets import Choice, Column, Kind, Sheet
from tests.kit import files
from tests.kit.files import CODE, HEAD, line
from tests.kit.oldxls import Formula, xls

SHEET = Sheet(
    "probe",
    "名单",
    (
        Column("name", "名称", required=True, unique=True, synonyms=("单位名称", "机构全称"), longest=40),
        Column("code", "信用代码", Kind.CREDIT_CODE, synonyms=("统一社会信用代码",)),
        Column("area", "区划代码", digits=6),
        Column(
            "kind", "类别", Kind.CHOICE, choices=(Choice("agency", "机关"), Choice("firm", "企业", ("公司",)))
        ),
        Column("since", "成立日期", Kind.DATE, synonyms=("成立时间", "有效期起")),
        Column("staff", "人数", Kind.INTEGER),
        Column("budget", "预算", Kind.NUMBER, unit="万元", takes_magnitudes=True),
        Column("share", "占比", Kind.NUMBER, unit="%"),
        Column("commanded", "是否市管", Kind.BOOLEAN),
    ),
)
GOOD = [HEAD, line()]
TWO = [HEAD, line("甲"), line("乙")]
DAY = {"num_format": "yyyy-mm-dd"}
TEXT = files.csv_text(TWO)


def _hide_row(book, page):
    page.set_row(1, None, None, {"hidden": True})


def _hide_column(book, page):
    page.set_column(1, 1, None, None, {"hidden": True})


def _hide_sheet(book, page):
    book.add_worksheet("空").activate()
    page.hide()


def _two_levels(book, page):
    for row, column, last_row, last_column, text in (
        (0, 0, 1, 0, "单位名称"),
        (0, 1, 1, 1, "人数"),
        (0, 2, 0, 3, "有效期"),
    ):
        page.merge_range(row, column, last_row, last_column, text)
    page.write_row(1, 2, ["起", "止"])
    page.write_row(2, 0, ["甲", 3, "2024-01-01", "2025-01-01"])


def _merged_area(book, page):
    page.write_row(0, 0, ["名称", "区划代码"])
    page.merge_range(1, 1, 2, 1, "620500")
    page.write(1, 0, "甲")
    page.write(2, 0, "乙")


def _foot(book, page):
    page.merge_range(2, 0, 2, 8, "本表由各单位如实填写")


def _formula(cached):
    def prepare(book, page):
        page.write_formula(1, 5, "=10+2", None, cached)

    return prepare


def _far(cells):
    return files.sheet_xml([["名称"], ["甲"]], after="").replace("</sheetData>", f"{cells}</sheetData>")


DIMENSION = '<dimension ref="A1:XFD1048576"/>'
STRAY = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
ENTITY = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ROWS_AGAIN = (
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
    'table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row>'
)
EMPTY_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)

DAYS = (
    "2024/3/5",
    "2024年3月5日",
    "2024.03.05",
    "20240305",
    "２０２４－３－５",
    "二〇二四年三月五日",
    "45356",
)
DAY_LINES = [line(str(at), 成立日期=text) for at, text in enumerate(DAYS, 1)]
YES_LINES = [
    line(str(at), 是否市管=word) for at, word in enumerate(("是", "√", "Y", True, 1, "否", "×", "no"), 1)
]
SHARES = [line("甲", **{"占比（%）": "12.5%"}), line("乙", **{"占比（%）": 0.125})]

# What is taken: the workbook, and the names that come out of it.
TAKEN = {
    "as exported": (files.xlsx(GOOD), 1),
    "xls": (xls(("名单", [HEAD, line()])), 1),
    "xls with text": (xls(("名单", [["名称"], ["甲"]], {"hidden_rows": [1]})), 1),
    "ods": (files.ods([["名称", "人数"], ["甲", "3"]]), 1),
    "ods with a million empty rows": (files.ods([["名称"], ["甲"]], body=EMPTY_ROWS), 1),
    "csv in utf-8": (TEXT.encode(), 2),
    "csv in utf-8 with a mark": (codecs.BOM_UTF8 + TEXT.encode(), 2),
    "csv in gb18030": (TEXT.encode("gb18030"), 2),
    "csv in utf-16": (TEXT.encode("utf-16"), 2),
    "csv in utf-16 without a mark": (TEXT.encode("utf-16-le"), 2),
    "tsv": (files.csv_text(TWO, "\t").encode(), 2),
    "csv with semicolons": (files.csv_text(TWO, ";").encode(), 2),
    "csv with bars": (files.csv_text(TWO, "|").encode(), 2),
    "csv with wide commas": (files.csv_text(TWO, "，").encode("gb18030"), 2),
    "csv that names its delimiter": (("sep=;\r\n" + files.csv_text(TWO, ";")).encode(), 2),
    "csv with a title line": (("某市单位名单\r\n" + TEXT).encode(), 2),
    "csv with quoted lines": ('名称,人数\n"甲,乙\n丙",3\n'.encode(), 1),
    "csv with old line ends": (TEXT.replace("\r\n", "\r").encode(), 2),
    "one column alone": ("名称\n甲\n乙\n".encode(), 2),
    "html named xls": (files.html_table(TWO).encode(), 2),
    "html in gb2312": (files.html_table(TWO, head='<meta charset="gb2312">').encode("gb18030"), 2),
    "html with a layout table": (f"<table><tr><td>{files.html_table(TWO)}</td></tr></table>".encode(), 2),
    "xml of office 2003": (files.spreadsheetml(GOOD).encode(), 1),
    "title lines above": (files.xlsx([["某市机构名单"], ["截至二〇二四年"], [], *GOOD]), 1),
    "blank rows between": (files.xlsx([HEAD, line("甲"), [], [None, " "], line("乙")]), 2),
    "a blank column first": (files.xlsx([[None, *HEAD], [None, *line()]]), 1),
    "a total below": (files.xlsx([*GOOD, ["合 计", None, None, None, None, 12]]), 1),
    "notes below": (files.xlsx([*GOOD, ["注：本表为示例。"], ["填表人：示例", None, "审核：示例"]]), 1),
    "a merged line below": (files.xlsx(GOOD, prepare=_foot), 1),
    "the header printed again": (files.xlsx([*GOOD, HEAD, line("乙")]), 2),
    "a serial number unknown to us": (files.xlsx([["序号", *HEAD], [1, *line()], [2]]), 1),
    "columns in another order": (files.xlsx([HEAD[::-1], line()[::-1]]), 1),
    "other names of the columns": (files.xlsx([["机构全称", "统一社会信用代码", "成立时间"], ["甲", CODE, "2024/3/5"]]), 1),
    "blanks within the header": (files.xlsx([["名　称", " 人 数\n", "预算(万元)*"], ["甲", 1, 2]]), 1),
    "wide digits and letters": (files.xlsx([HEAD, line("甲１局", 信用代码="９１６２０５００７５６５５８６１０Ｄ", 人数="１２")]), 1),
    "marks that nobody sees": (files.xlsx([["\ufeff名称\u200b", "人数"], ["\u200b甲\u00a0", "\u30001２\u3000"]]), 1),
    "apostrophes before codes": (files.xlsx([HEAD, line(区划代码="'620500", 信用代码=f"'{CODE}")]), 1),
    "a code in small letters with blanks": (files.xlsx([HEAD, line(信用代码=" 91620500 756558610d ")]), 1),
    "an area code as a number": (files.xlsx([HEAD, line(区划代码=620500)]), 1),
    "days as text": (files.xlsx([HEAD, *DAY_LINES]), 7),
    "days as numbers": (files.xlsx([HEAD, line("甲", 成立日期=45356), line("乙", 成立日期=20240305)]), 2),
    "days as days": (files.xlsx([HEAD, line(成立日期=date(2024, 3, 5))], formats={(1, 4): DAY}), 1),
    "a day at midnight": (files.xlsx([HEAD, line(成立日期=datetime(2024, 3, 5))], formats={(1, 4): DAY}), 1),
    "thousands and wide commas": (files.xlsx([HEAD, line(人数="1,234", **{"预算（万元）": "1，234．5"})]), 1),
    "a magnitude where it is allowed": (files.xlsx([HEAD, line(**{"预算（万元）": "1.2亿"})]), 1),
    "a unit behind the number": (files.xlsx([HEAD, line(**{"预算（万元）": "120万元"})]), 1),
    "percentages": (files.xlsx([HEAD, *SHARES], formats={(2, 7): {"num_format": "0.0%"}}), 2),
    "dashes for nothing": (files.xlsx([HEAD, line(人数="—", 成立日期="/", 信用代码="无", **{"预算（万元）": "-"})]), 1),
    "yes and no in many words": (files.xlsx([HEAD, *YES_LINES]), 8),
    "a formula with its value": (files.xlsx(GOOD, prepare=_formula(12)), 1),
    "an old formula with its value": (xls(("名单", [["名称", "人数"], ["甲", Formula(12.0)]])), 1),
    "a hidden row": (files.xlsx(TWO, prepare=_hide_row), 2),
    "a hidden column": (files.xlsx(TWO, prepare=_hide_column), 2),
    "two levels of header": (files.xlsx([], prepare=_two_levels), 1),
    "an area merged over rows": (files.xlsx([], prepare=_merged_area), 2),
    "one list on two sheets": (files.xlsx([HEAD, line("甲")], others=[("第二批", [HEAD, line("乙")])]), 2),
    "a cover sheet": (files.xlsx([["填报说明"]], others=[("正表", TWO)]), 2),
    "a false dimension of a billion rows": (files.raw_xlsx(files.sheet_xml([["名称"], ["甲"]], before=DIMENSION)), 1),
    "prefixed xml": (files.raw_xlsx(files.sheet_xml([["名称"], ["甲"]], prefix="x")), 1),
    "macros beside the list": (files.raw_xlsx(files.sheet_xml([["名称"], ["甲"]]), extra={"xl/vbaProject.bin": "x"}), 1),
    "text that looks like formulas": (files.xlsx([HEAD, line("=1+1"), line("@x"), line("+8")]), 3),
    "ragged lines": ("名称,人数,区划代码\n甲,1\n乙,2,620500,多余\n".encode(), 2),
}  # fmt: skip
