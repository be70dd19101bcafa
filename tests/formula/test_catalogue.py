"""What formulas may speak of: names that cannot be taken for one another, dated values, tables that are sound."""

from datetime import date
from fractions import Fraction

import pytest

from luoshi.formula import (
    Catalogue,
    Classification,
    Dated,
    Dimension,
    Edition,
    FormulaError,
    Name,
    Parameter,
    ScoringTable,
    unit,
)
from luoshi.formula.graph import dependents, depends_on, graph, order
from luoshi.formula.tables import Between, BrokenLine, DecisionTable, OneOf, Rule, bands, check
from tests.formula.world import CITY


@pytest.mark.parametrize(
    "word", ["研发费用", "rd", "R&D expense", "r&d_expense", "Ｒ＆Ｄ　ｅｘｐｅｎｓｅ", "R&D  EXPENSE"]
)
def test_a_name_is_found_by_each_of_its_words_in_any_width_and_case(word):
    assert CITY.name(word).code == "rd"


@pytest.mark.parametrize(
    ("one", "other"),
    [("revenue", "Revenue"), ("产值", "产值"), ("ab", "аb"), ("main revenue", "main_revenue"), ("Ａ", "a")],
)
def test_names_that_look_alike_are_refused(one, other):
    with pytest.raises(FormulaError) as refused:
        Catalogue([Name("first", one), Name("second", other)])
    assert refused.value.codes == ("F407",)


@pytest.mark.parametrize("word", ["and", "或", "缺", "Missing"])
def test_a_word_of_the_language_is_no_name(word):
    with pytest.raises(FormulaError) as refused:
        Catalogue([Name("one", word)])
    assert refused.value.codes == ("F409",)


def test_a_parameter_has_one_value_a_day():
    day = date(2020, 1, 1)
    with pytest.raises(FormulaError) as refused:
        Catalogue(parameters=[Parameter("bar", values=(Dated(day, Fraction(1)), Dated(day, Fraction(2))))])
    assert refused.value.codes == ("F408",)


def test_a_value_ends_before_the_next_begins_or_on_its_own_last_day():
    bar = CITY.parameter("研发门槛")
    days = [
        date(2019, 12, 31),
        date(2020, 1, 1),
        date(2021, 12, 31),
        date(2022, 1, 1),
        date(2024, 12, 31),
        date(2025, 1, 1),
    ]
    assert [found and found.value for found in map(bar.on, days)] == [None, 2, 2, 3, 4, None]


def test_an_edition_is_chosen_by_its_name_or_by_the_day():
    special = CITY.classification("战略性新兴产业")
    assert special.edition("2012", None).edition == "2012"
    assert special.edition("", date(2018, 12, 31)).edition == "2012"
    assert special.edition("", date(2019, 1, 1)).edition == "2018"
    assert special.edition("", date(2000, 1, 1)) is None


def test_a_member_stands_for_all_below_it():
    industry = Dimension("industry", parents={"C35": "C", "351": "C35", "3511": "351", "D44": "D"})
    assert industry.closure({"C35"}) == {"C35", "351", "3511"}


def test_a_classification_of_a_whole_division_holds_its_classes():
    industry = Dimension("industry", parents={"C35": "C", "351": "C35", "3511": "351"})
    held = Edition("2018", industry.closure({"C35"}))
    world = Catalogue(classifications=[Classification("special", editions=(held,))])
    assert "3511" in world.classification("special").edition("2018", None).members


def test_a_member_is_lifted_to_a_level():
    area = CITY.dimension("地区")
    assert [area.lift(one, "市") for one in ("秦州", "天水", "甘肃")] == ["天水", "天水", None]


def test_of_dated_tables_the_one_in_force_counts():
    old = ScoringTable("marks", bands((None, None, 1)), zh="分")
    new = ScoringTable("marks", bands((None, None, 2)), zh="分", since=date(2022, 1, 1))
    world = Catalogue(tables=[new, old])
    found = [world.table("分", day).score(Fraction(0)) for day in (date(2021, 12, 31), date(2022, 1, 1))]
    assert (found, world.is_timeless("分")) == ([1, 2], False)


