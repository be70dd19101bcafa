"""Word files: automatic numbers, printed as Word prints them."""

import pytest

from luoshi.reading.sources import load
from luoshi.reading.sources.word import numerals
from tests.reading.files import (
    OFFICIAL,
    lines,
    list_level,
    list_levels,
    numbered,
    paragraph,
    styles,
    word_file,
)


def test_numbers_of_four_levels_are_printed_as_word_prints_them():
    body = "".join(
        numbered(text, level=level)
        for text, level in [
            ("甲", 0),
            ("乙", 1),
            ("丙", 2),
            ("丁", 3),
            ("戊", 2),
            ("己", 1),
            ("庚", 2),
            ("辛", 0),
            ("壬", 1),
        ]
    )
    assert lines(body, numbering=OFFICIAL) == [
        "一、甲", "（一）乙", "1.丙", "（1）丁", "2.戊", "（二）己", "1.庚", "二、辛", "（一）壬",
    ]  # fmt: skip


def test_a_label_is_kept_beside_the_text():
    source = load(word_file(numbered("总体要求"), numbering=OFFICIAL))
    assert source.paragraphs[0].label == "一、"
    assert source.text == "一、总体要求"


def test_a_decimal_outline_prints_all_its_levels():
    numbering = list_levels("decimal|第%1章|<w:suff w:val='space'/>", "decimal|%1.%2", "decimal|%1.%2.%3")
    body = (
        numbered("总则") + numbered("目标", level=1) + numbered("任务", level=2) + numbered("保障", level=1)
    )
    assert lines(body, numbering=numbering) == [
        "第1章 总则",
        "1.1 目标",
        "1.1.1 任务",
        "1.2 保障",
    ]


def test_legal_numbering_prints_digits_for_chinese_levels():
    numbering = list_levels("chineseCounting|第%1章", "decimal|%1.%2|<w:isLgl/>")
    assert lines(numbered("总则") + numbered("目标", level=1), numbering=numbering) == [
        "第一章 总则",
        "1.1 目标",
    ]


def test_a_level_that_never_restarts_counts_through():
    numbering = list_levels("chineseCounting|%1、", "chineseCounting|（%2）|<w:lvlRestart w:val='0'/>")
    body = "".join(numbered("事项", level=level) for level in (0, 1, 0, 1))
    assert lines(body, numbering=numbering) == ["一、事项", "（一）事项", "二、事项", "（二）事项"]


