"""Which lines are headings, and what their numbers rank (篇章结构)."""

import pytest

from luoshi.reading.frame import find_frame
from luoshi.reading.outline import build
from tests.reading.pages import MATTER, outline, page, tree


def test_the_customary_four_levels() -> None:
    assert outline(
        "一、总体要求",
        "（一）指导思想",
        MATTER,
        "二、任务",
        "（一）做强产业",
        "1.改造老产业。" + MATTER,
        "（1）更新设备。" + MATTER,
        "①更换机床。" + MATTER,
    ) == [
        "1 1 一、 总体要求",
        "1.1 2 （一） 指导思想",
        "2 1 二、 任务",
        "2.1 2 （一） 做强产业",
        "2.1.1 3 1. 改造老产业",
        "2.1.1.1 4 （1） 更新设备",
        "2.1.1.1.1 5 ① 更换机床",
    ]


def test_a_level_is_the_rank_among_the_kinds_that_the_document_uses_also_where_one_is_skipped() -> None:
    assert outline("一、任务", "（一）产业", "1.改造。" + MATTER, "二、要求", "1.提高认识。" + MATTER) == [
        "1 1 一、 任务",
        "1.1 2 （一） 产业",
        "1.1.1 3 1. 改造",
        "2 1 二、 要求",
        "2.1 3 1. 提高认识",
    ]


def test_a_kind_that_the_document_does_not_use_takes_no_level() -> None:
    assert outline("一、任务", "1.改造。" + MATTER, "2.培育。" + MATTER) == [
        "1 1 一、 任务",
        "1.1 2 1. 改造",
        "1.2 2 2. 培育",
    ]


def test_numbers_that_run_through_get_the_place_in_the_tree_and_keep_their_marker() -> None:
    assert outline(
        "一、稳增长", "（一）调度。" + MATTER, "（二）帮扶。" + MATTER, "二、促转型", "（三）技改。" + MATTER
    ) == [
        "1 1 一、 稳增长",
        "1.1 2 （一） 调度",
        "1.2 2 （二） 帮扶",
        "2 1 二、 促转型",
        "2.1 2 （三） 技改",
    ]


def test_parts_chapters_sections_and_numbers_below_them() -> None:
    assert outline(
        "第一篇 总论",
        "第一章 形势",
        MATTER,
        "第二篇 任务",
        "第二章 产业",
        "第一节 工业",
        "一、做强",
        MATTER,
        "第二节 服务业",
        MATTER,
    ) == [
        "1 1 第一篇 总论",
        "1.1 2 第一章 形势",
        "2 1 第二篇 任务",
        "2.1 2 第二章 产业",
        "2.1.1 3 第一节 工业",
        "2.1.1.1 4 一、 做强",
        "2.1.2 3 第二节 服务业",
    ]


def test_decimal_numbers_rank_by_their_depth() -> None:
    assert outline(
        "1 总体要求",
        "1.1 指导思想",
        MATTER,
        "2 任务",
        "2.1 夯实基础",
        "2.1.1 技术",
        MATTER,
        "2.1.2 标准",
        MATTER,
    ) == [
        "1 1 1 总体要求",
        "1.1 2 1.1 指导思想",
        "2 1 2 任务",
        "2.1 2 2.1 夯实基础",
        "2.1.1 3 2.1.1 技术",
        "2.1.2 3 2.1.2 标准",
    ]


def test_decimal_numbers_under_chapters_of_another_kind() -> None:
    assert outline("二、目标", "2.3 总目标", "2.3.1 经济更强。" + MATTER, "五、产业", "5.2 集群", MATTER) == [
        "1 1 二、 目标",
        "1.1 2 2.3 总目标",
        "1.1.1 3 2.3.1 经济更强",
        "2 1 五、 产业",
        "2.1 2 5.2 集群",
    ]


def test_a_bare_number_before_words_is_no_heading_without_decimals_below() -> None:
    assert outline("一、指标", MATTER, "1 工业增加值 亿元 预期性", "2 研发投入 亿元 预期性") == [
        "1 1 一、 指标"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2.5亿元资金用于技术改造。",
        "2020年完成改造。",
        "第三条规定的情形除外。",
        "12本一致，经济平稳。",
        "3.5%的增速。",
        "第三方机构开展评估。",
        "一是优化布局。",
    ],
)
def test_quantities_and_citations_at_the_beginning_of_a_line_are_no_headings(line: str) -> None:
    assert outline("一、任务", MATTER, line) == ["1 1 一、 任务"]


def test_articles_of_a_regulation_are_headings_and_their_items_too() -> None:
    assert tree(
        page(
            "云川市专项资金管理办法",
            "第一章 总 则",
            "第一条 为规范管理，制定本办法。",
            "第二章 范围",
            "第二条 资金支持以下方面：",
            "（一）技术改造；",
            "（二）平台建设。",
        )
    ) == [
        "1 1 第一章 总则",
        "1.1 2 第一条 为规范管理，制定本办法",
        "2 1 第二章 范围",
        "2.1 2 第二条 资金支持以下方面",
        "2.1.1 3 （一） 技术改造",
        "2.1.2 3 （二） 平台建设",
    ]


def test_a_document_that_nests_brackets_under_points_is_believed() -> None:
    assert outline(
        "1.产业。" + MATTER,
        "（一）做强。" + MATTER,
        "（二）做优。" + MATTER,
        "2.创新。" + MATTER,
        "（一）平台。" + MATTER,
    ) == [
        "1 1 1. 产业",
        "1.1 2 （一） 做强",
        "1.2 2 （二） 做优",
        "2 1 2. 创新",
        "2.1 2 （一） 平台",
    ]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（一）加强组织领导。", "加强组织领导"),
        ("（一）加强组织领导，形成合力。" + MATTER, "加强组织领导，形成合力"),
        ("（一）新材料产业：重点发展特种钢。", "新材料产业"),
        ("（一）到2025年，培育企业100家。", "到2025年，培育企业100家"),
        ("（一）培育企业（市工信局牵头，市财政局配合）", "培育企业"),
        ("（一）推进（含配套：厂房）建设。" + MATTER, "推进（含配套：厂房）建设"),
        ("（一）按1:1配套资金。" + MATTER, "按1:1配套资金"),
        ("（一）推广“减证。便民”做法。" + MATTER, "推广“减证。便民”做法"),
        ("（一）建设项目；", "建设项目"),
        ("（一）  建 设", "建设"),
        ("㈠建设项目", "建设项目"),
        ("（一）、建设项目", "建设项目"),
        ("（一）推进（未闭合的括号。" + MATTER, "推进（未闭合的括号"),
    ],
)
def test_a_title_is_the_words_before_the_first_stop_or_colon(line: str, title: str) -> None:
    source = page("云川市产业发展行动方案", line)
    (node,) = build(source, find_frame(source))
    assert node.title == title


def test_a_list_inside_a_sentence_is_no_heading() -> None:
    assert outline("一、任务", "（一）建设厂房；（二）购置设备；（三）培训人员。") == ["1 1 一、 任务"]
    assert outline("一、任务", "一是优化布局；二是集约发展。", "——坚持创新。" + MATTER) == ["1 1 一、 任务"]
