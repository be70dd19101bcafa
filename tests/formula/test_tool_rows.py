"""Rows come from files as people make them; what is wrong with one is said with its place and what would be right."""

import io
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.formula.files import ROWS, folder, values

__all__ = ["folder"]
HEAD = "企业名称,年度,研发费用(万元)\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_programs_write(folder, encoding):
    rows = folder.write("rows.csv", ROWS.encode(encoding))
    code, out, _ = folder.evaluate(rows, "研发费用 / 营业收入")
    assert code == 0
    assert values(out)[0].split()[:2] == ["研发费用", "/"]
    assert "3 %" in values(out)[0]


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_tabs_and_semicolons_part_cells_too(folder, sign):
    rows = folder.write("rows.csv", ROWS.replace(",", sign))
    assert folder.evaluate(rows, "研发强度")[0] == 0


def test_a_unit_in_the_heading_is_converted_exactly(folder):
    rows = folder.write("rows.csv", "企业名称,研发费用（千元）\n甲,2870.1\n")
    assert "287.01" in folder.evaluate(rows, "研发费用")[1]


def test_a_workbook_is_read_below_its_title_and_merged_headings(folder):
    rows = folder.workbook(
        "rows.xlsx",
        [
            ["2021年企业情况", None, None, None],
            ["企业名称", "年度", "人财物", None],
            [None, None, "职工人数(人)", "研发费用\n(千元)"],
            ["甲", 2021, 12, 2870],
        ],
        merged=["A1:D1", "A2:A3", "B2:B3", "C2:D2"],
    )
    code, out, _ = folder.evaluate(rows, "研发费用 / 职工人数")
    assert code == 0
    assert "23.916667" in out


def test_a_word_above_a_heading_makes_it_another_column(folder):
    rows = folder.workbook(
        "rows.xlsx",
        [["企业名称", "本年", "上年"], [None, "研发费用(万元)", "研发费用(万元)"], ["甲", 5, 4]],
        merged=["A1:A2"],
    )
    assert "T203" in folder.refusal(rows)


def test_a_cell_formatted_as_a_percentage_is_what_it_shows(folder):
    rows = folder.workbook("rows.xlsx", [["企业名称", "产值增速(%)"], ["甲", 0.034]], formats={"B2": "0.0%"})
    assert "3.4  %" in folder.evaluate(rows, "产值增速")[1]


def test_a_percentage_in_a_column_of_money_is_refused(folder):
    rows = folder.workbook("rows.xlsx", [["企业名称", "研发费用(万元)"], ["甲", 0.03]], formats={"B2": "0%"})
    assert "B2单元格" in folder.refusal(rows)
    assert "T306" in folder.refusal(rows)


def test_parquet_keeps_every_digit(folder):
    table = pa.table({
        "企业名称": ["甲", "乙"],
        "研发费用": [Decimal("123456789012345678.01"), None],
        "成立日期": [date(2010, 1, 1), None],
        "是否上市": [True, False],
    })  # fmt: skip
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    rows = folder.write("rows.parquet", buffer.getvalue())
    out = folder.evaluate(rows, "研发费用")[1]
    assert "123456789012345678.01" in out
    assert "未报" in out


def test_a_reason_may_stand_where_a_figure_would(folder):
    rows = folder.write("rows.csv", HEAD + "甲,2021,保密\n乙,2021,not applicable\n丙,2021,\n")
    assert [line.split()[-1] for line in values(folder.evaluate(rows, "研发费用")[1])] == [
        "保密",
        "不适用",
        "未报",
    ]


def test_a_column_without_a_known_name_is_told_and_left_out(folder):
    rows = folder.write("rows.csv", "企业名称,研发费用,营业收入(上年)\n甲,1,2\n")
    assert "营业收入(上年)" in folder.evaluate(rows, "研发费用")[2]


def test_without_a_column_of_bodies_each_line_is_one(folder):
    rows = folder.write("rows.csv", "研发费用\n1\n2\n")
    _, out, err = folder.evaluate(rows, "研发费用")
    assert [line.split()[1] for line in values(out)] == ["2", "3"]
    assert "行号" in err


def test_of_two_reports_the_later_counts_as_of_a_day(folder):
    text = "企业名称,年度,研发费用,known_from\n甲,2021,1,2022-01-10\n甲,2021,2,2022-03-01\n"
    rows = folder.write("rows.csv", text)
    assert " 2 " in folder.evaluate(rows, "研发费用")[1].replace("2021", "")
    assert " 1 " in folder.evaluate(rows, "研发费用", "--as-of", "2022-02-01")[1].replace("2021", "")


