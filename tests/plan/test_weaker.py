"""When a lower plan promises less than its parent: by hand, and the laws that hold whatever the numbers are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.plan.engine.weaker import Goal, Point, Verdict, compare, scale

END = date(2020, 12, 31)
SHARE = Goal(
    kind="share", number=Decimal(50), unit="%", direction="up", measure="关键工序数控化率", due_on=END
)
FALL = Goal(
    kind="change", number=Decimal(-5), unit="%", direction="down", baseline="2015", measure="能耗", due_on=END
)
COUNT = Goal(
    kind="net_increase", number=Decimal(60), unit="户", direction="up", measure="规上企业", due_on=END
)


def found(upper, lower, *, is_part=False):
    return compare(upper=upper, lower=lower, is_part=is_part)


def less(goal, number, **fields):
    return replace(goal, number=Decimal(number), **fields)


@pytest.mark.parametrize(
    ("upper", "lower", "points"),
    [
        (SHARE, less(SHARE, 45), [Point.LOWER]),
        (SHARE, less(SHARE, 52), [Point.HIGHER]),
        (SHARE, SHARE, []),
        (FALL, less(FALL, -4), [Point.LOWER]),
        (FALL, less(FALL, -6), [Point.HIGHER]),
        (SHARE, replace(SHARE, due_on=date(2022, 12, 31)), [Point.LATER]),
        (SHARE, less(SHARE, 52, due_on=date(2022, 12, 31)), [Point.HIGHER, Point.LATER]),
        (SHARE, less(SHARE, 30, due_on=date(2018, 12, 31)), [Point.STEP]),
        (SHARE, replace(SHARE, due_on=None), [Point.NO_DATE]),
        (SHARE, Goal(due_on=END), [Point.NO_NUMBER]),
        (SHARE, replace(SHARE, kind="level"), [Point.OTHER_KIND]),
        (SHARE, replace(SHARE, unit="个百分点"), [Point.OTHER_UNIT]),
        (SHARE, replace(SHARE, direction="down"), [Point.OTHER_DIRECTION]),
        (SHARE, replace(SHARE, per="year"), [Point.OTHER_RHYTHM]),
        (FALL, replace(FALL, baseline="2016"), [Point.OTHER_BASE]),
        (FALL, replace(FALL, baseline=""), [Point.OTHER_BASE]),
    ],
)  # fmt: skip
def test_what_a_comparison_finds(upper, lower, points):
    assert list(found(upper, lower).points) == points


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        (found(SHARE, less(SHARE, 45)), Verdict.WEAKER),
        (found(SHARE, less(SHARE, 52, due_on=date(2022, 12, 31))), Verdict.WEAKER),
        (found(SHARE, replace(SHARE, unit="户")), Verdict.UNCLEAR),
        (found(SHARE, SHARE), Verdict.EQUAL),
        (found(SHARE, less(SHARE, 52)), Verdict.STRONGER),
        (found(Goal(), Goal()), Verdict.PLAIN),
    ],
)
def test_the_verdict_follows_from_what_was_found(points, verdict):
    assert points.verdict == verdict


def test_a_county_is_no_weaker_because_its_count_is_a_part_of_the_citys():
    assert list(found(COUNT, less(COUNT, 12), is_part=True).points) == [Point.PART]
    assert list(found(COUNT, less(COUNT, 12)).points) == [Point.LOWER]


def test_a_share_is_compared_with_the_share_of_the_larger_area():
    assert list(found(SHARE, less(SHARE, 45), is_part=True).points) == [Point.LOWER]


def test_an_amount_per_head_is_no_part_of_the_whole():
    income = Goal(
        kind="level", number=Decimal(4), unit="万元", direction="up", measure="人均收入", due_on=END
    )
    output = replace(income, measure="工业总产值")
    assert list(found(income, less(income, 3), is_part=True).points) == [Point.LOWER]
    assert list(found(output, less(output, 3), is_part=True).points) == [Point.PART]


def test_a_range_promises_the_end_that_asks_for_less():
    wide = replace(SHARE, number=Decimal(45), most=Decimal(60))
    assert list(found(SHARE, wide).points) == [Point.LOWER]
    fall = replace(FALL, number=Decimal(-6), most=Decimal(-4))
    assert list(found(FALL, fall).points) == [Point.LOWER]


@pytest.mark.parametrize(
    ("unit", "factor", "plain"),
    [
        ("亿元", 100_000_000, "元"),
        ("万元", 10_000, "元"),
        ("万亿元", 10**12, "元"),
        ("千瓦", 1_000, "瓦"),
        ("家", 1, "户"),
        ("个百分点", 1, "百分点"),
        ("吨标煤", 1, "吨标准煤"),
        ("户", 1, "户"),
        ("", 1, ""),
    ],
)
def test_a_unit_is_so_many_of_a_plain_one(unit, factor, plain):
    assert scale(unit) == (factor, plain)


def test_amounts_in_units_of_other_sizes_are_compared():
    output = Goal(kind="level", number=Decimal(2), unit="亿元", direction="up", measure="投资", due_on=END)
    assert list(found(output, less(output, 19_000, unit="万元")).points) == [Point.LOWER]
    assert list(found(output, less(output, 20_000, unit="万元")).points) == []


numbers = st.decimals(min_value=-10_000, max_value=10_000, places=2)
days = st.none() | st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31))
goals = st.builds(
    Goal,
    kind=st.sampled_from(["share", "level", "change", "count"]),
    number=st.none() | numbers,
    unit=st.sampled_from(["%", "户", "家", "万元", "亿元", "万元/人"]),
    direction=st.sampled_from(["up", "down"]),
    baseline=st.sampled_from(["", "2015", "2016"]),
    per=st.sampled_from(["", "year"]),
    due_on=days,
)


def ranged(goal, width):
    return replace(goal, most=goal.number + width) if goal.number is not None else goal


def mirrored(goal):
    """The same promise with every sign turned: a rise becomes a fall of the same size."""
    direction = {"up": "down", "down": "up"}[goal.direction]
    if goal.number is None:
        return replace(goal, direction=direction)
    low, high = goal.number, goal.most
    if high is None:
        return replace(goal, number=-low, direction=direction)
    return replace(goal, number=-high, most=-low, direction=direction)


@given(upper=goals, lower=goals, widths=st.tuples(*[st.decimals(0, 50, places=1)] * 2), part=st.booleans())
def test_a_falling_target_mirrors_a_rising_one(upper, lower, widths, part):
    upper, lower = ranged(upper, widths[0]), ranged(lower, widths[1])
    straight = compare(upper=upper, lower=lower, is_part=part)
    assert compare(upper=mirrored(upper), lower=mirrored(lower), is_part=part).points == straight.points


@given(goal=goals, part=st.booleans())
def test_what_is_equal_is_never_weaker(goal, part):
    assert compare(upper=goal, lower=goal, is_part=part).verdict not in (Verdict.WEAKER, Verdict.STRONGER)


@given(upper=goals, lower=goals)
def test_if_the_one_is_only_weaker_the_other_is_stronger(upper, lower):
    there = compare(upper=upper, lower=lower, is_part=False)
    back = compare(upper=lower, lower=upper, is_part=False)
    if there.points == (Point.LOWER,):
        assert back.points == (Point.HIGHER,)
    if there.points == (Point.HIGHER,) and lower.due_on == upper.due_on:
        assert back.points == (Point.LOWER,)


@given(goal=goals, asked=numbers, more=st.decimals("0.01", 100, places=2))
def test_asking_for_more_never_makes_it_weaker(goal, asked, more):
    sign = 1 if goal.direction == "up" else -1
    lower = replace(goal, number=asked)
    upper = replace(goal, number=goal.number if goal.number is not None else asked)
    before = compare(upper=upper, lower=lower, is_part=False)
    after = compare(upper=upper, lower=replace(lower, number=asked + sign * more), is_part=False)
    assert (Point.LOWER in after.points) <= (Point.LOWER in before.points)
