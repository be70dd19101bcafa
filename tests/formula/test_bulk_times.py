"""Time in bulk: for whatever period a formula is asked, every body has what the exact evaluator finds for it."""

from fractions import Fraction

import pytest

from luoshi.formula import Catalogue, Dimension, Grain, Name, Why, compile
from luoshi.formula.bulk import Table, evaluate
from luoshi.formula.catalogue import Kind, Level, Time
from luoshi.formula.tables import Between, BrokenLine, DecisionTable, OneOf, Rule, ScoringTable, bands
from luoshi.formula.units import unit
from tests.formula.comparing import engine, reasons

THREE = Fraction(3)
NAMES = Catalogue(
    [
        Name("x", unit=unit("万元"), every=Grain.QUARTER), Name("m", every=Grain.MONTH), Name("y"),
        Name("w", time=Time.STOCK, every=Grain.QUARTER),
        Name("z", time=Time.CUMULATIVE, every=Grain.MONTH),
        Name("zz", time=Time.CUMULATIVE, every=Grain.MONTH, january_merged=True),
        Name("i", time=Time.INDEX, level=Level.ALL, every=Grain.QUARTER),
        Name("j", time=Time.INDEX, level=Level.ALL, index_base=2015),
        Name("r", time=Time.RATE, every=Grain.MONTH), Name("n", time=Time.NONE),
        Name("p", kind=Kind.TRUTH, time=Time.NONE),
        Name("c", kind=Kind.CODE, time=Time.NONE), Name("d", kind=Kind.DATE, time=Time.NONE),
    ],
    tables=[
        ScoringTable("low", bands((None, 0, 1), (0, 3, 2), (3, None, 5))),
        ScoringTable("high", bands((1, 3, 2), (3, 5, 4)), with_high=True),
        BrokenLine("line",
            tuple((Fraction(at), Fraction(height)) for at, height in ((1, 2), (3, 8), (5, 4)))),
        DecisionTable("only", ("code", unit(""), "truth"), (
            Rule((OneOf(frozenset({"A"})), Between(None, THREE), None), Fraction(10)),
            Rule((None, Between(THREE, None), OneOf(frozenset({True}))), Fraction(20)),
            Rule((OneOf(frozenset({"B", "C"})), Between(None, THREE), OneOf(frozenset({False}))),
                Fraction(30)),
        ), gives=unit("")),
        DecisionTable("first", ("code", unit("")),
            (Rule((OneOf(frozenset({"A"})), None), "K"), Rule((None, Between(Fraction(2), Fraction(4))), "L")),
            gives="code",
                      is_unique=False, otherwise="M"),
    ],
    dimensions=[Dimension("area", "地区", "area", {})],
)  # fmt: skip
PERIODS = ["2020", "2020-Q2", "2020-01", "2020-02"]
REASONS = [None, Why.NOT_DUE, Why.NOT_APPLICABLE]
LASTING = [
    ("A", 1, True, "2018-02-28"),
    ("B", 3, False, "2019-06-30"),
    ("C", 2, None, "2020-02-29"),
    (None, 4, True, None),
    ("A", None, False, "2020-12-31"),
]


def rows():
    for body in range(10):
        code, number, truth, day = LASTING[body % 5]
        yield {"body": str(body), "c": code, "n": number, "p": truth, "d": day}
        for year in (2018, 2019, 2020):
            yield {
                "body": str(body),
                "period": f"{year}",
                "y": body - 1 + year % 3,
                "c": code,
                "n": number,
                "p": truth,
                "d": day,
            }
            for quarter in range(1, 3):
                value = (
                    REASONS[(body + quarter) % 3]
                    if body % 4 == 3 and year == 2019
                    else (body - 2) * quarter + year % 5
                )
                yield {
                    "body": str(body),
                    "period": f"{year}-Q{quarter}",
                    "x": value,
                    "w": body + quarter,
                    "n": number,
                } | ({"w": None} if body == 5 else {})
            for month in range(1, 7 if body != 2 else 3):
                yield {
                    "body": str(body),
                    "period": f"{year}-{month:02}",
                    "m": month - body % 3,
                    "z": month * 3 + body,
                    "zz": month * month,
                    "r": month - 1,
                }


