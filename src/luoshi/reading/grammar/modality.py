"""How strongly a promise is worded (承诺强度)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from luoshi.reading.grammar.clauses import Clause
from luoshi.reading.model import Modality

_MUST = re.compile(r"确保|必须|全面完成|务必|不得|严格控制|坚决")
_AIMS = re.compile(r"力争|争取(?!到)|努力实现|努力达到|预期(?!寿命)|力求")
_ENCOURAGES = re.compile(r"^[^，。]{0,4}?(?:支持|鼓励|引导(?!基金)|探索|倡导)")
_MEMORY = 8  # clauses
_OPENING = re.compile(r"(?:到|至)?20\d\d年|[“\"]?十[一二三四五六七八九]五|二〇")


def of(sentence: Sequence[Clause], clause: Clause) -> Modality:
    """The strength of a clause: its own words, else 力争 or 确保 that opens the sentence with its date."""
    own = _stated(clause.text)
    if own:
        return own
    index = bisect_left(sentence, clause.start, key=lambda each: each.start)
    for earlier in reversed(sentence[max(0, index - _MEMORY) : index]):
        stated = _stated(earlier.text)
        if stated and stated is not Modality.ENCOURAGES and _OPENING.search(earlier.text):
            return stated
    return Modality.PLAIN


def _stated(text: str) -> Modality | None:
    if _MUST.search(text):
        return Modality.MUST
    if _AIMS.search(text):
        return Modality.AIMS
    if _ENCOURAGES.search(text):
        return Modality.ENCOURAGES
    return None
