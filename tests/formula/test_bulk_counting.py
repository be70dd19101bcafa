"""Cells in bulk: whatever is counted, whoever counts it, it is what the exact evaluator finds."""

from itertools import product

import pytest

from luoshi.formula import Catalogue, Dimension, Name, Said, Why, compile
from luoshi.formula.bulk import Cube, Table
from luoshi.formula.bulk.engine import Engine
from luoshi.formula.catalogue import Kind, Level, Time
from tests.formula.comparing import engine

AREA = Dimension("area", "地区", "area", {"秦州": "天水", "麦积": "天水"}, {"天水": "市", "秦州": "县", "麦积": "县"},
                 (Said("市", "city"), Said("县", "county")))  # fmt: skip
BRANCH = Dimension(
    "branch",
    "门类",
    "branch",
    {"C35": "C"},
    {"C": "门", "C35": "大"},
    (Said("门", "section"), Said("大", "division")),
)
NAMES = Catalogue(
    [
        Name("a"), Name("b", time=Time.NONE), Name("long"), Name("w"),
        Name("p", kind=Kind.TRUTH, time=Time.NONE), Name("n", level=Level.AREA),
        Name("c", kind=Kind.CODE, time=Time.NONE), Name("d", kind=Kind.DATE, time=Time.NONE),
        Name("everywhere", time=Time.NONE, level=Level.ALL),
    ],
    dimensions=[AREA, BRANCH],
)  # fmt: skip
PLACES = list(product(["秦州", "麦积", "天水", None], ["C35", "C", "D", None]))
MISSING = [None, Why.NOT_APPLICABLE, Why.CONFIDENTIAL, Why.NOT_DUE]


def rows():
    for at, (area, branch) in enumerate([*PLACES, *PLACES]):
        for year in ("2019", "2020"):
            number = at * at % 17 - 3 + int(year) % 7
            row = {
                "body": str(at), "period": year, "area": area, "branch": branch, "a": number, "b": at % 5 - 1,
                "w": None if at % 11 == 5 else at % 3 + 1,
                "long": (10**36 + at) * (1 - 2 * (at % 2)), "c": "XYZ"[at % 3],
                "p": [True, False, None][(at + int(year)) % 3], "d": f"2020-01-{at % 9 + 1:02}",
            }  # fmt: skip
            yield row | ({"a": MISSING[at // 7 % 4]} if at % 7 == 3 else {})


ROWS = [
    row
    for row in rows()
    if (row["body"], row["period"]) not in {("1", "2019"), ("2", "2020"), ("20", "2019")}
]
AREAS = [
    {"area": area, "period": year, "n": at}
    for at, area in enumerate(["秦州", "麦积", "天水"])
    for year in ("2019", "2020")
]
SHARED = [{"everywhere": 3}]
LEAVES = [
    "sum(a{})", "mean(a{})", "min(a{})", "max(a{})", "median(a{})", "quantile(a, 0.3{})", "top(a, 3{})",
    "count(*{})", "count(a{})",
    "count(p{})", "distinct(a{})", "distinct(c{})", "distinct(p{})", "distinct(d{})", "share(p{})",
    "share(p, weight=w{})", "mean(a, weight=w{})",
    "ratio(a, w{})", "sum(a / b{})", "mean(a / b{})", "max(a / b{})", "min(a / w{})", "median(a / w{})",
    "mean(a, weight=a / b{})",
    "share(p, weight=1 / w{})", "ratio(a / b, w{})", "sum(long{})", "mean(long{})", "max(long{})",
    "median(long{})", "sum(long / 3{})", "top(long, 2{})",
    "mean(a, weight=long{})", "sum(a / 2{})", "mean(-a{})", "sum(round(a / 2){})", "share(a > 3{})",
    "count(a / b > 1{})",
    "sum(a, where=p{})", "count(where=p{})", "sum(a, where=p and a > 0 and w > 1{})",
    "mean(a, where=p or a > 3{})", "median(a, where=p{})",
    "distinct(c, where=a > 0{})", "max(a / b, where=p{})", "sum(a, where=not p{})",
    "count(where=c == \"X\" and a 有值{})", "sum(a, where=a / b > 1{})",
    "sum(long, where=p{})", "mean(a, weight=w, where=p{})", "count(where=round(a / 2) > 1{})",
    "sum(a * everywhere{})", "sum(缺 + a{})", "max(0 * a{})",
    "sum(lag(a){})", "mean(a - a@2019{})", "yoy(sum(a{}), basis=同口径)", "yoy(count(p{}), basis=同口径)",
    "yoy(mean(a, where=p{}), basis=同口径)",
    "yoy(median(a{}), basis=同口径)", "yoy(ratio(a, w{}), basis=同口径)", "yoy(sum(a / b, where=p{}), basis=同口径)",
    "yoy(sum(a{}), basis=名义)",
    "yoy(sum(round(a), where=p{}), basis=同口径)", "count(where=n > 0{})", "ratio(2, 4, where=n > 0{})",
    "sum(2, where=n > 0{})", "sum(a{}) / within(市, sum(a))",
    "if(count(*{}) > 2户, sum(a{}), top(a, 1{}))", "orelse(sum(a, where=a > 99{}), max(w{}))",
    "sum(a{}) / within(全部, sum(a))", "sum(a{}) / n", "per(sum(a{}), count(*))", "sum(long * long{})",
    "sum(a, where=long * long * long > 1{})",
]  # fmt: skip
BY = ["", ", by=县", ", by={市, 门}", ", by={area, branch}"]


def texts(by):
    return [leaf.replace("{}", by) for leaf in LEAVES]


@pytest.fixture(scope="module")
def table():
    return Table(NAMES, ROWS, areas=AREAS, shared=SHARED, engine=engine("duckdb"))


@pytest.mark.slow
def test_tables_of_an_engine_have_names_of_their_own():
    own = Engine("duckdb")
    one, other = (Table(NAMES, [{"body": "1", "a": at}], engine=own) for at in (3, 4))
    formula = compile("sum(a)", NAMES)
    assert [Cube(each, [formula]).evaluate()[0][""].value for each in (one, other)] == [3, 4]
    one.patch(None, [{"body": "1", "a": 5}])
    assert [Cube(each, [formula]).evaluate()[0][""].value for each in (one, other)] == [5, 4]
    assert len(own.tables) == 2
