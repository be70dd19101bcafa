"""How formulas are written: Chinese and English, full and half width, with Python's operators."""

from fractions import Fraction

import pytest

from luoshi.formula import FormulaError, Period, syntax
from luoshi.formula.parsing import parse
from tests.formula.world import CITY

SAME = [
    ("研发费用 >= 3%", "研发费用≥3％"),
    ("(a + b) * c", "（a＋b）×c"),
    ("a and b or not c", "a 且 b 或 非 c"),
    ("a and b", "a AND b"),
    ("x in {1, 2}", "x 属于 （1，2）"),
    ("x not in {1}", "x 不属于 {1}"),
    ("x is missing", "x 缺"),
    ("x is not missing", "x 有值"),
    ("x is present", "x 有值"),
    ("a@2015", "a@2015年"),
    ("sum(a, where=b > 1)", "sum（a，where＝b＞1）"),
    ("a == \"C35\"", "a == “C35”"),
    ("「a」 + `b`", "a + b"),
    ("300人", "300 persons"),
    ("2000万元", "2000 wan_yuan"),
    ("a + b + c", "(a + b) + c"),
    ("-3 ** 2", "-(3 ** 2)"),
    ("2 ** 3 ** 2", "2 ** (3 ** 2)"),
    ("2 ** -1", "2 ** (-1)"),
    ("not a == b", "not (a == b)"),
    ("a or b and c", "a or (b and c)"),
    ("a - b - c", "(a - b) - c"),
    ("a / b * c", "(a / b) * c"),
    ("+3", "3"),
    (".5", "0.5"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME, ids=[one for one, _ in SAME])
def test_two_ways_to_write_the_same(one, other):
    assert parse(one) == parse(other)


def test_names_and_keywords_without_blanks_are_cut_where_a_name_is_known():
    assert parse("研发费用>3万元且营业收入缺或非是否规上", CITY.knows) == parse(
        "研发费用 > 3万元 且 营业收入 缺 或 非 是否规上"
    )


def test_a_keyword_inside_a_known_name_is_part_of_it():
    assert parse("是否规上", CITY.knows) == syntax.Word("是否规上")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3万元/人", "万元/人"),
        ("0.5 tce/wan_yuan", "吨标准煤/万元"),
        ("5百分点", "个百分点"),
        ("12家", "户"),
        ("3万人", "万人"),
    ],
)
def test_a_unit_is_kept_in_its_first_spelling(text, unit):
    assert parse(text).unit == unit


def test_a_quotient_of_a_quantity_and_a_name_is_no_unit():
    assert parse("3万元/人均产值") == syntax.Binary(
        "/", syntax.Number(Fraction(3), "万元"), syntax.Word("人均产值")
    )


@pytest.mark.parametrize("text", ["2020", "2020-H1", "2020-Q3", "2020-07", "2020-01..07"])
def test_a_period_of_every_grain_is_written_as_it_is_shown(text):
    assert parse(f"a@{text}") == syntax.At(syntax.Word("a"), Period.parse(text))
    assert str(Period.parse(text)) == text


def test_a_subtraction_of_years_needs_blanks():
    assert isinstance(parse("2020 - 10"), syntax.Binary)
    assert isinstance(parse("a@2020-10"), syntax.At)


def test_each_place_counts_characters():
    tree = parse("研发费用 >= 30万元")
    assert [tuple(one.span) for one in tree.values] == [(0, 4), (8, 12)]


def test_several_faults_of_writing_are_found_at_once():
    with pytest.raises(FormulaError) as refused:
        parse("(a + ) * (b >= ) c")
    assert refused.value.codes == ("F101", "F101", "F102")
