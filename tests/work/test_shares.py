"""Medians and percentiles: the least value that enough of all do not exceed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.work.engine.shares import MEDIAN, NINETIETH, percentile

values = st.lists(st.integers(-5, 40), min_size=1, max_size=30)
shares = st.fractions(0, 1, max_denominator=20)


@given(values, shares)
def test_enough_values_do_not_exceed_a_percentile_and_fewer_would_for_a_lesser_one(found, share):
    least = percentile(Counter(found), share)

    assert sum(value <= least for value in found) >= share * len(found)
    lower = [value for value in found if value < least]
    assert len(lower) < share * len(found) or not lower


@given(values)
def test_the_median_is_not_above_the_ninetieth_percentile(found):
    assert percentile(Counter(found), MEDIAN) <= percentile(Counter(found), NINETIETH) <= max(found)


@pytest.mark.parametrize(
    ("found", "median", "ninetieth"), [([3], 3, 3), (range(1, 11), 5, 9), ([1, 1, 9], 1, 9)]
)
def test_percentiles_of_some_numbers(found, median, ninetieth):
    counted = Counter(found)

    assert (percentile(counted, MEDIAN), percentile(counted, NINETIETH)) == (median, ninetieth)


def test_of_nothing_there_is_no_percentile():
    with pytest.raises(ValueError, match="of nothing"):
        percentile(Counter(), MEDIAN)
