"""What the exact evaluator finds at the edges: roots, powers, prices, days, who belongs where, which reasons."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from luoshi.formula import Catalogue, FormulaError, Grain, Missing, Name, Period, Why, compile, unit
from luoshi.formula.catalogue import Kind, Level, Time
from luoshi.formula.exact.figures import Rows
from luoshi.formula.exact.roots import DIGITS, Root, against, growth, whole
from luoshi.formula.exact.timing import aged
from luoshi.formula.semantics import shown
from tests.formula.world import AREAS, CITY

NAMES = Catalogue(
    [
        Name("x", "产值", "output", unit=unit("万元"), every=Grain.QUARTER),
        Name("i", time=Time.INDEX, level=Level.ALL, every=Grain.QUARTER),
        Name("j", time=Time.INDEX, level=Level.ALL, index_base=2015), Name("a"), Name("w", time=Time.STOCK),
        Name("f", floor=Fraction(1, 2)),
        Name("k", floor=Fraction(1, 4)), Name("n", time=Time.STOCK, level=Level.AREA),
        Name("c", kind=Kind.CODE, time=Time.NONE),
        Name("p", kind=Kind.TRUTH, time=Time.NONE), Name("d", kind=Kind.DATE, time=Time.NONE),
        Name("s", time=Time.NONE, level=Level.ALL),
        Name("r", time=Time.RATE, every=Grain.MONTH), Name("m", every=Grain.MONTH),
        Name("z", time=Time.CUMULATIVE, every=Grain.MONTH),
    ],
    dimensions=CITY.dimensions.values(),
)  # fmt: skip


def asked(text, rows=(), **given):
    return compile(text, NAMES).evaluate(rows=rows, **given)


def series(name, *values, **fixed):
    return [
        {"body": "1", "period": str(2021 - len(values) + at), name: value, **fixed}
        for at, value in enumerate(values)
    ]


# roots


@pytest.mark.parametrize("degree", [1, 2, 3, 5])
def test_a_whole_root_is_the_greatest_whose_power_is_at_most_the_number(degree):
    for value in [*range(70), 10**30, 10**30 - 1, 2**120]:
        found = whole(value, degree)
        assert found**degree <= value < (found + 1) ** degree


@pytest.mark.parametrize(
    "value", [Fraction(11, 10), Fraction(2), Fraction(1, 3), Fraction(4, 3), Fraction(9, 2)]
)
def test_a_root_that_is_no_fraction_is_right_to_sixty_digits(value):
    found = growth(Root(value, 2))
    assert (1 + found) ** 2 <= value < (1 + found + Fraction(1, 10**DIGITS)) ** 2


@pytest.mark.parametrize(("value", "root"), [("4/9", "-1/3"), ("0", "-1"), ("1", "0"), ("9/4", "1/2")])
def test_a_root_that_is_a_fraction_is_that_fraction(value, root):
    assert growth(Root(Fraction(value), 2)) == Fraction(root)


@pytest.mark.parametrize(("bar", "way"), [("-3", 1), ("-1", 1), ("-1/2", 1), ("1/10", 0), ("1/5", -1)])
def test_a_root_stands_to_a_number_as_their_powers_do(bar, way):
    assert against(Root(Fraction(121, 100), 2), Fraction(bar)) == way


def test_a_root_of_nothing_is_a_fall_of_all():
    assert against(Root(Fraction(0), 2), Fraction(-1)) == 0
    assert asked("cagr(x, since=2018)", series("x", 5, 1, 0), period="2020").value == -1


@pytest.mark.parametrize(
    ("text", "values", "gives"),
    [
        ("cagr(x, since=2018)", (100, 0, 121), "10%"), ("cagr(x, since=2018) > -200%", (100, 0, 121), "true"),
        ("cagr(x, since=2018)", (100, 0, -1), "missing 不适用"),
        ("10% <= cagr(x, since=2018)", (100, 0, 121), "true"),
        ("cagr(x, since=2018) == cagr(x, since=2018)", (100, 0, 120), "true"),
        ("cagr(x, since=2018) in [10%..20%]", (100, 0, 121), "true"),
        ("cagr(x, since=2018) in (10%..20%]", (100, 0, 121), "false"),
        ("cagr(x, since=2018) < 10%", (100, 0, "120.9999"), "true"),
        ("cagr(x, since=2021)", (100, 0, 121), "missing 缺基期"),
    ],
)  # fmt: skip
def test_growth_a_year_is_decided_by_powers(text, values, gives):
    assert (
        shown(asked(text, series("x", *values), period="2020").step.value, compile(text, NAMES).unit) == gives
    )


def test_growth_of_half_a_year_is_growth_of_a_year():
    rows = [{"body": "1", "period": "2019-Q3", "x": 10}, {"body": "1", "period": "2020-Q1", "x": 11}]
    assert asked("cagr(x, since=2019-Q3)", rows, period="2020-Q1").value == Fraction(21, 100)


# powers


@pytest.mark.parametrize(
    ("base", "fits"),
    [(2**199, True), (2**200, False), (Fraction(1, 2**199), True), (Fraction(1, 2**200), False)],
)
@pytest.mark.parametrize("exponent", [100, -100])
def test_a_power_has_twenty_thousand_bits_at_most(base, fits, exponent):
    if fits:
        assert asked(f"a ** {exponent}", [{"a": base}]).value == Fraction(base) ** exponent
        return
    with pytest.raises(FormulaError) as refused:
        asked(f"a ** {exponent}", [{"a": base}])
    assert refused.value.codes == ("F605",)


# prices


QUARTERS = [
    {"period": f"{year}-Q{quarter}", "i": 100 + quarter} for year in (2018, 2019, 2020) for quarter in (1, 2)
]
FIXED = [
    {"period": "2015", "j": 100},
    {"period": "2020", "j": 125},
    {"period": "2020-Q1", "j": 110},
    {"period": "2015-Q1", "j": 55},
]
PRICES = [
    ("可比价(x, i, 2018)", "2020-Q1", QUARTERS, Fraction(101**2, 100**2)),
    ("可比价(x, i, 2018-Q1)", "2020-Q1", QUARTERS, Fraction(101**2, 100**2)),
    ("可比价(x, i, 2020)", "2018-Q2", QUARTERS, Fraction(100**2, 102**2)),
    ("可比价(x, i, 2020)", "2020-Q2", QUARTERS, 1), ("可比价(x, i, 2018)", "2020", QUARTERS, Why.NOT_APPLICABLE),
    ("可比价(x, i, 2018-Q2)", "2020-Q1", QUARTERS, Why.NOT_APPLICABLE),
    ("可比价(x, i, 2018-Q1)", "2020", QUARTERS, Why.NOT_APPLICABLE),
    ("可比价(x, j, 2015)", "2020", FIXED, Fraction(5, 4)), ("可比价(x, j, 2015)", "2020-Q1", FIXED, 2),
    ("可比价(x, j, 2016)", "2020", FIXED, Why.NOT_REPORTED),
    ("可比价(x, j, 2015)", "2019", FIXED, Why.NOT_REPORTED),
    ("可比价(x, i, 2019)", "2020-Q1", [{"period": "2020-Q1", "i": 0}], Why.ZERO_DIVISOR),
    ("可比价(x, j, 2015)", "2020", [{"period": "2015", "j": -1}, {"period": "2020", "j": 1}], Why.ZERO_DIVISOR),
]  # fmt: skip


@pytest.mark.parametrize(("text", "period", "shared", "change"), PRICES)
def test_prices_are_those_of_the_base(text, period, shared, change):
    found = asked(text, [{"body": "1", "period": period, "x": 1}], period=period, shared=shared)
    if isinstance(change, Why):
        assert found.missing.why == {change}
    else:
        assert found.amount == 1 / Fraction(change)


@pytest.mark.parametrize("value", [None, Why.CONFIDENTIAL])
def test_what_lacks_a_value_and_prices_says_both(value):
    found = asked(
        "可比价(x, j, 2015)",
        [{"body": "1", "period": "2020", "x": value}],
        period="2020",
        shared=[{"period": "2015", "j": 1}],
    )
    assert {(one.name, one.period) for one in found.missing.reasons} == {("x", "2020"), ("j", "2020")}


def test_growth_names_what_it_lacks():
    lacking = asked(
        "growth(w + a, since=2015)", [{"body": "1", "period": "2020", "w": 1, "a": 1}], period="2020"
    ).missing
    assert {(one.why, one.name, one.period) for one in lacking.reasons} == {
        (Why.NO_BASE, "w", "2015"),
        (Why.NO_BASE, "a", "2015"),
    }
    unnamed = asked("yoy(x / a)", series("x", 1, 2) + series("a", 0, 1), period="2020").missing
    assert {one.why for one in unnamed.reasons} >= {Why.NO_BASE}
    for base, why in ((0, Why.ZERO_BASE), (-1, Why.NEGATIVE_BASE)):
        found = asked("yoy(x)", series("x", base, 2), period="2020").missing
        assert {(one.why, one.period) for one in found.reasons} == {(why, "2019")}


# days


@pytest.mark.parametrize(
    ("since", "day", "months", "years"),
    [
        ("2020-01-31", "2020-02-28", 0, 0), ("2020-01-31", "2020-02-29", 1, 0),
        ("2020-01-15", "2021-01-14", 11, 0), ("2020-01-15", "2021-01-15", 12, 12),
        ("2020-03-01", "2020-02-29", 0, 0), ("2021-05-10", "2020-05-10", -12, -12),
        ("2021-05-10", "2020-05-11", -11, 0), ("2020-05-10", "2020-05-10", 0, 0),
        ("2018-06-01", "2020-12-01", 30, 24), ("2020-12-01", "2018-06-01", -30, -24),
    ],
)  # fmt: skip
def test_only_whole_months_and_whole_years_are_counted(since, day, months, years):
    days = date.fromisoformat(since), date.fromisoformat(day)
    assert (aged(*days, 1), aged(*days, 12)) == (months, years)


def test_a_moment_counts_as_its_day():
    assert (
        asked("d == 2020-01-02 and d - 2020-01-01 == 1日", [{"d": datetime(2020, 1, 2, 23, 59)}]).value
        is True
    )


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("d + 3000000日", None),
        ("d - 800000日", None),
        ("d + 1日", date(2020, 1, 2)),
        ("d - 1日", date(2019, 12, 31)),
    ],
)
def test_a_day_beyond_the_calendar_is_not_applicable(text, gives):
    found = asked(text, [{"d": "2020-01-01"}])
    assert (found.value, found.missing and found.missing.why) == (
        gives,
        {Why.NOT_APPLICABLE} if gives is None else None,
    )


# figures


@pytest.mark.parametrize(
    ("given", "is_right"),
    [("1e400", True), ("1e401", False), ("-1e-400", True), ("1e-401", False), (Decimal("1e401"), False)],
)
def test_a_number_has_four_hundred_digits_on_either_side_at_most(given, is_right):
    if is_right:
        assert asked("a", [{"a": given}]).value == Fraction(given)
        return
    with pytest.raises(FormulaError):
        asked("a", [{"a": given}])


@pytest.mark.parametrize("given", [True, False, 3.5, Decimal(3)])
def test_a_code_is_a_text_or_a_whole_number(given):
    with pytest.raises(FormulaError):
        asked("c", [{"c": given}])
    assert [asked("c", [{"c": one}]).value for one in ("C", 3)] == ["C", "3"]


@pytest.mark.parametrize(
    ("periods", "only"),
    [([], None), ([None], None), (["2020"], "2020"), (["2020", "2020"], "2020"), (["2019", "2020"], None),
        ([None, "2020"], None)],
)  # fmt: skip
def test_the_only_period_is_that_of_all_rows(periods, only):
    rows = Rows([{"body": str(at), "period": one} for at, one in enumerate(periods)], NAMES)
    assert rows.only_period == (only and Period.parse(only))


def test_rows_of_one_area_are_those_of_whatever_area_is_asked_for():
    assert asked("n", areas=[{"n": 3}], cell={"area": "天水"}).value == 3
    assert asked("n", areas=[{"area": "兰州", "n": 3}]).value == 3
    two = [{"area": "兰州", "n": 3}, {"area": "天水", "n": 4}]
    assert [asked("n", areas=two, cell=cell).value for cell in ({"area": "天水"}, {"area": "秦州"}, {})] == [
        4,
        None,
        None,
    ]


def test_a_row_of_the_period_counts_before_one_that_lasts():
    rows = [{"body": "1", "a": 1}, {"body": "1", "period": "2020", "a": 2}]
    assert [asked("a", rows, period=one, body="1").value for one in ("2020", "2019")] == [2, 1]
    areas = [{"area": "天水", "n": 1}, {"area": "天水", "period": "2020", "n": 2}, {"area": "兰州", "n": 9}]
    assert [asked("n", areas=areas, period=one, cell={"area": "天水"}).value for one in ("2020", "2019")] == [
        2,
        1,
    ]


def test_whose_place_is_missing_is_in_no_cell_but_that_of_all():
    rows = [
        {"body": str(at), "area": area, "a": 1}
        for at, area in enumerate(["秦州", None, Why.CONFIDENTIAL, Missing(), "天水"])
    ] + [{"body": "9", "a": 1}]
    found = [
        asked("count(*)", rows, cell=cell).value
        for cell in ({}, {"area": "秦州"}, {"area": "天水"}, {"area": "甘肃"}, {"area": "外"})
    ]
    assert found == [6, 1, 2, 2, 0]
    assert AREAS["天水"] == "甘肃"


def test_what_is_not_there_is_named_with_its_period():
    found = asked(
        "a + w@2019 + s + r", [{"body": "1", "period": "2020", "r": Why.NOT_DUE}], period="2020"
    ).missing
    assert {(one.why, one.name, one.period) for one in found.reasons} == {
        (Why.NOT_REPORTED, "a", "2020"), (Why.NOT_REPORTED, "w", "2019"), (Why.NOT_REPORTED, "s", "2020"),
        (Why.NOT_DUE, "r", "2020"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "period", "why"),
    [
        ("a", "2020", Why.NOT_REPORTED), ("a", "2020-01", Why.NOT_APPLICABLE),
        ("m", "2020", Why.NOT_REPORTED), ("m", "2020-01", Why.NOT_REPORTED),
        ("r", "2020-01", Why.NOT_REPORTED), ("r", "2020-Q1", Why.NOT_APPLICABLE),
        ("x", "2020-01", Why.NOT_APPLICABLE), ("x", "2020-Q1", Why.NOT_REPORTED),
        ("x", "2020-02..04", Why.NOT_REPORTED), ("w", "2020-Q1", Why.NOT_APPLICABLE),
        ("z", "2020-Q1", Why.NOT_REPORTED), ("s", "2020-01", Why.NOT_REPORTED),
        ("p", "2020-01", Why.NOT_REPORTED), ("i", "2020", Why.NOT_APPLICABLE),
        ("x", "2020-01..04", Why.NOT_REPORTED),
    ],
)  # fmt: skip
def test_what_is_of_no_such_period_is_not_applicable(text, period, why):
    assert asked(text, [{"body": "1", "period": period}], period=period).missing.why == {why}


def test_what_is_given_as_missing_is_missing_for_its_own_reasons():
    reasons = Missing.because(Why.NOT_DUE, "elsewhere", "2019")
    assert asked("a", [{"a": reasons}]).missing == reasons
    assert asked("a", [{"a": Why.NOT_DUE}], period="2020").missing == Missing.because(
        Why.NOT_DUE, "a", "2020"
    )
    assert asked("d", [{"d": date(2020, 1, 2)}]).value == date(2020, 1, 2)


# cells


def test_what_lies_above_is_asked_of_the_cell_above():
    rows = [
        {"body": str(at), "area": area, "a": 2**at} for at, area in enumerate(["秦州", "麦积", "城关", None])
    ]
    cells = ({"area": "秦州"}, {"area": "天水"}, {"area": "甘肃"}, {})
    found = {text: [asked(text, rows, cell=cell).value for cell in cells] for text in
             ("within(市, sum(a))", "within(sum(a), 地区)", "within(全部, sum(a))", "within(县, sum(a))",
                 "within(省, sum(a))")}  # fmt: skip
    assert found == {
        "within(市, sum(a))": [3, 3, None, 15], "within(全部, sum(a))": [15, 15, 15, 15],
        "within(县, sum(a))": [1, None, None, 15],
        "within(省, sum(a))": [7, 7, 7, 15], "within(sum(a), 地区)": [1, 3, 7, 15],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "values", "gives"),
    [
        ("sum(f)", [1, None], 1), ("sum(f)", [1, None, None], Why.COVERAGE),
        ("sum(f + k)", [1, None, None], Why.COVERAGE), ("sum(k)", [1, None, None, None], 1),
        ("sum(k)", [1, None, None, None, None], Why.COVERAGE), ("count(f)", [1, None, None], 1),
        ("count(f > 0)", [1, None, None], Why.COVERAGE),
        ("distinct(f)", [1, None, None], Why.COVERAGE), ("ratio(f, k)", [1, None, None], Why.COVERAGE),
        ("sum(f)", [Why.NOT_APPLICABLE], Why.NOT_APPLICABLE),
        ("sum(f)", [1, Why.NOT_APPLICABLE, Why.NOT_APPLICABLE], 1),
        ("mean(a, weight=f)", [1, None, None], Why.COVERAGE), ("sum(a)", [None, Why.NOT_DUE], "未报、未到期"),
        ("quantile(a, 1)", [3, 1, 2], 3), ("quantile(a, 0)", [3, 1, 2], 1),
        ("quantile(a, 0.25)", [3, 1, 2], Fraction(3, 2)), ("median(a)", [7], 7),
        ("quantile(a, 1)", [7], 7), ("top(a, 2)", [3, 1, 2], 5), ("top(a, 9)", [3, 1, 2], 6),
        ("top(a, 1)", [3, 1, 2], 3), ("min(a)", [3, 1, 2], 1),
        ("max(a)", [3, 1, 2], 3), ("mean(a, weight=f)", [1, -1], 1),
        ("mean(a, weight=f - 1)", [1, 1], Why.ZERO_DIVISOR), ("ratio(a, f)", [0, 0], Why.ZERO_DIVISOR),
        ("distinct(a)", [1, 1, 2], 2), ("share(a > 1)", [1, 2, 3], Fraction(2, 3)),
        ("share(a > 1, weight=f)", [1, 2, 3], Fraction(5, 6)),
        ("count(a > 1)", [1, 2, None], 1), ("count(a)", [None], 0), ("distinct(a)", [None], 0),
        ("sum(a, where=a > 5)", [1], Why.NOT_APPLICABLE),
    ],
)  # fmt: skip
def test_an_aggregate_is_made_of_those_that_reported(text, values, gives):
    rows = [{"body": str(at), **dict.fromkeys("afk", one)} for at, one in enumerate(values)]
    if text.startswith("mean(a, weight=f)") and values == [1, -1]:
        rows = [{"body": "0", "a": 1, "f": 3}, {"body": "1", "a": 1, "f": -1}]
    found = asked(text, rows)
    if isinstance(gives, str):
        assert found.missing.say() == gives or found.missing.why == {gives}
    else:
        assert found.value == gives


@pytest.mark.parametrize(
    ("text", "is_warned"),
    [
        ("1 >= 1", False),
        ("a >= 1", True),
        ("1 <= a", True),
        ("a == 1", False),
        ("a != 1", False),
        ("a > 0", False),
        ("d >= d", False),
    ],
)
def test_a_decision_on_the_line_is_warned_of_where_a_figure_lies_on_it(text, is_warned):
    found = asked(text, [{"a": 1, "d": "2020-01-01"}])
    assert [one.code for one in found.warnings] == ["W402"] * is_warned
