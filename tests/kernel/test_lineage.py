"""Who does on a day what a body once did: the engine and its laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kernel.engine.lineage import Ending, Handing, Heir, Lineage

BEFORE, REFORM, AFTER, LATER = date(2018, 12, 31), date(2019, 4, 1), date(2019, 4, 2), date(2024, 2, 1)
QUALITY, TRADE, MARKET, REFORMS, ECOLOGY, DATA = range(1, 7)
CLIMATE, PRICES = 71, 72
MERGED = Lineage(
    [Ending(1, REFORM, QUALITY, True), Ending(1, REFORM, TRADE, True)],
    [Handing(1, QUALITY, MARKET), Handing(1, TRADE, MARKET)],
)
SPLIT = Lineage(
    [Ending(2, REFORM, REFORMS, True)],
    [Handing(2, REFORMS, ECOLOGY, CLIMATE), Handing(2, REFORMS, MARKET, PRICES)],
)
MOVED = Lineage(
    [Ending(3, REFORM, REFORMS, False)],
    [Handing(3, REFORMS, ECOLOGY, CLIMATE), Handing(3, REFORMS, None, PRICES)],
)


@pytest.mark.parametrize(
    ("on", "body"), [(BEFORE, QUALITY), (REFORM, MARKET), (AFTER, MARKET), (LATER, MARKET)]
)
def test_the_old_body_before_the_day_and_the_new_one_from_it_on(on, body):
    assert MERGED.heir(QUALITY, on=on).body == body


def test_two_that_merge_have_one_heir():
    assert {MERGED.heir(body, on=AFTER).body for body in (QUALITY, TRADE, MARKET)} == {MARKET}


def test_a_chain_is_followed_to_its_end():
    chain = Lineage(
        [Ending(1, REFORM, QUALITY, True), Ending(4, LATER, MARKET, True)],
        [Handing(1, QUALITY, MARKET), Handing(4, MARKET, DATA)],
    )
    assert chain.heir(QUALITY, on=AFTER) == Heir(MARKET, (1,))
    assert chain.heir(QUALITY, on=LATER) == Heir(DATA, (1, 4))


def test_a_split_waits_for_a_decision_between_those_who_follow():
    assert SPLIT.heir(REFORMS, on=AFTER) == Heir(REFORMS, (), waits_for=2, choices=(ECOLOGY, MARKET))
    assert SPLIT.heir(REFORMS, on=AFTER, choices={2: ECOLOGY}) == Heir(ECOLOGY, (2,))


def test_a_split_is_clear_where_the_function_is_known():
    assert SPLIT.heir(REFORMS, on=AFTER, function=PRICES).body == MARKET
    assert SPLIT.heir(REFORMS, on=BEFORE, function=PRICES).body == REFORMS


def test_a_body_that_gives_a_function_away_keeps_the_rest():
    assert MOVED.heir(REFORMS, on=AFTER) == Heir(REFORMS)
    assert MOVED.heir(REFORMS, on=AFTER, function=CLIMATE).body == ECOLOGY


def test_what_may_be_about_a_function_is_asked_of_a_person():
    doubted = MOVED.heir(REFORMS, on=AFTER, doubted=frozenset({CLIMATE}))
    assert doubted == Heir(REFORMS, (), waits_for=3, choices=(ECOLOGY, REFORMS))
    said = MOVED.heir(REFORMS, on=AFTER, doubted=frozenset({CLIMATE}), choices={3: REFORMS})
    assert said == Heir(REFORMS)


def test_a_function_without_heir_waits():
    assert MOVED.heir(REFORMS, on=AFTER, function=PRICES) == Heir(REFORMS, (), waits_for=3)


def test_an_heir_found_later_begins_later():
    found = Lineage(
        [Ending(3, REFORM, REFORMS, False)], [Handing(3, REFORMS, MARKET, PRICES, taken_on=LATER)]
    )
    assert found.heir(REFORMS, on=AFTER, function=PRICES).is_open
    assert found.heir(REFORMS, on=LATER, function=PRICES).body == MARKET


def test_what_is_dissolved_without_heir_waits():
    gone = Lineage([Ending(5, REFORM, QUALITY, True)])
    assert gone.heir(QUALITY, on=AFTER) == Heir(QUALITY, (), waits_for=5)


def test_a_record_entered_twice_is_read_as_the_one_kept():
    twice = Lineage(
        [Ending(1, REFORM, QUALITY, True)], [Handing(1, QUALITY, MARKET)], same={8: QUALITY, 9: 8}
    )
    assert twice.heir(9, on=BEFORE).body == QUALITY
    assert twice.heir(9, on=AFTER).body == MARKET


def test_a_function_may_come_back():
    there = [Ending(1, REFORM, QUALITY, False), Ending(2, LATER, TRADE, False)]
    back = Lineage(there, [Handing(1, QUALITY, TRADE, CLIMATE), Handing(2, TRADE, QUALITY, CLIMATE)])
    days = (BEFORE, AFTER, LATER)
    assert [back.heir(QUALITY, on=day, function=CLIMATE).body for day in days] == [QUALITY, TRADE, QUALITY]


days = st.dates(date(2015, 1, 1), date(2025, 12, 31))
links = st.lists(st.tuples(days, st.integers(1, 6), st.integers(1, 6)), max_size=12)


@given(links=links, body=st.integers(1, 6), on=days)
def test_every_question_ends_and_a_day_earlier_is_on_the_same_way(links, body, on):
    """Even where events go round in a circle, each is passed at most once and in the order of the days."""
    endings = [Ending(event, day, giver, True) for event, (day, giver, _) in enumerate(links)]
    handings = [Handing(event, giver, taker) for event, (_, giver, taker) in enumerate(links)]
    lines = Lineage(endings, handings)
    heir = lines.heir(body, on=on)
    passed = [(links[event][0], event) for event in heir.steps]
    assert passed == sorted(set(passed))
    assert all(day <= on for day, _event in passed)
    earlier = lines.heir(body, on=date(2014, 1, 1))
    assert (earlier.body, earlier.steps) == (body, ())
    if heir.steps:
        on_the_way = lines.heir(body, on=passed[0][0])
        assert on_the_way.steps[: len(heir.steps)] == heir.steps[: len(on_the_way.steps)]
