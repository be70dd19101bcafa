"""Laws that hold in an engine whatever the figures are: units, parts and wholes, order, thresholds, patches."""

from dataclasses import replace
from random import Random

import pytest

from luoshi.formula import Catalogue, Outcome, Why, compile, unit
from luoshi.formula.bulk import Cube, Table, evaluate
from luoshi.formula.semantics import world
from tests.formula.comparing import engine, in_bulk, table_of, whole
from tests.formula.generating import PERIOD, Batch, batch
from tests.formula.world import CITY

pytestmark = pytest.mark.slow
SEEDS = range(20, 23)
FIGURES = ["va", "profit"]
SUMS = [
    "sum(va, by=县)", "sum(va) / sum(profit)", "ratio(va, profit, by=市)", "mean(va, by=县)", "median(profit)",
    "count(va > 1万元, by=县)", "top(va, 2)", "max(va, by=县)",
]  # fmt: skip
IN_YUAN = Catalogue(
    [replace(CITY.names[name], unit=unit("元")) for name in FIGURES], dimensions=CITY.dimensions.values()
)
POOL = [0, 1, -1, 3, 10**18 - 1, -(10**18), Why.NOT_REPORTED, Why.NOT_APPLICABLE]


def rows_of(seed, size=12):
    random = Random(seed)
    areas = ["秦州", "麦积", "城关"]
    return [
        {"body": str(at), "area": random.choice(areas), **{name: random.choice(POOL) for name in FIGURES}}
        for at in range(size)
    ]


def cells(rows, texts=SUMS, catalogue=CITY):
    formulas = [compile(text, catalogue) for text in texts]
    found = Cube(Table(catalogue, rows, engine=engine("duckdb")), formulas).evaluate()
    return [{cell: one.step.value for cell, one in own.items()} for own in found]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_unit_in_which_figures_are_reported_makes_no_difference(seed):
    rows = rows_of(seed)
    in_yuan = [{**row, **{name: times(row[name], 10_000) for name in FIGURES}} for row in rows]
    assert cells(in_yuan, catalogue=IN_YUAN) == cells(rows)


def times(value, factor):
    return value if isinstance(value, Why) else value * factor


@pytest.mark.parametrize("seed", SEEDS)
def test_a_city_is_the_sum_of_its_counties(seed):
    counties, cities = cells(rows_of(seed), ["orelse(sum(va, by=县), 0元)", "orelse(sum(va, by=市), 0元)"])
    assert sum(counties.get(one, 0) for one in ("秦州", "麦积")) == cities.get("天水", 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_makes_no_difference(seed):
    ours = batch(seed, size=8)
    mixed = Batch(Random(seed).sample(ours.rows, len(ours.rows)), ours.areas, ours.shared, ours.formulas)
    assert in_bulk(mixed, "duckdb") == in_bulk(ours, "duckdb")


@pytest.mark.parametrize("seed", SEEDS)
def test_a_higher_threshold_lets_nobody_in(seed):
    table = Table(CITY, rows_of(seed, 40), engine=engine("duckdb"))
    bars = [compile(f"profit / va >= {bar}%", CITY) for bar in (-100, 0, 3, 50, 100, 300)]
    met = [column.counts()[Outcome.MEETS] for column in evaluate(bars, table)]
    assert met == sorted(met, reverse=True)


@pytest.mark.parametrize(("seed", "period"), [(20, "2020"), (21, "2015"), (22, "2019"), (23, "2020-02")])
def test_a_patched_cube_is_a_cube_made_anew(seed, period):
    before, after = batch(seed, size=12), batch(seed + 100, size=0)
    formulas = before.of_cells()
    cube = Cube(table_of(before), formulas)
    cube.evaluate(PERIOD)
    rows = [row for row in after.rows if row["period"] == period]
    cube.patch(period, rows)
    kept = [row for row in before.rows if row["period"] != period]
    anew = Table(world(), kept + rows, areas=before.areas, shared=before.shared, engine=engine("duckdb"))
    wanted = results(Cube(anew, formulas))
    assert results(cube) == wanted
    cube.rebuild()
    assert results(cube) == wanted


def results(cube):
    return [{cell: whole(one) for cell, one in own.items()} for own in cube.evaluate(PERIOD)]
