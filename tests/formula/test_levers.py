"""The cheapest way to meet a decision, proven by trying every other way."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.formula import Catalogue, FormulaError, Lever, Name, compile, levers, unit
from tests.formula.trees import few

TEXTS = [
    "a / b >= 60%",
    "a >= 3 and b <= 2",
    "a >= 3 or b >= 4 and c >= 1",
    "a + b + c == 4",
    "a - b > c",
    "not (a < 2) and b != c",
    "max(a, b) >= 4 and min(b, c) <= -1",
    "if(a > 0, b, c) >= 2",
    "round(a / 2) * b >= 3",
    "abs(a - b) <= 1 and a * b >= 2",
    "a in [2..4) and b not in [0..2]",
    "a ** 2 + b ** 2 >= 8",
    "orelse(d, a) >= 3",
    "(d is missing) and a > b",
    "a / (b - 1) >= 2倍",
]
STEP = {"a": 1, "b": 2, "c": 3}  # what a step of each costs
BOUNDS = (-2, 3)


def catalogue():
    moved = [
        Name(one, lever=Lever(Fraction(1), Fraction(BOUNDS[0]), Fraction(BOUNDS[1]), Fraction(cost)))
        for one, cost in STEP.items()
    ]
    return Catalogue([*moved, Name("d")])


WORLD = catalogue()


@pytest.mark.slow
@few
@given(st.sampled_from(TEXTS), st.tuples(*[st.integers(*BOUNDS)] * 3))
def test_no_other_way_is_cheaper(text, now):
    formula, met = compile(text, WORLD), met_at(text)
    row = dict(zip(STEP, now, strict=True))
    ways = [sum(STEP[one] * abs(value - row[one]) for one, value in moved.items()) for moved in met]
    plan = formula.cheapest(row)
    assert (plan and plan.cost) == (min(ways) if ways else None)
    if plan:
        after = row | {one.name.code: one.need for one in plan.changes}
        assert formula.evaluate(after).value is True


@cache
def met_at(text):
    """Every place at which a formula is met."""
    formula, values = compile(text, WORLD), range(BOUNDS[0], BOUNDS[1] + 1)
    everywhere = (dict(zip(STEP, held, strict=True)) for held in product(values, repeat=3))
    return [held for held in everywhere if formula.evaluate(held).value is True]


def test_a_decision_that_is_met_asks_for_nothing():
    plan = compile("a >= 1", WORLD).cheapest({"a": 1})
    assert (plan.changes, plan.cost) == ((), 0)


def test_what_no_lever_can_do_has_no_way():
    assert compile("a >= 5", WORLD).cheapest({"a": 1}) is None


def test_what_is_not_reported_is_no_lever():
    assert compile("a >= 1", WORLD).cheapest({"a": None}) is None


def test_a_lever_is_written_in_the_unit_of_its_name():
    lever = Lever(Fraction(5), Fraction(0), Fraction(100))
    money = Catalogue(
        [Name("rd", "研发费用", unit=unit("千元"), lever=lever), Name("revenue", unit=unit("万元"))]
    )
    plan = compile("rd / revenue >= 3%", money).cheapest({"rd": 28, "revenue": 100})
    assert [(one.name.code, one.now, one.need) for one in plan.changes] == [("rd", 28000, 33000)]


def test_a_search_of_a_thousand_steps_is_short():
    lever = Lever(Fraction(1), Fraction(0), Fraction(10**6))
    names = [Name(one, lever=lever) for one in "abc"]
    plan = compile("a / b >= 2倍 and a + b + c >= 5000", Catalogue(names)).cheapest(
        {"a": 10, "b": 10, "c": 10}
    )
    assert plan.cost == 4970


def test_a_search_that_does_not_end_says_so(monkeypatch):
    monkeypatch.setattr(levers, "MOST_BOXES", 3)
    with pytest.raises(FormulaError) as refused:
        compile("a * b - c >= 10", WORLD).cheapest({"a": 0, "b": 0, "c": 4})
    assert refused.value.codes == ("F604",)


def test_only_the_period_that_is_asked_for_is_moved():
    formula = compile("a > lag(a)", WORLD)
    rows = [{"body": "1", "period": "2019", "a": 2}, {"body": "1", "period": "2020", "a": 1}]
    plan = formula.cheapest(rows=rows, period="2020")
    assert [(one.now, one.need) for one in plan.changes] == [(1, 3)]


def test_a_lever_beyond_its_bounds_moves_inwards_only():
    held = replace(WORLD.names["a"], lever=Lever(Fraction(1), Fraction(0), Fraction(3)))
    plan = compile("a <= 2", Catalogue([held])).cheapest({"a": 9})
    assert [one.need for one in plan.changes] == [2]


def test_a_search_that_is_cut_short_says_that_its_way_is_not_proven(monkeypatch):
    monkeypatch.setattr(levers, "MOST_BOXES", 2)
    plan = compile("a - b > c", WORLD).cheapest({"a": 0, "b": 0, "c": 0})
    assert (plan.cost, plan.is_proven) == (2, False)
