"""Numbers that skip or repeat, and items that were left without one (编号检查)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from luoshi.reading.markers import Mark, Number, han, mark_at
from luoshi.reading.model import Frame, Node, NodeKind, ParagraphKind, Place, Source
from luoshi.reading.outline.headings import COMMA
from luoshi.reading.passages import Passage, passages

__all__ = ["Misnumbered", "misnumbered", "unnumbered"]


@dataclass(frozen=True, slots=True)
class Misnumbered:
    """A heading whose number is not the one expected; `expected` is printed like its marker."""

    node: Node
    expected: str


@dataclass(slots=True)
class _Count:
    """How far a kind of number has come, and in which place of the tree."""

    value: int = 0
    parent: str | None = None
    running: bool = False  # numbers run through from section to section


def misnumbered(outline: Sequence[Node]) -> tuple[Misnumbered, ...]:
    """Headings whose number skips or repeats; numbers that start anew or run through (连续编号) are in order."""
    counts: dict[Number, _Count] = {}
    found = []
    gaps = {id(after) for _, after in _left_out(outline)}
    for node, mark in _marked(outline):
        if id(node) in gaps:
            counts[mark.kind].value += 1
        count = counts.setdefault(mark.kind, _Count())
        wanted = _wanted(count, node, mark)
        if mark.value not in wanted:
            found.append(Misnumbered(node, _printed_like(node.marker, mark, wanted[0])))
        if node.parent != count.parent and mark.value > 1 and mark.value == count.value + 1:
            count.running = True
        count.value, count.parent = mark.value, node.parent
    return tuple(found)


def _left_out(outline: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Headings whose number was left out, each with the numbered one behind it."""
    last: dict[str | None, tuple[Node, Mark]] = {}
    waiting: dict[str | None, Node] = {}
    for node in outline:
        mark = _mark_of(node)
        if mark is None:
            waiting[node.parent] = node
            continue
        before, gap = last.get(node.parent), waiting.pop(node.parent, None)
        if (
            gap
            and before
            and gap.level == node.level
            and (mark.kind, mark.value) == (before[1].kind, before[1].value + 2)
        ):
            yield gap, node
        last[node.parent] = node, mark


def _mark_of(node: Node) -> Mark | None:
    return _mark_printed(node.marker) if node.marker else None


@lru_cache(1024)  # the same few numbers stand before the headings of every section
def _mark_printed(marker: str) -> Mark | None:
    mark = mark_at(marker + " 名", 0, len(marker) + 2)
    return mark if mark and mark.value else None


def _marked(outline: Sequence[Node]) -> Iterator[tuple[Node, Mark]]:
    for node in outline:
        mark = _mark_of(node)
        if mark:
            yield node, mark


def _wanted(count: _Count, node: Node, mark: Mark) -> list[int]:
    """The values that would be in order here, the likeliest first."""
    following = count.value + 1
    if mark.kind in _THROUGHOUT:
        return [following]
    if not count.value:
        return [1]
    if node.parent == count.parent:
        return [following]
    return [following, 1] if count.running else [1, following]


# Chapters are counted once; articles and boxes run through the whole document.
_THROUGHOUT: Final = (Number.ARTICLE,)


def _printed_like(marker: str, mark: Mark, value: int) -> str:
    """`value` in the dress of `marker`: (三) for (四)."""
    if mark.kind is Number.LETTER or _SIGN.match(marker):
        return chr(ord(marker[0]) + value - mark.value) + marker[1:]
    digits = list(_DIGITS.finditer(marker))
    if digits:
        return marker[: digits[-1].start()] + str(value) + marker[digits[-1].end() :]
    return _HAN.sub(han(value), marker, count=1)


_SIGN: Final = re.compile("[①-⑳⑴-⒇⒈-⒛㈠-㈩]")
_DIGITS: Final = re.compile("[0-9]+")
_HAN: Final = re.compile("[一二三四五六七八九十百零〇]+")


# --- items without a number

_VERBS: Final = (
    r"(?:积极|大力|加快|全面|深入|着力|继续|切实|进一步|持续|扎实|稳步|有序|努力|不断|全力|充分|重点|统筹)?"
    r"(?:推进|推动|推广|推行|加强|加大|加快|完善|健全|建立|建设|构建|打造|培育|发展|实施|开展|优化|提升|提高|强化|深化|拓展|扩大|促进|"
    r"支持|鼓励|引导|落实|规范|创新|壮大|改造|改善|保障|严格|组织|营造|发挥|搭建|整合|实行|做好|做强|做大|抓好|夯实|增强|巩固|聚焦|突出|攻克|突破)"
)
_TITLE_LIKE: Final = re.compile(rf"^{_VERBS}[^{COMMA}。;\uff1b:\uff1a\d]{{3,22}}[{COMMA}。]")
_RESPONSIBLE: Final = re.compile(r"^[(\uff08]?(?:牵头|责任|配合|负责|协助|参与|完成时|时间|时限)")
_NUMBERED_ITEMS: Final = (
    Number.ARABIC,
    Number.HAN_BRACKET,
    Number.ARABIC_BRACKET,
    Number.CIRCLED,
    Number.HAN,
)


@dataclass(slots=True)
class _Item:
    """A numbered item with its title and matter in one paragraph, and what stands behind it."""

    node: Node
    kind: Number
    more: list[Passage] = field(default_factory=list)


def unnumbered(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Place, ...]:
    """Headings and paragraphs whose number was left out (漏编号).

    A paragraph counts when it begins like a numbered item, behind one, where items of the kind are one paragraph each.
    """
    headings = [Place(node.id, node.start, node.title_end) for node, _ in _left_out(outline)]
    return (*headings, *_like_items(source, frame, outline))


def _like_items(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Place, ...]:
    items = _items(source, frame, outline)
    followed = [item for item in items if item.more]
    longer = {kind: [item for item in followed if item.kind is kind] for kind in _NUMBERED_ITEMS}
    total = Counter(item.kind for item in items)
    last = outline[-1].id if outline else ""
    return tuple(
        Place(item.node.id, item.more[0].start, item.more[0].end)
        for kind in _NUMBERED_ITEMS
        for item in longer[kind]
        if len(longer[kind]) * 5 <= total[kind] and len(item.more) == 1
        if item.node.id != last and _TITLE_LIKE.match(item.more[0].text)
    )


def _items(source: Source, frame: Frame, outline: Sequence[Node]) -> list[_Item]:
    """Items whose matter follows the title on the same line, with the paragraphs that follow them."""
    items: dict[str, _Item] = {}
    for passage in passages(source, frame.body, outline):
        node = passage.node
        if node is None or node.kind is not NodeKind.NUMBERED or passage.kind is not ParagraphKind.TEXT:
            continue
        if passage.opens:
            mark = mark_at(source.text, node.start, node.title_end)
            if mark and passage.start == node.title_end:
                items[node.id] = _Item(node, mark.kind)
        elif node.id in items and not _RESPONSIBLE.match(passage.text):
            items[node.id].more.append(passage)
    return list(items.values())
