import pytest

from luoshi.reading.grammar import clauses, periods
from luoshi.reading.grammar.periods import Use


def found(text):
    return [(period.use.value, period.due) for period in periods.find(text, clauses.veil(text))]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("到2025年，", "2025"),
        ("力争到“十三五”末，", "2020"),
        ("“十四五”期间，", "2025"),
        ("第十四个五年规划期内，", "2025"),
        ("2020年底前，", "2020-12"),
        ("2021年6月底前，", "2021-06"),
        ("2024年上半年，", "2024-06"),
        ("2023年第三季度，", "2023-09"),
        ("2013年起5年内，", "2017"),
        ("从2021年起用三年时间，", "2023"),
        ("2021—2023年，", "2023"),
        ("2021年至2023年，", "2023"),
        ("到二〇三五年，", "2035"),
        ("2023年末，", "2023-12"),
    ],
)
def test_a_period_sets_a_date(text, due):
    assert found(text) == [("due", due)]


@pytest.mark.parametrize(
    "text", ["比2015年下降", "在2018年基础上", "与2020年相比", "由2020年的10%提高", "较“十三五”末提高"]
)
def test_a_year_of_comparison_sets_none(text):
    assert [use for use, _ in found(text)] == ["base"]


@pytest.mark.parametrize("text", ["“十三五”以来，", "2018年以来，", "截至2020年底，"])
def test_a_year_that_is_looked_back_on_is_past(text):
    assert [use for use, _ in found(text)] == ["past"]


def test_a_year_from_which_something_begins_sets_no_date():
    assert found("从2019年1月1日起，") == [("start", None)]


def test_the_term_of_a_policy_sets_no_date():
    assert found("2019年1月1日至12月31日，") == [("span", None)]


def test_some_years_from_now_end_the_reach_of_a_date():
    assert found("力争三到五年时间内，")[0][0] == Use.SPAN.value


def test_a_month_takes_the_year_printed_before_it():
    assert found("2022年3月底前完成，6月底前验收") == [("due", "2022-03"), ("due", "2022-06")]


def test_a_month_without_a_year_has_no_date():
    assert found("6月底前完成") == [("due", None)]


def test_a_name_holds_no_period():
    assert found("落实《“十四五”规划》和“中国制造2025年版”") == []


def test_the_first_plans_and_those_after_the_readjustment_end_in_their_years():
    assert [periods.last_year_of_plan(plan) for plan in ("一", "三", "十二", "十四")] == [
        1957,
        1970,
        2015,
        2025,
    ]
