"""A source and an outline made from plain lines, for tests of what is found in them."""

from __future__ import annotations

import re

from luoshi.reading.model import Frame, Node, NodeKind, Paragraph, Responsibility, Source, Span
from luoshi.reading.responsibilities import find

KINDS = (r"[一二三四五六七八九十]+、", r"[（(][一二三四五六七八九十]+[)）]", r"\d+[.．]")


def source_of(text: str) -> Source:
    """A plain text source, a paragraph a line."""
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(at, at + len(line)))
        at += len(line) + 1
    return Source("txt", text, tuple(paragraphs))


def outline_of(text: str) -> tuple[Node, ...]:
    """Numbered headings of three kinds: 一、 (一) 1."""
    found, at = [], 0
    for line in text.split("\n"):
        for level, kind in enumerate(KINDS, 1):
            if mark := re.match(kind, line):
                title = re.split("[。：:]", line[mark.end() :])[0]
                found.append((at, level, mark[0], title, at + mark.end()))
                break
        at += len(line) + 1
    return tuple(_nodes(found, len(text)))


def _nodes(found, length):
    above: list[Node] = []
    counts: dict[str | None, int] = {}
    for number, (start, level, marker, title, title_start) in enumerate(found):
        while above and above[-1].level >= level:
            above.pop()
        parent = above[-1].id if above else None
        counts[parent] = counts.get(parent, 0) + 1
        place = f"{parent}.{counts[parent]}" if parent else str(counts[parent])
        end = found[number + 1][0] if number + 1 < len(found) else length
        node = Node(
            place,
            parent,
            level,
            marker,
            title,
            NodeKind.NUMBERED,
            start,
            end,
            title_start,
            title_start + len(title),
        )
        above.append(node)
        yield node


def frame_of(text: str) -> Frame:
    """The whole text is the body."""
    return Frame(Span(0, len(text)))


def duties(text: str) -> tuple[Responsibility, ...]:
    """Who answers in plain lines."""
    return find(source_of(text), frame_of(text), outline_of(text))