FAULTS = [
    (ScoringTable("t", ()), ["F404"]),
    (ScoringTable("t", bands((None, 10, 1), (15, None, 2)), unit=unit("%")), ["F401"]),
    (ScoringTable("t", bands((0, 10, 1), (15, 20, 2)), otherwise=Fraction(0)), ["F401"]),
    (ScoringTable("t", bands((None, 15, 1), (10, None, 2))), ["F402"]),
    (ScoringTable("t", bands((None, None, 1), (10, None, 2))), ["F402"]),
    (ScoringTable("t", bands((10, None, 2), (None, 10, 1))), ["F402", "F405", "F405"]),
    (ScoringTable("t", bands((20, 30, 2), (10, 20, 1)), otherwise=Fraction(0)), ["F403"]),
    (ScoringTable("t", bands((None, 10, 1), (10, 10, 2), (10, None, 3))), ["F403"]),
    (ScoringTable("t", bands((0, 10, 1))), ["F405", "F405"]),
    (BrokenLine("t", ()), ["F404"]),
    (BrokenLine("t", ((Fraction(1), Fraction(1)), (Fraction(1), Fraction(2)))), ["F403"]),
    (DecisionTable("t", (unit("人"),), ()), ["F404"]),
    (DecisionTable("t", (unit("人"),), (Rule((None, None), "a"),)), ["F410"]),
    (DecisionTable("t", (unit("人"),), (Rule((Between(None, Fraction(5)),), "a"), Rule((Between(Fraction(4)),), "b"))),
     ["F402"]),
    (DecisionTable("t", ("code",), (Rule((OneOf(frozenset("ab")),), "a"), Rule((OneOf(frozenset("bc")),), "b"))),
     ["F402"]),
    (DecisionTable("t", ("code",), (Rule((None,), "a"), Rule((OneOf(frozenset("b")),), "b"))), ["F402"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "codes"), FAULTS)
def test_a_table_with_a_fault_is_refused_with_its_place(table, codes):
    with pytest.raises(FormulaError) as refused:
        check(table)
    assert sorted(refused.value.codes) == codes
    assert refused.value.say("zh") != refused.value.say("en")


SOUND = [
    ScoringTable("t", bands((0, 10, 1), (10, 20, 2)), otherwise=Fraction(0)),
    DecisionTable("t", (unit("人"),), (Rule((Between(None, Fraction(5)),), "a"), Rule((Between(Fraction(5)),), "b"))),
    DecisionTable("t", ("code",), (Rule((OneOf(frozenset("a")),), "a"), Rule((None,), "b")), is_unique=False),
]  # fmt: skip


@pytest.mark.parametrize("table", SOUND)
def test_a_sound_table_is_handed_on(table):
    assert check(table) is table


def test_a_gap_is_said_in_the_unit_of_the_table():
    with pytest.raises(FormulaError) as refused:
        check(ScoringTable("t", bands((None, 10, 1), (15, None, 2)), "评分表", unit=unit("%")))
    assert refused.value.problems[0].say("zh") == "“评分表”在10%–15%有空档"


COMPUTED = Catalogue(
    [
        Name("a", "甲"),
        Name("b", "乙", definition="甲 + 1"),
        Name("c", "丙", definition="乙 * 甲"),
        Name("d", definition="c / b"),
    ]
)


def test_a_formula_depends_on_the_names_that_it_speaks_of():
    assert depends_on("sum(甲, where=丙 > 乙) > 丁", COMPUTED) == {"a", "b", "c"}
    assert graph(COMPUTED) == {"b": {"a"}, "c": {"a", "b"}, "d": {"b", "c"}}


def test_computed_names_come_after_those_that_they_need():
    assert order(COMPUTED) == ["b", "c", "d"]


def test_what_changes_with_a_figure_is_found_however_far_it_is():
    assert list(dependents("a", COMPUTED)) == ["b", "c", "d"]
    assert list(dependents("c", COMPUTED)) == ["d"]


def test_a_circle_is_refused_with_its_path():
    world = Catalogue(
        [
            Name("a", "甲", definition="乙 + 1"),
            Name("b", "乙", definition="丙"),
            Name("c", "丙", definition="甲"),
        ]
    )
    with pytest.raises(FormulaError) as refused:
        order(world)
    assert refused.value.say("zh") == "F310 循环引用：甲→乙→丙→甲"
