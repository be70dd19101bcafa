"""The body in the order it is read: paragraphs, each with the section it stands in (段落)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from luoshi.reading.model import Node, Paragraph, ParagraphKind, Source, Span


class Passage(NamedTuple):
    """A paragraph's matter: the words after the heading where the paragraph holds one.

    `node` is the place it stands in, or None before the first heading; `opens` says that this is the first
    passage of the node.
    """

    node: Node | None
    start: int
    end: int
    text: str
    kind: ParagraphKind
    table: int | None
    opens: bool

    @property
    def section(self) -> str | None:
        return self.node.id if self.node else None


def passages(source: Source, body: Span, outline: Sequence[Node]) -> Iterator[Passage]:
    """Every paragraph of the body without its heading words, in order; empty ones are left out.

    A paragraph in which several headings stand (a page that lost its line feeds) gives a passage for each.
    """
    text = source.text
    nodes = iter(outline)
    node, following = None, next(nodes, None)
    opens = True
    for paragraph in source.paragraphs:
        if paragraph.end <= body.start or paragraph.start >= body.end:
            continue
        start = paragraph.start if paragraph.start > body.start else body.start
        last = paragraph.end if paragraph.end < body.end else body.end
        while following and following.start < paragraph.end:
            if passage := _matter(text, paragraph, node, opens, start, following.start):
                yield passage
            node, start, following = following, following.start, next(nodes, None)
            opens = True
        if passage := _matter(text, paragraph, node, opens, start, last):
            yield passage
            opens = False


def _matter(
    text: str, paragraph: Paragraph, node: Node | None, opens: bool, start: int, end: int
) -> Passage | None:
    if node is not None and node.title_end > start:
        start = node.title_end
    words = text[start:end]
    if not words or words.isspace():
        return None
    return Passage(node, start, end, words, paragraph.kind, paragraph.table, opens)
