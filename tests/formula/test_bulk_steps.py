"""What a cube remembers of a leaf is shown in each formula at that formula's own place."""

import gc

import pytest

from luoshi.formula import compile
from luoshi.formula.bulk import Cube, Table
from luoshi.formula.bulk.resting import resting_collector
from tests.formula.world import CITY

ROWS = [
    {"body": "1", "period": "2020", "area": "秦州", "rd": 300, "revenue": 1000, "staff": 3},
    {"body": "2", "period": "2020", "area": "秦州", "rd": None, "revenue": 2000, "staff": 5},
    {"body": "3", "period": "2020", "area": "麦积", "rd": 50, "revenue": 500, "staff": 4},
]


@pytest.mark.parametrize("leaf", ["sum(rd, by=area)", "median(rd, by=area)"])
def test_the_same_leaf_in_two_formulas_is_traced_where_each_has_it(leaf):
    formulas = [compile(text, CITY) for text in (leaf, f"1 千元 + {leaf}", f"{leaf} / sum(revenue, by=area)")]
    cube = Cube(Table(CITY, ROWS), formulas)
    for _ in range(2):
        for formula, found in zip(formulas, cube.evaluate("2020"), strict=True):
            exact = formula.evaluate_all(ROWS, period="2020")
            spans = {of: [step.span for step in _nodes(one.step)] for of, one in found.items()}
            assert spans == {of: [step.span for step in _nodes(one.step)] for of, one in exact.items()}
            assert {of: one.value for of, one in found.items()} == {
                of: one.value for of, one in exact.items()
            }


def _nodes(step):
    return [step.node, *(node for one in step.args for node in _nodes(one))]


def test_a_patched_period_is_counted_anew_with_its_cells():
    formula = compile("sum(rd, by=area)", CITY)
    cube = Cube(Table(CITY, ROWS), [formula])
    before = cube.evaluate("2020")[0]
    cube.patch("2020", [{**ROWS[0], "area": "城关"}])
    assert (set(before), set(cube.evaluate("2020")[0])) == ({"秦州", "麦积"}, {"城关"})


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_of_cycles_is_as_it_was_after_a_cube_has_answered(was_on):
    try:
        gc.enable() if was_on else gc.disable()
        with resting_collector():
            assert not gc.isenabled()
        assert gc.isenabled() == was_on
    finally:
        gc.enable()
