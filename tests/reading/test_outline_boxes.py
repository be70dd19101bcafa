"""Boxes, annexes, cells and the format's own levels in the outline (专栏、附件)."""

import pytest

from luoshi.reading.frame import find_frame
from luoshi.reading.model import NodeKind
from luoshi.reading.outline import build
from tests.reading.pages import MATTER, outline, page, page_with_table, tree


def test_a_box_stands_one_level_below_its_section_and_its_items_below_it() -> None:
    assert outline(
        "第一章 产业",
        "第一节 工业",
        MATTER,
        "专栏1 强链工程",
        "1.装备。" + MATTER,
        "2.化工。" + MATTER,
        "第二节 服务业",
        MATTER,
    ) == [
        "1 1 第一章 产业",
        "1.1 2 第一节 工业",
        "1.1.1 3 专栏1 强链工程",
        "1.1.1.1 4 1. 装备",
        "1.1.1.2 4 2. 化工",
        "1.2 2 第二节 服务业",
    ]


def test_the_numbers_inside_boxes_do_not_count_for_the_levels_outside() -> None:
    assert outline(
        "一、产业",
        MATTER,
        "专栏1 工程",
        "（1）装备。" + MATTER,
        "（2）化工。" + MATTER,
        "二、创新",
        "1.平台。" + MATTER,
    )[-2:] == [
        "2 1 二、 创新",
        "2.1 2 1. 平台",
    ]


def test_a_box_behind_the_last_item_stands_in_the_section() -> None:
    assert outline(
        "一、产业",
        "（一）装备。" + MATTER,
        "（二）化工。" + MATTER,
        "专栏1 强链工程",
        "1.延链。" + MATTER,
        "二、创新",
        MATTER,
    ) == [
        "1 1 一、 产业",
        "1.1 2 （一） 装备",
        "1.2 2 （二） 化工",
        "1.3 2 专栏1 强链工程",
        "1.3.1 3 1. 延链",
        "2 1 二、 创新",
    ]


def test_a_box_between_items_stands_in_the_item_and_so_does_the_last_ones() -> None:
    assert outline(
        "一、产业",
        "（一）装备。" + MATTER,
        "专栏1 机床",
        MATTER,
        "（二）化工。" + MATTER,
        "专栏2 园区",
        MATTER,
    ) == [
        "1 1 一、 产业",
        "1.1 2 （一） 装备",
        "1.1.1 3 专栏1 机床",
        "1.2 2 （二） 化工",
        "1.2.1 3 专栏2 园区",
    ]


def test_a_box_with_run_in_items_and_with_items_in_two_steps() -> None:
    assert outline(
        "一、产业",
        MATTER,
        "专栏1 工程",
        "强链工程：建设一批项目。",
        "育企工程：培育一批企业。",
        "专栏2 平台",
        "一、国家级",
        "1.实验室。" + MATTER,
    )[1:] == [
        "1.1 2 专栏1 工程",
        "1.1.1 3 强链工程",
        "1.1.2 3 育企工程",
        "1.2 2 专栏2 平台",
        "1.2.1 3 一、 国家级",
        "1.2.1.1 4 1. 实验室",
    ]


def test_zero_padded_numbers_count_the_items_of_a_box() -> None:
    assert outline(
        "一、产业", MATTER, "专栏1 领域", "01 新材料", MATTER, "02 新能源", MATTER, "二、保障", MATTER
    ) == [
        "1 1 一、 产业",
        "1.1 2 专栏1 领域",
        "1.1.1 3 01 新材料",
        "1.1.2 3 02 新能源",
        "2 1 二、 保障",
    ]


def test_a_box_set_as_a_table_of_one_column_ends_with_the_table() -> None:
    source = page_with_table(
        ["云川市产业发展行动方案", "第一章 产业", MATTER],
        [["专栏1 工程"], ["1.强链。建设项目。\n2.育企。培育企业。"]],
        ["第二章 保障", "1.领导。" + MATTER],
    )
    assert tree(source) == [
        "1 1 第一章 产业",
        "1.1 2 专栏1 工程",
        "1.1.1 3 1. 强链",
        "1.1.2 3 2. 育企",
        "2 1 第二章 保障",
        "2.1 2 1. 领导",
    ]


def test_cells_of_a_table_are_no_headings_save_a_box_title_in_the_first() -> None:
    rows = [["专栏1 指标", ""], ["一、工业", "1.增加值"], ["二、农业", "2.产量"]]
    source = page_with_table(["云川市产业发展行动方案", "一、目标", MATTER], rows, ["二、任务", MATTER])
    assert tree(source) == ["1 1 一、 目标", "1.1 2 专栏1 指标", "2 1 二、 任务"]


def test_an_annex_is_ranked_by_itself_one_level_down() -> None:
    assert outline(
        "一、任务", "（一）做强。" + MATTER, "附件1", "任务分工", "一、做强", "市工信局牵头，有关部门配合。"
    ) == [
        "1 1 一、 任务",
        "1.1 2 （一） 做强",
        "2 1 附件1 任务分工",
        "2.1 2 一、 做强",
    ]


