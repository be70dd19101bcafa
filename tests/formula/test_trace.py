"""The trace: every step of a decision, with the gap, what each figure would have to be, and where it came from."""

import json
from datetime import date

from luoshi.formula import Figure, Outcome, compile
from tests.formula.world import CITY

JUNE = date(2022, 6, 30)
ROW = {"body": "91620500", "period": "2021", "研发费用": 287, "营业收入": 1000, "职工人数": 120}


def traced(text, row=ROW, **asked):
    return compile(text, CITY, code="elig-7@3").evaluate(row, as_of=JUNE, **asked).trace()


def first(trace):
    return trace["args"][0]


def test_a_trace_says_what_was_asked_and_what_came_out():
    trace = traced("研发费用 / 营业收入 >= 参数(研发门槛)")
    asked = {name: trace[name] for name in ("v", "formula", "as_of", "period", "entity", "result")}
    assert asked == {
        "v": 1, "formula": "elig-7@3", "as_of": "2022-06-30", "period": "2021", "entity": "91620500", "result": "不符合",
    }  # fmt: skip


def test_a_trace_can_be_kept_as_json():
    trace = traced("研发费用 / 营业收入 >= 参数(研发门槛) 且 行业 属于 战略性新兴产业")
    assert json.loads(json.dumps(trace)) == trace


def test_a_failed_comparison_shows_both_sides_exactly_and_the_gap():
    step = first(traced("研发费用 / 营业收入 >= 3%"))
    assert (step["left"], step["right"], step["gap"]) == ("2.87%", "3%", "-0.13个百分点")
    assert step["exact"] == ["287/10000", "3/100"]


def test_a_failed_comparison_says_what_each_figure_would_have_to_be():
    assert first(traced("研发费用 / 营业收入 >= 3%"))["fix"] == [
        {"name": "研发费用", "now": "287千元", "need": ">= 300千元"},
        {"name": "营业收入", "now": "1000万元", "need": "<= 956.66万元"},
    ]


def test_a_bound_that_is_not_met_on_the_line_is_strict():
    assert first(traced("研发费用 > 300千元"))["fix"] == [
        {"name": "研发费用", "now": "287千元", "need": "> 300千元"}
    ]


def test_the_same_figure_twice_is_solved_for_at_once():
    fix = first(traced("研发费用 / (研发费用 + 营业收入) >= 5%"))["fix"]
    assert fix[0] == {"name": "研发费用", "now": "287千元", "need": ">= 526.32千元"}


def test_a_figure_whose_rise_could_not_help_has_no_fix():
    assert "fix" not in first(traced("职工人数 / 职工人数 >= 2倍"))


def test_what_meets_a_comparison_needs_no_fix():
    assert "fix" not in first(traced("研发费用 >= 1千元"))


def test_two_sides_that_look_alike_are_shown_with_more_digits():
    step = first(traced("研发费用 / 营业收入 >= 3%", ROW | {"研发费用": "299.9999999"}))
    assert (step["left"], step["right"]) == ("2.9999999990%", "3%")


def test_a_tie_is_marked_and_warned_of():
    trace = traced("研发费用 / 营业收入 >= 3%", ROW | {"研发费用": 300})
    assert (trace["result"], first(trace)["tie"]) == ("符合", True)
    assert [one["code"] for one in trace["warnings"]] == ["W402"]


def test_what_is_missing_is_named_with_its_reason():
    trace = traced("利润总额 >= 3万元")
    assert trace["result"] == "无法判定"
    assert first(trace)["missing"] == [{"why": "未报", "name": "利润总额", "period": "2021"}]


def test_a_parameter_is_named_with_its_version_and_clause():
    assert traced("研发费用 / 营业收入 >= 参数(研发门槛)")["params"] == [
        {"name": "研发门槛", "value": "3%", "from": "2022-01-01", "clause": "第五条"}
    ]


def test_a_figure_is_traced_to_its_cell():
    source = {"form": "B103", "rev": 2, "cell": "C14"}
    step = first(traced("研发费用 >= 3万元", ROW | {"研发费用": Figure(287000, source)}))
    assert step["args"][0]["src"] == {"form": "B103", "period": "2021", "rev": 2, "cell": "C14"}


def test_a_trace_speaks_english():
    trace = compile("rd / revenue >= 3% and profit > 0 yuan", CITY).explain(ROW, language="en")
    step = first(trace)["args"][0]
    assert trace["result"] == "does not meet it"
    assert (step["gap"], step["fix"][0]["need"]) == ("-0.13 percentage_points", ">= 300 thousand_yuan")
    assert first(trace)["args"][1]["missing"][0] == {
        "why": "not reported",
        "name": "profit",
        "period": "2021",
    }


def test_an_aggregate_shows_its_coverage_and_who_contributed_most():
    rows = [{"body": str(one), "period": "2020", "营业收入": one} for one in range(1, 8)] + [
        {"body": "8", "period": "2020"}
    ]
    trace = compile("sum(营业收入) >= 20万元", CITY).evaluate(rows=rows, period="2020").trace()
    step = first(trace)["args"][0]
    assert step["coverage"] == {"reported": 7, "expected": 8}
    assert [one["entity"] for one in step["top"]] == ["7", "6", "5", "4", "3"]


def test_growth_names_its_base_and_an_index_is_no_lever():
    rows = [
        {"body": "1", "period": "2015", "工业增加值": 100},
        {"body": "1", "period": "2020", "工业增加值": 90},
    ]
    step = first(
        compile("growth(工业增加值, since=2015) >= 0%", CITY).evaluate(rows=rows, period="2020").trace()
    )
    assert (step["args"][0]["base"], "fix" in step) == ("2015", False)


def test_a_table_is_named():
    step = first(traced("评分(研发强度, 主营占比分) >= 1分"))
    assert step["args"][0]["table"]["name"] == "主营占比分"


def test_a_decision_has_three_outcomes():
    formula = compile("研发费用 >= 3万元", CITY)
    outcomes = [formula.evaluate({"研发费用": one}).outcome for one in (30, 29, None)]
    assert outcomes == [Outcome.MEETS, Outcome.FAILS, Outcome.UNDECIDED]
