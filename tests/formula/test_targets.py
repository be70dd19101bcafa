"""The seed's targets as formulas, decided exactly on the line and one unit beside it."""

import pytest

from luoshi.formula import compile
from tests.formula.world import CITY

LINE = [
    ("sum(增加值) / 生产总值 >= 16%", {"增加值": 1600}, {"gdp": 1}, {"增加值": "1599.99999999"}),
    ("share(应用数字化工具) >= 65%", {"tool": (65, 100)}, {}, {"tool": (64, 100)}),
    ("mean(知识产权数 / 1件 * 1%) >= 50%", {"知识产权数": 50}, {}, {"知识产权数": "49.9999999999"}),
    (
        "ratio(研发费用, 主营业务收入) >= 1%",
        {"研发费用": "2.01", "主营业务收入": "20.1"},
        {},
        {"研发费用": "2.0099999999999"},
    ),
]


def rows_of(figures):
    if "tool" in figures:
        yes, whole = figures["tool"]
        return [{"body": str(one), "period": "2020", "tool": one < yes} for one in range(whole)]
    return [{"body": "1", "period": "2020", **figures}]


@pytest.mark.parametrize(("text", "on", "area", "beside"), LINE, ids=[text for text, *_ in LINE])
def test_a_target_is_met_on_the_line_and_not_one_unit_beside_it(text, on, area, beside):
    formula = compile(text, CITY)
    areas = [{"period": "2020", **area}] if area else []
    asked = {"areas": areas, "period": "2020"}
    met = formula.evaluate(rows=rows_of(on), **asked)
    assert (met.value, [one.code for one in met.warnings]) == (True, ["W402"])
    assert formula.evaluate(rows=rows_of(on | beside), **asked).value is False


def intensity(energy, value):
    rows = [
        {"body": "1", "period": "2015", "能耗": 1000, "不变价增加值": 1000},
        {"body": "1", "period": "2020", "能耗": energy, "不变价增加值": value},
    ]
    formula = compile("growth(sum(能耗) / sum(不变价增加值), since=2015, basis=同口径) <= -5%", CITY)
    return formula.evaluate(rows=rows, period="2020")


def test_a_fall_of_five_percent_since_2015_is_met_on_the_line():
    assert intensity(1140, 1200).value is True
    assert intensity("1140.0000000001", 1200).value is False


@pytest.mark.parametrize("value", range(7, 1000, 41))
def test_every_tie_of_the_fall_is_decided_exactly(value):
    assert intensity(value * 95, value * 100).value is True


def listed(count):
    before = [{"body": str(one), "period": "2015", "above": True} for one in range(100)]
    now = [{"body": str(one), "period": "2020", "above": True} for one in range(100 + count)]
    formula = compile("count(where=是否规上) - lag(count(where=是否规上), 5年) >= 60户", CITY)
    return formula.evaluate(rows=before + now, period="2020").value


def test_sixty_enterprises_more_are_sixty():
    assert (listed(60), listed(59)) == (True, False)


def test_a_fund_grows_at_least_as_fast_as_revenue():
    formula = compile("yoy(研发费用) - yoy(营业收入) >= 0个百分点", CITY)
    rows = [
        {"body": "1", "period": "2019", "研发费用": 300, "营业收入": 700},
        {"body": "1", "period": "2020", "研发费用": 330, "营业收入": 770},
    ]
    assert formula.evaluate(rows=rows, period="2020").value is True
    rows[1]["研发费用"] = "329.9999"
    assert formula.evaluate(rows=rows, period="2020").value is False
