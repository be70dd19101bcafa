"""Trees for properties: everything that can be written, whether it makes sense or not."""

from datetime import date
from fractions import Fraction

from hypothesis import settings
from hypothesis import strategies as st

from luoshi.formula import Period, syntax

# Generating trees takes longer than reading them: fewer of them, but for `make test-deep`.
DEEP = settings().max_examples > 300
few = settings(max_examples=settings().max_examples if DEEP else 100)

decimals = st.decimals(0, 10**12, places=3).map(Fraction)
numbers = st.builds(
    syntax.Number, decimals, st.sampled_from(["", "", "%", "万元", "人", "吨标准煤/万元", "个百分点", "年"])
)
periods = st.sampled_from(["2015", "2020-H2", "2020-Q3", "2020-07", "2020-01..05"]).map(Period.parse)
words = st.sampled_from(
    [
        "研发费用",
        "revenue",
        "职工人数",
        "R&D_expense",
        "非公有制增加值",
        "是否规上",
        "所谓 名称",
        "不明",
        "产值增速",
    ]
).map(syntax.Word)
parts_of_a_year = periods.filter(lambda one: one.months < 12)  # a year alone is a number
atoms = st.one_of(
    numbers,
    words,
    words,
    parts_of_a_year.map(syntax.When),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(syntax.Day),
    st.booleans().map(syntax.Truth),
    st.just(syntax.Nothing()),
    st.text("CD0123", min_size=1, max_size=4).map(syntax.Text),
)
FUNCTIONS = ["sum", "count", "mean", "growth", "lag", "if", "round", "orelse", "unheard_of"]
OPTIONS = ["where", "by", "weight", "over", "since", "basis"]
COMPARISONS = [">=", "<=", ">", "<", "==", "!="]


def _larger(inner):
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(syntax.Unary, st.sampled_from(["-", "not"]), inner),
        st.builds(syntax.Binary, st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner),
        several.flatmap(_comparison),
        st.builds(syntax.Logic, st.sampled_from(["and", "or"]), several),
        st.builds(syntax.Member, inner, _sets(inner), st.booleans()),
        st.builds(syntax.Present, inner, st.booleans()),
        st.builds(syntax.At, inner, periods),
        st.builds(
            syntax.Call, st.sampled_from(FUNCTIONS), st.lists(_arguments(inner), max_size=3).map(tuple)
        ),
    )


def _comparison(values):
    signs = st.tuples(*[st.sampled_from(COMPARISONS)] * (len(values) - 1))
    return st.builds(syntax.Comparison, signs, st.just(values))


def _sets(inner):
    return st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(tuple).map(syntax.SetOf),
        st.builds(syntax.RangeOf, inner, inner, st.booleans(), st.booleans()),
        words,
    )


def _arguments(inner):
    return st.one_of(
        st.builds(syntax.Argument, st.just(""), inner),
        st.builds(syntax.Argument, st.sampled_from(OPTIONS), inner),
        st.just(syntax.Argument("", syntax.Everything())),
    )


trees = st.recursive(atoms, _larger, max_leaves=8)
