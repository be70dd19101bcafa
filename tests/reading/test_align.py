"""What an amended document did to the one before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.reading.align import ChangeKind, align
from tests.reading.plans import plan, read_text

FACTORY = "一、建设智能工厂\n围绕机械、电子两个行业,组织实施一批数字化车间改造,推广机器人应用。"
FIRMS = "二、培育中小企业\n建立梯度培育库,为入库企业提供融资、创业、培训和市场服务。"
GREEN = "三、推进绿色改造\n推广水循环利用和余热回收,开展清洁生产审核,建设绿色园区。"


def changes(old: str, new: str) -> dict[tuple[str, ...], list]:
    found: dict[tuple[str, ...], list] = {}
    for change in align(read_text(old), read_text(new)).sections:
        titles = (tuple(node.title for node in change.old), tuple(node.title for node in change.new))
        found.setdefault(change.kinds, []).append(titles)
    return found


def renumbered(*parts: str) -> str:
    numbers = "一二三四五六"
    return plan(*(numbers[at] + part[1:] for at, part in enumerate(parts)))


def test_a_document_against_itself_keeps_everything():
    text = plan(FACTORY, FIRMS, GREEN)
    assert set(changes(text, text)) == {(ChangeKind.KEPT,)}


def test_another_order_moves_a_section():
    found = changes(renumbered(FACTORY, FIRMS, GREEN), renumbered(FIRMS, GREEN, FACTORY))
    assert found[ChangeKind.MOVED,] == [(("建设智能工厂",), ("建设智能工厂",))]
    assert len(found[ChangeKind.KEPT,]) == 2


def test_other_words_under_the_same_heading_reword_it():
    reworded = GREEN.replace("建设绿色园区", "到2025年建成3个绿色园区")
    found = changes(plan(FACTORY, FIRMS, GREEN), plan(FACTORY, FIRMS, reworded))
    assert found[ChangeKind.REWORDED,] == [(("推进绿色改造",), ("推进绿色改造",))]


def test_a_new_section_is_added_and_a_missing_one_dropped():
    assert changes(renumbered(FACTORY, FIRMS), renumbered(FACTORY, FIRMS, GREEN))[ChangeKind.ADDED,] == [
        ((), ("推进绿色改造",))
    ]
    assert changes(renumbered(FACTORY, FIRMS, GREEN), renumbered(FACTORY, GREEN))[ChangeKind.DROPPED,] == [
        (("培育中小企业",), ())
    ]


SERVICE = "建立市县两级服务窗口,为企业提供信息、融资、创业、培训、技术和管理服务,实行一站式受理"
LADDER = "建立专精特新企业梯度培育库,逐户制定培育方案,支持配套龙头企业,推荐申报上级称号"


def test_one_section_split_in_two_is_a_split():
    whole = f"二、培育中小企业\n{SERVICE}。{LADDER}。"
    parts = f"二、健全服务体系\n{SERVICE}。", f"三、建设培育梯队\n{LADDER}。"
    found = changes(plan(FACTORY, whole), plan(FACTORY, *parts))
    assert found[ChangeKind.SPLIT,] == [(("培育中小企业",), ("健全服务体系", "建设培育梯队"))]


def test_two_sections_put_together_are_a_merger():
    whole = f"二、培育中小企业\n{SERVICE}。{LADDER}。"
    parts = f"二、健全服务体系\n{SERVICE}。", f"三、建设培育梯队\n{LADDER}。"
    found = changes(plan(FACTORY, *parts), plan(FACTORY, whole))
    assert found[ChangeKind.MERGED,] == [(("健全服务体系", "建设培育梯队"), ("培育中小企业",))]


def test_a_target_with_another_number_is_reworded():
    old = plan("一、主要目标\n到2025年,全市研发经费投入强度达到2.5%以上。")
    alignment = align(read_text(old), read_text(old.replace("2.5%", "2.8%")))
    (change,) = [each for each in alignment.facts if getattr(each.old[0], "indicator", "")]
    assert change.kinds == (ChangeKind.REWORDED,)
    assert (change.old[0].value, change.new[0].value) == (2.5, 2.8)


sections = st.lists(
    st.sampled_from(
        [FACTORY, FIRMS, GREEN, f"四、健全服务体系\n{SERVICE}。", f"五、建设培育梯队\n{LADDER}。"]
    ),
    max_size=6,
)


@pytest.mark.slow
@settings(max_examples=60)
@given(old=sections, new=sections)
def test_every_section_stands_in_exactly_one_change(old, new):
    before, after = read_text(renumbered(*old)), read_text(renumbered(*new))
    found = align(before, after).sections
    assert sorted(n.id for c in found for n in c.old) == sorted(n.id for n in before.outline)
    assert sorted(n.id for c in found for n in c.new) == sorted(n.id for n in after.outline)


@pytest.mark.slow
@settings(max_examples=60)
@given(old=sections)
def test_what_is_added_one_way_is_dropped_the_other_way(old):
    before, after = read_text(renumbered(*old)), read_text(renumbered(*old[1:]))
    there = [c for c in align(before, after).sections if c.kinds == (ChangeKind.DROPPED,)]
    back = [c for c in align(after, before).sections if c.kinds == (ChangeKind.ADDED,)]
    assert [c.old[0].title for c in there] == [c.new[0].title for c in back]
