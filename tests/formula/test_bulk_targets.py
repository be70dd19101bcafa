"""The seed's targets in bulk: exactly on the line and one unit beside it, on every evaluator."""

import pytest

from luoshi.formula import compile
from luoshi.formula.bulk import Cube, Table, evaluate, failing
from tests.formula.comparing import ENGINES, engine
from tests.formula.test_targets import LINE, rows_of
from tests.formula.world import CITY

pytestmark = pytest.mark.parametrize("name", ENGINES)


def met(text, rows, name, *, areas=()):
    formula = compile(text, CITY)
    table = Table(CITY, rows, areas=areas, engine=engine(name))
    return Cube(table, [formula]).evaluate("2020")[0][""].value


@pytest.mark.parametrize(("text", "on", "area", "beside"), LINE, ids=[text for text, *_ in LINE])
def test_a_target_of_the_city_is_met_on_the_line_and_not_beside_it(text, on, area, beside, name):
    areas = [{"period": "2020", **area}] if area else []
    assert met(text, rows_of(on), name, areas=areas) is True
    assert met(text, rows_of(on | beside), name, areas=areas) is False


@pytest.mark.parametrize("value", range(7, 1000, 331))
def test_a_fall_of_five_percent_since_2015_is_met_on_the_line(value, name):
    text = "growth(sum(能耗) / sum(不变价增加值), since=2015, basis=同口径) <= -5%"
    base = {"body": "1", "period": "2015", "能耗": 1000, "不变价增加值": 1000}
    now = {"body": "1", "period": "2020", "不变价增加值": value * 100}
    assert met(text, [base, now | {"能耗": value * 95}], name) is True
    assert met(text, [base, now | {"能耗": f"{value * 95}.0000000001"}], name) is False


def test_sixty_enterprises_more_are_sixty(name):
    text = "count(where=是否规上) - lag(count(where=是否规上), 5年) >= 60户"
    before = [{"body": str(one), "period": "2015", "above": True} for one in range(100)]
    now = [{"body": str(one), "period": "2020", "above": True} for one in range(160)]
    assert (met(text, before + now, name), met(text, before + now[:-1], name)) == (True, False)


BODIES = [
    ("研发费用 / 主营业务收入 >= 1%", {"研发费用": "2.01", "主营业务收入": "20.1"}, {"研发费用": "2.0099999999999"}),
    ("工业增加值 / 主营业务收入 >= 16%", {"工业增加值": 16, "主营业务收入": 100}, {"工业增加值": "15.99999999"}),
    ("利润总额 / 主营业务收入 >= 65%", {"利润总额": "0.65", "主营业务收入": 1}, {"利润总额": "0.6499999999999"}),
    ("(利润总额 - 主营业务收入) / 主营业务收入 >= -50%", {"利润总额": "0.5", "主营业务收入": 1}, {"利润总额": "0.49999999999"}),
    ("利润总额 / 主营业务收入 <= -5%", {"利润总额": "-0.05", "主营业务收入": 1}, {"利润总额": "-0.04999999999"}),
    ("职工人数 >= 60人", {"职工人数": 60}, {"职工人数": 59}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "on", "beside"), BODIES, ids=[text for text, *_ in BODIES])
def test_a_condition_of_a_body_is_met_on_the_line_and_not_beside_it(text, on, beside, name):
    rows = [{"body": "on", **on}, {"body": "beside", **(on | beside)}]
    formula, table = compile(text, CITY), Table(CITY, rows, engine=engine(name))
    column = evaluate([formula], table)[0]
    assert (column.plan.exact, column.by_body()) == (False, {"on": True, "beside": False})
    assert [one.body for one in failing([formula], table)] == ["beside"]
