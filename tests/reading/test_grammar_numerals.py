import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading.grammar import clauses, numerals, units


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1,234.5", 1234.5),
        ("12", 12),
        ("三千", 3000),
        ("一千二百三十四", 1234),
        ("十", 10),
        ("二十五", 25),
        ("两", 2),
        ("二〇二五", 2025),
        ("三万五千", 35000),
    ],
)
def test_a_numeral_has_its_value(numeral, value):
    assert numerals.value_of(numeral) == value


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    parts, pending = [], False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            parts.append(("零" if pending else "") + digits[digit] + name)
            pending = False
        elif parts:
            pending = True
    return "".join(parts)


@given(st.integers(min_value=1, max_value=9999))
def test_a_chinese_numeral_is_read_back(number):
    if number >= 10:  # a single digit string has no power to tell it from a year
        assert numerals.value_of(_chinese(number)) == number


def test_full_width_digits_become_half_width_and_keep_their_places():
    assert numerals.half_width("达到１２０％以上") == "达到120%以上"


@given(st.text(alphabet="到年12 \t达abc。", max_size=60))
def test_squeezing_keeps_every_character_that_is_no_blank_in_its_place(text):
    squeezed, places = numerals.squeeze(text)
    if places is None:
        assert squeezed == text
        return
    assert [text[place] for place in places[: len(squeezed)]] == list(squeezed)
    assert squeezed.replace(" ", "").replace("\t", "") == text.replace(" ", "").replace("\t", "")


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("%", "share"),
        ("个百分点", "share"),
        ("番", "times"),
        ("亿元", "money"),
        ("万亿元", "money"),
        ("个工作日", "time"),
        ("万吨", "physical"),
        ("家", "count"),
        ("万个", "count"),
        ("人/亿元", "rate"),
        ("", "none"),
    ],
)
def test_a_unit_has_its_kind(unit, kind):
    assert units.kind(unit) == kind


@pytest.mark.parametrize("words", ["亿元", "%", "万人次", "吨标准煤/万元", "微克/立方米"])
def test_a_unit_is_known_as_one(words):
    assert units.is_unit(words)


@pytest.mark.parametrize("words", ["工业总产值", "序号", "预期性"])
def test_other_words_are_no_unit(words):
    assert not units.is_unit(words)


def test_what_stands_in_quotation_marks_and_book_marks_is_veiled():
    text = "实施“十百千”工程，落实《规划2025》（国发〔2015〕28号）要求"
    veiled = clauses.veil(text)
    assert len(veiled) == len(text)
    assert not any(character.isdigit() for character in veiled)
    assert veiled.startswith("实施")
    assert veiled.endswith("要求")


def test_a_comma_inside_a_number_ends_no_clause():
    text = "总产值达到1,200亿元,占比提高"
    sentence = next(clauses.sentences(text, clauses.veil(text)))
    assert [clause.text for clause in sentence] == ["总产值达到1,200亿元", "占比提高"]


@given(st.text(alphabet="达到1，。；：、“”（）年%", max_size=80))
def test_clauses_stand_where_they_say(text):
    veiled = clauses.veil(text)
    for sentence in clauses.sentences(text, veiled):
        for clause in sentence:
            assert text[clause.start : clause.end] == clause.text
            assert len(clause.veiled) == len(clause.text)
