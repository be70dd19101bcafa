"""The document read stretch by stretch for its targets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from luoshi.reading.model import Frame, Node, Source, Target
from luoshi.reading.stretches import settings, walk
from luoshi.reading.targets import prose, tables

_NUMBER = re.compile(
    r"[0-9０-９]|[一二两三四五六七八九十百千][家户个座条项件名所处亩万亿千倍番成]|百分之|一半|[千百万]亿?[家户个座条项元]"
)
_NOTE = re.compile(r"\s*(?:\d{1,2}\s*)?(?:指(?!标|导|数)|注[:：]|说明[:：]|备注[:：]|名词解释)")


def find(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Target, ...]:
    """Every target of the document, in order."""
    today = settings.year_of(frame)
    known = settings.of(outline, today=today)
    indicators = tables.indicators(source, frame.body, outline, known, today=today)
    found = list(indicators.targets)
    for stretch in walk(source, frame, outline, known, today=today):
        if (
            stretch.past
            or stretch.terms
            or _NOTE.match(stretch.printed)
            or not _NUMBER.search(stretch.printed)
            or indicators.hold(stretch.start)
        ):
            continue
        found.extend(prose.targets(stretch))
    return tuple(sorted(found, key=_order))


def _order(target: Target) -> tuple[int, int]:
    return target.start, target.end
