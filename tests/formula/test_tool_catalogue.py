"""A catalogue is a file: TOML or a workbook; everything that is wrong in it is said with its place."""

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from luoshi.formula import Grain, Kind, Level, Purpose, Time, compile
from luoshi.formula.tool.catalogues import read_catalogue
from luoshi.formula.tool.entries import SECTIONS, WORDS
from luoshi.formula.tool.faults import Refused
from luoshi.formula.tool.messages import SENTENCES
from luoshi.formula.tool.taking import CHOICES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "formula-files.md"

WHOLE = """
[names.output]
zh = "产值"
unit = "万元"
time = "累计"
every = "月"
level = "主体"
population = "规上工业"
purposes = "统计、监测"
basis = "统计法"
form = "B204-1"
floor = 0.8
january_merged = true
aliases = ["工业产值"]

[names.price]
zh = "价格指数"
time = "index"
level = "all"
index_base = 2015

[classifications.strategic]
zh = "战新"
editions = [{edition = "2018", from = 2019-01-01, members = ["3512", "3972"], clause = "令第23号"}]

[tables.line]
zh = "增速线"
form = "line"
unit = "%"
points = [[0, 0], [10, 5]]

[tables.size]
zh = "划型"
form = "decision"
inputs = ["人", "code"]
gives = "code"
rules = [{when = [[1000, ""], ""], then = "L"}, {when = [["", 1000], {in = ["C"]}], then = "S"}]

[tables.grant]
zh = "奖补"
form = "decision"
inputs = ["%"]
gives = "万元"
first = true
otherwise = 0
rules = [{when = [[5, ""]], then = 50}, {when = [[3, ""]], then = 20.5}]
"""


def read(path, text: str):
    file = path / "catalogue.toml"
    file.write_text(text, "utf-8")
    return read_catalogue(str(file))


def test_a_toml_file_says_everything_that_a_name_can_be(tmp_path):
    name = read(tmp_path, WHOLE).catalogue.name("工业产值")
    assert (name.time, name.every, name.level, name.kind) == (
        Time.CUMULATIVE,
        Grain.MONTH,
        Level.BODY,
        Kind.NUMBER,
    )
    assert name.purposes == {Purpose.STATISTICS, Purpose.MONITOR}
    assert (name.floor, name.january_merged, name.population) == (Fraction(4, 5), True, "规上工业")


def test_tables_and_classifications_work_as_they_are_written(tmp_path):
    catalogue = read(tmp_path, WHOLE).catalogue
    assert compile("折线(4%, 增速线)", catalogue).evaluate({}).amount == 2
    assert compile('决策(划型, 500人, "C")', catalogue).evaluate({}).value == "S"
    assert compile("决策(奖补, 4%)", catalogue).evaluate({}).amount == Fraction("20.5")
    assert compile('"3512" 属于 分类(战新)', catalogue).evaluate({}, as_of=date(2020, 1, 1)).value is True


def test_a_workbook_says_the_same(tmp_path):
    book = openpyxl.Workbook()
    sheets = {
        "名称": [["代码", "中文", "单位", "时间属性"], ["rd", "研发费用", "万元", "流量"], ["rev", "营业收入", "万元", None]],
        "参数": [["代码", "中文", "单位", "生效日", "取值", "条款"], ["bar", "门槛", "%", date(2020, 1, 1), 2, "三"],
                 ["bar", None, None, date(2022, 1, 1), 3, "五"]],
        "表": [["代码", "中文", "单位", "下限", "上限", "得分"], ["t", "强度分", "%", None, 3, 0], ["t", None, None, 3, None, 5.5]],
        "维度": [["代码", "中文", "成员", "层级", "上级"], ["area", "地区", "天水", "市", None], ["area", None, "秦州", "县", "天水"]],
        "分类": [["代码", "中文", "版本", "成员"], ["s", "战新", "2018", "3512"], ["s", None, "2018", "3972"]],
        "公式": [["代码", "内容"], ["share", "研发费用 / 营业收入 >= 参数(门槛)"]],
    }  # fmt: skip
    for title, lines in sheets.items():
        page = book.create_sheet(title)
        for line in lines:
            page.append(line)
    del book["Sheet"]
    book.save(tmp_path / "c.xlsx")
    known = read_catalogue(str(tmp_path / "c.xlsx"))
    (formula,) = known.formulas
    row = {"研发费用": 3, "营业收入": 100}
    assert compile(formula.text, known.catalogue).evaluate(row, as_of="2023-01-01").value is True
    assert compile("评分(研发费用 / 营业收入, 强度分)", known.catalogue).evaluate(row).amount == Fraction(
        "5.5"
    )
    assert known.catalogue.dimensions["area"].lift("秦州", "市") == "天水"
    assert known.catalogue.classification("战新").editions[0].members == {"3512", "3972"}