ROWS = [
    row
    for row in rows()
    if (row["body"], row.get("period"))
    not in {("1", "2020"), ("4", "2019-01"), ("6", "2018-Q1"), ("7", None)}
]
SHARED = [
    {"period": f"{year}-Q{quarter}", "i": 100 + quarter * (year - 2017)}
    for year in (2018, 2019, 2020)
    for quarter in (1, 2)
]
SHARED += [
    {"period": year, "j": index}
    for year, index in (("2018", 90), ("2019", 100), ("2020", 121), ("2020-Q1", 110))
]
TIMED = [
    "m", "x", "y", "w", "z", "r", "n", "c", "d", "p", "single(z)", "single(zz)", "ytd(m)", "ytd(x)", "ytd(z)",
    "lag(m)", "lag(m, 2)", "lag(x, 1年)", "lag(y, 2)",
    "lag(w)", "m@2020-01", "m@2020-Q1", "x@2019", "y@2019", "sum(m, over=3)", "mean(m, over=2)",
    "min(m, over=3)", "max(m, over=3)", "sum(m, over=3个月)",
    "sum(x, over=1年)", "max(w, over=2)", "mean(r, over=2)", "min(y / n, over=2)", "yoy(m)", "yoy(x)",
    "yoy(y)", "qoq(m)", "qoq(single(z))", "growth(m, since=2019)",
    "growth(x, since=2019-Q1)", "growth(y, since=2018)", "growth(y / n, since=2018)",
    "growth(x, since=2018, price=at_prices(i))", "growth(x, since=2019, price=at_prices(j))",
    "yoy(x, price=at_prices(i))", "growth(x ** 2, since=2019, price=at_prices(i))", "at_prices(x, i, 2018)",
    "at_prices(x, i, 2018-Q1)", "at_prices(x, i, 2019-Q2)",
    "at_prices(x, j, 2018)", "at_prices(x, j, 2015)", "at_prices(1 / x, i, 2018)", "cagr(y, since=2018)",
    "cagr(y, since=2018) > 10%", "months_since(d)", "years_since(d)",
    "days_since(d)", "d + 30日", "d - d@2019", "min(d, 2019-06-30)", "max(d, 2019-06-30)", "max(y, n)",
    "min(y, n, 2)", "lag(p)", "c in {\"A\", \"B\"}", "not p", "p == (y > 1)",
    "p != (y > 1)", "y in {1, 2, 3}", "d in {2018-02-28, 2020-02-29}", "y in (0..3]", "y not in [1..3)",
    "score(y, low)", "score(y, high)", "score(y / n, low)", "line(y, line)",
    "line(y / 2, line)", "decide(only, c, y, p)", "decide(only, c, y / n, p)", "decide(first, c, y)",
    "decide(first, c, y) == \"L\"", "if(p, y, n)", "if(y > 1, c, \"Z\")",
    "orelse(x, 0元)", "orelse(y, n)", "y 缺 or y > 1", "p and y > 1", "p or y > 1", "y ** 2", "y ** -1",
    "y ** 0", "abs(y)", "-y", "y / (n - 2)", "abs(y / (n - 2))",
    "y / (n - 2) > n", "1 < y <= 3", "if(p, y / n, n / y)", "max(y / n, n / y)", "orelse(y / n, -1)",
    "(y / n) ** -2", "缺 + y", "score(缺 + y, low)", "decide(only, c, 缺, p)",
    "single(z) / m", "yoy(m) - yoy(x / 1万元)",
]  # fmt: skip


@pytest.fixture(scope="module")
def table():
    return Table(NAMES, ROWS, shared=SHARED, engine=engine("duckdb"))


@pytest.mark.slow
@pytest.mark.parametrize("period", PERIODS)
def test_every_body_has_what_the_exact_evaluator_finds(period, table):
    formulas = [compile(text, NAMES) for text in TIMED]
    for formula, column in zip(formulas, evaluate(formulas, table, period=period), strict=True):
        exact = formula.evaluate_all(ROWS, shared=SHARED, period=period)
        assert (formula.text, {body: reasons(one) for body, one in column.by_body().items()}) == (
            formula.text, {body: reasons(one.step.value) for body, one in exact.items()},
        )  # fmt: skip
