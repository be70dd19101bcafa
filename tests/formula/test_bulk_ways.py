"""Who computes a formula in bulk: an engine whatever it can do exactly, the exact evaluator the rest, and why."""

import pyarrow
import pytest

from luoshi.formula import Outcome, Why, compile
from luoshi.formula.bulk import Plan, Table, Way, evaluate, failing, rows
from luoshi.formula.bulk.storing import Codes, Column, stored
from luoshi.formula.catalogue import Kind
from tests.formula.comparing import ENGINES, engine
from tests.formula.world import CITY

LONG = 123456789012345678
ROWS = [
    {"body": str(at), "period": year, "某数": LONG + at, "另一数": at - LONG, "rd": at, "main": 2 * at + 1,
        "staff": at}
    | {"成立日期": f"20{10 + at}-02-29" if at == 2 else f"20{10 + at}-01-01", "行业": f"C3{at}", "是否规上": at > 1}
    for at in range(4)
    for year in ("2019", "2020")
]  # fmt: skip


def column(text, rows=ROWS, name="duckdb", **given):
    table = Table(CITY, rows, engine=engine(name), **given)
    return evaluate([compile(text, CITY)], table, period="2020")[0]


IN_AN_ENGINE = [
    "某数 + 另一数", "某数 - 另一数", "某数 * 另一数", "某数 * 另一数 > 某数", "rd / main / rd", "成立日期 + 1日", "行业",
    "成立日期 - 成立日期@2019", "growth(rd, since=2019) > 0%", "min(rd, main)", "abs(某数 - 另一数)", "rd ** 3",
    "sum(rd, over=2)", "max(rd / main, over=2)", "评分(rd / main, 主营占比分)", "折线(rd / main, 增速折线)", "某数 / 另一数",
    "if(是否规上, rd, main)", "orelse(rd, main)", "满年数(成立日期)", "某数 属于 {1, 2}", "rd / main == 3%", "-某数 < 另一数",
    "决策(划型, staff, 行业)", "rd * 3%", "if(rd > 1千元, 某数, 2)", "rd 缺", "某数 * 0", "某数 * 10", "(某数 + 1) * 另一数 + 某数",
]  # fmt: skip
IN_A_BAND = ["> 1", "< 某数", "== 另一数", "!= 2", "属于 [1..某数)", "属于 {1, 2}", "属于 {1, 2} 或 rd > 0元"]
EXACTLY = [
    ("某数 * 某数 * 另一数", "digits"), ("if(某数 * 某数 * 另一数 > 1, 1, 2)", "digits"), ("round(某数)", "Rounded"),
    ("cagr(rd, since=2019)", "root"), ("round(rd) > 1千元", "Rounded"), ("某数 ** 30 > 3", "digits"),
    ("成立日期 + rd / 1千元 * 1日", "days"), ("orelse(某数 * 某数 * 另一数, 1)", "digits"), ("某数 ** 9 * 1", "digits"),
    ("-(某数 * 某数 * 另一数)", "digits"), ("max(某数 * 某数 * 另一数, 1)", "digits"),
]  # fmt: skip


@pytest.mark.parametrize("text", IN_AN_ENGINE)
def test_what_fits_into_whole_numbers_is_computed_by_the_engine_alone(text):
    found = column(text)
    assert (found.plan.way, found.plan.because, found.settled) == (Way.ENGINE, "", {})


@pytest.mark.parametrize("test", IN_A_BAND)
def test_a_condition_on_longer_numbers_has_a_band(test):
    assert column(f"某数 * 某数 * 另一数 {test}").plan.way is Way.BAND


@pytest.mark.parametrize(("text", "because"), EXACTLY)
def test_what_no_engine_can_do_is_named(text, because):
    found = column(text)
    assert (found.plan.way, found.plan.because, len(found.settled)) == (Way.EXACT, because, 4)


@pytest.mark.parametrize("text", [*IN_AN_ENGINE, *(text for text, _ in EXACTLY)])
def test_either_way_the_value_is_that_of_the_exact_evaluator(text):
    exact = compile(text, CITY).evaluate_all(ROWS, period="2020")
    found = column(text)
    assert {body: found.value(at) for at, body in enumerate(found.bodies)} == {
        body: one.value for body, one in exact.items()
    }


