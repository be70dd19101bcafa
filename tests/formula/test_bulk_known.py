"""What is known of a value in bulk: how reasons, doubt and numbers go through each operation."""

from fractions import Fraction

import pytest

from luoshi.formula.bulk import amounts, known, terms
from luoshi.formula.bulk.amounts import ULP, Rough
from luoshi.formula.bulk.known import Nothing, Number, Sign, Truth, Unsupported, either_of, literal, nothing
from luoshi.formula.bulk.logic import against, choose, conditional, joined, opposite
from luoshi.formula.bulk.reasons import MISSING, bit
from luoshi.formula.bulk.terms import FALSE, MOST, NOUGHT, ONE, TRUE, TooLong, whole
from luoshi.formula.missing import Why
from tests.formula.test_bulk_terms import A, B, C, value

NOT_DUE, SECRET = bit(Why.NOT_DUE), bit(Why.CONFIDENTIAL)
GAPS, OTHERS = (terms.column(name, 0, NOT_DUE | SECRET) for name in ("gaps", "others"))
IS, DOUBT, QUITE = (terms.equal(terms.column(name, 0, 1), ONE) for name in ("is", "doubt", "quite"))
LEFT = Number(A, ONE, Fraction(1, 2), bits=GAPS, unsure=DOUBT)
RIGHT = Number(B, ONE, Fraction(1, 3), bits=OTHERS)
QUOTIENT = Number(A, B, Fraction(2), bits=OTHERS)
BOTH_GAPS = terms.united(GAPS, OTHERS)


def shown(number):
    return number.over, number.under, number.factor


# numbers


@pytest.mark.parametrize("text", ["0", "7", "-7", "2/3", "-2/3"])
def test_a_number_that_is_written_out_is_a_sign_and_a_size(text):
    found = literal(Fraction(text))
    assert found.over.value * found.factor == Fraction(text)
    assert (found.over.value, found.under, found.bits) == (
        (Fraction(text) > 0) - (Fraction(text) < 0),
        ONE,
        NOUGHT,
    )


def test_a_sum_is_in_the_largest_step_of_which_both_are_multiples():
    assert shown(known.sum_of(LEFT, RIGHT)) == (
        terms.plus(terms.times(whole(3), A), terms.times(whole(2), B)),
        ONE,
        Fraction(1, 6),
    )
    assert shown(known.sum_of(LEFT, LEFT)) == (terms.plus(A, A), ONE, Fraction(1, 2))
    assert shown(known.sum_of(RIGHT, LEFT, minus=True))[0] == terms.minus(
        terms.times(whole(2), B), terms.times(whole(3), A)
    )


def test_two_quotients_of_one_divisor_keep_it():
    assert shown(known.sum_of(QUOTIENT, QUOTIENT)) == (terms.plus(A, A), B, Fraction(2))
    other = Number(C, A, Fraction(2))
    assert shown(known.sum_of(QUOTIENT, other)) == (
        terms.plus(terms.times(A, A), terms.times(C, B)),
        terms.times(B, A),
        Fraction(2),
    )


def test_a_product_multiplies_what_is_above_what_is_below_and_the_steps():
    assert shown(known.product_of(LEFT, QUOTIENT)) == (terms.times(A, A), B, Fraction(1))


def test_the_sign_of_a_divisor_goes_above():
    found = known.quotient_of(RIGHT, LEFT)
    for row in ((2, 1, 0), (-3, 1, 0), (5, 0, 0)):
        over, under = value(found.over, row), value(found.under, row)
        assert (Fraction(over, under) * found.factor, under > 0) == (
            Fraction(row[1], 3) / (Fraction(row[0], 2)),
            True,
        )
    assert found.factor == Fraction(2, 3)


def test_what_is_divided_by_zero_is_missing_unless_it_was_missing_before():
    found = known.quotient_of(Number(B, ONE, Fraction(1)), Number(A, ONE, Fraction(1)))
    assert [value(found.bits, (a, 1, 0)) for a in (0, 2)] == [bit(Why.ZERO_DIVISOR), 0]
    lacking = known.quotient_of(
        Number(B, ONE, Fraction(1), bits=whole(NOT_DUE)), Number(NOUGHT, ONE, Fraction(1))
    )
    assert lacking.bits.value == NOT_DUE


@pytest.mark.parametrize("act", [known.sum_of, known.product_of, known.quotient_of])
def test_what_is_made_of_two_numbers_has_the_reasons_and_the_doubt_of_both(act):
    one = Number(A, ONE, Fraction(1), bits=GAPS, unsure=DOUBT)
    found = act(one, Number(ONE, ONE, Fraction(1), bits=OTHERS, unsure=QUITE))
    assert found.bits is (known.first(BOTH_GAPS, NOUGHT) if act is known.quotient_of else BOTH_GAPS)
    assert found.unsure is terms.either(DOUBT, QUITE)


