"""A list elsewhere in the plan that says what an indicator's own words cover (范围).

`战略性新兴产业增加值占…` says nothing of which industries are strategic; the plan's own list
`围绕甲、乙、丙等领域支持…战略性新兴产业…` does. Such a list is linked when its clause repeats the
indicator's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_NAME = r"(?:(?![的、])[一-鿿A-Za-z0-9“”+]){2,12}"
# Three or more names joined by 、 and closed by 等领域, 等重点产业 …: an enumeration of what a term covers.
_LIST = re.compile(
    rf"{_NAME}?(?:、{_NAME}?){{2,20}}(?:和{_NAME}?)?等?"
    r"(?:[一二三四五六七八九十\d]{0,2}[大个]?(?:重点|关键|优势|支柱|特色|主导)?(?:领域|产业|行业|方向|门类))(?![、和与])"
)
_NOUN = re.compile(
    r"等?[一二三四五六七八九十\d]{0,2}[大个]?(?:重点|关键|优势|支柱|特色|主导)?(?:领域|产业|行业|方向|门类)$"
)
_CLAUSE = re.compile(r"[^,,。;;::\n]+")
_TERM = re.compile(r"[一-鿿]{2,12}?(?:产业|行业|工业|制造业|服务业|经济)")
_REGION = re.compile(r"^全[国省市县区州盟旗]")
_OPENING = re.compile(r"^(?:(?:重点|主要|积极|大力|加快)?(?:围绕|聚焦|面向|发展|包括|涵盖|支持|在|以|对))+")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the plan lists what a term covers, and the names it lists."""

    term: str
    members: tuple[str, ...]
    start: int
    end: int


def link(*, text: str, indicator: str) -> Scope | None:
    """The one list whose clause repeats the term that the indicator opens with, else None."""
    opening = _TERM.match(_REGION.sub("", indicator))
    if not opening:
        return None
    term = opening.group()
    matching = [found for clause, found in _lists(text) if term in clause.replace(found.group(), "")]
    if len(matching) != 1:
        return None
    (found,) = matching
    return Scope(term, _members(found.group()), found.start(), found.end())


@lru_cache(maxsize=2)
def _lists(text: str) -> tuple[tuple[str, re.Match[str]], ...]:
    """Every enumeration of the text with the clause it stands in."""
    return tuple(
        (clause.group(), found)
        for clause in _CLAUSE.finditer(text)
        if clause.group().count("、") > 1
        for found in _LIST.finditer(text, clause.start(), clause.end())
    )


def _members(listed: str) -> tuple[str, ...]:
    """The names, without the verb before the first and the noun behind the last."""
    names = re.split("、|和", _NOUN.sub("", _OPENING.sub("", listed)))
    return tuple(name for name in names if name)
