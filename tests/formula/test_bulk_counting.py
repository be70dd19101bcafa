"""Cells in bulk: whatever is counted, whoever counts it, it is what the exact evaluator finds."""

from itertools import product

import pyarrow
import pytest

from luoshi.formula import Catalogue, Dimension, Name, Said, Why, compile
from luoshi.formula.bulk import Cube, Table
from luoshi.formula.bulk.counting import Counting
from luoshi.formula.bulk.engine import Engine
from luoshi.formula.bulk.frame import Frame
from luoshi.formula.bulk.leaves import Sums
from luoshi.formula.bulk.passes import MOST_STATES, Pass, answered
from luoshi.formula.bulk.terms import column
from luoshi.formula.catalogue import Kind, Level, Time
from luoshi.formula.ir import walk
from luoshi.formula.periods import Period
from tests.formula.comparing import engine, whole

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
@pytest.mark.parametrize("by", BY)
def test_cells_are_those_of_the_exact_evaluator(by, table):
    formulas = [compile(text, NAMES) for text in texts(by)]
    found = Cube(table, formulas).evaluate("2020")
    for formula, own in zip(formulas, found, strict=True):
        exact = formula.evaluate_all(ROWS, areas=AREAS, shared=SHARED, period="2020")
        assert (formula.text, {cell: whole(one) for cell, one in own.items()}) == (
            formula.text, {cell: whole(one) for cell, one in exact.items()},
        )  # fmt: skip


COUNTED = [
    ("sum(a)", "Summed"), ("mean(a, weight=w)", "Summed"), ("min(a)", "Summed"), ("count(p)", "Summed"),
    ("share(p)", "Summed"),
    ("ratio(a, w)", "Summed"), ("sum(a / 2)", "Summed"), ("sum(a, where=a / b > 1)", "Summed"),
    ("max(long)", "Listed"),
    ("sum(long)", "Listed"), ("median(a)", "Ranked"), ("top(a, 2)", "Ranked"), ("distinct(c)", "Ranked"),
    ("distinct(p)", "Ranked"),
    ("quantile(a / 2, 0.3)", "Ranked"), ("median(a / b)", "Listed"), ("sum(a / b)", "Listed"),
    ("ratio(a / b, w)", "Listed"),
    ("sum(round(a))", "Listed"), ("median(a, where=round(a) > 1)", "Listed"),
    ("count(where=n > 0)", "NoneType"), ("sum(a, where=long * long * long > 1)", "Listed"),
    ("sum(long * long)", "Listed"), ("median(long)", "Ranked"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "way"), COUNTED, ids=[text for text, _ in COUNTED])
def test_a_leaf_is_counted_where_that_is_exact(text, way, table):
    leaf = next(iter(walk(compile(text, NAMES).node)))
    assert type(counted(table, ("area",), [("leaf", leaf)])["leaf"]).__name__ == way


def counted(table, dimensions, leaves):
    """What leaves by their keys are found to be in 2020, asked as a cube asks."""
    counting = Counting(table, dimensions, Period.parse("2020"), None)
    for key, node in leaves:
        counting.add(key, node)
    for one, answer in answered(counting.passes, table, dimensions):
        counting.take(one, answer)
    return counting.found


def new_pass(table):
    return Pass(Frame(table, Period.parse("2020")), ())


def test_a_pass_has_room_for_so_many_conditions(table):
    states = [column(f"state {at}", 0, 2) for at in range(MOST_STATES + 1)]
    full = new_pass(table)
    full.add("one", Sums(tuple(states[:-2]), {}))
    assert full.has_room(Sums((states[-2],), {}))
    assert full.has_room(Sums((states[-2], states[0]), {}))
    assert not full.has_room(Sums(tuple(states[-2:]), {}))
    assert new_pass(table).has_room(Sums(tuple(states), {}))


def test_what_is_added_up_for_two_leaves_is_added_up_once(table):
    part, other = (("sum", column(name, 0, 9)) for name in "xy")
    one = new_pass(table)
    one.add("first", Sums((), {"total": part}))
    one.add("second", Sums((), {"total": part, "weight": other}))
    assert sorted(one.parts.values()) == ["part 1", "part 2", "rows"]


@pytest.mark.parametrize("size", [1, 3])
def test_more_conditions_than_fit_into_a_pass_are_counted_in_several(size, table):
    formulas = [compile(f"count(where=a > {at})", NAMES) for at in range(-4, MOST_STATES * size)]
    found = Cube(table, formulas).evaluate("2020")
    assert [own[""].value for own in found] == [
        one.evaluate(rows=ROWS, period="2020").value for one in formulas
    ]


