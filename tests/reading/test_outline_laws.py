"""What holds of every outline, whatever is read (不变式)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.reading import sources
from luoshi.reading.frame import find_frame
from luoshi.reading.model import Source
from luoshi.reading.outline import build, misnumbered, unnumbered
from tests.reading.pages import MATTER, fields, page
from tests.shared import shared_file

pytestmark = pytest.mark.usefixtures("untraced")

LINES = st.sampled_from(
    [
        "一、要求", "二、任务", "（一）做强", "（二）做优。" + MATTER, "1.平台。" + MATTER, "2.攻关；", "（1）甲：乙丙丁戊", "①甲",
        "第一章 总则", "第二节 目标", "第一条 为规范管理。", "1 要求", "1.1 思想", "2.3.1 目标", "专栏1 工程", "01 材料", "附件1", "附件：1.表",
        "信息：发展集成电路产业。", "医药：发展现代中药产业。", "——甲：发展集成电路产业。", "总体要求", "前言", "目录", MATTER, "", "  ", "牵头单位：市工信局",
        "云川市人民政府", "2020年7月15日", "关于印发《云川市工业规划》的通知", "云川市工业规划", "云政发〔2020〕1号", "各县区人民政府：", "上一条：甲",
        "抄送：市委。", "（此件公开发布）", "发布日期：2020-01-01 作者：", "A.甲。乙", "行动一：智能升级", "第三章", "坚持创新，",
    ]
)  # fmt: skip
PAGES = st.lists(
    st.one_of(LINES, st.text(max_size=30).map(lambda text: text.replace("\n", " "))), max_size=40
)


def assert_sound(source: Source) -> None:
    frame = find_frame(source)
    nodes = build(source, frame)
    body = source.text[frame.body.start : frame.body.end]
    first = nodes[0].start if nodes else frame.body.end
    parts = [source.text[frame.body.start : first], *(source.text[node.start : node.end] for node in nodes)]
    assert "".join(parts) == body
    above: dict[str, int] = {}
    for node in nodes:
        assert node.start <= node.title_start <= node.title_end <= node.end
        assert source.text[node.start : node.end].startswith(node.marker)
        assert node.parent is None or above[node.parent] < node.level
        assert node.id not in above
        above[node.id] = node.level
    misnumbered(nodes)
    for place in unnumbered(source, frame, nodes):
        assert frame.body.start <= place.start < place.end <= frame.body.end


@given(PAGES)
def test_the_nodes_give_back_the_body_no_character_lost_or_doubled(lines: list[str]) -> None:
    assert_sound(page(*lines))


@given(PAGES, st.dictionaries(st.integers(0, 40), st.integers(1, 6)), st.frozensets(st.integers(0, 40)))
def test_levels_and_boxes_of_the_format_change_nothing_of_that(
    lines: list[str], levels: dict[int, int], boxed: frozenset[int]
) -> None:
    assert_sound(page(*lines, levels=levels, boxed=boxed))


@given(st.text())
def test_any_text_has_a_sound_outline(text: str) -> None:
    assert_sound(page(*text.split("\n")))


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("seeds/000_212124dadfe6811d.txt", "gold/000_212124dadfe6811d.json"),
        *((f"reading/examples/text/{name}", f"examples/gold/{name.split('.')[0]}.json") for name in (
            "ge01_shuangsuiji.txt", "ge01_shuangsuiji.html", "ge39_jiuye.txt", "ge39_jiuye.html",
            "hf1422_yingshang.txt", "pt_shanghai_145.txt",
        )),
    ],
)  # fmt: skip
def test_the_reference_documents_are_read_as_marked(text: str, gold: str) -> None:
    source = sources.load(shared_file(text).read_bytes())
    marked = json.loads(shared_file(f"reading/{gold}").read_text("utf-8"))
    frame = find_frame(source)
    nodes = build(source, frame)
    bare = str.maketrans("", "", " 　")
    assert {name: value and value.translate(bare) for name, value in fields(frame).items()} == {
        name: value and value.translate(bare) for name, value in marked["document"].items()
    }
    assert [(node.id, node.level, node.marker, node.title) for node in nodes] == [
        (each["id"], each["level"], each["marker"], each["title"]) for each in marked["outline"]
    ]
    assert_sound(source)


def test_the_seed_has_one_item_without_a_number_and_no_number_out_of_order() -> None:
    source = sources.load(shared_file("seeds/000_212124dadfe6811d.txt").read_bytes())
    frame = find_frame(source)
    nodes = build(source, frame)
    assert [place.section for place in unnumbered(source, frame, nodes)] == ["3.7.2"]
    assert misnumbered(nodes) == ()
