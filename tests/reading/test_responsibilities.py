"""Who answers for which section, who leads by rank, and the real documents."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading import frame, outline, sources
from luoshi.reading.model import Frame, Quotation, Span
from luoshi.reading.responsibilities import find
from tests.reading.outlined import duties, outline_of, source_of
from tests.shared import shared_file


def by_section(text):
    sections: dict[str, list[str]] = {}
    for one in duties(text):
        sections.setdefault(one.section, []).append(f"{one.agency}/{one.role.value[0]}")
    return {section: " ".join(names) for section, names in sections.items()}


def test_a_line_behind_the_last_item_speaks_for_the_section_above():
    text = "一、甲\n（一）乙\n1.丙。\n2.丁。\n牵头单位：市工信局\n配合单位：发改委\n（二）戊\n1.己。\n2.庚。\n责任单位：市财政局"
    assert by_section(text) == {"1.1": "市工信局/l 市发改委/s", "1.2": "市财政局/r"}


def test_lines_behind_every_item_speak_for_their_items():
    text = "一、甲\n（一）乙\n1.丙。\n责任单位：市科技局\n2.丁。\n责任单位：市教育局\n（二）戊\n1.己。\n2.庚。\n责任单位：市财政局"
    assert by_section(text) == {"1.1.1": "市科技局/r", "1.1.2": "市教育局/r", "1.2.2": "市财政局/r"}


def test_a_single_item_follows_the_pattern_of_its_chapter():
    text = "一、甲\n（一）乙\n1.丙。\n2.丁。\n责任单位：市科技局\n（二）戊\n1.己。\n责任单位：市财政局"
    assert by_section(text) == {"1.1": "市科技局/r", "1.2": "市财政局/r"}


def test_a_line_behind_a_run_in_speaks_for_the_section_above():
    text = "一、甲\n工作内容：做事要细致。\n牵头单位：市科技局\n二、乙\n工作内容：做事要扎实。\n牵头单位：市教育局"
    source = sources.load(("临江市某某工作方案\n" + text).encode())
    framed = frame.find_frame(source)
    found = find(source, framed, outline.build(source, framed))
    assert [(one.section, one.agency) for one in found] == [("1", "市科技局"), ("2", "市教育局")]


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
        "4": "各县区/l 市教育局/r",
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
