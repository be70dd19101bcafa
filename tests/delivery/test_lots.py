"""A draw can be done again by anybody, draws nothing twice, and favours nothing."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.delivery.engine.lots import drawn, inspector_of

seeds = st.text(min_size=1, max_size=40)
keys = st.sets(st.integers(1, 9999), min_size=1, max_size=30).map(
    lambda numbers: {f"督2025-{number:04d}" for number in numbers}
)


@given(seed=seeds, keys=keys, size=st.integers(1, 50), data=st.data())
def test_a_draw_depends_on_nothing_but_seed_and_keys(seed, keys, size, data):
    shuffled = data.draw(st.permutations(sorted(keys)))
    assert drawn(seed=seed, keys=shuffled, size=size) == drawn(seed=seed, keys=keys, size=size)


@given(seed=seeds, keys=keys, size=st.integers(1, 50))
def test_nothing_is_drawn_twice_and_nothing_from_elsewhere(seed, keys, size):
    found = drawn(seed=seed, keys=keys, size=size)
    assert len(found) == len(set(found)) == min(size, len(keys))
    assert set(found) <= keys


@given(seed=seeds, keys=keys, size=st.integers(1, 40))
def test_it_agrees_with_the_sentence_by_which_it_is_described(seed, keys, size):
    lots = {key: hashlib.sha256((seed + key).encode()).hexdigest() for key in keys}
    found = drawn(seed=seed, keys=keys, size=size)
    assert all(lots[one] < lots[other] for one in found for other in keys - set(found))


@given(seed=seeds, keys=keys, size=st.integers(1, 39))
def test_a_longer_draw_begins_with_the_shorter_one(seed, keys, size):
    assert drawn(seed=seed, keys=keys, size=size + 1)[:size] == drawn(seed=seed, keys=keys, size=size)


def test_every_key_is_drawn_about_as_often_as_any_other():
    keys = [f"督2025-{n:04d}" for n in range(20)]
    counts = Counter(key for n in range(2000) for key in drawn(seed=f"种子{n}", keys=keys, size=5))
    expected = 2000 * 5 / 20
    chi_square = sum((counts[key] - expected) ** 2 / expected for key in keys)
    assert chi_square < 43.8  # 19 degrees of freedom, one in a thousand


@given(seed=seeds, key=st.text(max_size=12), people=st.sets(st.text(min_size=1, max_size=8), max_size=6))
def test_the_inspector_is_one_of_those_who_may_look(seed, key, people):
    found = inspector_of(seed=seed, key=key, inspectors=people)
    assert found in people if people else found is None


@pytest.mark.parametrize("size", [1, 3])
def test_a_known_draw_stays_what_it_was(size):
    keys = ["督2025-0001", "督2025-0002", "督2025-0003", "督2025-0004"]
    assert drawn(seed="3882.78", keys=keys, size=3)[:size] == KNOWN[:size]


KNOWN = ["督2025-0003", "督2025-0004", "督2025-0002"]
