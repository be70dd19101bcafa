"""What the sections say about the paragraphs in them: a period that holds, a past, a list of terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from luoshi.reading.grammar import clauses, periods
from luoshi.reading.grammar.periods import Use
from luoshi.reading.model import Frame, Node, NodeKind
from luoshi.reading.stretches import headings

_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAN = re.compile(r"(?:第)?(十[一二三四五六七八九])(?:个)?五")


class Setting(NamedTuple):
    """What holds in a section before its own first word."""

    chapter_due: str | None = None  # from “…期间” in a heading above
    title_due: str | None = None  # from its own heading
    past: bool = False
    terms: bool = False


NOWHERE = Setting()


def of(outline: Sequence[Node], *, today: int | None) -> dict[str, Setting]:
    """The setting of each section, inherited downwards."""
    known: dict[str, Setting] = {}
    for node in outline:
        above = known.get(node.parent or "", NOWHERE)
        known[node.id] = _own(node, above, today)
    return known


def _own(node: Node, above: Setting, today: int | None) -> Setting:
    setting = above._replace(title_due=above.title_due if node.kind is not NodeKind.NUMBERED else None)
    title = node.title[:80]
    if headings.tells_the_past(title):
        setting = setting._replace(past=True)
    if headings.states_terms(title):
        setting = setting._replace(terms=True)
    if "年" not in title and "五" not in title:
        return setting
    for period in periods.find(title, clauses.veil(title)):
        setting = _with_period(setting, period, today)
    return setting


def _with_period(setting: Setting, period: periods.Period, today: int | None) -> Setting:
    if period.use is Use.PAST or (period.year and today and period.year < today):
        return setting._replace(past=True)
    if period.use is not Use.DUE or period.due is None:
        return setting
    if period.whole_period:
        return setting._replace(chapter_due=period.due, past=False)
    return setting._replace(title_due=period.due, past=False)


def year_of(frame: Frame) -> int | None:
    """The year in which the document speaks: its date, else its number, else the period in its title."""
    for quotation in (frame.issued_on, frame.number, frame.published_on):
        found = _YEAR.search(quotation.text) if quotation else None
        if found:
            return int(found.group())
    title = frame.title.text if frame.title else ""
    plan = _PLAN.search(title)
    if plan:
        return periods.last_year_of_plan(plan.group(1)) - 4
    found = re.search(r"((?:19|20)\d\d)\s*(?:[-—–~至到]|——|年)", title)
    return int(found.group(1)) if found else None
