"""Who answers for a section: every shape of bracket and line, and what is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading import frame, outline, sources
from luoshi.reading.model import (
    Cell,
    Frame,
    NodeKind,
    Paragraph,
    ParagraphKind,
    Quotation,
    Source,
    Span,
    Table,
)
from luoshi.reading.responsibilities import find
from tests.reading.outlined import frame_of, outline_of, source_of
from tests.shared import shared_file

ITEM = "一、任务\n（一）事项。推进工作。"


def duties(text):
    return find(source_of(text), frame_of(text), outline_of(text))


def by_role(found):
    roles: dict[str, list[str]] = {}
    for one in found:
        roles.setdefault(one.role.value, []).append(one.agency)
    return {role: " ".join(names) for role, names in roles.items()}


def by_section(text):
    sections: dict[str, list[str]] = {}
    for one in duties(text):
        sections.setdefault(one.section, []).append(f"{one.agency}/{one.role.value[0]}")
    return {section: " ".join(names) for section, names in sections.items()}


@pytest.mark.parametrize(
    ("words", "roles"),
    [
        ("(市工信局牵头,市发改委、财政局配合)", {"lead": "市工信局", "support": "市发改委 市财政局"}),
        ("(由市工信局牵头,市发改委、财政局参与)", {"lead": "市工信局", "support": "市发改委 市财政局"}),
        (
            "（市工信局、市发改委、各县（市、区）人民政府按职责分工负责）",
            {"responsible": "市工信局 市发改委 各县（市、区）人民政府"},
        ),
        ("(责任单位:市工信局,市发改委,财政局)", {"responsible": "市工信局 市发改委 市财政局"}),
        (
            "(牵头单位:市工信局;配合单位:市发改委、科技局)",
            {"lead": "市工信局", "support": "市发改委 市科技局"},
        ),
        ("(市工信局负责)", {"responsible": "市工信局"}),
        ("(市工信局会同市财政局负责落实)", {"responsible": "市工信局 市财政局"}),
        ("(由市商务局会同市财政局、税务局负责)", {"responsible": "市商务局 市财政局 市税务局"}),
        ("(各区县政府按职责分工负责)", {"responsible": "各区县政府"}),
        ("(各区、县级市人民政府负责)", {"responsible": "各区、县级市人民政府"}),
        ("(责任单位:各区、县级市)", {"responsible": "各区 各县级市"}),
        (
            "(牵头单位:市发展和改革委员会、市人力资源和社会保障局和市住房和城乡建设局)",
            {"lead": "市发展和改革委员会 市人力资源和社会保障局 市住房和城乡建设局"},
        ),
        (
            "(市自然资源和规划局与市工业和信息化局负责)",
            {"responsible": "市自然资源和规划局 市工业和信息化局"},
        ),
        (
            "【牵头单位：市工信局；责任单位：市发改委、市财政局，各县市区】",
            {"lead": "市工信局", "responsible": "市发改委 市财政局 各县市区"},
        ),
        ("〔责任单位:市教育局〕", {"responsible": "市教育局"}),
        ("[市科技局牵头]", {"lead": "市科技局"}),
        (
            "(市委宣传部、文明办、市总工会、团市委、妇联按职责分工负责)",
            {"responsible": "市委宣传部 市委文明办 市总工会 团市委 市妇联"},
        ),
        ("(市委组织部、宣传部,市人社局等部门和单位负责)", {"responsible": "市委组织部 市委宣传部 市人社局"}),
        ("(市发改委(市能源局)、市教育局（体育局）负责)", {"responsible": "市发改委 市教育局"}),
        (
            "(市发展改革委(牵头)、市财政局、市税务局(配合))",
            {"lead": "市发展改革委", "responsible": "市财政局", "support": "市税务局"},
        ),
        (
            "(责任单位:市工信局(牵头)、市科技局、人行某某中心支行、国网某某供电公司、各县(区)人民政府)",
            {
                "lead": "市工信局",
                "responsible": "市科技局 人行某某中心支行 国网某某供电公司 各县(区)人民政府",
            },
        ),
        (
            "(市金融办、人行某某支行、财政局、某某银保监分局配合)",
            {"support": "市金融办 人行某某支行 市财政局 某某银保监分局"},
        ),
        (
            "(省发展改革委、工业和信息化厅、财政厅,各市、州人民政府负责)",
            {"responsible": "省发展改革委 省工业和信息化厅 省财政厅 各市、州人民政府"},
        ),
        (
            "(省工信厅牵头,省发展改革委、科技厅等12个部门参与)",
            {"lead": "省工信厅", "support": "省发展改革委 省科技厅"},
        ),
        (
            "(区发改局牵头,区财政局、市场监管局、税务局、各镇街配合)",
            {"lead": "区发改局", "support": "区财政局 区市场监管局 区税务局 各镇街"},
        ),
        ("(县工信局、民政局、市场监管局等有关单位负责)", {"responsible": "县工信局 县民政局 县市场监管局"}),
        ("(牵头单位:市工信局;完成时限:2022年12月底前)", {"lead": "市工信局"}),
        ("(牵头领导:王某某;牵头单位:市工信局;责任人:张三)", {"lead": "市工信局"}),
        ("(市工信局牵头,2021年底前完成)", {"lead": "市工信局"}),
        ("(市工信局负责平台建设,市财政局负责资金保障)", {"responsible": "市工信局 市财政局"}),
        ("(市科技局牵头组织实施,市财政局等按职责落实)", {"lead": "市科技局", "responsible": "市财政局"}),
        (
            "(市工信局为牵头单位,市财政局、科技局为配合单位)",
            {"lead": "市工信局", "support": "市财政局 市科技局"},
        ),
        ("(各地区、各部门、各单位负责)", {"responsible": "各地区 各部门 各单位"}),
        ("(各有关部门、单位按职责分工负责)", {"responsible": "各有关部门 各有关单位"}),
        ("(各乡镇、街道,县直各有关部门负责)", {"responsible": "各乡镇 各街道 县直各有关部门"}),
        ("(市工业和信息化局)", {"responsible": "市工业和信息化局"}),
        (
            "(国家发展改革委、教育部、工业和信息化部、能源局等负责)",
            {"responsible": "国家发展改革委 教育部 工业和信息化部 能源局"},
        ),
        ("(中央网信办、国家发展改革委牵头)", {"lead": "中央网信办 国家发展改革委"}),
        ("(责任单位:市住建局 市交通局 市水务局)", {"responsible": "市住建局 市交通局 市水务局"}),
        (
            "(市公安局、司法局、城管局、生态环境局、开发区管委会、高新区管委会)",
            {"responsible": "市公安局 市司法局 市城管局 市生态环境局 开发区管委会 高新区管委会"},
        ),
        (
            "(市工信局、市政府国资委、市政务服务局、市政协办公室、市民政局、市场监管局、市市场监管局负责)",
            {"responsible": "市工信局 市政府国资委 市政务服务局 市政协办公室 市民政局 市市场监管局"},
        ),
        (
            "(市大数据局、市电信公司、移动公司、联通公司、铁塔公司负责)",
            {"responsible": "市大数据局 市电信公司 市移动公司 市联通公司 市铁塔公司"},
        ),
        (
            "(市科协、残联、工商联、贸促会、社科联负责)",
            {"responsible": "市科协 市残联 市工商联 市贸促会 市社科联"},
        ),
        (
            "(牵头部门:市经信局,责任部门:市发改委,协办单位:市统计局)",
            {"lead": "市经信局", "responsible": "市发改委", "support": "市统计局"},
        ),
        ("(责任部门为市经信局、统计局)", {"responsible": "市经信局 市统计局"}),
        (
            "(市领导小组办公室牵头,市领导小组各成员单位配合)",
            {"lead": "市领导小组办公室", "support": "市领导小组各成员单位"},
        ),
        ("(第一责任单位:市发改委)", {"responsible": "市发改委"}),
        (
            "(某某海关、某某火车站、省税务局、省气象局按职责分工负责)",
            {"responsible": "某某海关 某某火车站 省税务局 省气象局"},
        ),
        ("(市商务局负责,市财政局配合。)", {"responsible": "市商务局", "support": "市财政局"}),
        (
            "(指导单位:省工信厅;主办单位:市工信局;承办单位:某某职业学院)",
            {"support": "省工信厅", "lead": "市工信局", "responsible": "某某职业学院"},
        ),
        (
            "(市发展改革委牵头,市级有关部门和各区县(自治县)政府配合)",
            {"lead": "市发展改革委", "support": "市级有关部门 各区县(自治县)政府"},
        ),
        ("(市应急管理局牵头,其他部门按职责分工负责)", {"lead": "市应急管理局", "responsible": "其他部门"}),
        ("(市直机关工委、市委市政府督查室负责)", {"responsible": "市直机关工委 市委市政府督查室"}),
        (
            "(市发改委、工信局、商务局,市税务局、各园区按职责)",
            {"responsible": "市发改委 市工信局 市商务局 市税务局 各园区"},
        ),
        (
            "(市纪委监委机关、市委组织部、各高校、有关企业负责)",
            {"responsible": "市纪委监委机关 市委组织部 各高校 有关企业"},
        ),
        ("(完成时限:2022年底;责任单位:市工信局、教育局)", {"responsible": "市工信局 市教育局"}),
        (
            "(市教育局、市人力社保局按职责分工负责,完成时限:2022年12月)",
            {"responsible": "市教育局 市人力社保局"},
        ),
        ("(责任单位:市 发展改革委、市住房和城乡 建设局)", {"responsible": "市发展改革委 市住房和城乡建设局"}),
        (
            "(牵头单位:市工信局(各县区均为责任单位);配合单位:市教育局(市体育局))",
            {"lead": "市工信局", "support": "市教育局"},
        ),
        ("加快建设(市科技局、市教育局)。", {"responsible": "市科技局 市教育局"}),
        ("责任单位及责任人:市工信局 张三", {"responsible": "市工信局"}),
        (
            "(市工信局、市教育局等按职责分工负责,列第一位者为牵头单位)",
            {"lead": "市工信局", "responsible": "市教育局"},
        ),
        ("(牵头、配合单位:市工信局、市教育局)", {"lead": "市工信局", "support": "市教育局"}),
        ("(主办:市工信局;协办:市财政局)", {"lead": "市工信局", "support": "市财政局"}),
        (
            "(市发展改革委会同市财政局牵头,市统计局配合)",
            {"lead": "市发展改革委 市财政局", "support": "市统计局"},
        ),
        ("(责任单位:市工信局★、市教育局)", {"responsible": "市工信局 市教育局"}),
        ("责任单位:①市工信局;②市教育局", {"responsible": "市工信局 市教育局"}),
        ("——责任单位:市工信局、市教育局", {"responsible": "市工信局 市教育局"}),
        ("(责任单位:市工信局、各区委、区政府)", {"responsible": "市工信局 各区委 区政府"}),
        ("(市政府各部门、各直属机构,各县区政府负责)", {"responsible": "市政府各部门 各直属机构 各县区政府"}),
        (
            "(各县(市、区)政府,市政府各有关部门、各直属单位按照职责分工负责)",
            {"responsible": "各县(市、区)政府 市政府各有关部门 各直属单位"},
        ),
        (
            "(市工业和信息化局、市发展和改革委员会、市行政审批服务局、市地方金融监督管理局、某某银保监分局、人民银行某某市中心支行按职责分工负责)",
            {
                "responsible": "市工业和信息化局 市发展和改革委员会 市行政审批服务局 市地方金融监督管理局 某某银保监分局 人民银行某某市中心支行"
            },
        ),
        (
            "(兵团发展改革委、工业和信息化局,各师市负责)",
            {"responsible": "兵团发展改革委 兵团工业和信息化局 各师市"},
        ),
        (
            "(自治区发展改革委、财政厅、各盟行政公署、市人民政府负责)",
            {"responsible": "自治区发展改革委 自治区财政厅 各盟行政公署 市人民政府"},
        ),
        (
            "(牵头部门:区经济信息委;责任部门:区发展改革委、区财政局、各镇(街道))",
            {"lead": "区经济信息委", "responsible": "区发展改革委 区财政局 各镇(街道)"},
        ),
        (
            "责任单位:市工信局牵头,市发改委、财政局,各县区政府配合",
            {"lead": "市工信局", "support": "市发改委 市财政局 各县区政府"},
        ),
        ("(市工信局牵头,市教育局等有关部门、各县区配合)", {"lead": "市工信局", "support": "市教育局 各县区"}),
        (
            "(市场监管总局牵头,发展改革委、财政部等部门配合)",
            {"lead": "市场监管总局", "support": "发展改革委 财政部"},
        ),
        (
            "(市经济和信息化局、市科技局、市金融局、市国资委、各区市县政府、开放先导区管委会)",
            {"responsible": "市经济和信息化局 市科技局 市金融局 市国资委 各区市县政府 开放先导区管委会"},
        ),
        (
            "(国家发展改革委、人力资源社会保障部、全国总工会按职责分工负责)",
            {"responsible": "国家发展改革委 人力资源社会保障部 全国总工会"},
        ),
        (
            "(教育部、中央军委国防动员部、国家发展改革委及地方各级人民政府负责)",
            {"responsible": "教育部 中央军委国防动员部 国家发展改革委 地方各级人民政府"},
        ),
        (
            "(市商务局、市公安局交警支队、市邮政管理局、市总工会、甲乙海关负责)",
            {"responsible": "市商务局 市公安局交警支队 市邮政管理局 市总工会 甲乙海关"},
        ),
        (
            "(市委网信办、大数据局、人行某某市中支、公安局配合)",
            {"support": "市委网信办 市大数据局 人行某某市中支 市公安局"},
        ),
        ("(市法院、检察院、司法局,市律师协会负责)", {"responsible": "市法院 市检察院 市司法局 市律师协会"}),
        ("由各县区政府负责落实,市工信局负责指导。", {"responsible": "各县区政府 市工信局"}),
    ],
)
def test_a_shape_gives_its_agencies_and_roles(words, roles):
    apart = "" if words[0] in "([〔【（加" else "\n"
    assert by_role(duties(ITEM + apart + words)) == roles


@pytest.mark.parametrize(
    "words",
    [
        "（谁主管谁负责）",
        "（院长负责制）",
        "（由企业自行负责）",
        "（含技工院校）",
        "（所需资金由地方财政负责）",
        "（以下简称市政府）",
        "（此件公开发布）",
        "（市科技局2021年5月印发）",
        "（责任单位：略）",
        "（以下各项任务均需各区负责，不再逐一列出）",
        "由市工信局牵头，市教育局配合，建设平台。",
        "\n各县区要明确专人负责。",
        "\n市政府成立由市长任组长的领导小组，市工信局负责日常工作。",
        "\n各牵头单位：加强协调。",
        "\n责任领导：张三",
        "\n主要任务：市科技局负责开展。",
        "\n主管部门为科技部门（市科技局）。",
        "\n各级各部门要高度重视，由市科技局负责监督。",
    ],
)
def test_prose_and_hints_give_nothing(words):
    assert duties(ITEM + words) == ()


def test_a_line_behind_the_last_item_speaks_for_the_section_above():
    text = "一、甲\n（一）乙\n1.丙。\n2.丁。\n牵头单位：市工信局\n配合单位：发改委\n（二）戊\n1.己。\n2.庚。\n责任单位：市财政局"
    assert by_section(text) == {"1.1": "市工信局/l 市发改委/s", "1.2": "市财政局/r"}


def test_lines_behind_every_item_speak_for_their_items():
    text = "一、甲\n（一）乙\n1.丙。\n责任单位：市科技局\n2.丁。\n责任单位：市教育局\n（二）戊\n1.己。\n2.庚。\n责任单位：市财政局"
    assert by_section(text) == {"1.1.1": "市科技局/r", "1.1.2": "市教育局/r", "1.2.2": "市财政局/r"}


def test_a_single_item_follows_the_pattern_of_its_chapter():
    text = "一、甲\n（一）乙\n1.丙。\n2.丁。\n责任单位：市科技局\n（二）戊\n1.己。\n责任单位：市财政局"
    assert by_section(text) == {"1.1": "市科技局/r", "1.2": "市财政局/r"}


def test_a_bracket_speaks_for_the_item_it_ends():
    text = "一、甲\n（一）乙\n1.丙。（市科技局负责）\n2.丁。（市教育局负责）"
    assert by_section(text) == {"1.1.1": "市科技局/r", "1.1.2": "市教育局/r"}


def test_a_bracket_on_a_line_of_its_own_is_a_line():
    text = "一、甲\n1.丙。\n2.丁。\n（责任单位：市科技局）（完成时限：2020年）"
    assert by_section(text) == {"1": "市科技局/r"}


def test_what_is_dated_behind_the_line_changes_nothing():
    text = "一、甲\n（一）乙\n1.丙。\n2.丁。\n责任单位：市科技局\n完成时限：2020年底\n（二）戊。"
    assert by_section(text) == {"1.1": "市科技局/r"}


def test_a_line_before_more_text_stays_with_its_item():
    text = "一、甲\n（一）乙\n1.丙。\n2.丁。\n责任单位：市科技局\n还要做好衔接工作。\n（二）戊。"
    assert by_section(text) == {"1.1.2": "市科技局/r"}


def test_a_line_under_a_heading_before_its_items_speaks_for_the_heading():
    text = "一、甲\n（一）乙\n责任单位：市科技局\n1.丙。\n2.丁。"
    assert by_section(text) == {"1.1": "市科技局/r"}


def test_several_brackets_of_a_section_are_pooled():
    text = "一、甲。做事。（市科技局负责）再做事。（市科技局、市教育局负责）"
    assert by_section(text) == {"1": "市科技局/r 市教育局/r"}


def test_a_bracket_in_a_heading_counts():
    assert by_section("一、甲（市科技局负责）\n文字。") == {"1": "市科技局/r"}


def test_a_body_that_leads_and_supports_has_two_entries():
    assert by_section("一、甲。（市科技局牵头，市教育局、科技局配合）") == {
        "1": "市科技局/l 市教育局/s 市科技局/s"
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "排在第一位的为牵头单位，下同",
        "列第一位者为牵头单位，下同",
        "第一个单位为牵头单位，下同",
        "排首位的为牵头部门，其他为配合部门，下同",
    ],
)
def test_the_first_leads_from_the_sentence_that_says_so(sentence):
    text = (
        f"一、甲。（市财政局、市教育局负责）\n二、乙。（市科技局、市教育局负责。{sentence}）\n三、丙。（市科技局、市教育局负责）\n"
        "四、丁。（各县区、市教育局负责）\n五、戊。（市科技局牵头，市教育局负责）\n六、己\n牵头单位：市科技局\n责任单位：市教育局"
    )
    assert by_section(text) == {
        "1": "市财政局/r 市教育局/r",
        "2": "市科技局/l 市教育局/r",
        "3": "市科技局/l 市教育局/r",
        "4": "各县区/r 市教育局/r",
        "5": "市科技局/l 市教育局/r",
        "6": "市科技局/l 市教育局/r",
    }


def test_the_sentence_in_a_note_at_the_end_holds_for_all():
    text = "一、甲。（市科技局、市教育局负责）\n二、乙。（市财政局负责）\n注：责任单位排在首位的为牵头单位。"
    assert by_section(text) == {"1": "市科技局/l 市教育局/r", "2": "市财政局/l"}


def test_the_sentence_without_what_follows_holds_for_its_own_list():
    text = "一、甲。（市科技局、市教育局负责，排第一位的为牵头单位）\n二、乙。（市财政局负责）"
    assert by_section(text) == {"1": "市科技局/l 市教育局/r", "2": "市财政局/r"}


def test_a_label_can_say_that_the_first_leads():
    text = "一、甲\n责任单位（排在第一位的为牵头单位）：市科技局、市教育局"
    assert by_section(text) == {"1": "市科技局/l 市教育局/r"}


def test_a_label_alone_takes_the_next_line_as_its_list():
    assert by_section("一、甲\n责任单位：\n市科技局、教育局") == {"1": "市科技局/r 市教育局/r"}


def test_a_bracket_over_two_lines_is_read_by_its_labels():
    assert by_section("一、甲\n（牵头单位：市科技局；\n配合单位：市教育局）") == {
        "1": "市科技局/l 市教育局/s"
    }


def test_names_that_begin_with_the_own_place_take_no_level_word():
    text = "一、甲。（市科技局、甲乙某站管理处配合）"
    framed = Frame(Span(0, len(text)), title=Quotation("甲乙市行动方案", 0, 0))
    found = find(source_of(text), framed, outline_of(text))
    assert [one.agency for one in found] == ["市科技局", "甲乙某站管理处"]


def test_what_stands_before_the_first_heading_has_no_section():
    assert duties("前言。（市科技局负责）\n一、甲。") == ()


def test_what_stands_outside_the_body_is_not_read():
    text = "一、甲。\n二、乙。（市科技局负责）"
    assert find(source_of(text), Frame(Span(0, 5)), outline_of(text)) == ()


def table_source(rows, *, before="一、甲\n", nodes=()):
    """A source that ends with a table, a cell a paragraph."""
    text, paragraphs, cells = before, list(source_of(before[:-1]).paragraphs), []
    for row, columns in enumerate(rows):
        for column, words in enumerate(columns):
            start = len(text)
            text += words + "\n"
            paragraphs.append(Paragraph(start, start + len(words), ParagraphKind.CELL, table=0))
            cells.append(Cell(row, column, words, start, start + len(words)))
    source = Source(
        "docx", text[:-1], tuple(paragraphs), (Table(cells[0].start, cells[-1].end, tuple(cells)),)
    )
    return find(source, frame_of(text), (*outline_of(before), *nodes))


def test_a_table_of_who_does_what_is_read_by_its_columns():
    found = table_source(
        [
            ("序号", "任务", "牵头单位", "配合单位", "完成时限"),
            ("1", "做强", "市工信局", "市发改委、财政局", "2020年"),
            ("2", "做优", "市商务局", "各县区", "长期"),
            ("序号", "任务", "牵头单位", "配合单位", "完成时限"),
            ("3", "做大", "市科技局", "—", "长期"),
        ]
    )
    assert by_role(found) == {"lead": "市工信局 市商务局 市科技局", "support": "市发改委 市财政局 各县区"}
    assert {one.section for one in found} == {"1"}


def test_a_table_with_its_labels_at_the_side_is_read_by_its_rows():
    found = table_source([("牵头单位", "市工信局"), ("配合单位", "市发改委、财政局"), ("内容", "做强")])
    assert by_role(found) == {"lead": "市工信局", "support": "市发改委 市财政局"}


def test_a_table_of_something_else_is_read_as_lines():
    assert by_role(table_source([("专栏", "工程"), ("1", "做强。（市工信局负责）")])) == {
        "responsible": "市工信局"
    }


def test_a_cell_with_verbs_overrides_its_head():
    found = table_source([("任务", "责任单位"), ("做强", "市工信局牵头，市发改委配合")])
    assert by_role(found) == {"lead": "市工信局", "support": "市发改委"}


def test_rows_are_no_sections():
    (row,) = outline_of("1.行")
    placed = type(row)(*(getattr(row, name) for name in row.__slots__[:5]), NodeKind.TABLE_ROW, 4, 99, 4, 4)
    found = table_source([("任务", "责任单位"), ("做强", "市工信局")], nodes=(placed,))
    assert {one.section for one in found} == {"1"}


OFFICIALESE = "市县区各局委办科技教育财政工信、，。；：（）【】和及等由牵头负责配合责任单位按职责分工落实第一位的为下同 \n一二1."


@given(st.text(alphabet=OFFICIALESE, max_size=300))
def test_every_agency_is_printed_at_its_place(words):
    text = "一、甲。" + words
    for one in duties(text):
        printed = text[one.start : one.end]
        assert printed
        assert one.agency[-1] == printed.rstrip()[-1]


@given(st.text(alphabet=OFFICIALESE, max_size=300))
def test_an_agency_stands_once_a_section_and_role(words):
    found = [(one.section, one.agency, one.role) for one in duties("一、甲。" + words)]
    assert len(found) == len(set(found))


EXAMPLES = {
    "seeds/000_212124dadfe6811d.txt": "reading/gold/000_212124dadfe6811d.json",
    "reading/examples/text/ge01_shuangsuiji.html": "reading/examples/gold/ge01_shuangsuiji.json",
    "reading/examples/text/ge39_jiuye.txt": "reading/examples/gold/ge39_jiuye.json",
    "reading/examples/text/hf1422_yingshang.txt": "reading/examples/gold/hf1422_yingshang.json",
    "reading/examples/text/pt_shanghai_145.txt": "reading/examples/gold/pt_shanghai_145.json",
}


@pytest.mark.parametrize(("document", "gold"), EXAMPLES.items())
def test_real_documents_give_what_their_gold_says(document, gold):
    source = sources.load(shared_file(document).read_bytes())
    framed = frame.find_frame(source)
    found = find(source, framed, outline.build(source, framed))
    expected = json.loads(shared_file(gold).read_text("utf-8"))["responsibilities"]
    assert {(one.section, one.agency, one.role.value) for one in found} == {
        (one["section"], one["agency"], one["role"]) for one in expected
    }
    assert len(found) == len(expected)