TYPES = [
    ("是否上市", "是", "真"), ("是否上市", "FALSE", "假"), ("是否上市", "1", "真"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "cell", "met"), TYPES)
def test_yes_and_no_are_read_in_the_words_that_people_use(folder, heading, cell, met):
    rows = folder.write("rows.csv", f"企业名称,{heading}\n甲,{cell}\n")
    assert folder.evaluate(rows, "是否上市")[1].split()[-1] == {"真": "符合", "假": "不符合"}[met]


@pytest.mark.parametrize("cell", ["2010-01-31", "2010/1/31", "2010年1月31日", "20100131", "2010.1.31"])
def test_days_are_read_as_people_write_them(folder, cell):
    rows = folder.write("rows.csv", f"企业名称,成立日期\n甲,{cell}\n")
    assert "2010-01-31" in folder.evaluate(rows, "成立日期")[1]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("2021年", "2021"), ("2021年7月", "2021-07"), ("2021年1-7月", "2021-01..07"), ("２０２１", "2021")],
)
def test_periods_are_read_as_people_write_them(folder, cell, shown):
    rows = folder.write("rows.csv", f"企业名称,期间,职工人数\n甲,{cell},5\n")
    assert f" {shown} " in folder.evaluate(rows, "职工人数")[1]


WRONG_CELLS = [
    ("研发费用", "三百", "T301", "-1234.5"),
    ("研发费用", "1.2.3", "T301", "-1234.5"),
    ("研发费用", "(300)", "T301", "-1234.5"),
    ("研发费用", "NaN", "T303", "留空"),
    ("研发费用", "-", "T303", "不适用"),
    ("研发费用", "１２３", "T304", "“123”"),
    ("研发费用", '"1,234.5"', "T304", "“1234.5”"),
    ("研发费用", "1e5", "T304", "“100000”"),
    ("研发费用", "6.22E+17", "T304", "“622000000000000000”"),
    ("研发费用", "12吨", "T305", "万元"),
    ("研发费用", "#DIV/0!", "T314", "留空"),
    ("研发费用", "9" * 500, "T303", "有限"),
    ("是否上市", "也许", "T307", "是或否"),
    ("成立日期", "2010-02-30", "T308", "2022-01-31"),
    ("成立日期", "去年", "T308", "2022-01-31"),
    ("年度", "2021-13", "T309", "2020-Q3"),
    ("县区", "秦川", "T511", "秦州"),
]


@pytest.mark.parametrize(("heading", "cell", "code", "right"), WRONG_CELLS)
def test_a_wrong_cell_is_named_by_place_with_what_would_be_right(folder, heading, cell, code, right):
    rows = folder.write("rows.csv", f"企业名称,职工人数,{heading}\n甲,1,\n乙,2,{cell}\n")
    said = folder.refusal(rows, "职工人数")
    assert said.startswith(f"{code} {rows}，第3行，“{heading}”列，C3单元格：")
    assert right in said


@pytest.mark.parametrize(("heading", "cell", "code", "right"), WRONG_CELLS)
def test_it_is_named_in_english_too(folder, heading, cell, code, right):
    rows = folder.write("rows.csv", f"企业名称,职工人数,{heading}\n甲,1,\n乙,2,{cell}\n")
    said = folder.refusal(rows, "职工人数", "--lang", "en")
    assert said.startswith(f'{code} {rows}, row 3, column "{heading}", cell C3: ')


@pytest.mark.parametrize(
    ("cell", "read"), [("１２３", "123"), ('"1,234.5"', "1234.5"), ("1e5", "100000"), ("−5", "-5")]
)
def test_tidy_reads_what_can_be_meant_in_one_way_only_and_counts_it(folder, cell, read):
    rows = folder.write("rows.csv", f"企业名称,研发费用\n甲,{cell}\n")
    _, out, err = folder.evaluate(rows, "研发费用", "--tidy")
    assert f" {read} " in out
    assert "1格" in err


def test_a_figure_with_its_own_unit_is_read_in_it(folder):
    rows = folder.write("rows.csv", "企业名称,研发费用(万元)\n甲,3亿元\n")
    assert "30000 " in folder.evaluate(rows, "研发费用")[1]


