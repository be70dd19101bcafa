"""Tables, plans and lists: what is taken in, what goes to the exact evaluator, which cells fail."""

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import pyarrow
import pytest

from luoshi.formula import (
    Catalogue,
    Coverage,
    Dimension,
    FormulaError,
    Missing,
    Name,
    Outcome,
    Said,
    Why,
    compile,
)
from luoshi.formula.bulk import Cube, Table, Way, evaluate, failing
from tests.formula.comparing import ENGINES, engine, whole
from tests.formula.world import CITY

LONG = 123456789012345678
ROWS = [
    {"body": "甲", "area": "秦州", "研发费用": 287, "主营业务收入": 100, "某数": LONG, "另一数": LONG},
    {
        "body": "乙",
        "area": "麦积",
        "研发费用": Why.CONFIDENTIAL,
        "主营业务收入": 100,
        "某数": LONG,
        "另一数": LONG + 1,
    },
    {"body": "丙", "area": "城关", "研发费用": 5, "主营业务收入": 0, "某数": 2, "另一数": None},
]


def table(rows=ROWS, name="duckdb", catalogue=CITY, **given):
    return Table(catalogue, rows, engine=engine(name), **given)


def column(text, rows=ROWS, **given):
    return evaluate([compile(text, CITY)], table(rows), **given)[0]


def test_a_decision_has_three_outcomes_and_reasons():
    found = column("研发费用 / 主营业务收入 >= 3%")
    at = {body: place for place, body in enumerate(found.bodies)}
    outcomes = {body: found.outcome(place) for body, place in at.items()}
    assert outcomes == {"甲": Outcome.MEETS, "乙": Outcome.UNDECIDED, "丙": Outcome.UNDECIDED}
    assert found.missing(at["乙"]).why == {Why.CONFIDENTIAL}
    assert found.missing(at["丙"]).why == {Why.ZERO_DIVISOR}
    assert found.counts() == {Outcome.MEETS: 1, Outcome.FAILS: 0, Outcome.UNDECIDED: 2}


def test_a_value_is_exact():
    found = column("研发费用 / 主营业务收入")
    assert found.value(found.bodies.index("甲")) == Fraction(287, 1000)
    assert (found.value(found.bodies.index("乙")), found.plan.way) == (None, Way.ENGINE)


def test_only_a_condition_has_outcomes():
    with pytest.raises(ValueError, match="no condition"):
        column("研发费用").counts()


def test_codes_and_days_come_back_as_they_went_in():
    rows = [{"body": "1", "行业": "C35", "成立日期": "2020-02-29"}]
    assert column("行业", rows).value(0) == "C35"
    assert str(column("成立日期 + 1日", rows).value(0)) == "2020-03-01"


def test_what_rounds_goes_to_the_exact_evaluator_and_says_so():
    found = column("round(研发费用, 1) >= 0元")
    assert (found.plan.exact, found.plan.because) == (True, "Rounded")
    assert found.by_body()["甲"] is True


@pytest.mark.parametrize("name", ENGINES)
def test_what_gets_too_long_is_decided_with_a_band_and_exactly_inside_it(name):
    formula = compile("某数 * 某数 * 某数 >= 另一数 * 某数 * 某数", CITY)
    found = evaluate([formula], table(name=name))[0]
    assert found.plan.way is Way.BAND
    assert {found.bodies[at] for at in found.settled} == {"甲", "乙"}
    assert found.by_body() == {"甲": True, "乙": False, "丙": Missing(found.by_body()["丙"].reasons)}


@pytest.mark.parametrize("sign", [">=", "<=", ">", "<", "==", "!="])
def test_a_band_changes_no_decision(sign):
    rows = [{"body": str(at), "某数": LONG + at % 3, "另一数": LONG + at // 3} for at in range(9)]
    text = f"某数 * 某数 * 另一数 - 某数 {sign} 某数 * 另一数 * 另一数 - 另一数"
    formula = compile(text, CITY)
    exact = {body: one.value for body, one in formula.evaluate_all(rows).items()}
    assert column(text, rows).by_body() == exact


def test_figures_that_no_engine_keeps_are_kept_beside_it():
    rows = [
        {"body": "1", "某数": 10**40, "另一数": 1},
        {"body": "2", "某数": Why.NOT_DUE, "另一数": 1},
        {"body": "3"},
    ]
    found = column("某数 - 另一数", rows)
    assert found.plan.exact
    assert found.by_body()["1"] == 10**40 - 1
    assert [found.by_body()[one].why for one in "23"] == [{Why.NOT_DUE}, {Why.NOT_REPORTED}]


def test_figures_beside_an_engine_are_in_their_unit():
    rows = [{"body": "1", "研发费用": 10**40}, {"body": "2", "研发费用": 1}]
    formula = compile("sum(研发费用)", CITY)
    assert column("研发费用", rows).by_body() == {"1": 10**43, "2": 1000}
    assert Cube(table(rows), [formula]).evaluate()[0][""].value == 10**43 + 1000


def test_what_lasts_is_taken_from_the_latest_row_in_the_period():
    rows = [
        {"body": "1", "period": "2020-Q1", "行业": "C35"}, {"body": "1", "period": "2020-H2", "行业": "C36"},
        {"body": "2", "period": "2020-Q1", "行业": "C37"}, {"body": "1", "period": "2019", "行业": "C38"},
        {"body": "1", "period": "2020-05", "行业": "C39"},
    ]  # fmt: skip
    assert column("行业", rows, period="2020").by_body() == {"1": "C36", "2": "C37"}


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), "三"])
def test_what_is_no_number_is_refused_as_it_is_loaded(wrong):
    with pytest.raises(FormulaError) as refused:
        table([{"body": "1", "某数": wrong}])
    assert refused.value.codes == ("F601",)