def test_a_list_of_annexes_holds_no_headings() -> None:
    assert tree(
        page(
            "云川市人民政府关于优化服务的意见",
            "各县区人民政府：",
            "一、任务",
            MATTER,
            "附件：1.分工表",
            "2.清单",
            "云川市人民政府",
            "2020年7月15日",
            "附件1",
            "任务分工",
            MATTER,
        )
    ) == ["1 1 一、 任务", "2 1 附件1 任务分工"]


def test_numbered_tasks_with_a_noun_rank_below_chapters() -> None:
    assert outline(
        "一、重大行动", "行动一：智能升级", MATTER, "行动二：绿色转型", MATTER, "二、保障", MATTER
    ) == [
        "1 1 一、 重大行动",
        "1.1 2 行动一 智能升级",
        "1.2 2 行动二 绿色转型",
        "2 1 二、 保障",
    ]


def test_letters_count_only_in_a_series() -> None:
    assert outline("一、任务", "A.平台。" + MATTER, "B.攻关。" + MATTER) == [
        "1 1 一、 任务",
        "1.1 2 A. 平台",
        "1.2 2 B. 攻关",
    ]
    assert outline("一、任务", "A.平台。" + MATTER) == ["1 1 一、 任务"]


def test_kinds_of_nodes_are_told_apart() -> None:
    source = page(
        "云川市产业发展行动方案",
        "一、产业",
        "信息：发展集成电路产业。",
        "医药：发展现代中药产业。",
        "专栏1 工程",
        MATTER,
        "二、保障",
        "组织领导",
        MATTER,
    )
    kinds = [node.kind for node in build(source, find_frame(source))]
    assert kinds == [
        NodeKind.NUMBERED,
        NodeKind.RUN_IN,
        NodeKind.RUN_IN,
        NodeKind.BOX,
        NodeKind.NUMBERED,
        NodeKind.UNNUMBERED,
    ]


def test_a_document_without_headings_has_an_empty_outline() -> None:
    assert outline(MATTER) == []


def test_the_formats_own_levels_alone_rank_headings_without_numbers() -> None:
    lines = ("云川市产业发展行动方案", "总体要求", "指导思想", MATTER, "主要目标", MATTER, "重点任务", MATTER)
    source = page(*lines, levels={1: 2, 2: 3, 4: 3, 6: 2})
    assert tree(source) == ["1 1 总体要求", "1.1 2 指导思想", "1.2 2 主要目标", "2 1 重点任务"]


def test_the_formats_own_levels_set_headings_above_numbers_that_run_through() -> None:
    lines = ("云川市产业发展行动方案", "总体要求", "一、思想", MATTER, "重点任务", "二、做强产业", MATTER)
    source = page(*lines, levels={1: 1, 2: 2, 4: 1, 5: 2})
    assert tree(source) == ["1 1 总体要求", "1.1 2 一、 思想", "2 1 重点任务", "2.1 2 二、 做强产业"]


@pytest.mark.parametrize(
    "cell",
    [
        "市工信局",
        "市工信局、市财政局",
        "各县区人民政府",
        "2023年12月底前",
        "长期坚持",
        "云川市发展和改革委员会",
    ],
)
def test_the_cells_of_a_table_that_became_lines_are_no_headings(cell: str) -> None:
    assert outline("一、分工", "推进技术改造，完善配套政策。", cell, "建设公共平台，提升服务能力。") == [
        "1 1 一、 分工"
    ]


def test_a_box_drawn_as_a_text_box_ends_with_it() -> None:
    lines = (
        "云川市产业发展行动方案",
        "第一章 产业",
        MATTER,
        "专栏1 工程",
        "1.强链。" + MATTER,
        "2.育企。" + MATTER,
        "3.保障。" + MATTER,
    )
    assert tree(page(*lines, boxed=frozenset({3, 4, 5}))) == [
        "1 1 第一章 产业",
        "1.1 2 专栏1 工程",
        "1.1.1 3 1. 强链",
        "1.1.2 3 2. 育企",
        "1.2 2 3. 保障",
    ]


def test_the_items_in_a_text_box_below_a_box_title_are_its_items() -> None:
    lines = (
        "云川市产业发展行动方案",
        "第一章 产业",
        MATTER,
        "专栏1 工程",
        "1.强链。" + MATTER,
        "2.育企。" + MATTER,
        "1.保障。" + MATTER,
    )
    assert tree(page(*lines, boxed=frozenset({4, 5})))[1:] == [
        "1.1 2 专栏1 工程",
        "1.1.1 3 1. 强链",
        "1.1.2 3 2. 育企",
        "1.2 2 1. 保障",
    ]


def test_the_formats_levels_stand_above_numbers_that_have_none() -> None:
    lines = (
        "云川市产业发展行动方案",
        "总体要求",
        "指导思想",
        MATTER,
        "重点任务",
        "做强产业",
        "1.强链。" + MATTER,
        "2.补链。" + MATTER,
    )
    source = page(*lines, levels={1: 1, 2: 2, 4: 1, 5: 2})
    assert tree(source) == [
        "1 1 总体要求",
        "1.1 2 指导思想",
        "2 1 重点任务",
        "2.1 2 做强产业",
        "2.1.1 3 1. 强链",
        "2.1.2 3 2. 补链",
    ]
