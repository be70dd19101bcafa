"""What the search for the cheapest way rests on: bounds that hold, and figures that turn a comparison."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.formula import BrokenLine, Catalogue, Name, ScoringTable, compile, unit
from luoshi.formula.exact import Evaluator, Place, Rows
from luoshi.formula.intervals import Anything, Bounding, Interval, Truths
from luoshi.formula.missing import Missing
from luoshi.formula.periods import Period
from luoshi.formula.tables import bands
from tests.formula.trees import few

WORLD = Catalogue(
    [*map(Name, "abc"), Name("g", unit=unit("%")), Name("m")],
    tables=[
        ScoringTable("marks", bands((None, 0, 1), (0, 2, 7), (2, None, 3)), unit=unit("")),
        BrokenLine(
            "line", ((Fraction(-1), Fraction(5)), (Fraction(1), Fraction(0)), (Fraction(3), Fraction(9)))
        ),
    ],
)
YEAR = Period.parse("2020")
TEXTS = [
    "a + b * c",
    "a - b - c",
    "a / b",
    "a / (b + 10)",
    "-a ** 2",
    "a ** 3",
    "a ** -1",
    "abs(a - b)",
    "min(a, b, c)",
    "max(a, -b)",
    "round(a / 2)",
    "floor(b / 3)",
    "round_even(a / 4) + trunc(c / 3)",
    "score(a, marks)",
    "line(a, line)",
    "if(a > b, a, c)",
    "orelse(a, b)",
    "orelse(m, b)",
    "a + m",
    "growth(a, since=2015)",
    "yoy(a + b)",
    "cagr(a, since=2015)",
    "a * g + 5%",
    "a >= b",
    "a < b <= c",
    "a == b",
    "a != 2",
    "a > 1 and b > 1 or not (c > a)",
    "a in [1..b)",
    "a not in (b..3]",
    "a in {1, 2}",
    "a is missing",
    "m is present",
    "a / b is missing",
    "not m > 1",
    "m > 1 or a > 1",
    "m > 1 and a > 1",
    "sum(a, over=2)",
    "lag(a) - a",
]
values = st.integers(-3, 4)


@few
@given(
    st.sampled_from(TEXTS), st.lists(st.tuples(values, values).map(sorted), min_size=3, max_size=3), st.data()
)
@pytest.mark.slow
def test_a_value_lies_within_its_bounds(text, boxes, drawn):
    formula = compile(text, WORLD)
    point = {one: drawn.draw(st.integers(*box)) for one, box in zip("abc", boxes, strict=True)}
    base = [{"body": "1", "period": str(year), "a": 2, "b": 3, "c": 1} for year in (2015, 2019)]
    rows = [{"body": "1", "period": "2020", "g": 3, "m": None, **point}, *base]
    moving = {
        one: Interval(Fraction(low), Fraction(high)) for one, (low, high) in zip("abc", boxes, strict=True)
    }
    place = Place(YEAR, "1")
    evaluator = Evaluator(WORLD, Rows(rows, WORLD))
    found = Bounding(evaluator, place, moving).of(formula.node)
    assert allows(found, evaluator.step(formula.node, place).value)


def allows(bounds, value):
    if isinstance(bounds, Anything):
        return True
    if isinstance(bounds, Interval):
        return isinstance(value, Fraction) and bounds.low <= value <= bounds.high
    if isinstance(bounds, Truths):
        return bounds.missing if isinstance(value, Missing) else bounds.true if value else bounds.false
    return bounds == value


FAILED = [
    "a / b >= 2",
    "a * 3 - b > 10",
    "10 - a >= b",
    "a / (a + b) > 90%",
    "(a - b) / c <= -5",
    "-a / 2 + 1 >= b",
    "b == a * 2",
]


@pytest.mark.slow
@few
@given(st.sampled_from(FAILED), st.tuples(*[st.integers(1, 20)] * 3))
def test_what_a_figure_would_have_to_be_turns_the_comparison(text, held):
    formula, row = compile(text, WORLD), dict(zip("abc", held, strict=True))
    step = formula.explain(row)["args"][0]
    for way in step.get("fix", ()):
        sign, need = way["need"].split()
        nudge = {">": "0.01", "<": "-0.01"}.get(sign, "0")
        assert (
            formula.evaluate(row | {way["name"]: Fraction(need) + Fraction(nudge)}).value is True
            or sign == "=="
        )