def test_missing_is_a_number_or_a_truth_where_one_is_wanted():
    assert shown(known.number(nothing(SECRET))) == (NOUGHT, ONE, Fraction(1))
    assert known.truth(nothing(SECRET)) == Truth(FALSE, bits=whole(SECRET))
    for act in (known.number, known.truth):
        with pytest.raises(Unsupported):
            act(Sign(A))


# one of two


def test_a_choice_that_is_known_is_no_choice():
    assert (either_of(TRUE, LEFT, RIGHT), either_of(FALSE, LEFT, RIGHT)) == (LEFT, RIGHT)


def test_one_of_two_numbers_is_in_their_common_step():
    found = either_of(IS, LEFT, RIGHT)
    assert shown(found) == (
        terms.chosen(IS, terms.times(whole(3), A), terms.times(whole(2), B)),
        ONE,
        Fraction(1, 6),
    )
    assert (found.bits, found.unsure) == (terms.chosen(IS, GAPS, OTHERS), terms.decided(IS, DOUBT, FALSE))
    assert shown(either_of(IS, QUOTIENT, Number(C, A, Fraction(2)))) == (
        terms.chosen(IS, A, C), terms.chosen(IS, B, A), Fraction(2),
    )  # fmt: skip


@pytest.mark.parametrize("bits", [MISSING, SECRET])
def test_where_one_is_never_there_the_number_of_the_other_stands_for_both(bits):
    for found in (either_of(IS, nothing(bits), LEFT), either_of(terms.negated(IS), LEFT, nothing(bits))):
        assert shown(found) == shown(LEFT)
        assert found.unsure == terms.decided(IS, FALSE, DOUBT)
        assert found.bits is terms.chosen(IS, whole(bits), GAPS) or found.bits is terms.chosen(
            terms.negated(IS), GAPS, whole(bits)
        )


def test_one_of_two_codes_or_truths_is_of_their_kind():
    one, other = Sign(A, bits=GAPS), Sign(B)
    assert either_of(IS, one, other) == Sign(terms.chosen(IS, A, B), bits=terms.chosen(IS, GAPS, NOUGHT))
    assert either_of(IS, one, nothing(SECRET)) == Sign(A, bits=terms.chosen(IS, GAPS, whole(SECRET)))
    assert either_of(IS, nothing(SECRET), one) == Sign(A, bits=terms.chosen(IS, whole(SECRET), GAPS))
    assert either_of(IS, Truth(DOUBT), Truth(QUITE)) == Truth(terms.decided(IS, DOUBT, QUITE))
    assert either_of(IS, nothing(SECRET), Truth(QUITE)) == Truth(
        terms.decided(IS, FALSE, QUITE), bits=terms.chosen(IS, whole(SECRET), NOUGHT)
    )
    assert either_of(IS, nothing(SECRET), nothing(NOT_DUE)) == Nothing(
        bits=terms.chosen(IS, whole(SECRET), whole(NOT_DUE))
    )


# conditions


@pytest.mark.parametrize(
    ("sign", "true"),
    [
        ("<=", terms.at_most(A, B)), (">=", terms.at_most(B, A)), ("<", terms.negated(terms.at_most(B, A))),
        (">", terms.negated(terms.at_most(A, B))), ("==", terms.equal(A, B)),
        ("!=", terms.negated(terms.equal(A, B))),
    ],
)  # fmt: skip
def test_numbers_and_days_are_compared_as_whole_numbers(sign, true):
    numbers = (Number(A, ONE, Fraction(1)), Number(B, ONE, Fraction(1)))
    assert known.compared(sign, *numbers).true is true
    assert against(sign, *numbers) == Truth(true)
    assert against(sign, Sign(A), Sign(B)) == Truth(true)


def test_truths_are_alike_or_not():
    same = terms.decided(IS, QUITE, terms.negated(QUITE))
    assert against("==", Truth(IS), Truth(QUITE)) == Truth(same)
    assert against("!=", Truth(IS), Truth(QUITE)) == Truth(terms.negated(same))


@pytest.mark.parametrize(
    "others", [LEFT, Sign(A, bits=GAPS, unsure=DOUBT), Truth(IS, bits=GAPS, unsure=DOUBT)]
)
def test_what_is_compared_with_what_is_missing_is_missing(others):
    for pair in ((others, nothing(SECRET)), (nothing(SECRET), others)):
        found = against("==", *pair)
        assert (found.true, found.unsure) == (FALSE, DOUBT)
        assert found.bits is terms.united(*(one.bits for one in pair))


