"""Terms: what an engine is asked means what it says, lies within its bounds, and is folded where it is known."""

from random import Random

import pyarrow
import pytest

from luoshi.formula.bulk import amounts, terms
from luoshi.formula.bulk.engine import LONG, SUMMED, Join, Query, Source, is_long, is_summable
from luoshi.formula.bulk.reasons import BITS, bit, bits_of, missing, why
from luoshi.formula.bulk.terms import FALSE, MOST, NOUGHT, ONE, TRUE, TooLong, whole
from luoshi.formula.missing import Missing, Why
from tests.formula.comparing import ENGINES, engine

ROWS = [(-3, 0, 7), (5, 1, LONG), (0, 0, -LONG), (2, 1, 10**15), (-3, 1, 0)]
LOW, HIGH = (-3, 0, -LONG), (5, 1, LONG)
COLUMNS = [terms.column(name, LOW[at], HIGH[at]) for at, name in enumerate("abc")]
A, B, C = COLUMNS

MEANING = {
    "+": lambda args, term: args[0] + args[1],
    "-": lambda args, term: args[0] - args[1],
    "*": lambda args, term: args[0] * args[1],
    "|": lambda args, term: args[0] | args[1],
    "has": lambda args, term: bool(args[0] & term.args[1]),
    "if": lambda args, term: args[1] if args[0] else args[2],
    "<=": lambda args, term: args[0] <= args[1],
    "==": lambda args, term: args[0] == args[1],
    "in": lambda args, term: args[0] in term.args[1],
    "and": lambda args, term: all(args),
    "or": lambda args, term: any(args),
    "not": lambda args, term: not args[0],
    "float": lambda args, term: float(args[0]),
    "scale": lambda args, term: args[0] * term.args[1],
    "abs": lambda args, term: abs(args[0]),
}


def value(term, row):
    if term.operator == "column":
        return row["abc".index(term.args[0])]
    if term.operator in {"whole", "truth"}:
        return term.args[0]
    return MEANING[term.operator]([value(one, row) for one in term.inner], term)


def some_number(random, depth):
    if depth == 0:
        return random.choice([*COLUMNS, A, B, whole(3), whole(-1), NOUGHT, ONE, whole(10**20)])
    left, right = some_number(random, depth - 1), some_number(random, depth - 1)
    ways = [
        terms.plus,
        terms.minus,
        terms.times,
        lambda one, other: terms.chosen(some_truth(random, depth - 1), one, other),
    ]
    try:
        return random.choice(ways)(left, right)
    except TooLong:
        return left


def some_truth(random, depth):
    if depth == 0:
        return random.choice(
            [TRUE, FALSE, terms.equal(A, whole(2)), terms.among(A, frozenset({-3, 0, 99})), terms.has(B, 1)]
        )
    left, right = some_truth(random, depth - 1), some_truth(random, depth - 1)
    one, other = some_number(random, depth - 1), some_number(random, depth - 1)
    return random.choice([
        terms.both(left, right), terms.either(left, right), terms.negated(left), terms.at_most(one, other),
        terms.below(one, other), terms.equal(one, other), terms.decided(left, right, terms.negated(right)),
    ])  # fmt: skip


def some_terms():
    random = Random(7)
    numbers = [some_number(random, 1 + at % 4) for at in range(60)]
    return numbers, [some_truth(random, 1 + at % 4) for at in range(60)]


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_computes_what_a_term_says(name):
    numbers, truths = some_terms()
    own, held = engine(name), {"body": [str(at) for at in range(len(ROWS))]}
    own.keep(
        "terms", pyarrow.table(held | {each: [row[at] for row in ROWS] for at, each in enumerate("abc")})
    )
    gives = [(str(at), term) for at, term in enumerate([*numbers, *map(terms.flag, truths)])]
    join = Join("terms", (("a", "a", -3), ("b", "b", 0), ("c", "c", 0)), "flag")
    found = own.run(Query((Source(("terms",), (join,)),), TRUE, tuple(gives), rows=len(ROWS)))
    for row in found.to_pylist():
        held = ROWS[int(row.pop("body"))]
        assert {at: int(one) for at, one in row.items()} == {at: int(value(term, held)) for at, term in gives}


def test_a_number_lies_within_its_bounds():
    numbers, _ = some_terms()
    for term in numbers:
        assert all(term.low <= value(term, row) <= term.high for row in ROWS)


@pytest.mark.parametrize(
    ("term", "low", "high"),
    [
        (terms.plus(A, B), -3, 6), (terms.minus(A, B), -4, 5), (terms.times(A, B), -3, 5), (terms.times(A, A), 0, 25),
        (terms.chosen(terms.equal(B, ONE), A, whole(9)), -3, 9), (terms.united(B, whole(4)), 0, 7),
    ],
)  # fmt: skip
def test_bounds_are_tight(term, low, high):
    assert (term.low, term.high, term.value) == (low, high, None)


