"""The grammar and the words agree: whatever the grammar can say is cut into words that the grammar takes."""

import re
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.lark import from_lark
from lark import Lark

from luoshi.formula.parsing import read
from luoshi.formula.words import KEYWORDS, SIGNS
from tests.formula.trees import DEEP

GRAMMAR = (files("luoshi.formula") / "grammar.lark").read_text(encoding="utf-8")
DECLARED = [name for line in re.findall(r"%declare (.+)", GRAMMAR) for name in line.split()]
SAMPLES = {
    "NUMBER": ["0", "3.5", "2020", ".5"],
    "UNIT": ["%", "人", "万元/人", "tce"],
    "DAY": ["2022-01-01"],
    "PERIOD": ["2020-Q3", "2020-07"],
    "TEXT": ['"C35"', "“C36”", "'C37'"],
    "NAME": ["研发费用", "revenue"],
    "QUOTED": ["「某 名」", "`or`"],
}


def spellings(kind):
    written = {**SIGNS, **KEYWORDS}
    return SAMPLES.get(kind) or [word for word, own in written.items() if own == kind]


def spaced(kind):
    """A unit stands right behind its number; everything else may have blanks around it."""
    return st.sampled_from([word if kind == "UNIT" else f" {word}" for word in spellings(kind)])


texts = from_lark(
    Lark(GRAMMAR, parser="lalr"), start="start", explicit={one: spaced(one) for one in DECLARED}
)
# What only the meaning can refuse: too much of it, a period after @ that is none.
OF_MEANING = {"F105", "F106", "F107"}


@pytest.mark.slow
@settings(max_examples=settings().max_examples if DEEP else 5)  # its texts are long
@given(texts)
def test_whatever_the_grammar_says_is_read(text):
    _, problems = read(text)
    assert {one.code for one in problems} <= OF_MEANING


@pytest.mark.parametrize("kind", DECLARED)
def test_every_terminal_of_the_grammar_has_a_spelling(kind):
    assert spellings(kind)
