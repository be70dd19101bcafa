"""What holds for any text that the readers of promises are given."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading import promised
from luoshi.reading.model import Frame, Node, NodeKind, Paragraph, Source, Span

pytestmark = pytest.mark.usefixtures("untraced")

FRAGMENTS = [
    "到2025年，",
    "力争",
    "“十四五”末",
    "2021年6月底前",
    "比2020年",
    "全市",
    "规上工业增加值",
    "占比",
    "企业",
    "国家级、省级",
    "培育",
    "新增",
    "达到",
    "分别达到",
    "增长",
    "下降",
    "提高到",
    "控制在",
    "不低于",
    "由1%",
    "10",
    "60",
    "%",
    "家",
    "亿元",
    "个工作日",
    "翻一番",
    "一半",
    "以上",
    "左右",
    "以内",
    "，",
    "。",
    "；",
    "、",
    "和",
    "的",
    "（",
    "）",
    "“",
    "”",
    "明显提高",
    "迈上新台阶",
    "基本建成",
    "基地",
    "全覆盖",
    "完成",
    "建立",
    "2-3",
    "三千",
    "\n",
    "——",
    " ",
    "\t",
    "给予",
    "奖励",
    "目前",
    "截至",
    "每年",
    "年均",
    "指标",
    "单位",
    "预期性",
    "约束性",
    "1 产值 亿元 5",
]
genre = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


def plan(text):
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(start, start + len(line)))
        start += len(line) + 1
    node = Node("1", None, 1, "一、", "主要目标", NodeKind.NUMBERED, 0, len(text), 0, 0)
    return Source("txt", text, tuple(paragraphs)), Frame(Span(0, len(text))), (node,)


@given(genre)
def test_every_fact_stands_inside_the_text_and_names_something(text):
    read = promised.find(*plan(text))
    for fact in (*read.targets, *read.promises, *read.deadlines):
        assert 0 <= fact.start < fact.end <= len(text)
    assert all(target.indicator.strip() for target in read.targets)
    assert all(promise.subject.strip() for promise in read.promises)


@given(genre)
def test_reading_twice_gives_the_same(text):
    read = plan(text)
    first, second = promised.find(*read), promised.find(*read)
    assert first == second


@given(genre)
def test_a_deadline_prints_the_words_of_its_place(text):
    for deadline in promised.find(*plan(text)).deadlines:
        assert text[deadline.start : deadline.end] == deadline.text


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_readers(text):
    read = promised.find(*plan(text))
    assert isinstance(read, promised.Promised)


def calls(work):
    """How many functions, Python's or C's, a piece of work calls."""
    count = 0

    def seen(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "占比达到1%，",
        "2025年、",
        "1个、",
        "1个2个",
        "一二三",
        "“",
        "（占比",
        "2025年底前完成",
        "明显提高",
        "逐年增加",
        "1",
        "1 产值 亿元 预期性 5\n",
        "序号\n指标\n单位\n属性\n",
    ],
)
def test_work_grows_with_the_text_and_no_faster(unit):
    spent = []
    for size in (5_000, 40_000):
        read = plan(unit * (size // len(unit)))
        spent.append(calls(lambda read=read: promised.find(*read)))
    assert spent[1] < 10 * spent[0] + 1000  # eight times the text; a square would take sixty-four times
