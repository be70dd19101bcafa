"""A list elsewhere in the plan that says what an indicator's own words cover (范围).

`战略性新兴产业增加值占…` says nothing of which industries are strategic; the plan's own list
`围绕甲、乙、丙等领域…战略性新兴产业` does. Such a list is linked when its sentence repeats the
indicator's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# Three or more short names joined by 、 and closed by 等领域, 等产业 …: an enumeration of what a term covers.
_LIST = re.compile(
    r"[一-鿿A-Za-z0-9“”+]{2,12}(?:、[一-鿿A-Za-z0-9“”+]{2,12}){2,14}(?:等)?(?=(?:[一二三四五六七八九十\d]{1,2}大)?(?:领域|产业|行业|方向|门类))"
)
_SENTENCE = re.compile(r"[^。;;\n]+")
_TERM = re.compile(r"[一-鿿]{3,12}?(?:产业|行业|企业|工业|制造业|服务业|经济|领域)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where the plan lists what a term covers, and the names it lists."""

    term: str
    members: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=4)
def lists(text: str) -> tuple[tuple[re.Match[str], str], ...]:
    """Every enumeration of the text with the sentence it stands in."""
    found = []
    for sentence in _SENTENCE.finditer(text):
        if "、" not in sentence.group():
            continue
        for match in _LIST.finditer(text, sentence.start(), sentence.end()):
            found.append((match, sentence.group()))
    return tuple(found)


def link(*, text: str, indicator: str, heads: Sequence[str] = ()) -> Scope | None:
    """The one list whose sentence repeats the indicator's leading term, else None."""
    for term in (*heads, *terms(indicator)):
        matching = [match for match, sentence in lists(text) if term in sentence.replace(match.group(), "")]
        if len(matching) == 1:
            members = tuple(name.removesuffix("等") for name in matching[0].group().split("、"))
            return Scope(term, (_first(members[0]), *members[1:]), matching[0].start(), matching[0].end())
    return None


def terms(indicator: str) -> tuple[str, ...]:
    """The terms an indicator opens with, shortest first: 战略性新兴产业增加值 gives 战略性新兴产业."""
    return tuple(match.group() for match in _TERM.finditer(indicator))[:1]


def _first(name: str) -> str:
    """The first member without the verb before it (围绕新材料 is 新材料)."""
    for verb in ("重点围绕", "围绕", "聚焦", "面向", "重点发展", "发展", "包括", "在", "以"):
        if name.startswith(verb) and len(name) > len(verb) + 1:
            return name[len(verb) :]
    return name
