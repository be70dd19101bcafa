"""Figures as they are given: read exactly, refused where they are none, as known on the day."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from luoshi.formula import (
    Catalogue,
    Figure,
    FormulaError,
    Grain,
    Missing,
    Name,
    Period,
    ScoringTable,
    Why,
    compile,
)
from luoshi.formula.tables import bands
from tests.formula.world import CITY

NUMBERS = [
    (3, "3"),
    ("2.01", "201/100"),
    (Decimal("0.1"), "1/10"),
    (0.1, "1/10"),
    (Fraction(1, 3), "1/3"),
    (" 7 ", "7"),
    ("1e3", "1000"),
]


@pytest.mark.parametrize(("given", "exact"), NUMBERS)
def test_a_number_is_taken_as_it_is_written(given, exact):
    assert compile("某数", CITY).evaluate({"某数": given}).value == Fraction(exact)


WRONG = [
    ("某数", float("nan")), ("某数", float("inf")), ("某数", "NaN"), ("某数", "三"), ("某数", True), ("某数", "1e9999"),
    ("某数", Decimal("Infinity")), ("是否规上", 1), ("是否规上", "真"), ("行业", 3.5), ("行业", True),
    ("成立日期", "2020-13-01"), ("成立日期", 2020),
]  # fmt: skip


@pytest.mark.parametrize(("name", "given"), WRONG)
def test_a_value_of_another_kind_is_refused_by_name(name, given):
    with pytest.raises(FormulaError) as refused:
        compile(f"{name} 有值", CITY).evaluate({name: given})
    assert refused.value.codes == ("F601",)
    assert name in refused.value.say("zh")


def test_a_code_may_be_a_number_in_the_sheet():
    assert compile('行业 == "3511"', CITY).evaluate({"行业": 3511}).value is True


def test_what_is_known_later_does_not_count_on_an_earlier_day():
    rows = [
        {"body": "1", "period": "2020", "研发费用": 100, "known_from": "2021-03-01"},
        {"body": "1", "period": "2020", "研发费用": 120, "known_from": date(2021, 9, 1)},
    ]
    formula = compile("研发费用", CITY)
    days = [date(2021, 2, 1), date(2021, 6, 30), date(2021, 9, 1)]
    found = [formula.evaluate(rows=rows, period="2020", as_of=day, body="1").amount for day in days]
    assert found == [None, 100, 120]


def test_a_condition_about_one_body_needs_one():
    with pytest.raises(FormulaError) as refused:
        compile("研发费用 > 3万元", CITY).evaluate(rows=[{"body": "1"}, {"body": "2"}])
    assert refused.value.codes == ("F603",)


def test_growth_needs_a_period():
    with pytest.raises(FormulaError) as refused:
        compile("yoy(研发费用)", CITY).evaluate(
            rows=[{"body": "1", "period": one} for one in ("2019", "2020")]
        )
    assert refused.value.codes == ("F602",)


def test_the_one_period_of_all_rows_is_that_of_the_question():
    assert compile("sum(研发费用)", CITY).evaluate(
        rows=[{"period": "2020", "研发费用": 3}]
    ).place.period == Period.parse("2020")


def test_every_body_or_every_cell_is_asked_at_once():
    rows = [
        {"body": "甲", "area": "秦州", "研发费用": 1},
        {"body": "乙", "area": "麦积", "研发费用": 2},
        {"body": "丙", "研发费用": 4},
    ]
    bodies = compile("研发费用", CITY).evaluate_all(rows)
    cells = compile("sum(研发费用, by=县)", CITY).evaluate_all(rows)
    assert {one: found.amount for one, found in bodies.items()} == {"甲": 1, "乙": 2, "丙": 4}
    assert {one: found.amount for one, found in cells.items()} == {"秦州": 1, "麦积": 2}


def test_a_body_whose_area_is_not_reported_is_in_none():
    rows = [
        {"body": "甲", "area": "秦州", "研发费用": 1},
        {"body": "乙", "area": Why.NOT_REPORTED, "研发费用": 2},
    ]
    assert set(compile("sum(研发费用, by=地区)", CITY).evaluate_all(rows)) == {"秦州"}


class Store:
    """A source of one's own: one body, one figure a year."""

    def bodies(self, period):
        return ["1"]

    def figure(self, of, name, period):
        return {
            "2019": Missing.because(Why.CONFIDENTIAL, name.code, period),
            "2020": Figure(Fraction(5000), {"cell": "C14"}),
        }.get(str(period))  # fmt: skip

    def member(self, body, dimension, period):
        return None


