"""Headings without a number: run-in words, lines alone, titles on two lines (无序号标题)."""

import pytest

from luoshi.reading.frame import find_frame
from luoshi.reading.outline import build
from tests.reading.pages import MATTER, outline, page, tree


def test_run_in_headings_with_a_colon_that_form_a_series() -> None:
    assert outline(
        "一、重点领域", "信息技术：重点发展集成电路。", "生物医药：重点发展现代中药。", "二、保障", MATTER
    ) == [
        "1 1 一、 重点领域",
        "1.1 2 信息技术",
        "1.2 2 生物医药",
        "2 1 二、 保障",
    ]


def test_run_in_words_with_a_stop_are_no_headings() -> None:
    assert outline("一、原则", "坚持创新驱动。" + MATTER, "坚持绿色发展。" + MATTER) == ["1 1 一、 原则"]


@pytest.mark.parametrize(
    "lines",
    [
        ["牵头单位：市工信局、市科技局", "配合单位：市财政局、市税务局"],
        ["责任单位：市工信局、市科技局", "完成时限：2025年12月底前完成"],
        ["项目名称：某某产业园建设项目。", "建设地点：云川经济开发区内。", "总投资：20亿元，分两期建设。"],
        ["联系人：某某，电话略，欢迎咨询。", "联系电话：按公开信息为准，请核对。"],
        ["会议指出：要加快产业发展，形成优势。", "会议强调：要加强项目建设，形成支撑。"],
        ["主要措施："],
        ["重点做好以下工作：加快建设，形成合力。"],
        ["到2025年，目标如下：总量翻番，结构优化。", "到2030年，目标如下：基本实现现代化。"],
    ],
)
def test_labels_openers_and_ordinary_colons_are_no_headings(lines: list[str]) -> None:
    assert outline("一、任务", MATTER, *lines) == ["1 1 一、 任务"]


def test_a_run_in_heading_alone_counts_when_it_names_a_part_of_any_plan() -> None:
    assert outline("一、总体要求", MATTER, "发展目标：到2025年，总量翻一番。") == [
        "1 1 一、 总体要求",
        "1.1 2 发展目标",
    ]
    assert outline("一、总体要求", MATTER, "云川精神：敢为人先，勇于创新，追求卓越。") == [
        "1 1 一、 总体要求"
    ]


def test_run_in_headings_that_recur_from_section_to_section() -> None:
    assert outline(
        "一、稳增长", "工作举措一览：开展调度，服务企业。", "二、促转型", "工作举措一览：推进技改，培育企业。"
    ) == [
        "1 1 一、 稳增长",
        "1.1 2 工作举措一览",
        "2 1 二、 促转型",
        "2.1 2 工作举措一览",
    ]


def test_stages_with_their_time_in_brackets_are_run_in_headings() -> None:
    assert outline(
        "一、步骤",
        "启动阶段（2023年1月—6月）：制定方案，明确任务。",
        "实施阶段（2023年7月—12月）：全面推进，定期调度。",
    ) == [
        "1 1 一、 步骤",
        "1.1 2 启动阶段（2023年1月—6月）",
        "1.2 2 实施阶段（2023年7月—12月）",
    ]


def test_dashes_with_a_colon_in_a_series_are_run_in_headings_but_not_with_a_stop() -> None:
    assert outline(
        "一、布局",
        "——东部片区：发展装备制造产业。",
        "——西部片区：发展绿色食品产业。",
        "二、原则",
        "——创新引领。" + MATTER,
        "——绿色发展。" + MATTER,
    ) == [
        "1 1 一、 布局",
        "1.1 2 —— 东部片区",
        "1.2 2 —— 西部片区",
        "2 1 二、 原则",
    ]


def test_lines_alone_without_end_punctuation_are_headings() -> None:
    assert outline(
        "为推进发展，制定本方案。", "总体要求", MATTER, "重点任务", MATTER, MATTER, "保障措施", MATTER
    ) == [
        "1 1 总体要求",
        "2 1 重点任务",
        "3 1 保障措施",
    ]


def test_headings_without_a_number_stand_one_level_below_their_section() -> None:
    assert outline("一、任务", "做强产业", MATTER, "做优企业", MATTER, "二、保障", MATTER) == [
        "1 1 一、 任务",
        "1.1 2 做强产业",
        "1.2 2 做优企业",
        "2 1 二、 保障",
    ]


def test_headings_without_a_number_above_numbers_that_start_anew() -> None:
    assert outline(
        "总体要求",
        "一、思想",
        MATTER,
        "二、目标",
        MATTER,
        "重点任务",
        "一、做强产业",
        MATTER,
        "二、做优企业",
        MATTER,
    ) == [
        "1 1 总体要求",
        "1.1 2 一、 思想",
        "1.2 2 二、 目标",
        "2 1 重点任务",
        "2.1 2 一、 做强产业",
        "2.2 2 二、 做优企业",
    ]


def test_headings_without_a_number_between_two_kinds_of_numbers() -> None:
    assert outline(
        "一、任务",
        "强化创新",
        "1.平台。" + MATTER,
        "2.攻关。" + MATTER,
        "壮大主体",
        "1.龙头。" + MATTER,
        "二、保障",
        MATTER,
    ) == [
        "1 1 一、 任务",
        "1.1 2 强化创新",
        "1.1.1 3 1. 平台",
        "1.1.2 3 2. 攻关",
        "1.2 2 壮大主体",
        "1.2.1 3 1. 龙头",
        "2 1 二、 保障",
    ]


