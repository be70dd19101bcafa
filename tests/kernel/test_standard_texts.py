"""What is written as the text of a standard reads back to the same, whatever it holds; no text breaks the reader."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.formula.tables import Between, OneOf
from luoshi.kernel.engine.standard_texts import read, worded, written
from luoshi.kernel.engine.standards import Content, Fault, Kind, Mode, Shape, Unreadable

NUMBERS = st.decimals(min_value=-(10**6), max_value=10**6, places=2, allow_nan=False).map(Fraction)
WORDS = st.text(alphabet="甲乙丙丁ABC12", min_size=1, max_size=6)
ENDS = st.lists(NUMBERS, min_size=2, max_size=6, unique=True).map(sorted)
DECISION = Shape(Kind.DECISION, "t", "表", inputs=("人", "code", "truth"), gives="code", mode=Mode.FIRST)


def scoring(mode: Mode) -> Shape:
    return Shape(Kind.SCORING, "t", "表", inputs=("%",), gives="分", mode=mode)


@pytest.mark.parametrize("mode", [Mode.LOW, Mode.HIGH])
@given(ends=ENDS, points=st.lists(NUMBERS, min_size=7, max_size=7), rest=st.none() | NUMBERS)
def test_bands_read_back(mode, ends, points, rest):
    between = [Between(None, ends[0]), *(Between(*pair) for pair in pairwise(ends)), Between(ends[-1], None)]
    rows = tuple(((one,), given) for one, given in zip(between, points, strict=False))
    content = Content(rows, rest)
    text = written(content, scoring(mode))
    assert read(text, scoring(mode)) == content
    assert read(worded(text, "zh"), scoring(mode)) == content


CONDITIONS = st.tuples(
    st.none()
    | ENDS.map(lambda ends: Between(ends[0], ends[1]))
    | NUMBERS.map(lambda low: Between(low, None)),
    st.none() | st.frozensets(WORDS, min_size=1, max_size=3).map(OneOf),
    st.none() | st.booleans().map(lambda one: OneOf(frozenset({one}))),
)


@given(rows=st.lists(st.tuples(CONDITIONS, WORDS), min_size=1, max_size=5), rest=st.none() | WORDS)
def test_decisions_read_back(rows, rest):
    content = Content(tuple(rows), rest)
    assert read(written(content, DECISION), DECISION) == content


@given(text=st.text(max_size=200), kind=st.sampled_from(Kind))
def test_any_text_is_read_or_refused_with_places_in_it(text, kind):
    inputs = {Kind.DECISION: ("人", "code"), Kind.CLASSIFICATION: (), Kind.PARAMETER: ()}.get(kind, ("人",))
    shape = Shape(kind, "t", "表", inputs=inputs, gives="%", mode=Mode.LOW)
    faults = faults_of(text, shape)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in faults)
    assert faults or read(text, shape).rows


def faults_of(text: str, shape: Shape) -> tuple[Fault, ...]:
    try:
        read(text, shape)
    except Unreadable as unreadable:
        return unreadable.faults
    return ()


def test_a_line_that_stands_for_all_others_is_refused_where_nothing_is_other():
    line = Shape(Kind.LINE, "t", "表", inputs=("人",), gives="分")
    assert [fault.code for fault in faults_of("1: 2\nelse: 3", line)] == ["number"]
