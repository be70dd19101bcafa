"""Several periods at once: each as if it were asked alone, in as few queries as the periods differ."""

import pytest

from luoshi.formula import Period, compile
from luoshi.formula.bulk import Cube, Table, evaluate, evaluate_periods
from tests.formula.comparing import ENGINES, differing, engine, exactly, in_bulk_by_period
from tests.formula.generating import batch
from tests.formula.trees import DEEP
from tests.formula.world import CITY

PERIODS = ["2015", "2019", "2020", "2020-03"]
YEARS = [str(year) for year in range(2016, 2021)]
SEEDS = range(200, 1200) if DEEP else range(200, 205)
SHARE = "sum(rd, by=area) / sum(revenue, by=area)"


@pytest.mark.slow
@pytest.mark.hypothesis
@pytest.mark.parametrize("seed", SEEDS)
def test_three_evaluators_find_the_same_in_every_period(seed):
    ours = batch(seed, size=15)
    exact = [exactly(ours, period) for period in PERIODS]
    for name in ENGINES:
        found = in_bulk_by_period(ours, name, PERIODS)
        assert [differing(ours, *pair) for pair in zip(exact, found, strict=True)] == [[]] * len(PERIODS)


def rows(years=YEARS):
    """Two firms; R&D costs and revenue grow, the second firm's revenue is missing in even years."""
    found = []
    for at, year in enumerate(years):
        odd = None if int(year) % 2 == 0 else 500 + at
        found += [
            {"body": "1", "period": year, "area": "秦州", "rd": 30 + at, "revenue": 1000},
            {"body": "2", "period": year, "area": "麦积", "rd": 15 + at, "revenue": odd},
        ]
    return found


class Counted:
    """An engine that says how many queries it was asked."""

    def __init__(self, held):
        self.held, self.queries = held, 0

    def __getattr__(self, name):
        return getattr(self.held, name)

    def run(self, query):
        self.queries += 1
        return self.held.run(query)


def counted(table):
    table.engine = Counted(table.engine)
    return table.engine


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", ["rd / revenue >= 3%", "rd / revenue", "rd - lag(rd, 1年) > 0元"])
def test_every_period_of_rows_is_as_if_asked_alone(text, name):
    table, formula = Table(CITY, rows(), engine=engine(name)), compile(text, CITY)
    alone = {year: evaluate([formula], table, period=year)[0].by_body() for year in YEARS}
    found = evaluate_periods([formula], table, periods=YEARS)
    assert {str(year): column.by_body() for year, (column,) in found.items()} == alone


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("text", [SHARE, f"growth({SHARE}, since=2016, basis=nominal)"])
def test_every_period_of_cells_is_as_if_asked_alone(text, name):
    table, formula = Table(CITY, rows(), engine=engine(name)), compile(text, CITY)
    alone = {year: values(Cube(table, [formula]).evaluate(year)[0]) for year in YEARS}
    found = Cube(table, [formula]).evaluate_periods(YEARS)
    assert {str(year): values(cells) for year, (cells,) in found.items()} == alone


def values(cells):
    return {cell: (one.step.value, one.coverage) for cell, one in cells.items()}


@pytest.mark.parametrize("text", [SHARE, f"growth({SHARE}, since=2016, basis=nominal)"])
def test_periods_of_a_cube_are_one_query(text):
    table = Table(CITY, rows())
    asked = counted(table)
    Cube(table, [compile(text, CITY)]).evaluate_periods(YEARS)
    assert asked.queries == 1


def test_periods_of_rows_are_one_query():
    table = Table(CITY, rows())
    asked = counted(table)
    evaluate_periods([compile("rd / revenue >= 3%", CITY)], table, periods=YEARS)
    assert asked.queries == 1


def test_a_period_without_the_one_before_it_is_a_query_of_its_own():
    table = Table(CITY, rows())
    asked = counted(table)
    evaluate_periods([compile("rd - lag(rd, 1年) > 0元", CITY)], table, periods=YEARS)
    assert asked.queries == 2


def test_a_period_without_rows_has_no_bodies_and_no_cells():
    table, rule = Table(CITY, rows()), compile("rd >= 1万元", CITY)
    found = evaluate_periods([rule], table, periods=["2020", "2099"])
    assert {str(year): one.bodies for year, (one,) in found.items()} == {"2020": ["1", "2"], "2099": []}
    cells = Cube(table, [compile(SHARE, CITY)]).evaluate_periods(["2020", "2099"])
    assert list(map(len, cells[Period.parse("2099")])) == [0]


def test_one_period_in_thousandths_and_one_in_whole_numbers_are_both_exact():
    mixed = [
        {"body": "1", "period": "2019", "rd": "0.03", "revenue": "0.1"},
        {"body": "1", "period": "2020", "rd": 30, "revenue": 100},
        {"body": "2", "period": "2020", "rd": 10**30, "revenue": 10**20 + 1},
    ]
    table, rule = Table(CITY, mixed), compile("rd / revenue >= 3%", CITY)
    found = evaluate_periods([rule], table, periods=["2019", "2020"])
    assert {str(year): one.by_body() for year, (one,) in found.items()} == {
        "2019": {"1": True},
        "2020": {"1": True, "2": True},
    }


def test_a_sum_of_what_is_stored_leaves_out_what_stands_for_the_missing():
    """What is missing holds the least of its column, here 7: it must not be added up."""
    held = [{"body": str(at), "period": "2020", "rd": at if at > 6 else None} for at in range(10)]
    found = Cube(Table(CITY, held), [compile("sum(rd)", CITY)]).evaluate("2020")[0][""]
    assert (found.amount, found.coverage.reported, found.coverage.expected) == (7 + 8 + 9, 3, 10)