FOLDED = [
    (terms.plus(A, NOUGHT), A), (terms.plus(NOUGHT, A), A), (terms.minus(A, NOUGHT), A), (terms.minus(A, A), NOUGHT),
    (terms.times(A, ONE), A), (terms.times(ONE, A), A), (terms.times(A, NOUGHT), NOUGHT),
    (terms.plus(ONE, ONE), whole(2)),
    (terms.chosen(TRUE, A, B), A), (terms.chosen(FALSE, A, B), B), (terms.chosen(terms.equal(A, B), C, C), C),
    (terms.united(NOUGHT, B), B), (terms.united(B, NOUGHT), B), (terms.united(B, B), B),
    (terms.united(ONE, whole(4)), whole(5)),
    (terms.has(whole(5), 4), TRUE), (terms.has(whole(5), 2), FALSE), (terms.has(B, 2), FALSE),
    (terms.at_most(A, whole(5)), TRUE), (terms.at_most(A, A), TRUE), (terms.at_most(whole(6), A), FALSE),
    (terms.below(whole(5), A), FALSE), (terms.below(A, whole(6)), TRUE), (terms.equal(A, A), TRUE),
    (terms.equal(A, whole(6)), FALSE), (terms.equal(whole(-4), A), FALSE),
    (terms.among(A, frozenset({6, -4})), FALSE),
    (terms.among(whole(3), frozenset({3})), TRUE), (terms.both(), TRUE), (terms.either(), FALSE),
    (terms.both(TRUE, terms.equal(A, B)), terms.equal(A, B)), (terms.both(FALSE, terms.equal(A, B)), FALSE),
    (terms.either(FALSE, terms.equal(A, B)), terms.equal(A, B)), (terms.either(TRUE, terms.equal(A, B)), TRUE),
    (terms.negated(TRUE), FALSE), (terms.negated(terms.negated(terms.equal(A, B))), terms.equal(A, B)),
    (terms.both(terms.equal(A, B), terms.equal(A, B)), terms.equal(A, B)), (terms.flag(TRUE), ONE),
    (terms.column("d", 4, 4), whole(4)), (terms.at_most(A, whole(-4)), FALSE),
    (terms.equal(A, NOUGHT), terms.equal(A, NOUGHT)),
]  # fmt: skip


@pytest.mark.parametrize(("term", "folded"), FOLDED, ids=range(len(FOLDED)))
def test_what_is_known_is_folded(term, folded):
    assert term is folded


@pytest.mark.parametrize(
    "term",
    [
        terms.at_most(A, whole(4)),
        terms.equal(A, whole(5)),
        terms.equal(A, whole(-3)),
        terms.at_most(whole(5), A),
    ],
)
def test_what_is_not_known_is_not_folded(term):
    assert term not in {TRUE, FALSE}


def test_what_has_more_than_38_digits_is_refused():
    assert whole(MOST).value == MOST
    for too_long in (
        lambda: whole(MOST + 1),
        lambda: terms.plus(terms.column("w", 0, MOST), ONE),
        lambda: whole(-MOST - 1),
    ):
        with pytest.raises(TooLong):
            too_long()
    with pytest.raises(TooLong):
        terms.times(C, terms.times(C, C))


def test_the_width_of_a_number_is_that_of_its_bounds():
    assert [is_long(terms.column("w", low, high)) for low,
    high in ((-LONG, LONG), (0, LONG + 1), (-LONG - 1, 0))] == [
        True, False, False,
    ]  # fmt: skip


def test_a_sum_must_keep_its_digits():
    wide = terms.column("w", 0, SUMMED // 10)
    assert [is_summable(how, wide, 10) for how in ("sum", "max")] == [True, True]
    assert [is_summable(how, wide, 11) for how in ("sum", "max")] == [False, True]


# floats


BIG = [terms.column(name, -(10**30), 10**30) for name in "ab"]
FIGURES = [3 * 10**29, 3 * 10**29 + 1, -(3 * 10**29), 7, 0, 10**30]


@pytest.mark.parametrize("sign", ["at_most", "equal"])
def test_a_float_decides_only_what_is_sure(sign):
    left = amounts.multiply(amounts.multiply(BIG[0], BIG[0]), BIG[1])
    right = amounts.add(
        amounts.multiply(amounts.multiply(BIG[0], BIG[1]), BIG[1]), amounts.magnified(ONE, 10**50)
    )
    found = getattr(amounts, sign)(left, right)
    unsure = 0
    for a in FIGURES:
        for b in FIGURES:
            exact = (
                (a * a * b <= a * b * b + 10**50) if sign == "at_most" else a * a * b == a * b * b + 10**50
            )
            is_unsure = value(found.unsure, (a, b, 0))
            unsure += is_unsure
            assert is_unsure or value(found.true, (a, b, 0)) is exact
    assert 0 < unsure < len(FIGURES) ** 2 / 2


def test_the_sign_of_a_float_is_sure_where_it_is_not_near_nought():
    product = amounts.multiply(amounts.multiply(BIG[0], BIG[0]), amounts.negative(BIG[1]))
    found = amounts.is_negative(product)
    assert [(value(found.true, row), value(found.unsure, row)) for row in ((2, 3, 0), (2, -3, 0), (0, 3, 0))] == [
        (True, False), (False, False), (False, True),
    ]  # fmt: skip


def test_a_float_is_magnified_with_its_error():
    product = amounts.multiply(amounts.multiply(BIG[0], BIG[0]), BIG[1])
    found = amounts.magnified(product, -3)
    assert value(found.value, (2, 5, 0)) == -60
    assert (value(found.size, (2, -5, 0)), found.steps) == (60, product.steps + 2)


def test_a_float_that_gets_out_of_hand_is_refused():
    with pytest.raises(TooLong):
        amounts.multiply(amounts.magnified(BIG[0], 10**200), amounts.magnified(BIG[1], 10**200))


# reasons


def test_reasons_are_bits_and_come_back():
    assert why(bits_of([Why.NOT_REPORTED, Why.COVERAGE])) == {Why.NOT_REPORTED, Why.COVERAGE}
    assert (missing(bits_of([])), missing(bit(Why.NOT_DUE)).why) == (Missing(), {Why.NOT_DUE})
    assert len({bit(one) for one in BITS}) == len(Why)