def test_a_truth_is_false_where_it_is_missing():
    there = terms.equal(GAPS, NOUGHT)
    assert known.settled(Truth(IS, bits=GAPS)).true is terms.both(IS, there)
    assert opposite(Truth(IS, bits=GAPS)).true is terms.both(terms.negated(IS), there)
    given = known.first(GAPS, NOUGHT)
    assert conditional(Truth(IS), GAPS) == Truth(terms.both(IS, terms.equal(given, NOUGHT)), bits=given)
    assert conditional(LEFT, OTHERS).bits is known.first(OTHERS, GAPS)


def test_one_that_decides_settles_a_condition():
    held = Truth(IS, bits=GAPS)
    assert joined("or", [held, Truth(TRUE)]) == Truth(TRUE)
    assert joined("and", [held, Truth(FALSE)]) == Truth(FALSE)
    there = terms.equal(GAPS, NOUGHT)
    is_false = terms.both(terms.negated(IS), there)
    assert joined("and", [held, Truth(TRUE)]).true is terms.both(terms.negated(is_false), there)
    assert joined("or", [held, Truth(FALSE, bits=whole(SECRET))]).bits is terms.chosen(
        IS, NOUGHT, terms.united(GAPS, whole(SECRET))
    )


def test_what_is_chosen_by_a_doubtful_condition_is_doubtful():
    found = choose(Truth(IS, bits=GAPS, unsure=DOUBT), Sign(A), Sign(B))
    assert (found.unsure, found.term) == (DOUBT, terms.chosen(IS, A, B))
    assert found.bits is known.first(GAPS, NOUGHT)


# amounts

FAR = terms.column("a", -(10**30), 10**30)
LONG = amounts.multiply(FAR, FAR)
NEAR = amounts.rough(A)


def test_what_fits_stays_whole():
    assert amounts.add(A, B) is terms.plus(A, B)
    assert amounts.subtract(A, B) is terms.minus(A, B)
    assert amounts.multiply(A, B) is terms.times(A, B)
    assert amounts.magnified(A, 7) is terms.times(whole(7), A)
    assert amounts.chosen(IS, A, B) is terms.chosen(IS, A, B)
    assert amounts.negative(A) is terms.minus(NOUGHT, A)
    assert (amounts.at_most(A, B).unsure, amounts.equal(A, B).unsure) == (FALSE, FALSE)


def test_what_does_not_fit_is_a_float_with_its_size_and_its_steps():
    assert isinstance(LONG, Rough)
    assert [one.steps for one in (NEAR, LONG, amounts.multiply(LONG, A), amounts.multiply(A, LONG))] == [
        4,
        10,
        16,
        16,
    ]
    assert [amounts.add(*pair).steps for pair in ((LONG, A), (A, LONG), (NEAR, NEAR))] == [12, 12, 6]
    assert [amounts.subtract(*pair).steps for pair in ((LONG, A), (A, LONG), (NEAR, NEAR))] == [12, 12, 6]
    assert [amounts.chosen(IS, *pair).steps for pair in ((LONG, A), (A, LONG))] == [10, 10]
    assert (amounts.magnified(LONG, 5).steps, amounts.negative(LONG).steps) == (12, 10)


@pytest.mark.parametrize(("act", "over"), [(amounts.add, 11), (amounts.subtract, 7), (amounts.multiply, 18)])
def test_the_size_of_a_float_is_that_of_all_that_went_into_it(act, over):
    nine, two = Rough(amounts.rough(A).value, amounts.rough(B).value, 1), amounts.rough(C)
    found = act(nine, two)
    assert value(found.value, (9, 0, 2)) == over
    assert value(found.size, (9, 7, -2)) == (14 if act is amounts.multiply else 9)


@pytest.mark.parametrize("act", [amounts.at_most, amounts.equal])
def test_the_band_of_a_comparison_grows_with_steps_and_sizes(act):
    left, right = amounts.add(NEAR, NEAR), amounts.rough(B)
    unsure = act(left, right).unsure
    assert unsure.operator == "<="
    distance, band = unsure.args
    assert value(distance, (3, 10, 0)) == 4
    assert value(band, (3, -10, 0)) == ULP * (left.steps + right.steps + 4) * (6 + 10)


def test_a_number_of_thirty_eight_digits_is_the_longest():
    assert terms.column("most", -MOST, MOST).high == MOST
    assert terms.plus(terms.column("less", -MOST, MOST - 1), ONE).high == MOST
    for low, high in ((0, MOST + 1), (-MOST - 1, 0)):
        with pytest.raises(TooLong):
            terms.column("more", low, high)


@pytest.mark.parametrize(("by", "high"), [(2.0, 11), (-3.0, 16), (0.5, 6), (-0.25, 6), (1.0, 6)])
def test_a_scaled_float_is_bounded_from_above(by, high):
    scaled = terms.scaled(terms.floated(A), by)
    assert (scaled.high, scaled.low) == (high, -high)
    assert scaled.high > 5 * abs(by)
