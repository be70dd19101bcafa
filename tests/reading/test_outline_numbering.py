"""Numbers that skip or repeat, and items without one (编号检查)."""

import pytest

from luoshi.reading.frame import find_frame
from luoshi.reading.markers import han, mark_at, number
from luoshi.reading.outline import build, misnumbered, unnumbered
from tests.reading.pages import MATTER, page

PROMISE = "加快推进设备更新，支持企业购置先进装备，形成一批标杆。"


def wrong(*lines: str) -> list[tuple[str, str]]:
    source = page("云川市产业发展行动方案", *lines)
    return [(each.node.marker, each.expected) for each in misnumbered(build(source, find_frame(source)))]


def left_out(*lines: str) -> list[tuple[str | None, str]]:
    source = page("云川市产业发展行动方案", *lines)
    frame = find_frame(source)
    return [
        (each.section, source.text[each.start : each.end])
        for each in unnumbered(source, frame, build(source, frame))
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["一、要求", "（一）思想", "（二）目标", "二、任务", "（一）做强", "（二）做优"],
        ["一、要求", "（一）思想", "（二）目标", "二、任务", "（三）做强", "（四）做优"],
        ["第一章 总则", "第一条 为规范管理。", "第二章 范围", "第二条 支持以下方面："],
        ["1 要求", "1.1 思想", "1.2 目标", "2 任务", "2.1 做强"],
        ["一、要求", "1.思想。甲", "2.目标。乙", "二、任务", "（一）做强", "1.平台。丙", "2.攻关。丁"],
        ["一、产业", MATTER, "专栏1 工程", "1.甲。乙", "二、创新", MATTER, "专栏2 工程", "1.丙。丁"],
    ],
)
def test_numbers_that_start_anew_or_run_through_are_in_order(lines: list[str]) -> None:
    assert wrong(*lines) == []


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["一、要求", MATTER, "三、任务", MATTER], [("三、", "二、")]),
        (["一、要求", "（一）甲", "（一）乙", "（二）丙"], [("（一）", "（二）")]),
        (["一、要求", "1.甲。乙", "3.丙。丁"], [("3.", "2.")]),
        (["一、要求", "①甲。乙", "③丙。丁"], [("③", "②")]),
        (["一、要求", "A.甲。乙", "B.丙。丁", "D.戊。己", "E.庚。辛"], [("D.", "C.")]),
        (["第一条 甲。", "第三条 乙。"], [("第三条", "第二条")]),
        (["九、甲", MATTER, "十、乙", MATTER, "十二、丙", MATTER], [("九、", "一、"), ("十二、", "十一、")]),
        (["2.1 甲", MATTER, "2.3 乙", MATTER], [("2.3", "2.2")]),
    ],
)
def test_a_skip_or_repeat_is_found_with_the_number_expected_in_the_same_dress(
    lines: list[str], found: list[tuple[str, str]]
) -> None:
    assert wrong(*lines) == found


def test_a_heading_whose_number_was_left_out_is_found_and_the_next_one_is_in_order() -> None:
    lines = ("一、要求", MATTER, "主要任务", MATTER, "三、保障", MATTER)
    assert left_out(*lines) == [("2", "主要任务")]
    assert wrong(*lines) == []


ITEMS = tuple(
    line
    for n in range(1, 5)
    for line in (f"（{han(n)}）任务", "1.建设平台。" + MATTER, "2.培育主体。" + MATTER, "牵头单位：市工信局")
)


def test_a_paragraph_that_begins_like_an_item_behind_one_is_found() -> None:
    lines = ("一、任务", *ITEMS[:3], PROMISE, *ITEMS[3:], "二、保障", MATTER)
    assert left_out(*lines) == [("1.1.2", PROMISE)]


@pytest.mark.parametrize(
    "paragraph",
    [
        "各部门要加强领导，形成合力，确保各项工作取得实效。",
        "到2025年，企业达到100家，产业规模翻一番。",
        "其中，专项资金由财政安排。",
    ],
)
def test_a_paragraph_that_begins_otherwise_is_none(paragraph: str) -> None:
    assert left_out("一、任务", *ITEMS[:3], paragraph, *ITEMS[3:], "二、保障", MATTER) == []


def test_where_items_have_several_paragraphs_nothing_was_left_out() -> None:
    items = [line for item in ITEMS for line in ((item, PROMISE) if item[0] in "12" else (item,))]
    assert left_out("一、任务", *items, "二、保障", MATTER) == []


def test_the_closing_paragraph_of_a_document_is_none() -> None:
    assert left_out("一、任务", *ITEMS[:-1], PROMISE) == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("一百零五", 105), ("7", 7), ("", 0), ("两", 2)],
)
def test_numerals_have_their_values(printed: str, value: int) -> None:
    assert number(printed) == value


def test_chinese_numerals_go_there_and_back() -> None:
    assert [number(han(value)) for value in range(1, 100)] == list(range(1, 100))
    assert han(100) == "100"


@pytest.mark.parametrize(
    ("line", "kind", "value", "printed"),
    [
        ("一、总体要求", "HAN", 1, "一、"),
        ("十二．总体要求", "HAN", 12, "十二．"),
        ("（十一）甲", "HAN_BRACKET", 11, "（十一）"),
        ("(二)甲", "HAN_BRACKET", 2, "(二)"),
        ("㈢甲", "HAN_BRACKET", 3, "㈢"),
        ("1.甲", "ARABIC", 1, "1."),
        ("1．甲", "ARABIC", 1, "1．"),
        ("3、甲", "ARABIC", 3, "3、"),
        ("⒈甲", "ARABIC", 1, "⒈"),
        ("（3）甲", "ARABIC_BRACKET", 3, "（3）"),
        ("⑷甲", "ARABIC_BRACKET", 4, "⑷"),
        ("5）甲", "ARABIC_HALF_BRACKET", 5, "5）"),
        ("⑥甲", "CIRCLED", 6, "⑥"),
        ("B、甲", "LETTER", 2, "B、"),
        ("第三部分 甲", "PART", 3, "第三部分"),
        ("第 三 章 甲", "CHAPTER", 3, "第 三 章"),
        ("第2节 甲", "SECTION", 2, "第2节"),
        ("第十条 甲", "ARTICLE", 10, "第十条"),
        ("任务一：甲", "WORDED", 1, "任务一"),
        ("专栏2：甲", "BOX", 2, "专栏2"),
        ("【专栏3】甲", "BOX", 3, "【专栏3】"),
        ("专 栏 4 甲", "BOX", 4, "专 栏 4"),
        ("附件1-2 甲", "ANNEX", 2, "附件1-2"),
        ("附录 甲", "ANNEX", 0, "附录"),
    ],
)
def test_every_kind_of_number_is_known(line: str, kind: str, value: int, printed: str) -> None:
    mark = mark_at(line, 0, len(line))
    assert mark
    assert (mark.kind.name, mark.value, line[: mark.end]) == (kind, value, printed)


@pytest.mark.parametrize(
    "line", ["2020年", "1.5", "一是甲", "第三产业", "专栏目标", "甲", "", "K.甲", "任务一览", "附件材料"]
)
def test_what_only_looks_like_a_number_is_none(line: str) -> None:
    assert mark_at(line, 0, len(line)) is None
