"""Names in the text: what is one, what only looks like one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading import frame, outline, sources
from luoshi.reading.mentions import find
from tests.reading.outlined import frame_of, outline_of, source_of
from tests.shared import shared_file


def mentions(text):
    return find(source_of(text), frame_of(text), outline_of(text))


def of_kind(kind, text):
    return [one.text for one in mentions(text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("依托甲乙、丙丁、戊己电子等企业，发展整机。", ["甲乙", "丙丁", "戊己电子"]),
        ("依托甲乙和丙丁等骨干企业发展整机。", ["甲乙", "丙丁"]),
        ("支持甲乙药业扩大生产，引进丙丁股份有限公司。", ["甲乙药业", "丙丁股份有限公司"]),
        ("推动甲乙药业与丙丁医药深入合作。", ["甲乙药业", "丙丁医药"]),
        ("推动甲乙药业与高校深入合作。", ["甲乙药业"]),
        ("争取国字头甲乙集团等知名企业布局。", ["国字头甲乙集团"]),
        ("依托甲乙等企业，做强整机。\n依托甲乙，发展零件。", ["甲乙", "甲乙"]),
        ("由甲乙建设投资集团有限公司负责运营。", ["甲乙建设投资集团有限公司"]),
    ],
)
def test_an_enterprise_is_found_by_what_stands_around_it(text, names):
    assert of_kind("enterprise", text) == names


@pytest.mark.parametrize(
    "text",
    [
        "支持龙头企业组建大型企业集团。",
        "培育3家综合物流企业集团。",
        "引导国有、民营等企业参与。",
        "依托重点行业、优势产业等企业发展。",
        "依托现有服务体系，完善网络。",
        "支持上市公司再融资，规范小额贷款公司。",
        "依托某某论坛，加快转化。",
        "按照三等企业标准管理。",
        "发展股份制经济，办好供电公司。",
    ],
)
def test_common_words_are_no_enterprise(text):
    assert of_kind("enterprise", text) == []


def test_a_document_is_given_with_its_number():
    found = [
        one
        for one in mentions("落实《关于某事的意见》（某政发〔2021〕3号）和《某某〈纲要〉方案》。")
        if one.kind == "document"
    ]
    assert [(one.text, one.values.get("number")) for one in found] == [
        ("《关于某事的意见》", "某政发〔2021〕3号"),
        ("《某某〈纲要〉方案》", None),
    ]


@pytest.mark.parametrize(
    ("kind", "text", "names"),
    [
        ("programme", "实施“三个一批”工程，开展质量提升行动。", ["“三个一批”工程", "质量提升行动"]),
        ("programme", "按“两库”进行动态管理，落实各类工程。", []),
        (
            "project",
            "实施甲乙产业园、丙丁产业园，推进戊己扩能项目。",
            ["甲乙产业园", "丙丁产业园", "戊己扩能项目"],
        ),
        ("project", "推进重大项目，实施一批重点项目。", []),
        ("platform", "建设公共检测平台、成果交易中心，做好服务。", ["公共检测平台", "成果交易中心"]),
        ("platform", "建立以企业为中心的体系。", []),
        ("platform", "建成3个检测平台，新建一个服务中心。", ["检测平台"]),
        ("programme", "实施了甲乙行动计划，落实年度工作计划。", ["甲乙行动计划"]),
        ("project", "依托甲乙新区建设丙丁产业园，实施一批戊己项目。", ["丙丁产业园"]),
        ("enterprise", "促成甲乙药业与丙丁医药深度合作。", ["甲乙药业", "丙丁医药"]),
        (
            "enterprise",
            "吸引甲乙集团落户，招引国内旅游集团，组建教育集团、市水务集团。",
            ["甲乙集团", "市水务集团"],
        ),
        ("regime", "健全动态评价、守信激励机制，建立预警制度。", ["动态评价、守信激励机制", "预警制度"]),
        ("regime", "完善体制机制。", []),
        (
            "incentive",
            "1.对新认定的企业给予一次性奖励，依法追回骗取的补贴。",
            ["对新认定的企业给予一次性奖励"],
        ),
        ("incentive", "具体奖励条件由部门提出，表彰奖励先进。", []),
        ("place", "在甲乙县、丙丁县和戊己高新区布局。", ["甲乙县", "丙丁县", "戊己高新区"]),
        ("place", "在全市、各县、中心城市布局，建设特色小镇。", []),
        ("place", "按照省、市部署，在村镇、计划单列市开展。", []),
    ],
)
def test_each_kind_has_its_ending_and_its_verb(kind, text, names):
    assert of_kind(kind, text) == names


def test_a_mention_knows_its_section_and_place():
    text = "前言《某某纲要》。\n一、任务\n（一）甲。建设检测平台。"
    basis, platform = mentions(text)
    assert (basis.section, platform.section) == (None, "1.1")
    assert text[platform.start : platform.end] == platform.text == "检测平台"


@given(
    st.text(
        alphabet="依托等企业公司集团、，。与合作《》（）〔〕“”实施建设项目平台制度奖励给予县市甲乙12",
        max_size=200,
    )
)
def test_every_mention_is_the_words_at_its_place(text):
    for one in mentions(text):
        assert text[one.start : one.end] == one.text != ""


def test_the_seed_names_its_enterprises_and_no_others():
    gold = json.loads(shared_file("reading/gold/000_212124dadfe6811d.json").read_text("utf-8"))
    source = sources.load(shared_file("seeds/000_212124dadfe6811d.txt").read_bytes())
    framed = frame.find_frame(source)
    found = find(source, framed, outline.build(source, framed))
    assert {one.text for one in found if one.kind == "enterprise"} == set(gold["enterprises"])
