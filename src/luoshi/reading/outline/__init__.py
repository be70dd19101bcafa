"""The outline of a document: its levels are learned from the document itself (篇章结构)."""

from __future__ import annotations

from collections.abc import Sequence

from luoshi.reading.model import Frame, Node, Source
from luoshi.reading.outline.headings import Heading
from luoshi.reading.outline.numbering import Misnumbered, misnumbered, unnumbered
from luoshi.reading.outline.places import set_levels
from luoshi.reading.outline.survey import headings

__all__ = ["Misnumbered", "Node", "build", "misnumbered", "unnumbered"]


def build(source: Source, frame: Frame) -> tuple[Node, ...]:
    """Find every heading of the body and give it its level, parent and place."""
    found = headings(source, frame)
    set_levels(found)
    return _tree(found, frame.body.end)


def _tree(found: Sequence[Heading], end: int) -> tuple[Node, ...]:
    nodes: list[Node] = []
    above: list[tuple[int, str]] = []  # level and id of the headings that are open
    children: dict[str, int] = {}
    for at, heading in enumerate(found):
        while above and above[-1][0] >= heading.level:
            above.pop()
        parent = above[-1][1] if above else None
        children[parent or ""] = count = children.get(parent or "", 0) + 1
        place = f"{parent}.{count}" if parent else str(count)
        following = found[at + 1].start if at + 1 < len(found) else end
        nodes.append(_node(heading, place, parent, following))
        above.append((heading.level, place))
    return tuple(nodes)


def _node(heading: Heading, place: str, parent: str | None, end: int) -> Node:
    return Node(
        id=place,
        parent=parent,
        level=heading.level,
        marker=heading.marker,
        title=heading.title,
        kind=heading.kind,
        start=heading.start,
        end=end,
        title_start=heading.title_start,
        title_end=min(heading.title_end, end),
    )
