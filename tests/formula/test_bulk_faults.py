"""A fault that is planted in one of three evaluators is found by the 300 formulas, as a disagreement of that one."""

import operator
from fractions import Fraction
from functools import cache

import pytest

from luoshi.formula.bulk import engine, known
from luoshi.formula.exact import arithmetic, logic
from luoshi.formula.missing import Missing
from tests.formula.comparing import ENGINES, differing, exactly, in_bulk
from tests.formula.test_bulk_differential import FIXED, fixed

pytestmark = pytest.mark.slow


def swapped_in_exact(patch):
    patch.setitem(logic.TESTS, ">=", operator.gt)


def skipped_in_exact(patch):
    united = arithmetic.united
    patch.setattr(
        arithmetic,
        "united",
        lambda values: Missing() if len(list(values := list(values))) > 1 else united(values),
    )


def floating_in_exact(patch):
    calculated = arithmetic.calculated

    def roughly(sign, left, right):
        found = calculated(sign, left, right)
        return Fraction(float(found)) if isinstance(found, Fraction) else found

    patch.setattr(arithmetic, "calculated", roughly)


def swapped_in_an_engine(patch):
    patch.setitem(engine.PRIMITIVES, "<=", lambda ibis, args, term: args[0] < args[1])


def skipped_in_an_engine(patch):
    patch.setattr(known, "lacking", lambda *values: values[0].bits)


def floating_in_an_engine(patch):
    for sign in ("<=", "=="):
        patch.setitem(engine.PRIMITIVES, sign, roughly(engine.PRIMITIVES[sign]))


def roughly(exact):
    return lambda ibis, args, term: exact(ibis, [one.cast("float64") for one in args], term)


FAULTS = {
    "a swapped comparison": (swapped_in_exact, swapped_in_an_engine),
    "a skipped missing": (skipped_in_exact, skipped_in_an_engine),
    "a float in place of a decimal": (floating_in_exact, floating_in_an_engine),
}


@cache
def right(seed):
    """What all find without a fault."""
    return exactly(fixed(seed))


@pytest.mark.parametrize("faulty", ["exact", *ENGINES])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_one_evaluator_is_found(fault, faulty, monkeypatch):
    in_exact, in_engine = FAULTS[fault]

    def is_noticed(seed):
        with monkeypatch.context() as patch:
            (in_exact if faulty == "exact" else in_engine)(patch)
            wrong = exactly(fixed(seed)) if faulty == "exact" else in_bulk(fixed(seed), faulty)
        return bool(differing(fixed(seed), right(seed), wrong))

    # those with eighteen digits first
    assert any(is_noticed(seed) for seed in sorted(FIXED, key=lambda one: one % 3 != 1))