WRONG = [
    ("x = ", "T401", ""),
    ("[nams.a]\nzh = '甲'", "T402", "names"),
    ("names = 1", "T403", "names"),
    ("[names]\na = 1", "T403", "names.a"),
    ("[names.a]\nunits = '万元'", "T402", "unit"),
    ("[names.a]\nunit = '吨标准没'", "T405", "吨标准煤"),
    ("[names.a]\ntime = 'flux'", "T403", "flow"),
    ("[names.a]\nfloor = 'much'", "T403", "names.a.floor"),
    ("[names.a]\njanuary_merged = 'perhaps'", "T403", "true"),
    ("[names.a]\nlever = {step = 1}", "T403", "low"),
    ("[names.a]\nzh = [1]", "T403", "names.a.zh"),
    ("[names.a]\nzh = '且'", "T406", "F409"),
    ("[names.a]\nzh = '甲'\n[names.b]\nzh = '甲'", "T406", "F407"),
    ("[parameters.a]\nvalues = [{from = 'soon', value = 1}]", "T403", "values[1].from"),
    ("[parameters.a]\nvalues = [{from = 2020-01-01}]", "T404", "value"),
    ("[parameters.a]\nvalues = 3", "T403", "parameters.a.values"),
    ("[parameters.a]\nvalues = [3]", "T403", "values[1]"),
    ("[tables.a]\nform = 'curve'", "T403", "score"),
    ("[tables.a]\nbands = [[1, 2]]", "T403", "bands[1]"),
    ("[tables.a]\nbands = [['', 2, 1], [3, '', 2]]", "T406", "F401"),
    ("[tables.a]\nbands = [['', '', '']]", "T403", "bands[1]"),
    ("[tables.a]\nform = 'line'\npoints = [[1]]", "T403", "points[1]"),
    ("[tables.a]\nform = 'decision'\ninputs = ['%', '?']\nrules = []", "T403", "inputs"),
    ("[tables.a]\nform = 'decision'\ninputs = ['%']\nrules = [{when = [3], then = 1}]", "T403", "rules[1]"),
    ("[tables.a]\nform = 'decision'\ninputs = ['%']\nrules = [{when = 3}]", "T403", "rules[1]"),
    ("[formulas]\na = ''", "T404", "text"),
]


@pytest.mark.parametrize(("text", "code", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_key(tmp_path, text, code, said):
    with pytest.raises(Refused) as refused:
        read(tmp_path, text)
    assert refused.value.faults[0].code == code
    for language in ("zh", "en"):
        assert said in refused.value.say(language)
        assert "catalogue.toml" in refused.value.say(language)


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    with pytest.raises(Refused) as refused:
        read(tmp_path, "[names.a]\nunit = 'x'\ntime = 'y'\n[names.b]\nkind = 'z'")
    assert len(refused.value.faults) == 3


WRONG_SHEETS = [
    ("地图", [["代码"]], "T402"),
    ("名称", [["中文"], ["甲"]], "T404"),
    ("名称", [["代码", "中文"], [None, "甲"]], "T404"),
    ("名称", [["代码", "中文"], ["a", "甲"], ["a", "乙"]], "T407"),
    ("名称", [["代码", "单位"], ["a", "万原"]], "T405"),
]


@pytest.mark.parametrize(("title", "lines", "code"), WRONG_SHEETS)
def test_in_a_workbook_sheet_and_row_are_named(tmp_path, title, lines, code):
    book = openpyxl.Workbook()
    book.active.title = title
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "c.xlsx")
    with pytest.raises(Refused) as refused:
        read_catalogue(str(tmp_path / "c.xlsx"))
    assert refused.value.faults[0].code == code
    assert f"工作表“{title}”" in refused.value.say("zh")


def test_the_reference_names_every_section_heading_and_choice():
    page = PAGE.read_text("utf-8")
    words = {
        *SECTIONS,
        *SECTIONS.values(),
        *WORDS,
        *WORDS.values(),
        *(word for held in CHOICES.values() for word in held),
    }
    assert sorted(word for word in words if f"`{word}`" not in page) == []


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_takes_the_same_values_in_both_languages(code):
    zh, en = (set(re.findall(r"{(\w+)}", sentence)) for sentence in SENTENCES[code])
    assert zh == en
