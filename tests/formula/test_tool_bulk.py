"""In bulk a Parquet file is read by columns, where that says what reading its cells says; else by cells."""

import csv
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from luoshi.formula.tool.catalogues import read_catalogue
from luoshi.formula.tool.partitions import read_columns
from luoshi.formula.tool.rows import Wanted
from tests.formula.files import folder

__all__ = ["folder"]
FORMULAS = """share := 研发费用 / 营业收入
meets := 研发费用 / 营业收入 >= 3%
trade := 行业 属于 {"C13", "C26"}
listed := 是否上市
founded := 成立日期 >= 2000-01-01
county := sum(研发费用, 按=县) / sum(营业收入, 按=县)
all := sum(职工人数)
"""
MONEY = pa.decimal128(18, 2)
COLUMNS = {
    "企业名称": pa.array(["甲厂", "乙 厂", "丙厂", "甲厂"]),
    "年度": pa.array([2021, 2021, 2021, 2022], pa.int32()),
    "县区": pa.array(["秦州", "秦州", None, "麦积"]).dictionary_encode(),
    "研发费用": pa.array([Decimal("300.00"), None, Decimal("2.87"), Decimal("0.03")], MONEY),
    "营业收入": pa.array([Decimal("10000.00"), Decimal("5.00"), Decimal("95.67"), Decimal("1.00")], MONEY),
    "职工人数": pa.array([120, 301, None, 0], pa.int64()),
    "行业": pa.array(["C13", "保密", " C26 ", ""]),
    "是否上市": pa.array([True, None, False, True]),
    "成立日期": pa.array([date(1999, 12, 31), date(2000, 1, 1), None, None]),
    "备注": pa.array(["a", "b", "c", "d"]),
}


def by_columns(folder, columns, **wanted):
    pq.write_table(pa.table(columns), folder.path / "rows.parquet")
    known = read_catalogue(str(folder.path / "catalogue.toml"))
    return read_columns(str(folder.path / "rows.parquet"), known.catalogue, Wanted(**wanted))


def outcome(folder, columns, *more):
    """What a command writes, without what only the exact evaluator says."""
    pq.write_table(pa.table(columns), folder.path / "rows.parquet")
    formulas = folder.write("formulas.txt", FORMULAS)
    asked = ["eval", "-c", folder.path / "catalogue.toml", "-f", formulas, "-r", folder.path / "rows.parquet"]
    code, _, said = folder.run(*asked, "-o", folder.path / "out.csv", *more)
    assert code == 0, said
    with (folder.path / "out.csv").open(encoding="utf-8-sig") as file:
        return sorted(
            tuple(cell for head, cell in one.items() if head != "提示") for one in csv.DictReader(file)
        )


def test_columns_say_what_cells_say(folder):
    assert by_columns(folder, COLUMNS) is not None
    assert outcome(folder, COLUMNS, "--bulk") == outcome(folder, COLUMNS)


def test_columns_are_parted_by_period(folder):
    found = by_columns(folder, COLUMNS)
    assert {str(period): own["body"].to_pylist() for period, own in found.partitions.items()} == {
        "2021": ["甲厂", "乙 厂", "丙厂"],
        "2022": ["甲厂"],
    }
    assert (len(found), found.ignored, [str(one) for one in found.periods]) == (4, ["备注"], ["2021", "2022"])


def test_rows_of_no_period_are_one_partition(folder):
    whole = {name: held for name, held in COLUMNS.items() if name != "年度"} | {
        "企业名称": pa.array(list("abcd"))
    }
    found = by_columns(folder, whole)
    assert (list(found.partitions), found.periods) == ([None], [])
    assert outcome(folder, whole, "--bulk") == outcome(folder, whole)


OTHER = {
    "floats": {"研发费用": pa.array([0.1, 0.2, 0.3, 0.4])},
    "texts in place of figures": {"研发费用": pa.array(["1", "2", "未报", "4"])},
    "days on which rows were known": {"获知日期": pa.array([date(2022, 1, 1)] * 4)},
    "a row of nobody's": {"企业名称": pa.array(["甲厂", "乙厂", None, "甲厂"])},
    "a total": {"企业名称": pa.array(["甲厂", "乙厂", "合计", "甲厂"])},
    "a body twice": {"企业名称": pa.array(["甲厂", "乙厂", "甲厂", "甲厂"])},
    "a body twice but for blanks": {"企业名称": pa.array(["甲厂", "乙厂", "甲厂 ", "甲厂"])},
    "a place that is not known": {"县区": pa.array(["秦州", "秦州", "泰州", "麦积"])},
    "no period in a row": {"年度": pa.array([2021, 2021, None, 2022])},
    "a period written in two ways": {"年度": pa.array(["2021", "2021年", "2021", "2022"])},
    "a period that is none": {"年度": pa.array(["2021", "21", "2021", "2022"])},
    "another unit": {"研发费用（千元）": COLUMNS["研发费用"], "研发费用": None},
    "an error of a workbook": {"行业": pa.array(["C13", "#REF!", "C26", "C13"])},
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER)
def test_what_columns_do_not_say_is_left_to_cells(folder, other):
    changed = {name: held for name, held in (COLUMNS | other).items() if held is not None}
    assert by_columns(folder, changed) is None


def test_names_that_formulas_need_and_a_file_lacks_are_left_to_cells(folder):
    pq.write_table(pa.table(COLUMNS).drop_columns(["职工人数"]), folder.path / "rows.parquet")
    known = read_catalogue(str(folder.path / "catalogue.toml")).catalogue
    wanted = [known.names["staff"]]
    assert read_columns(str(folder.path / "rows.parquet"), known, Wanted(), wanted) is None


def test_floats_are_read_as_they_are_written_in_bulk_too(folder):
    floats = COLUMNS | {"研发费用": pa.array([300.0, None, 2.87, 0.03])}
    assert outcome(folder, floats, "--bulk") == outcome(folder, COLUMNS)


@pytest.mark.parametrize("content", [b"", b"PAR1 but nothing else", b"a,b\n1,2\n"])
def test_another_file_is_left_to_cells(folder, content):
    path = folder.write("rows.parquet", content)
    assert read_columns(path, read_catalogue(str(folder.path / "catalogue.toml")).catalogue, Wanted()) is None


def test_a_file_that_is_not_there_is_refused_in_bulk_as_ever(folder):
    code, _, said = folder.evaluate(str(folder.path / "none.parquet"), "研发费用", "--bulk")
    assert (code, "T101" in said) == (2, True)
