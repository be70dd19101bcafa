"""“排在第一位的为牵头单位,下同”: the sentence that makes the first agency of a list its lead (首位牵头)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_SENTENCE: Final = re.compile(
    r"(?:第一(?:个|位|名|家|顺位)?|首(?:位|个|家|名))(?:的|者)?(?:责任)?(?:单位|部门|机构)?(?:的|者)?"
    r"(?:均|即|就)?(?:作?为|是|系)(?:主要|该项|本项|此项|各项|工作|任务|事项|的)*+牵头(?:责任|负责)?(?:单位|部门|者|处室|机构)?"
    r"(?P<after>(?:[,、]?其[余他][^。;()\n]{0,16}(?:单位|部门))?(?:[,、]?(?:以?下|后)(?:均)?同)?)"
)
_BEFORE: Final = re.compile(r"[^,。;()\n]{0,20}$")


@dataclass(frozen=True, slots=True)
class FirstLeads:
    """Where the sentence stands, and whether it holds for what follows (下同)."""

    start: int
    end: int
    onwards: bool


def first_leads(text: str) -> FirstLeads | None:
    """The sentence in these words, if it stands there; a 下同 behind it belongs to it."""
    if "牵头" not in text or ("第一" not in text and "首" not in text):
        return None
    found = _SENTENCE.search(text)
    if found is None:
        return None
    before = _BEFORE.search(text, max(0, found.start() - 20), found.start())
    return FirstLeads(before.start() if before else found.start(), found.end(), "同" in found["after"])
