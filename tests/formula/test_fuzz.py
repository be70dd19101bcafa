"""Whatever is typed, nothing but FormulaError comes out, and it can be said in both languages."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.formula import Catalogue, Formula, FormulaError, Why, examine
from luoshi.formula.functions import FUNCTIONS, OPTIONS
from luoshi.formula.words import KEYWORDS, SIGNS
from tests.formula.trees import few
from tests.formula.world import CITY

PIECES = [
    *KEYWORDS, *SIGNS, *FUNCTIONS, *(f"{name}=" for name in OPTIONS), *(name.zh for name in CITY.names.values()),
    "3%", "300人", "2万元", "0", "1", "2020", "2015-Q3", "2020-01-01", "「", "」", '"C35"', "“", "县", "同口径", "名义",
    "研发门槛", "主营占比分", "划型", "战略性新兴产业", "可比价(", "，", "（", "）", "％", " ", "9" * 30, "**", "\n", "\x00", "𝔘", "é",
]  # fmt: skip
anything = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
)
figures = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**18), st.floats(), st.sampled_from(list(Why)), st.text(max_size=4),
    st.sampled_from(["0", "-1", "1e400", "NaN", "2020-02-29", "C35", "99999999999999999999.01"]),
)  # fmt: skip
rows = st.dictionaries(st.sampled_from(list(CITY.names)), figures, max_size=12)


@pytest.mark.slow
@few
@given(anything, rows)
def test_whatever_is_typed_gives_a_formula_or_a_refusal_with_places(text, row):
    formula, problems = examine(text, CITY)
    for one in problems:
        assert 0 <= one.span.start <= one.span.end <= len(text)
        assert one.say("zh")
        assert one.say("en")
    if not problems:
        used(formula, row)


def used(formula: Formula, row):
    assert formula.format("zh")
    assert formula.say("en")
    with suppress(FormulaError):
        result = formula.evaluate({**row, "period": "2020", "body": "1", "area": "秦州"})
        assert result.trace("en")["v"] == 1


@pytest.mark.slow
@few
@given(st.text(max_size=300))
def test_any_text_can_be_looked_at_without_a_catalogue(text):
    _, problems = examine(text, Catalogue())
    assert all(one.code[0] == "F" for one in problems)


BOMBS = [
    "(" * 3000, "-" * 3000 + "1", "not " * 900 + "true", "1" + "+1" * 1900, "9" * 3999,
    "((((9**100)**100)**100)**100)**100",
    "sum(" * 900, "[" * 4000, "「" * 4000, '"' * 4000, "且" * 4000, "1" + " ** 2" * 700, "a@2020" * 500,
    "9**100*" * 80 + "1",
    "1/3*" * 199 + "1", "0." + "0" * 3000 + "1", "2 ** (2 ** (2 ** (2 ** 100)))", "研" * 4000, "增加值且" * 900,
]  # fmt: skip


@pytest.mark.parametrize("text", BOMBS, ids=[text[:20] for text in BOMBS])
def test_a_bomb_is_refused_or_defused(text):
    formula, problems = examine(text, CITY)
    if not problems:
        used(formula, {})
    assert all(one.say("zh") for one in problems)
