"""Laws that hold whatever the figures are: of units, of parts and wholes, of order, of thresholds."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.formula import Catalogue, Why, compile, unit
from luoshi.formula.exact.aggregation import quantile
from luoshi.formula.exact.arithmetic import to_steps
from luoshi.formula.exact.roots import Root, against, growth
from luoshi.formula.ir import Rounding
from tests.formula.trees import few
from tests.formula.world import CITY

pytestmark = pytest.mark.slow
pool = st.one_of(
    st.sampled_from([0, 1, -1, 10**18 - 1, -(10**18), Why.NOT_REPORTED, Why.NOT_APPLICABLE]),
    st.integers(-5, 5),
)
POOL_AREAS = ["秦州", "麦积", "城关"]
FIGURES = ["va", "profit"]
SUMS = [
    "sum(va)",
    "sum(va) / sum(profit)",
    "ratio(va, profit)",
    "mean(va)",
    "median(profit)",
    "count(va > 1万元)",
    "top(va, 2)",
    "max(va)",
]


@st.composite
def tables(draw):
    size = draw(st.integers(0, 6))
    return [
        {"body": str(at), "area": draw(st.sampled_from(POOL_AREAS)), **{name: draw(pool) for name in FIGURES}}
        for at in range(size)
    ]


def value_of(text, rows, catalogue=CITY, **asked):
    return compile(text, catalogue).evaluate(rows=rows, **asked).step.value


@few
@given(tables(), st.sampled_from(SUMS), st.randoms())
def test_the_order_of_rows_makes_no_difference(rows, text, random):
    shuffled = random.sample(rows, len(rows))
    assert value_of(text, shuffled) == value_of(text, rows)


IN_YUAN = Catalogue(
    [replace(CITY.names[name], unit=unit("元")) for name in FIGURES], dimensions=CITY.dimensions.values()
)


@few
@given(tables(), st.sampled_from(SUMS))
def test_the_unit_in_which_figures_are_reported_makes_no_difference(rows, text):
    in_yuan = [{**row, **{name: times(row[name], 10_000) for name in FIGURES}} for row in rows]
    assert value_of(text, in_yuan, IN_YUAN) == value_of(text, rows)


def times(value, factor):
    return value if isinstance(value, Why) else value * factor


@few
@given(tables())
def test_a_city_is_the_sum_of_its_counties(rows):
    whole = value_of("orelse(sum(profit), 0元)", rows, cell={"area": "天水"})
    parts = [value_of("orelse(sum(profit), 0元)", rows, cell={"area": one}) for one in ("秦州", "麦积")]
    assert whole == sum(parts)


@few
@given(tables(), st.integers(-3, 3), st.integers(0, 3))
def test_a_higher_threshold_lets_nobody_in(rows, bar, more):
    lower, higher = (value_of(f"count(profit >= {one}万元)", rows) for one in (bar, bar + more))
    assert higher <= lower


@few
@given(tables())
def test_who_meets_who_fails_and_who_is_open_are_all(rows):
    held = [
        value_of(text, rows)
        for text in (
            "count(profit > 0万元)",
            "count(非 (profit > 0万元))",
            "count(where=profit 缺)",
            "count(*)",
        )
    ]
    assert held[0] + held[1] + held[2] == held[3]


fractions = st.fractions(-1000, 1000, max_denominator=400)


@few
@given(fractions)
def test_roundings_mirror_each_other(amount):
    for mode in (Rounding.AWAY, Rounding.EVEN, Rounding.TOWARDS):
        assert to_steps(-amount, mode) == -to_steps(amount, mode)
    assert to_steps(-amount, Rounding.CEILING) == -to_steps(amount, Rounding.FLOOR)


@few
@given(fractions)
def test_rounding_goes_to_a_nearest_number_and_even_agrees_but_on_halves(amount):
    away, even = to_steps(amount, Rounding.AWAY), to_steps(amount, Rounding.EVEN)
    assert abs(away - amount) <= Fraction(1, 2)
    assert away == even or abs(amount - even) == Fraction(1, 2)


@few
@given(st.lists(fractions, min_size=1, max_size=8), st.fractions(0, 1, max_denominator=20))
def test_a_quantile_lies_between_its_neighbours(values, share):
    ordered = sorted(values)
    found = quantile(ordered, share)
    assert ordered[0] <= found <= ordered[-1]
    assert quantile(ordered, Fraction(1, 2)) == quantile(sorted(-one for one in ordered), Fraction(1, 2)) * -1


@few
@given(st.fractions(0, 3, max_denominator=200), st.integers(1, 7))
def test_a_root_that_is_a_fraction_is_found_and_compared_exactly(base, degree):
    root = Root(base**degree, degree)
    assert growth(root) == base - 1
    assert [against(root, base - 1 + step) for step in (Fraction(-1, 10**9), 0, Fraction(1, 10**9))] == [
        1,
        0,
        -1,
    ]


@few
@given(st.integers(2, 10**6), st.integers(2, 5))
def test_a_root_that_is_none_is_right_to_its_digits(value, degree):
    found = growth(Root(Fraction(value), degree)) + 1
    assert found**degree <= value < (found + Fraction(1, 10**60)) ** degree
