"""How far a printed date reaches."""

import pytest

from luoshi.reading.stretches import headings
from tests.reading.promised import document


def dues(body):
    return [(target.indicator, target.section, target.due) for target in document(body).targets]


def test_a_date_holds_in_its_paragraph_until_another_is_printed():
    assert dues(
        "一、目标\n到2023年，企业达到300户。平台达到20个。到2025年，园区达到5个。\n培育中心3个。"
    ) == [
        ("企业", "1", "2023"),
        ("平台", "1", "2023"),
        ("园区", "1", "2025"),
        ("中心", "1", None),
    ]


def test_a_date_of_an_opening_sentence_holds_for_its_bullets():
    body = "一、目标\n到2023年，实现以下目标：\n——企业达到300户。\n——平台达到20个。到2025年，平台达到30个。\n——园区达到5个。"
    assert [due for _, _, due in dues(body)] == ["2023", "2023", "2025", "2023"]


def test_a_date_of_a_brief_opening_holds_for_run_in_sentences():
    body = "一、目标\n到2023年，制造业发展取得明显成效。\n规模持续扩大。企业达到300户。\n结构不断优化。占比达到30%。"
    assert [due for _, _, due in dues(body)] == ["2023", "2023"]


def test_a_date_passes_no_numbered_heading():
    body = "一、任务\n到2023年，企业达到300户。\n（一）培育企业。培育骨干企业5家。\n（二）建设园区。建设园区3个。"
    assert [due for _, _, due in dues(body)] == ["2023", None, None]


def test_a_period_that_opens_a_chapter_holds_for_its_sections():
    body = (
        "一、“十四五”期间主要任务\n（一）培育企业。培育骨干企业5家。\n（二）建设园区。到2023年，建设园区3个。"
    )
    assert [due for _, _, due in dues(body)] == ["2025", "2023"]


def test_a_period_that_opens_a_chapters_first_paragraph_holds_for_its_sections():
    body = (
        "一、任务\n“十四五”期间，推动制造业做大做强。\n（一）企业。培育骨干企业5家。\n"
        "（二）园区。2023年，建设园区3个。\n1.平台。建设平台2个。\n二、保障\n培育机构4家。"
    )
    assert [due for _, _, due in dues(body)] == ["2025", "2023", "2025", None]


def test_a_date_in_a_heading_holds_for_its_own_paragraphs_only():
    body = "一、目标\n（一）2025年目标\n企业达到300户。\n（二）任务\n培育骨干企业5家。"
    assert [due for _, _, due in dues(body)] == ["2025", None]


def test_a_heading_that_promises_is_read():
    assert dues("一、任务\n1.到2025年，新增规上企业60户。支持企业做大做强。") == [("规上企业", "1.1", "2025")]


def test_a_section_on_what_has_been_reached_holds_no_target():
    body = "一、发展基础\n规上企业达到500户，占比达到30%。\n二、目标\n规上企业达到800户。"
    assert [(target.value, target.section) for target in document(body).targets] == [(800, "2")]


def test_a_section_on_terms_holds_no_target():
    body = "一、支持条件\n从业人员达到50人，场地不少于200平方米。\n二、目标\n规上企业达到800户。"
    assert [target.value for target in document(body).targets] == [800]


def test_a_bygone_year_is_told_by_the_date_of_the_document():
    assert dues("一、目标\n2020年，企业达到500户。2023年，企业达到800户。") == [("企业", "1", "2023")]


def test_a_comparison_changes_no_date():
    assert [due for _, _, due in dues("一、目标\n到2025年，能耗比2020年下降10%，企业达到500户。")] == [
        "2025",
        "2025",
    ]


@pytest.mark.parametrize(
    "title",
    [
        "发展基础",
        "“十三五”发展成就",
        "现状与形势",
        "面临的形势",
        "存在的主要问题",
        "取得的成效",
        "发展环境",
        "“十三五”时期发展回顾",
        "规划背景",
        "发展基础和面临形势",
    ],
)
def test_a_heading_that_tells_the_past_is_known(title):
    assert headings.tells_the_past(title)


@pytest.mark.parametrize(
    "title",
    [
        "主要目标",
        "夯实产业基础",
        "产业基础再造工程",
        "营造良好的发展环境",
        "优化营商环境",
        "强化创新优势",
        "加强基础设施建设",
        "解决突出问题",
    ],
)
def test_a_heading_of_tasks_does_not_tell_the_past(title):
    assert not headings.tells_the_past(title)
