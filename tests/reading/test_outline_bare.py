"""Numbers without a dot, and lines of tables that look like them (无点编号、散列表行)."""

import pytest

from tests.reading.pages import MATTER, outline


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_chapters_counted_without_a_dot_are_headings_also_where_no_decimals_stand_below(blank: str) -> None:
    assert outline(
        f"1{blank}总体要求",
        f"1.1{blank}指导思想",
        MATTER,
        f"2{blank}重点任务",
        MATTER,
        f"3{blank}保障措施",
        f"3.1{blank}加强组织",
        MATTER,
        f"4{blank}附带要求",
        MATTER,
    ) == [
        "1 1 1 总体要求",
        "1.1 2 1.1 指导思想",
        "2 1 2 重点任务",
        "3 1 3 保障措施",
        "3.1 2 3.1 加强组织",
        "4 1 4 附带要求",
    ]


def test_a_chapter_counted_without_a_dot_may_end_with_a_full_stop() -> None:
    found = outline(
        "1总体要求", "1.1目标。" + MATTER, "2重点任务。" + MATTER, "3保障措施", "3.1组织。" + MATTER
    )
    assert found[2] == "2 1 2 重点任务"


def test_numbers_without_a_dot_count_chapters_where_nothing_else_does() -> None:
    assert outline("1 总体要求", MATTER, "2 重点任务", MATTER) == ["1 1 1 总体要求", "2 1 2 重点任务"]


def test_footnotes_glued_to_their_numbers_are_no_chapters_under_chinese_numbers() -> None:
    assert outline(
        "一、目标",
        "1.1 总体目标",
        MATTER,
        "1指每年新登记的企业数量",
        "2按规模以上企业统计口径计算",
        "二、任务",
        MATTER,
    ) == ["1 1 一、 目标", "1.1 2 1.1 总体目标", "2 1 二、 任务"]


def test_a_quantity_at_the_beginning_of_a_line_is_no_chapter() -> None:
    found = outline("1总体要求", "1.1目标", MATTER, "2个园区建成投产", MATTER)
    assert [line.split()[0] for line in found if " 1 1 " in line] == ["1"]


@pytest.mark.parametrize("number", ["{} ", "{}. ", "({}) "])
def test_rows_of_a_table_that_lost_its_columns_are_no_headings(number: str) -> None:
    rows = ("工业增加值 亿元 100 150 预期性", "能耗强度 % 3.2 ≤2.8", "研发投入强度 % 2.1 2.6以上")
    lines = [number.format(at) + row for at, row in enumerate(rows, 1)]
    assert outline(
        "一、目标", MATTER, "专栏1 主要指标", "序号 指标 单位 基期 目标", *lines, "二、任务", MATTER
    ) == [
        "1 1 一、 目标",
        "1.1 2 专栏1 主要指标",
        "2 1 二、 任务",
    ]


def test_heads_stand_in_a_series_although_the_lines_of_bodies_between_them_have_no_full_stop() -> None:
    assert outline(
        "一、行动",
        "强链行动",
        MATTER,
        "牵头单位：市工信局；责任单位：市科技局、商务局",
        "育企行动",
        MATTER,
        "责任部门：市商务局",
        "惠民行动",
        MATTER,
        "二、保障",
        MATTER,
    ) == ["1 1 一、 行动", "1.1 2 强链行动", "1.2 2 育企行动", "1.3 2 惠民行动", "2 1 二、 保障"]


def test_run_ins_may_end_with_a_word_that_labels_use_as_well() -> None:
    assert outline("一、布局", "设施建设：" + MATTER, "区域协同：" + MATTER) == [
        "1 1 一、 布局",
        "1.1 2 设施建设",
        "1.2 2 区域协同",
    ]


def test_chinese_numbers_behind_a_box_of_run_ins_stand_beside_it() -> None:
    assert outline(
        "第一章 任务",
        "第一节 产业",
        MATTER,
        "专栏1 重点工程",
        "龙头企业：" + MATTER,
        "配套企业：" + MATTER,
        "一、建设园区",
        MATTER,
    ) == [
        "1 1 第一章 任务",
        "1.1 2 第一节 产业",
        "1.1.1 3 专栏1 重点工程",
        "1.1.1.1 4 龙头企业",
        "1.1.1.2 4 配套企业",
        "1.1.2 3 一、 建设园区",
    ]


def test_a_text_that_is_one_single_line_has_its_outline() -> None:
    assert outline(
        f"本市制定本方案。一、目标（一）近期目标。{MATTER}（二）远期目标。{MATTER}二、任务。{MATTER}"
    ) == [
        "1 1 一、 目标",
        "1.1 2 （一） 近期目标",
        "1.2 2 （二） 远期目标",
        "2 1 二、 任务",
    ]


def test_a_value_with_about_behind_it_is_no_chapter() -> None:
    assert outline("第一章 目标", MATTER, "40左右", "93以上", MATTER, "第二章 任务", MATTER) == [
        "1 1 第一章 目标",
        "2 1 第二章 任务",
    ]