def test_a_level_may_restart_after_the_first_level_only():
    numbering = list_levels("decimal|%1.", "decimal|%2)", "lowerLetter|%3|<w:lvlRestart w:val='1'/>")
    body = "".join(numbered("事", level=level) for level in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [line[0] for line in lines(body, numbering=numbering)] == list("11a2b21a")


def test_two_lists_of_one_definition_count_on_and_an_override_starts_afresh():
    numbering = OFFICIAL + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = numbered("甲") + numbered("乙", number=2) + numbered("丙", number=3) + numbered("丁", number=3)
    assert lines(body, numbering=numbering) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_an_override_may_replace_a_level():
    inner = f'<w:lvlOverride w:ilvl="0">{list_level(0, "decimalEnclosedCircle|%1")}</w:lvlOverride>'
    numbering = list_levels("decimal|%1.", inner=inner)
    assert lines(numbered("甲") + numbered("乙"), numbering=numbering) == ["①甲", "②乙"]


def test_a_deep_number_before_any_other_shows_the_first_of_the_levels_above():
    numbering = list_levels("decimal|%1", "decimal|%1.%2")
    assert lines(numbered("甲", level=1) + numbered("乙"), numbering=numbering) == ["1.1 甲", "1 乙"]


def test_numbers_come_through_styles():
    definitions = styles(
        ("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        ("H2", "heading 2", '<w:basedOn w:val="H1"/>'),
    )
    numbering = list_levels(
        "chineseCounting|%1、|<w:pStyle w:val='H1'/>", "chineseCounting|（%2）|<w:pStyle w:val='H2'/>"
    )
    body = paragraph("总则", '<w:pStyle w:val="H1"/>') + paragraph("目标", '<w:pStyle w:val="H2"/>')
    source = load(word_file(body, numbering=numbering, styles=definitions))
    assert source.text == "一、总则\n（一）目标"
    assert [p.level for p in source.paragraphs] == [1, 2]


def test_a_paragraph_may_switch_its_style_s_number_off():
    definitions = styles(("H1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    body = paragraph("附件", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(body, numbering=OFFICIAL, styles=definitions) == ["附件"]


def test_a_list_that_links_to_a_list_style_uses_its_definition():
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>' + OFFICIAL
    )
    definitions = styles(("L", "list", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'))
    assert lines(numbered("甲", number=7), numbering=numbering, styles=definitions) == ["一、甲"]


def test_a_list_that_links_in_a_circle_has_no_number():
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    )
    definitions = styles(("L", "list", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'))
    assert lines(numbered("甲", number=7), numbering=numbering, styles=definitions) == ["甲"]


@pytest.mark.parametrize("number", [9, -1])
def test_a_list_that_does_not_exist_has_no_number(number):
    assert lines(numbered("甲", number=number), numbering=OFFICIAL) == ["甲"]


def test_a_bullet_of_a_symbol_font_is_printed_as_the_bullet_it_shows():
    assert lines(numbered("要点"), numbering=list_levels("bullet|\uf0b7")) == ["•要点"]


def test_an_unknown_number_format_is_printed_as_a_decimal_with_a_warning():
    source = load(word_file(numbered("事"), numbering=list_levels("thaiNumbers|%1、")))
    assert source.text == "1、事"
    assert source.warnings[0].code == "unknown_number_format"
    assert source.warnings[0].values["format"] == "thaiNumbers"


def test_an_empty_numbered_paragraph_counts_and_leaves_no_line():
    assert lines(numbered("甲") + numbered("") + numbered("丙"), numbering=OFFICIAL) == ["一、甲", "三、丙"]


def test_a_number_never_runs_into_a_digit():
    assert lines(numbered("5G应用"), numbering=list_levels("decimal|%1.")) == ["1. 5G应用"]


@pytest.mark.parametrize(
    ("kind", "numbers", "expected"),
    [
        ("decimal", (1, 12), "1 12"),
        ("decimalZero", (3, 12), "03 12"),
        ("upperRoman", (4, 19, 1994), "IV XIX MCMXCIV"),
        ("lowerRoman", (3,), "iii"),
        ("upperLetter", (1, 26, 27), "A Z AA"),
        ("lowerLetter", (2,), "b"),
        ("chineseCounting", (1, 10, 11, 20, 21, 99, 105), "一 十 十一 二十 二十一 九十九 一○五"),
        (
            "chineseCountingThousand",
            (10, 15, 100, 105, 110, 1005, 1050),
            "十 十五 一百 一百零五 一百一十 一千零五 一千零五十",
        ),
        ("chineseCountingThousand", (10_000, 20_005), "一万 二万零五"),
        ("japaneseCounting", (12,), "十二"),
        ("ideographDigital", (10, 205), "一〇 二〇五"),
        ("chineseLegalSimplified", (11, 203), "壹拾壹 贰佰零叁"),
        ("ideographTraditional", (1, 10, 11), "甲 癸 甲"),
        ("ideographZodiac", (1, 12), "子 亥"),
        ("ideographZodiacTraditional", (1, 13), "甲子 丙子"),
        ("decimalEnclosedCircle", (1, 20, 21, 35, 36, 50, 51), "① ⑳ ㉑ ㉟ ㊱ ㊿ 51"),
        ("decimalEnclosedParen", (1, 20, 21), "⑴ ⒇ 21"),
        ("decimalEnclosedFullstop", (2,), "⒉"),
        ("ideographEnclosedCircle", (10,), "㊉"),
        ("decimalFullWidth", (12,), "１２"),
        ("numberInDash", (1,), "- 1 -"),
        ("none", (1,), ""),
    ],
)
def test_a_number_is_printed_in_its_format(kind, numbers, expected):
    assert " ".join(numerals.printed(number, kind) for number in numbers) == expected


def test_zero_and_huge_numbers_are_printed_as_digits():
    assert numerals.printed(0, "chineseCounting") == "0"
    assert numerals.printed(10**6, "upperRoman") == "1000000"
