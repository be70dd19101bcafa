"""Names in the text (提及): enterprises, documents, programmes, projects, platforms, regimes and more."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from luoshi.reading.grammar.folding import folded
from luoshi.reading.mentions.documents import documents
from luoshi.reading.mentions.enterprises import enterprises
from luoshi.reading.mentions.named import may_name, named
from luoshi.reading.model import EMPTY, Frame, Mention, Node, Paragraph, Source

__all__ = ["find"]


def find(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Mention, ...]:
    """Every name in the body with its kind, place and section, in the order printed."""
    paragraphs = [
        one for one in source.paragraphs if one.end > frame.body.start and one.start < frame.body.end
    ]
    text = folded(source.text)
    places = _Places(source, outline)
    texts = [text[one.start : one.end] for one in paragraphs]
    found = [*_enterprises(texts, paragraphs, places)]
    for words, paragraph in zip(texts, paragraphs, strict=True):
        found += _others(words, paragraph, places)
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind)))


class _Places:
    """Turns a span into a mention with its section and its words as printed."""

    def __init__(self, source: Source, outline: Sequence[Node]) -> None:
        self._text = source.text
        self._nodes = outline
        self._starts = [node.start for node in outline]

    def mention(self, kind: str, start: int, end: int, values: Mapping[str, object] = EMPTY) -> Mention:
        at = bisect_right(self._starts, start) - 1
        section = self._nodes[at].id if at >= 0 else None
        return Mention(kind, self._text[start:end], section, start, end, values)


def _enterprises(texts: Sequence[str], paragraphs: Sequence[Paragraph], places: _Places) -> Iterator[Mention]:
    for number, span in enterprises(texts):
        offset = paragraphs[number].start
        yield places.mention("enterprise", offset + span.start, offset + span.end)


def _others(text: str, paragraph: Paragraph, places: _Places) -> Iterator[Mention]:
    for span, number in documents(text) if "《" in text else ():
        values = {"number": number} if number else EMPTY
        yield places.mention("document", paragraph.start + span.start, paragraph.start + span.end, values)
    for one in named(text) if may_name(text) else ():
        yield places.mention(one.kind, paragraph.start + one.span.start, paragraph.start + one.span.end)