def test_a_source_of_ones_own_is_asked_for_what_is_needed():
    formula = compile("研发费用", CITY)
    found = [formula.evaluate(source=Store(), period=str(year)) for year in (2018, 2019, 2020)]
    assert [one.shown() for one in found] == ["未报", "保密", "5千元"]
    assert found[2].trace()["args"][0]["src"]["cell"] == "C14"


@pytest.mark.parametrize(
    "text", ["20", "2020-", "2020-Q5", "2020-H3", "2020-13", "2020-00", "2020-07..06", "x"]
)
def test_what_is_no_period_is_refused_with_what_would_be_right(text):
    with pytest.raises(ValueError, match=r"period|month"):
        Period.parse(text)


def test_a_period_knows_its_neighbours_its_parts_and_its_days():
    third = Period.parse("2020-Q3")
    around = [
        third.previous(),
        third.year_before(),
        third.to_date(),
        third.in_year(2015),
        third.last(Grain.MONTH),
    ]
    assert [str(one) for one in around] == ["2020-Q2", "2019-Q3", "2020-01..09", "2015-Q3", "2020-09"]
    assert [str(one) for one in third.split(Grain.MONTH)] == ["2020-07", "2020-08", "2020-09"]
    assert (third.starts_on, third.ends_on) == (date(2020, 7, 1), date(2020, 9, 30))


def test_a_period_is_not_split_where_it_does_not_fit():
    part = Period.parse("2020-02..04")
    assert (list(part.split(Grain.QUARTER)), part.last(Grain.QUARTER)) == ([], None)


def test_a_result_shows_its_amount_in_the_unit_of_the_formula():
    found = compile("研发费用 / 营业收入", CITY).evaluate({"研发费用": 287, "营业收入": 1000})
    assert (found.value, found.amount, found.shown(), found.shown("en")) == (
        Fraction(287, 10000),
        Fraction(287, 100),
        "2.87%",
        "2.87%",
    )
    assert (found.outcome, found.missing, found.coverage) == (None, None, None)


def whys(result) -> set[Why]:
    return {reason.why for reason in result.missing.reasons}


def test_a_reason_in_place_of_a_figure_is_what_is_missing():
    found = compile("某数 + 1", CITY).evaluate({"某数": Why.NOT_APPLICABLE})
    assert (found.value, whys(found)) == (None, {Why.NOT_APPLICABLE})


def test_a_lasting_fact_is_that_of_the_period_that_ends_last():
    rows = [
        {"body": "1", "period": "2020", "行业": "C35"},
        {"body": "1", "period": "2020-Q1", "行业": "C36"},
    ]
    assert compile("行业", CITY).evaluate(rows=rows, body="1", period="2020-H1").value == "C35"


@pytest.mark.parametrize(
    ("day", "marks"), [(date(2021, 12, 31), 1), (date(2022, 1, 1), 2), (date(2024, 5, 1), 2)]
)
def test_the_table_of_the_day_gives_the_marks(day, marks):
    tables = [
        ScoringTable("t", bands((None, None, points)), since=date(year, 1, 1))
        for year, points in ((2020, 1), (2022, 2))
    ]
    formula = compile("score(n, t)", Catalogue([Name("n", "数", "n")], tables=tables))
    assert formula.evaluate({"n": 5}, as_of=day).value == marks


def test_before_its_first_table_nothing_is_marked():
    table = ScoringTable("t", bands((None, None, 1)), since=date(2020, 1, 1))
    formula = compile("score(n, t)", Catalogue([Name("n", "数", "n")], tables=[table]))
    found = formula.evaluate({"n": 5}, as_of=date(2019, 12, 31))
    assert (found.value, whys(found)) == (None, {Why.NO_PARAMETER})