WRONG_FILES = [
    (b"", "T103"),
    ("企业名称,研发费用\n".encode(), "T103"),
    (b"a,b\n\xff\xfe\xff,1", "T104"),
    (b"\x00\x01\x02" * 20, "T106"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "T107"),
    (b"PK\x03\x04" + b"\0" * 40, "T108"),
    (b"PAR1" + b"\0" * 40, "T108"),
    ("一,二\n1,2\n".encode(), "T201"),
    ("企业名称,研发费用,营业收入(吨)\n甲,1,2\n".encode(), "T204"),
    ("企业名称,职工人数\n甲,1\n".encode(), "T202"),
    ("企业名称,研发费用,rd\n甲,1,1\n".encode(), "T203"),
    ("企业名称,研发费用\n甲,1,234\n".encode(), "T110"),
    ('企业名称,研发费用\n"甲,1\n'.encode(), "T112"),
    ("企业名称,研发费用\n,1\n".encode(), "T311"),
    ("企业名称,研发费用\n甲,1\n合计,1\n".encode(), "T312"),
    ("企业名称,研发费用\n甲,1\n甲,2\n".encode(), "T313"),
]


@pytest.mark.parametrize(
    ("content", "code"), WRONG_FILES, ids=[f"{code}-{n}" for n, (_, code) in enumerate(WRONG_FILES)]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_file_is_refused_with_its_name(folder, content, code, language):
    rows = folder.write("rows.csv", content)
    assert folder.refusal(rows, "研发费用", "--lang", language).startswith(f"{code} {rows}")


def test_a_file_that_is_not_there_and_a_folder_are_refused(folder):
    assert "T101" in folder.refusal(str(folder.path / "none.csv"))
    assert "T102" in folder.refusal(str(folder.path))


def test_a_wrong_encoding_that_is_named_is_refused(folder):
    rows = folder.write("rows.csv", ROWS.encode("gb18030"))
    assert "T105" in folder.refusal(rows, "研发费用", "--encoding", "utf-8")
    assert "T111" in folder.refusal(rows, "研发费用", "--encoding", "utf-99")


def test_a_sheet_and_a_column_that_are_not_there_are_refused_with_those_that_are(folder):
    rows = folder.workbook("rows.xlsx", [["企业名称", "研发费用"], ["甲", 1]])
    assert "2021" in folder.refusal(rows, "研发费用", "--sheet", "2022")
    assert "企业名称" in folder.refusal(rows, "研发费用", "--body-column", "厂名")


def test_everything_that_is_wrong_is_said_at_once_and_no_more_than_one_can_read(folder):
    rows = folder.write("rows.csv", HEAD + "".join(f"厂{n},2021,x\n" for n in range(30)))
    lines = folder.refusal(rows).splitlines()
    assert len(lines) == 21
    assert "10" in lines[-1]


@pytest.mark.parametrize(("cell", "code"), [(True, "T302"), (date(2020, 1, 1), "T302"), ("#REF!", "T314")])
def test_a_cell_of_another_kind_is_refused_in_a_column_of_numbers(folder, cell, code):
    rows = folder.workbook("rows.xlsx", [["企业名称", "研发费用"], ["甲", cell]])
    assert code in folder.refusal(rows)


def test_a_code_is_what_its_cell_shows(folder):
    rows = folder.workbook("rows.xlsx", [["企业名称", "行业"], ["甲", 3511.0], [620500, "C35"]])
    out = folder.evaluate(rows, "行业")[1]
    assert " 3511" in out
    assert "620500" in out
    wrong = folder.workbook("rows.xlsx", [["企业名称", "行业"], ["甲", 3.5]])
    assert "T310" in folder.refusal(wrong, "行业")


def parquet(folder, **columns) -> str:
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    return folder.write("rows.parquet", buffer.getvalue())


def test_doubles_of_a_parquet_file_are_read_as_they_are_written_and_nan_is_refused(folder):
    assert "2.87 " in folder.evaluate(parquet(folder, 企业名称=["甲"], 研发费用=[2.87]), "研发费用")[1]
    assert "T303" in folder.refusal(parquet(folder, 企业名称=["甲"], 研发费用=[float("nan")]))
    assert "T303" in folder.refusal(parquet(folder, 企业名称=["甲"], 研发费用=[float("inf")]))


def test_a_parquet_file_without_rows_is_refused(folder):
    assert "T103" in folder.refusal(parquet(folder, 企业名称=pa.array([], pa.string())))


def test_the_columns_of_bodies_and_periods_can_be_named(folder):
    rows = folder.write("rows.csv", "厂名,哪年,职工人数\n甲,2021,5\n")
    out = folder.evaluate(rows, "职工人数", "--body-column", "厂名", "--period-column", "哪年")[1]
    assert "甲" in out
    assert "2021" in out


def test_a_thousand_faults_are_enough(folder):
    rows = folder.write("rows.csv", "企业名称,研发费用\n" + "".join(f"厂{n},x\n" for n in range(3000)))
    assert "981" in folder.refusal(rows).splitlines()[-1]