def test_a_heading_whose_number_was_left_out_gets_its_place() -> None:
    assert outline(
        "一、要求", MATTER, "主要任务", "（一）做强。" + MATTER, "（二）做优。" + MATTER, "三、保障", MATTER
    ) == [
        "1 1 一、 要求",
        "2 1 主要任务",
        "2.1 2 （一） 做强",
        "2.2 2 （二） 做优",
        "3 1 三、 保障",
    ]


def test_a_last_heading_whose_number_was_left_out_stands_above_numbers_that_start_anew() -> None:
    assert outline(
        "一、要求",
        "（一）思想。" + MATTER,
        "二、任务",
        "（一）做强。" + MATTER,
        "（二）做优。" + MATTER,
        "保障措施",
        "（一）领导。" + MATTER,
    ) == [
        "1 1 一、 要求",
        "1.1 2 （一） 思想",
        "2 1 二、 任务",
        "2.1 2 （一） 做强",
        "2.2 2 （二） 做优",
        "3 1 保障措施",
        "3.1 2 （一） 领导",
    ]


def test_a_preface_stands_beside_the_chapters() -> None:
    assert outline("前 言", MATTER, "第一章 基础", "第一节 现状", MATTER, "结束语", MATTER) == [
        "1 1 前言",
        "2 1 第一章 基础",
        "2.1 2 第一节 现状",
        "3 1 结束语",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["工业增加值", "研发投入", "企业数量"],
        ["表1 主要指标", "单位：亿元"],
        ["重点任务分工表", "单位：万元"],
        ["特此通知"],
        ["— 3 —"],
        ["https://example.org/abc"],
        ["各项指标 单位 属性 目标"],
        ["云川市人民政府"],
    ],
)
def test_short_lines_that_no_matter_follows_are_no_headings(lines: list[str]) -> None:
    assert outline("一、任务", MATTER, *lines) == ["1 1 一、 任务"]


def test_a_short_line_inside_a_broken_sentence_is_no_heading() -> None:
    assert outline("一、任务", "加快项目建设，完善配套政策，", "提升服务能力", "，形成标志性成果。") == [
        "1 1 一、 任务"
    ]


def test_the_formats_own_levels_place_headings_without_a_number() -> None:
    lines = ("云川市产业发展行动方案", "一、要求", "（一）思想", MATTER, "组织保障", MATTER)
    source = page(*lines, levels={1: 1, 2: 2, 4: 1})
    assert tree(source) == ["1 1 一、 要求", "1.1 2 （一） 思想", "2 1 组织保障"]


def test_a_title_on_two_lines_is_one_heading() -> None:
    assert outline(
        "第一章 坚持创新驱动，", "塑造发展优势", MATTER, "第二章", "扩大内需", "第一节 消费", MATTER
    ) == [
        "1 1 第一章 坚持创新驱动，塑造发展优势",
        "2 1 第二章 扩大内需",
        "2.1 2 第一节 消费",
    ]


def test_a_chapter_title_on_two_lines_without_a_comma_is_one_heading() -> None:
    assert outline("第一章 全面开启现代化新征程", "奋力谱写高质量新篇章", "第一节 环境", MATTER) == [
        "1 1 第一章 全面开启现代化新征程奋力谱写高质量新篇章",
        "1.1 2 第一节 环境",
    ]


def test_the_span_of_a_title_on_two_lines_ends_behind_the_second() -> None:
    source = page("云川市产业发展行动方案", "第一章", "扩大内需", MATTER)
    (node,) = build(source, find_frame(source))
    assert source.text[node.title_start : node.title_end] == "扩大内需"
    assert source.text[node.start : node.end] == f"第一章\n扩大内需\n{MATTER}"


def test_headings_without_a_number_stand_above_numbers_that_run_through_them() -> None:
    lines = (
        "一、任务",
        "水源工程",
        "1.在建。" + MATTER,
        "2.新建。" + MATTER,
        "供水工程",
        "3.规模。" + MATTER,
        "4.水质。" + MATTER,
    )
    assert outline(*lines) == [
        "1 1 一、 任务", "1.1 2 水源工程", "1.1.1 3 1. 在建", "1.1.2 3 2. 新建",
        "1.2 2 供水工程", "1.2.1 3 3. 规模", "1.2.2 3 4. 水质",
    ]  # fmt: skip


def test_a_heading_without_a_number_in_a_numbered_item_stays_below_it() -> None:
    lines = ("一、任务", "1.在建。" + MATTER, "水源工程", MATTER, "2.新建。" + MATTER)
    assert outline(*lines)[1:] == ["1.1 2 1. 在建", "1.1.1 3 水源工程", "1.2 2 2. 新建"]


def test_who_speaks_is_no_heading() -> None:
    assert outline("云川市发展和改革委员会主任 王某某", "一、任务", MATTER, "二、保障", MATTER) == [
        "1 1 一、 任务", "2 1 二、 保障",
    ]  # fmt: skip
