"""The way through the body: which date an opening sentence or a chapter's heading has set (时限的承接)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from luoshi.reading.grammar.periods import Use
from luoshi.reading.model import Frame, Node, NodeKind, Source
from luoshi.reading.passages import Passage, passages
from luoshi.reading.stretches import headings
from luoshi.reading.stretches.settings import NOWHERE, Setting
from luoshi.reading.stretches.stretch import Stretch

_BULLET = re.compile(r"(?:——|--|—|–|●|•|·|■|◆|★|▲|\*|-)\s*")
_OPENS_A_LIST = re.compile(r"[:：]\s*$|以下|如下")
_MAY_HOLD_A_DATE = re.compile(r"[年月五]")
_RUN_IN_SENTENCE = re.compile(r"[^，,。；;：:]{2,20}[。：:].")
_OPENS_WITH_A_PLAN = re.compile(r"\s*[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期|期间)[,，]")
_BRIEF = 100
_LONGEST_SUBJECT = 20


def walk(
    source: Source,
    frame: Frame,
    outline: Sequence[Node],
    settings: Mapping[str, Setting],
    *,
    today: int | None,
) -> Iterator[Stretch]:
    """Every heading and paragraph of the body, in order."""
    way = _Way(source, settings, today)
    titles = iter(outline)
    title = next(titles, None)
    for passage in passages(source, frame.body, outline):
        while title and title.start < passage.end:
            yield way.heading(title)
            title = next(titles, None)
        yield way.paragraph(passage)
    while title:
        yield way.heading(title)
        title = next(titles, None)


class _Way:
    def __init__(self, source: Source, settings: Mapping[str, Setting], today: int | None) -> None:
        self._text, self._settings, self._today = source.text, settings, today
        self._node: Node | None = None
        self._opening: str | None = None
        self._is_list = False
        self._is_brief = False  # the opening is one dated sentence: run-in sentences under it are its items
        self._chapter: tuple[Node, str] | None = None  # the section that “…期间” opens
        self._terms_of: Node | None = None  # the section in which conditions are listed

    def heading(self, node: Node) -> Stretch:
        """The words of a heading; its own date is in them."""
        setting = self._setting(node)
        words = self._text[node.title_start : node.title_end]
        return Stretch(
            words,
            node.title_start,
            node.id,
            setting.chapter_due,
            self._today,
            "",
            setting.past,
            setting.terms,
        )

    def paragraph(self, passage: Passage) -> Stretch:
        """The words of a paragraph after its heading."""
        self._enter(passage.node)
        setting = self._setting(passage.node)
        is_item = self._is_item(passage)
        inherited = (self._opening if is_item else None) or setting.title_due or setting.chapter_due
        stretch = Stretch(
            passage.text,
            passage.start,
            passage.section,
            inherited,
            self._today,
            _subject(passage),
            setting.past,
            setting.terms,
        )
        if not is_item:
            self._remember(stretch)
            if headings.lists_terms(passage.text):
                self._terms_of = passage.node
        self._open_chapter(passage, stretch)
        return stretch

    def _setting(self, node: Node | None) -> Setting:
        """What holds in a section: “…期间” that opens the chapter holds unless a heading in it says another."""
        if node is None:
            return NOWHERE
        setting = self._settings.get(node.id, NOWHERE)
        if self._terms_of is not None:
            if node is self._terms_of or node.level > self._terms_of.level:
                setting = setting._replace(terms=True)
            else:
                self._terms_of = None
        if self._chapter is None:
            return setting
        chapter, due = self._chapter
        if node is chapter:
            return setting
        if node.level <= chapter.level:
            self._chapter = None
            return setting
        above = self._settings.get(chapter.id, NOWHERE)
        return setting._replace(chapter_due=due) if setting.chapter_due == above.chapter_due else setting

    def _open_chapter(self, passage: Passage, stretch: Stretch) -> None:
        """A first paragraph that begins with “…期间” sets the date of the whole chapter."""
        if not passage.opens or passage.node is None or not _OPENS_WITH_A_PLAN.match(stretch.printed):
            return
        first = stretch.periods[0]
        if first.use is Use.DUE and first.whole_period and first.due and not stretch.past:
            self._chapter = (passage.node, first.due)

    def _is_item(self, passage: Passage) -> bool:
        if self._is_list or _BULLET.match(passage.text) or _runs_in(passage):
            return True
        return self._is_brief and not passage.opens and bool(_RUN_IN_SENTENCE.match(passage.text))

    def _enter(self, node: Node | None) -> None:
        """No date passes a numbered heading, unless the heading itself prints it."""
        if node is self._node:
            return
        if node is None or node.kind is not NodeKind.RUN_IN:
            self._opening, self._is_list, self._is_brief = None, False, False
        self._node = node

    def _remember(self, stretch: Stretch) -> None:
        """An opening sentence sets the date of the bullets under it; a bullet sets none."""
        self._is_list = bool(_OPENS_A_LIST.search(stretch.printed[-12:]))
        dated = _MAY_HOLD_A_DATE.search(stretch.printed)
        self._is_brief = len(stretch.printed) <= _BRIEF and stretch.printed.count("。") <= 1
        self._opening = stretch.reach.closing if dated else stretch.inherited


def _runs_in(passage: Passage) -> bool:
    return passage.node is not None and passage.opens and passage.node.kind is NodeKind.RUN_IN


def _subject(passage: Passage) -> str:
    node = passage.node
    if node is None or not _runs_in(passage) or len(node.title) > _LONGEST_SUBJECT:
        return ""
    return node.title
