"""Whatever is written, who answers and what is named is read in work that grows no faster than the text."""

import re

import pytest

from luoshi.reading import mentions, responsibilities
from luoshi.reading.sources.stacked import stacked_tables
from tests.reading.outlined import frame_of, outline_of, source_of
from tests.reading.work import work

pytestmark = pytest.mark.usefixtures("untraced")

SMALL, LARGE = 400, 1200
HOSTILE = (
    "(", ")", "()", "【", "(市科技局", "（市科技局负责）", "市科技局、", "各区、", "各县(市、区)、", "市", "甲", " ", "、", "等", "：", "责任单位：",
    "牵头单位：市科技局；", "按照职责分工", "分别由", "牵头", "负责", "市科技局牵头，", "排在第一位的为牵头单位，下同。", "第一", "和", "市科技局和", "依托甲、", "等企业",
    "依托甲乙、丙丁等企业，", "公司", "集团", "甲乙集团，", "与甲乙合作", "《", "《甲》", "“", "建设", "建设甲平台、", "建立", "建立甲制度、", "实施甲工程，", "推进甲项目、",
    "在甲县、", "县、", "给予补助，", "1", "12345热线", "甲(市)有限公司", "一、甲。", "（一）甲。", "责任单位\n", "序号\n", "\n1.甲。责任单位：市科技局\n",
)  # fmt: skip
ROOMS = ("luoshi.reading.responsibilities", "luoshi.reading.mentions", "luoshi.reading.grammar.levels")


def facts_work(text):
    source, framed, nodes = source_of(text), frame_of(text), outline_of(text)

    def read():
        responsibilities.find(source, framed, nodes)
        mentions.find(source, framed, nodes)

    return work(read, *ROOMS)


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("opening", ["一、甲。依托", "一、甲。（责任单位："])
def test_three_times_the_text_is_three_times_the_work(piece, opening):
    small, large = (facts_work(opening + piece * count) for count in (SMALL, LARGE))
    assert large <= small * (LARGE / SMALL) * 1.15 + 2000


HEADS = "序号\n工作任务\n牵头单位\n完成时限\n"


@pytest.mark.parametrize(
    "piece",
    [HEADS, "1\n", "1\n开工。\n市科技局\n全年\n", "牵头单位\n", "一、甲\n", "（一）甲\n", "市科技局\n", HEADS + "甲\n", HEADS + "1\n"],
)  # fmt: skip
def test_a_stacked_table_is_found_in_work_that_grows_with_its_lines(piece):
    def one(count):
        lines = (HEADS + piece * count).split("\n")
        return work(lambda: list(stacked_tables(lines)), "luoshi.reading.sources.stacked")

    small, large = one(SMALL), one(LARGE)
    assert large <= small * (LARGE / SMALL) * 1.15 + 2000


RESCANNED = re.compile("乙")


def test_the_count_sees_a_rescan():
    def one(count):
        return work(lambda: [RESCANNED.search("甲" * count, at) for at in range(count)], __name__)

    small, large = one(SMALL), one(LARGE)
    assert large > small * (LARGE / SMALL) * 2
