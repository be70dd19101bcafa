"""Which lines are headings, and what their numbers rank (篇章结构)."""

import pytest

from luoshi.reading.frame import find_frame
from luoshi.reading.model import NodeKind
from luoshi.reading.outline import build
from tests.reading.pages import MATTER, outline, page, page_with_table, tree


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