def test_a_body_of_no_known_area_is_in_no_area_however_it_is_counted():
    rows = [{"body": "1", "area": "秦州", "a": 1}, {"body": "2", "area": None, "a": 2}, {"body": "3", "a": 4}]
    formulas = [
        compile(f"{leaf}, by=area)", NAMES)
        for leaf in ("sum(a", "sum(round(a)", "median(a", "sum(a / b", "count(*")
    ]
    for own in Cube(Table(NAMES, rows, engine=engine("duckdb")), formulas).evaluate():
        assert list(own) == ["秦州"]
    assert Cube(Table(NAMES, rows[1:], engine=engine("duckdb")), formulas).evaluate() == [{}] * 5


@pytest.mark.parametrize("leaf", ["sum(a", "median(a", "sum(a / b", "sum(round(a)", "ratio(a, w"])
def test_what_a_cube_found_once_it_has_at_hand(leaf, table):
    formula = compile(f"{leaf}, by=area)", NAMES)
    cube, period = Cube(table, [formula]), Period.parse("2020")
    cells = cube.cells(formula, period)
    assert cube.cells(formula, period) is cells
    one, other = (cube.evaluate("2020")[0]["秦州"].step for _ in range(2))
    assert one is other


def test_what_a_cube_counted_it_does_not_count_again_until_it_is_patched(monkeypatch):
    own = Engine("duckdb")
    rows = [{"body": str(at), "period": year, "a": at} for at in range(3) for year in ("2019", "2020")]
    formula = compile("sum(a) / sum(a, where=a > 0) + sum(a)", NAMES)
    cube = Cube(Table(NAMES, rows, engine=own), [formula])
    asked, run = [], own.run
    monkeypatch.setattr(own, "run", lambda query: asked.append(query) or run(query))
    found = []
    for patch in (None, None, "2020", Period.parse("2020"), "2019", None):
        if patch:
            cube.patch_columns(patch, pyarrow.table({"body": ["9"], "a": [len(found)]}))
        found.append((cube.evaluate("2020")[0][""].value, len(asked)))
    assert found == [(4, 1), (4, 1), (3, 2), (4, 3), (4, 3), (4, 3)]
    cube.patch("2020", [{"body": "9", "a": 7}])
    assert cube.evaluate("2020")[0][""].value == 8
    cube.patch(None, [{"body": "8", "a": 1}])
    assert cube.evaluate("2020")[0][""].value == 9


def test_a_dimension_that_a_cube_has_not_is_named():
    formula = compile("sum(a)", NAMES)
    with pytest.raises(KeyError, match="no dimension 'c'; it has area, branch"):
        Cube(
            Table(NAMES, [{"body": "1"}], engine=engine("duckdb")), [formula], dimensions=["branch", "area"]
        ).at(formula, cell={"x": "1", "c": "2", "area": "3"})


# engines


def test_what_an_engine_was_asked_before_is_not_written_again(monkeypatch):
    own = Engine("duckdb")
    rows = Table(NAMES, [{"body": "1", "a": 3}], engine=own)
    leaves = [("leaf", compile("sum(a)", NAMES).node)]
    first = counted(rows, (), leaves)["leaf"]
    monkeypatch.setattr(own, "_asked", None)
    assert counted(rows, (), leaves)["leaf"].values == first.values


@pytest.mark.parametrize(
    ("conditions", "passes"), [(1, 1), (MOST_STATES, 1), (MOST_STATES + 1, 2), (2 * MOST_STATES + 1, 3)]
)
def test_as_many_leaves_as_a_pass_has_room_for_are_counted_in_one(conditions, passes, monkeypatch):
    own = Engine("duckdb")
    leaves = [(str(at), compile(f"sum(a, where=a > {at})", NAMES).node) for at in range(conditions)]
    asked, run = [], own.run
    monkeypatch.setattr(own, "run", lambda query: asked.append(query) or run(query))
    counted(Table(NAMES, ROWS, engine=own), (), leaves)
    assert len(asked) == passes


def test_tables_of_an_engine_have_names_of_their_own():
    own = Engine("duckdb")
    one, other = (Table(NAMES, [{"body": "1", "a": at}], engine=own) for at in (3, 4))
    formula = compile("sum(a)", NAMES)
    assert [Cube(each, [formula]).evaluate()[0][""].value for each in (one, other)] == [3, 4]
    one.patch(None, [{"body": "1", "a": 5}])
    assert [Cube(each, [formula]).evaluate()[0][""].value for each in (one, other)] == [5, 4]
    assert len(own.tables) == 2
