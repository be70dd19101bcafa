"""The document read paragraph by paragraph for its targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from luoshi.reading.model import Frame, Node, NodeKind, Source, Target
from luoshi.reading.passages import Passage, passages
from luoshi.reading.targets import context, tables
from luoshi.reading.targets.context import NOWHERE, Setting
from luoshi.reading.targets.tables import Indicators
from luoshi.reading.targets.prose import Ground, Prose

_NUMBER = re.compile(r"[0-9０-９]|[一二两三四五六七八九十百千][家户个座条项件名所处亩万亿千倍番成]|百分之|一半|[千百万]亿?[家户个座条项元]")
_BULLET = re.compile(r"(?:——|--|—|–|●|•|·|■|◆|★|▲|\*|-)\s*")
_OPENS_A_LIST = re.compile(r"[:：]\s*$|以下|如下")
_RUN_IN = re.compile(r"[^，,。；;]{2,20}[。:：]")


def find(source: Source, frame: Frame, outline: Sequence[Node]) -> tuple[Target, ...]:
    """Every target of the document, in order."""
    today = context.year_of(frame)
    settings = context.settings(outline, today=today)
    indicators = tables.indicators(source, frame.body, outline, settings, today=today)
    found = list(_Walk(settings, today).targets(source, frame, outline, indicators))
    found.extend(indicators.targets)
    return tuple(sorted(found, key=lambda target: (target.start, target.end)))


class _Walk:
    """The way through the body: it remembers which date an opening sentence has set."""

    def __init__(self, settings: Mapping[str, Setting], today: int | None) -> None:
        self._settings, self._today = settings, today
        self._node: Node | None = None
        self._opening: str | None = None
        self._is_list = False

    def targets(
        self, source: Source, frame: Frame, outline: Sequence[Node], indicators: Indicators
    ) -> Iterator[Target]:
        """The targets of headings and paragraphs, tables left out."""
        titles = iter(outline)
        title = next(titles, None)
        for passage in passages(source, frame.body, outline):
            while title and title.start < passage.end:
                if not indicators.hold(title.start):
                    yield from self._title(source, title)
                title = next(titles, None)
            if not indicators.hold(passage.start):
                yield from self._passage(passage)
        while title:
            yield from self._title(source, title)
            title = next(titles, None)

    def _enter(self, node: Node | None) -> None:
        if node is self._node:
            return
        if node is None or node.kind is NodeKind.NUMBERED:
            self._opening, self._is_list = None, False
        self._node = node

    def _setting(self, node: Node | None) -> Setting:
        return self._settings.get(node.id, NOWHERE) if node else NOWHERE

    def _title(self, source: Source, node: Node) -> Iterator[Target]:
        text = source.text[node.title_start : node.title_end]
        if not _NUMBER.search(text):
            return
        setting = self._setting(node)
        if setting.past or setting.terms:
            return
        ground = Ground(node.title_start, node.id, setting.chapter_due, self._today)
        yield from Prose(text, ground).targets()

    def _passage(self, passage: Passage) -> Iterator[Target]:
        self._enter(passage.node)
        bullet = bool(_BULLET.match(passage.text))
        setting = self._setting(passage.node)
        inherited = self._inherited(passage, setting, bullet)
        if not _NUMBER.search(passage.text) and "五" not in passage.text:
            self._remember(passage, inherited, bullet)
            return
        subject = _subject(passage)
        prose = Prose(passage.text, Ground(passage.start, passage.section, inherited, self._today, subject))
        if not setting.past and not setting.terms:
            yield from prose.targets()
        self._remember(passage, prose.reach.closing, bullet)

    def _inherited(self, passage: Passage, setting: Setting, bullet: bool) -> str | None:
        fallback = setting.title_due or setting.chapter_due
        is_item = bullet or self._is_list or self._run_in(passage)
        return (self._opening if is_item else None) or fallback

    def _run_in(self, passage: Passage) -> bool:
        node = passage.node
        return node is not None and node.kind is not NodeKind.NUMBERED and passage.opens

    def _remember(self, passage: Passage, due: str | None, bullet: bool) -> None:
        """An opening sentence sets the date of the bullets under it; a bullet sets none."""
        if bullet or self._is_list or self._run_in(passage):
            return
        self._opening = due
        self._is_list = bool(_OPENS_A_LIST.search(passage.text[-12:]))


def _subject(passage: Passage) -> str:
    node = passage.node
    if node is None or not passage.opens or node.kind is not NodeKind.RUN_IN or len(node.title) > 20:
        return ""
    return node.title