def test_inside_a_band_only_what_is_near_is_decided_exactly():
    rows = [
        {"body": str(at), "period": "2020", "某数": LONG + at, "另一数": LONG + at * at} for at in range(4)
    ]
    found = column("某数 * 某数 * 某数 > 另一数 * 某数 * 某数", rows)
    assert [found.outcome(at) for at in range(4)] == [Outcome.FAILS] * 4
    assert column("某数 * 某数 * 某数 > 1", rows).settled == {}


@pytest.mark.parametrize("test", ["round(rd) >= 6千元", "某数 * 某数 * 另一数 >= rd / 1千元"])
def test_what_the_exact_evaluator_cannot_decide_is_undecided(test):
    rows = [
        {"body": "1", "某数": LONG, "另一数": LONG + 1, "rd": Why.NOT_DUE},
        {"body": "2", "某数": 1, "另一数": 2, "rd": 7},
    ]
    rule, table = compile(test, CITY), Table(CITY, rows, engine=engine("duckdb"))
    assert [(one.body, one.outcome) for one in failing([rule], table)][:1] == [("1", Outcome.UNDECIDED)]
    found = evaluate([rule], table)[0]
    assert found.outcome(found.bodies.index("1")) is Outcome.UNDECIDED


@pytest.mark.parametrize("name", ENGINES)
def test_the_same_for_all_is_the_same_for_each(name):
    for text, value in (
        ("1 + 1", 2),
        ("真", True),
        ('"C"', "C"),
        ("2020-01-02", compile("2020-01-02", CITY).node.value),
    ):
        assert list(column(text, name=name).by_body().values()) == [value] * 4
    assert column("缺", name=name).missing(0).why == frozenset()
    assert column("1 > 2", name=name).counts()[Outcome.FAILS] == 4


@pytest.mark.parametrize(
    "text", ["是否规上", "是否规上 == 真", "rd > 1千元", "非 是否规上", "orelse(是否规上, 是否规上@2019)"]
)
def test_a_condition_on_what_nobody_reported_is_undecided_for_all(text):
    rule, table = compile(text, CITY), Table(CITY, [{"body": "1"}, {"body": "2"}], engine=engine("duckdb"))
    found = evaluate([rule], table)[0]
    assert (found.counts()[Outcome.UNDECIDED], found.missing(0).why) == (2, {Why.NOT_REPORTED})
    assert [one.outcome for one in failing([rule], table)] == [Outcome.UNDECIDED] * 2


def test_what_was_not_computed_is_not_guessed():
    plan, table = Plan(compile("rd", CITY), Way.EXACT), Table(CITY, [{"body": "1"}], engine=engine("duckdb"))
    with pytest.raises(LookupError, match="nothing was computed for '1'"):
        rows.Column(plan, rows.Bodies(pyarrow.array(["1"])), table).found(0)


# what is stored


def held(values, code="number"):
    rows = {str(at): {code: value} for at, value in enumerate(values)}
    return stored("t", rows, CITY, Codes())


@pytest.mark.parametrize(
    ("values", "low", "high", "step"),
    [([3, 5], 3, 5, "1"), (["0.5", 2], 1, 4, "1/2"), (["0.25", "0.1"], 2, 5, "1/20"),
        ([-7, None], -7, -7, "1"), ([None], 0, 0, "1")],
)  # fmt: skip
def test_numbers_are_kept_as_whole_multiples_of_the_largest_step_that_divides_all(values, low, high, step):
    column = held(values)[0].columns["number"]
    assert (column.kind, column.low, column.high, str(column.step)) == (Kind.NUMBER, low, high, step)


def test_a_column_without_gaps_keeps_no_reasons():
    assert held([1, 2])[1].column_names == ["body", "v:number"]
    assert held([1, Why.NOT_DUE])[1].column_names == ["body", "v:number", "w:number"]


def test_days_and_truths_are_kept_as_numbers():
    day = held(["2020-01-01", None], "founded")[0].columns["founded"]
    assert (day.low, day.high) == (737425, 737425)
    assert held([None], "founded")[0].columns["founded"].low == 1
    assert held([True, False], "above")[0].columns["above"] == Column(Kind.TRUTH, 0, 1)


def test_codes_have_numbers_of_their_own():
    codes = Codes()
    assert [codes.number(one) for one in ("C", "D", "C", "E")] == [0, 1, 0, 2]
    assert (len(codes), codes.text(1)) == (3, "D")