def test_a_formula_of_cells_is_not_asked_of_bodies_nor_the_other_way():
    with pytest.raises(ValueError, match="Cube"):
        column("sum(研发费用)")
    with pytest.raises(ValueError, match="evaluate"):
        Cube(table(), [compile("研发费用", CITY)])


def test_nobody_gives_nothing():
    assert column("研发费用 > 0元", []).bodies == []
    assert len(failing([compile("研发费用 > 0元", CITY)], table([]))) == 0
    assert Cube(table([]), [compile("sum(研发费用)", CITY)]).evaluate() == [{}]


def test_what_is_known_later_does_not_count_on_an_earlier_day():
    rows = [
        {"body": "1", "period": "2020", "某数": 1, "known_from": "2021-03-01"},
        {"body": "1", "period": "2020", "某数": 2, "known_from": "2021-09-01"},
    ]
    days = ["2021-06-30", "2021-09-01"]
    found = [
        evaluate([compile("某数", CITY)], table(rows, as_of=day), period="2020")[0].value(0) for day in days
    ]
    assert found == [1, 2]


HEAVY = ["duckdb", "ibis", "polars", "pyarrow", "numpy", "pandas"]


def test_no_engine_is_loaded_before_it_is_asked():
    code = f"import sys, luoshi.formula.bulk; print([one for one in {HEAVY} if one in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


# lists


@pytest.mark.parametrize("name", ENGINES)
def test_the_failing_cells_are_listed_with_rule_and_outcome(name):
    rules = [
        compile(text, CITY)
        for text in (
            "研发费用 >= 6千元",
            "主营业务收入 > 0元",
            "round(主营业务收入, 0) == 100万元",
            "某数 * 某数 * 某数 > 另一数 * 某数 * 某数",
        )
    ]
    found = sorted((one.body, rules.index(one.rule), one.outcome) for one in failing(rules, table(name=name)))
    fails, undecided = Outcome.FAILS, Outcome.UNDECIDED
    assert found == sorted([
        ("乙", 0, undecided), ("丙", 0, fails), ("丙", 1, fails), ("丙", 2, fails), ("甲", 3, fails), ("乙", 3, fails),
        ("丙", 3, undecided),
    ])  # fmt: skip


def test_a_rule_must_be_a_condition():
    with pytest.raises(ValueError, match="no condition"):
        failing([compile("研发费用", CITY)], table())


# columns


def arrow(**columns):
    return pyarrow.table({"body": ["甲", "乙", "丙"], **columns})


def test_arrow_columns_are_taken_in_as_rows_are():
    given = arrow(
        研发费用=pyarrow.array([Decimal("2.87"), None, Decimal("-1.00")], pyarrow.decimal128(18, 2)),
        revenue=pyarrow.array([1, 2, None], pyarrow.int32()),
        above=[True, None, False],
        industry=["C35", "3511", None],
        founded=pyarrow.array([18000, None, 0], pyarrow.date32()),
        area=["秦州", "秦州", None],
        **{"revenue.why": [None, None, "保密"]},
    )
    names = ["研发费用", "revenue", "above", "industry", "founded"]
    found = evaluate([compile(name, CITY) for name in names], Table.of_columns(CITY, {"2020-01": given}))
    shown = [[column.value(column.bodies.index(body)) for body in "甲乙丙"] for column in found]
    assert [[str(one) for one in own] for own in shown] == [
        ["2870", "None", "-1000"], ["10000", "20000", "None"], ["True", "None", "False"], ["C35", "3511", "None"],
        ["2019-04-14", "None", "1970-01-01"],
    ]  # fmt: skip
    why = [column.missing(column.bodies.index(body)) for column, body in zip(found, "乙丙乙", strict=False)]
    assert [next(iter(one.why)) for one in why] == [Why.NOT_REPORTED, Why.CONFIDENTIAL, Why.NOT_REPORTED]


def test_cells_of_arrow_columns_are_counted():
    given = arrow(研发费用=pyarrow.array([1, 2, None], pyarrow.int64()), area=["秦州", "秦州", "城关"])
    cube = Cube(Table.of_columns(CITY, {"2020": given}), [compile("sum(研发费用, by=市)", CITY)])
    cube.patch_columns("2020", given)
    found = cube.evaluate()[0]
    assert {cell: (one.amount, one.coverage) for cell, one in found.items()} == {
        "天水": (3, Coverage(2, 2)), "兰州": (None, Coverage(0, 1)),
    }  # fmt: skip


