"""A statistician uses formulas alone: check, explain, evaluate, measure."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from luoshi.web import cli
from tests.formula.files import ROWS, folder

__all__ = ["folder"]


@pytest.fixture
def rows(folder) -> str:
    return folder.write("rows.csv", ROWS)


@pytest.fixture
def catalogue(folder) -> Path:
    return folder.path / "catalogue.toml"


def test_a_right_formula_is_read_back_as_a_sentence(folder, catalogue):
    code, out, _ = folder.run("check", "研发费用 / 营业收入 >= 3%", "-c", catalogue)
    assert code == 0
    assert "不低于3%" in out


def test_a_wrong_formula_gets_place_caret_and_advice(folder, catalogue):
    code, out, _ = folder.run("check", "研发费用 / 营业收 >= 3%", "-c", catalogue)
    assert code == 1
    assert "第8字：没有“营业收”，是否指“营业收入”？" in out
    assert "    研发费用 / 营业收 >= 3%\n               ^^^^^^\n" in out


def test_every_error_is_said_in_english_as_well(folder, catalogue):
    code, out, _ = folder.run(
        "check", "研发费用 + 职工人数", "职工人数 <= 300", "-c", catalogue, "--lang", "en"
    )
    assert code == 1
    assert "cannot add" in out
    assert "write 300人" in out


def test_a_caret_stands_in_its_own_line(folder, catalogue):
    out = folder.run("check", "研发费用\n+ 职工", "-c", catalogue)[1]
    assert "    + 职工\n      ^^^^\n" in out


def test_a_file_of_formulas_is_checked_whole(folder, catalogue):
    text = "# 两个公式\none := 研发费用 / 营业收入\n  >= 3%\n\ntwo := 研发费 > 1\n"
    code, out, _ = folder.run("check", "-c", catalogue, "-f", folder.write("formulas.txt", text))
    assert code == 1
    assert "第5行 two" in out.replace("，", " ")
    assert "F110" in out
    assert "6个公式，1个有误" not in out
    assert "有误" in out


def test_what_a_catalogue_computes_is_checked_too(folder):
    file = folder.write(
        "c.toml", '[names.a]\nzh="甲"\ndefinition="乙+1"\n[names.b]\nzh="乙"\ndefinition="甲+1"\n'
    )
    code, out, _ = folder.run("check", "-c", file)
    assert code == 1
    assert "F310" in out


def test_the_wanted_unit_and_the_purpose_are_checked(folder, catalogue):
    assert "F203" in folder.run("check", "营业收入", "-c", catalogue, "--unit", "吨")[1]
    assert folder.run("check", "营业收入", "-c", catalogue, "--unit", "亿元", "--purpose", "grant")[0] == 0


def test_a_check_is_given_as_json(folder, catalogue):
    out = folder.run("check", "职工人数 <= 300", "-c", catalogue, "--json")[1]
    (found,) = [one for one in json.loads(out) if one["formula"] == "职工人数 <= 300"]
    assert found["problems"][0]["suggestion"] == "300人"
    assert found["problems"][0]["span"] == [8, 11]


def test_one_body_is_explained_step_by_step(folder, catalogue, rows):
    code, out, _ = folder.run(
        "explain", "eligible", "-c", catalogue, "-r", rows, "--body", "乙厂", "--cheapest"
    )
    assert code == 0
    assert "结果：不符合" in out
    assert "301人 <= 300人" in out
    assert "研发门槛 = 2%，自2020-01-01，第三条" in out
    assert "最省的办法：职工人数由301人到300人" in out


def test_a_decision_that_cannot_be_made_says_why(folder, catalogue, rows):
    out = folder.run("explain", "eligible", "-c", catalogue, "-r", rows, "--body", "丙厂", "--lang", "en")[1]
    assert "cannot be decided" in out
    assert "not reported" in out


def test_a_cell_is_explained_with_its_coverage(folder, catalogue, rows):
    out = folder.run("explain", "county", "-c", catalogue, "-r", rows, "--cell", "area=秦州")[1]
    assert "2.935%" in out
    assert "填报：2/2" in out


def test_a_trace_is_given_as_json(folder, catalogue, rows):
    out = folder.run("explain", "eligible", "-c", catalogue, "-r", rows, "--body", "甲厂", "--json")[1]
    assert json.loads(out)["v"] == 1


def test_without_rows_the_sentence_alone_is_given(folder, catalogue):
    assert folder.run("explain", "county", "-c", catalogue)[1].strip().endswith("比重")
    assert set(json.loads(folder.run("explain", "county", "-c", catalogue, "--json")[1])) == {
        "zh",
        "en",
        "code",
    }


def test_who_is_meant_has_to_be_said_where_there_are_several(folder, catalogue, rows):
    assert "甲厂、乙厂、丙厂" in folder.run("explain", "eligible", "-c", catalogue, "-r", rows)[2]
    assert "T503" in folder.run("explain", "eligible", "-c", catalogue, "-r", rows, "--body", "丁厂")[2]
    assert "T507" in folder.run("explain", "county", "-c", catalogue, "-r", rows, "--cell", "秦州")[2]


def test_which_period_is_meant_too(folder, catalogue):
    rows = folder.write("rows.csv", ROWS + "甲厂,2022,秦州,1,1,1\n")
    asked = ["explain", "eligible", "-c", catalogue, "-r", rows, "--body", "甲厂"]
    assert "2021、2022" in folder.run(*asked)[2]
    assert folder.run(*asked, "--period", "2022")[0] == 0


def test_evaluation_gives_three_outcomes_and_coverage(folder, catalogue, rows):
    code, _, err = folder.run("eval", "-c", catalogue, "-r", rows, "-o", folder.path / "out.csv")
    assert code == 0
    with (folder.path / "out.csv").open(encoding="utf-8-sig") as file:
        held = list(csv.DictReader(file))
    assert [one["结论"] for one in held[:3]] == ["符合", "不符合", "无法判定"]
    assert held[2]["缺失原因"] == "未报"
    assert [(one["范围"], one["值"], one["精确值"]) for one in held[3:4]] == [("秦州", "2.935", "587/200")]
    assert [one["已报/应报"] for one in held[3:]] == ["2/2 2/2", "0/1 1/1"]
    assert "符合 1，不符合 1，无法判定 1" in err


def test_the_output_is_written_as_a_workbook_and_as_parquet(folder, catalogue, rows):
    asked = ["eval", "sum(职工人数)", "-c", catalogue, "-r", rows, "--lang", "en", "-o"]
    assert folder.run(*asked, folder.path / "out.xlsx")[0] == 0
    assert folder.run(*asked, folder.path / "out.parquet")[0] == 0
    page = openpyxl.load_workbook(folder.path / "out.xlsx").active
    head, line = page.iter_rows(values_only=True)
    assert dict(zip(head, line, strict=True))["value"] == 471
    assert pq.read_table(folder.path / "out.parquet").to_pylist()[0] | {"formula": ""} == {
        "formula": "", "cell": "", "period": "2021", "value": "471", "unit": "persons", "reported": 3, "expected": 3,
        "exact": "471",
    }  # fmt: skip


def test_a_number_too_long_for_a_workbook_is_written_as_text(folder, catalogue):
    rows = folder.write("rows.csv", "企业名称,研发费用\n甲,123456789012345678.01\n")
    folder.evaluate(rows, "研发费用", "-o", folder.path / "out.xlsx")
    page = openpyxl.load_workbook(folder.path / "out.xlsx").active
    assert "123456789012345678.01" in [cell.value for cell in page[2]]


def test_an_output_of_another_kind_is_refused_before_anything_is_read(folder, catalogue):
    assert "T506" in folder.run("eval", "1", "-c", catalogue, "-r", "none.csv", "-o", "out.doc")[2]
    code, _, err = folder.run(
        "eval", "1", "-c", catalogue, "-r", folder.write("r.csv", ROWS), "-o", "/none/out.csv"
    )
    assert (code, err.splitlines()[-1][:4]) == (2, "T508")


def test_figures_of_areas_come_from_a_file_of_their_own(folder, catalogue, rows):
    areas = folder.write("areas.csv", "县区,年度,常住人口\n秦州,2021,1000\n麦积,2021,500\n")
    out = folder.run(
        "eval", "sum(职工人数, 按=县) / 常住人口", "-c", catalogue, "-r", rows, "--areas", areas
    )[1]
    assert "42.1" in out


def test_long_output_is_cut_with_a_word(folder, catalogue):
    rows = folder.write("rows.csv", "研发费用\n" + "1\n" * 60)
    assert "另有10行" in folder.evaluate(rows, "研发费用")[1]
    assert "另有" not in folder.evaluate(rows, "研发费用", "--limit", "0")[1]


def test_a_formula_that_is_wrong_is_not_evaluated(folder, catalogue, rows):
    code, out, err = folder.evaluate(rows, "研发费用 + 职工人数")
    assert (code, out) == (1, "")
    assert "F202" in err
    assert "^^" in err


def test_without_a_formula_or_rows_there_is_nothing_to_do(folder, catalogue):
    assert "T501" in folder.run("check")[2]
    assert "T509" in folder.run("eval", "1", "-c", catalogue)[2]
    assert "T502" in folder.run("check", "-f", folder.write("none.txt", "# nothing\n"))[2]


@pytest.mark.slow
def test_a_formula_is_measured_on_made_up_rows(folder, catalogue):
    code, out, _ = folder.run("bench", "-c", catalogue, "--count", "50", "--lang", "en")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[2:]] == ["eligible", "county"]


def test_a_formula_is_measured_on_given_rows(folder, catalogue, rows):
    assert folder.run("bench", "eligible", "-c", catalogue, "-r", rows)[0] == 0


def test_luoshi_hands_its_arguments_on(folder, catalogue):
    assert cli.main(["formula", "check", "-c", str(catalogue)]) == 0
    assert folder.run("check", "-c", catalogue)[0] == 0


@pytest.mark.slow
def test_the_language_runs_without_django_as_a_module_too(folder, catalogue):
    code = (
        "import sys; from luoshi.formula.tool.commands import main; "
        f"main(['check', '-c', {str(catalogue)!r}]); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
    asked = [sys.executable, "-m", "luoshi.formula", "check", "-c", str(catalogue)]
    assert subprocess.run(asked, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_in_bulk_the_values_are_the_same(folder, catalogue):
    rows = folder.write("rows.csv", ROWS + "甲厂,2022,秦州,1,3,1\n丁厂,2022,麦积,7,,4\n")
    formulas = folder.write(
        "formulas.txt",
        "share := 研发费用 / 营业收入\nmeets := 研发费用 / 营业收入 >= 参数(研发门槛)\ncode := 职工人数 * 2\n"
        "county := sum(研发费用, 按=县) / sum(营业收入, 按=县)\nall := sum(职工人数)\n",
    )
    asked = ["eval", "-c", catalogue, "-f", formulas, "-r", rows, "-o"]
    assert folder.run(*asked, folder.path / "exact.csv")[0] == 0
    assert folder.run(*asked, folder.path / "bulk.csv", "--bulk")[0] == 0

    def held(name):
        with (folder.path / name).open(encoding="utf-8-sig") as file:
            return sorted(
                tuple(value for head, value in one.items() if head != "提示") for one in csv.DictReader(file)
            )

    assert held("exact.csv") == held("bulk.csv")


def test_with_many_rows_the_faster_way_is_told(folder, monkeypatch, rows):
    monkeypatch.setattr("luoshi.formula.tool.evaluating.MANY", 3)
    assert "--bulk" in folder.evaluate(rows, "研发费用")[2]


def test_formulas_come_from_the_section_of_a_toml_file_too(folder, catalogue, rows):
    text = '[formulas]\nwhole = {text = "sum(职工人数)", unit = "人"}\nhalf = "职工人数 / 2"\n'
    code, out, _ = folder.run("eval", "-c", catalogue, "-f", folder.write("f.toml", text), "-r", rows)
    assert code == 0
    assert "471" in out
    wrong = folder.write("wrong.toml", '[formulas]\na = {text = "1", unit = "万原"}\n')
    assert "T405" in folder.run("check", "-f", wrong)[2]


def test_it_is_said_when_no_change_of_levers_can_meet_a_condition(folder, catalogue, rows):
    asked = ["explain", "职工人数 >= 5000人", "-c", catalogue, "-r", rows, "--body", "甲厂", "--cheapest"]
    assert "不能使其符合" in folder.run(*asked)[1]
    assert "no change" in folder.run(*asked, "--lang", "en")[1]


def test_a_score_is_explained_with_its_table_and_a_tie_with_its_note(folder, catalogue, rows):
    out = folder.run(
        "explain", "评分(研发强度, 强度分) >= 3分", "-c", catalogue, "-r", rows, "--body", "甲厂"
    )[1]
    assert "表：强度分" in out
    assert "恰在界上" in out
    assert "W402" in out


@pytest.mark.slow
def test_figures_of_every_kind_are_made_up_to_measure(folder, catalogue):
    text = '是否上市 且 成立日期 < 2020-01-01 且 行业 属于 {"A"} 且 产值增速 >= 3%'
    code, out, _ = folder.run(
        "bench", text, "sum(职工人数, 按=县) / 常住人口", "-c", catalogue, "--count", "20"
    )
    assert code == 0
    assert len(out.splitlines()) == 4