def test_floats_are_refused():
    with pytest.raises(ValueError, match="decimals"):
        Table.of_columns(CITY, {"2020": arrow(研发费用=[1.5, 2.5, 3.5])})


def test_a_body_stands_once_in_a_period():
    with pytest.raises(ValueError, match="twice"):
        Table.of_columns(CITY, {None: pyarrow.table({"body": ["甲", "甲"]})})


def test_decimals_of_thirty_eight_digits_are_taken_in():
    digits = [Decimal(10**37 + 1), Decimal(-(10**37)), None]
    given = arrow(某数=pyarrow.array(digits, pyarrow.decimal128(38, 0)))
    formula = compile("某数", CITY)
    found = evaluate([formula], Table.of_columns(CITY, {"2020": given}))[0]
    assert [found.by_body()[body] for body in "甲乙"] == [10**37 + 1, -(10**37)]


# cubes


def test_a_cube_answers_for_cells_that_are_asked_for():
    formula = compile("sum(主营业务收入)", CITY)
    cube = Cube(table(), [formula], dimensions=["area"])
    found = [
        cube.at(formula, cell=cell).amount
        for cell in ({}, {"area": "天水"}, {"area": "秦州"}, {"area": "无"})
    ]
    assert found == [200, 200, 100, None]
    with pytest.raises(KeyError, match="industry"):
        cube.at(formula, cell={"industry": "C"})


def test_what_rests_on_a_patched_period_is_counted_again_and_nothing_else():
    rows = [{"body": "1", "period": year, "研发费用": int(year)} for year in ("2019", "2020")]
    formula = compile("sum(研发费用)", CITY)
    cube = Cube(table(rows), [formula])
    before = [cube.at(formula, period=year).amount for year in ("2019", "2020")]
    cube.patch("2020", [{"body": "1", "period": "2020", "研发费用": 7}])
    assert [str(one.period) for one in cube.tallied] == ["2019"]
    assert (before, cube.at(formula, period="2020").amount) == ([2019, 2020], 7)
    cube.patch(None, [])
    assert cube.tallied == []


def test_leaves_that_mean_the_same_are_counted_once():
    texts = [
        "sum(研发费用, by=县)",
        "sum(R&D_expense, by=县) / sum(主营业务收入)",
        "sum(主营业务收入, by=县) > 1元",
    ]
    cube = Cube(table(), [compile(text, CITY) for text in texts])
    cube.evaluate()
    assert len(cube.tallied) == 2


def test_a_figure_of_the_area_inside_a_condition_is_left_to_the_exact_evaluator():
    formula = compile("count(where=常住人口 > 5人, by=县)", CITY)
    areas = [
        {"area": "秦州", "常住人口": 9},
        {"area": "麦积", "常住人口": 1},
        {"area": "城关", "常住人口": 9},
    ]
    found = Cube(table(areas=areas), [formula]).evaluate()[0]
    exact = formula.evaluate_all(ROWS, areas=areas)
    assert {cell: one.value for cell, one in found.items()} == {
        cell: one.value for cell, one in exact.items()
    }


TREES = [
    Dimension(
        "area",
        "地区",
        "area",
        {"秦州": "天水"},
        {"天水": "市", "秦州": "县"},
        (Said("市", "city"), Said("县", "county")),
    ),
    Dimension(
        "branch",
        "门类",
        "branch",
        {"C35": "C"},
        {"C": "门", "C35": "大"},
        (Said("门", "section"), Said("大", "division")),
    ),
]


@pytest.mark.parametrize("by", ["{门, 县}", "{县, 门类}", "{市, 大}", "门类", "市"])
@pytest.mark.parametrize(
    "value", ["sum(a, by={})", "median(a, by={})", "mean(1 / a, by={}) - within(市, min(a))"]
)
def test_cells_of_several_dimensions_are_those_of_the_exact_evaluator(by, value):
    names = Catalogue([Name("a")], dimensions=TREES)
    places = [
        ("秦州", "C35"),
        ("天水", "C35"),
        ("秦州", "C"),
        (None, "C35"),
        ("秦州", None),
        ("外", "C"),
        ("秦州", "C35"),
    ]
    rows = [
        {"body": str(at), "area": area, "branch": branch, "a": at + 1}
        for at, (area, branch) in enumerate(places)
    ]
    formula = compile(value.format(by), names)
    found = Cube(table(rows, catalogue=names), [formula]).evaluate()[0]
    exact = formula.evaluate_all(rows)
    assert {cell: whole(one) for cell, one in found.items()} == {
        cell: whole(one) for cell, one in exact.items()
    }


def test_a_catalogue_without_dimensions_has_one_cell():
    names = Catalogue([Name("a"), Name("b")])
    found = Cube(
        table([{"body": "1", "a": 3}, {"body": "2", "a": 4}], catalogue=names), [compile("sum(a)", names)]
    )
    assert found.evaluate()[0][""].value == 7
