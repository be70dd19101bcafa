"""What a document rests on: approval, basis documents, the plan it carries out (审议通过、依据、上位规划)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from luoshi.reading.frame.lines import CLOSES, COMMAS, OPENS
from luoshi.reading.model import Quotation, Span

_APPROVED: Final = re.compile(
    rf"(?:(?:已|(?<=[》{COMMAS}])业)?经(?![济营验费过常贸由])[^。\n{COMMAS}]{{2,80}}?(?:审议通过|讨论通过|研究通过|研究同意|审定|批准|通过|同意)|"
    rf"(?<=[{OPENS}])[^。\n{CLOSES}]{{4,80}}(?:通过|批准)(?=[{CLOSES}])|"
    r"^\s*\d{4}\s*年[^。\n]{6,80}\n?[^。\n]{0,40}(?:通过|批准)\s*$)",
    re.MULTILINE,
)
_RESTS: Final = re.compile(
    r"(?:根据|依据|按照|依照|遵照|贯彻落实|全面落实|深入贯彻|贯彻|落实|执行|对照)[^。\n《》]{0,40}(?=《)"
)
_CITED: Final = re.compile(
    rf"《(?P<title>[^《》\n]{{2,120}}(?:《[^《》\n]{{2,80}}》[^《》\n]{{0,60}})?)》"
    rf"(?:[{OPENS}](?P<number>[^{OPENS}{CLOSES}\n]{{4,30}}号)[{CLOSES}])?"
)
_GOES_ON: Final = re.compile(r"\s*(?:[、和与及]|以及|及其)?\s*")
_CARRIES_OUT: Final = re.compile(
    r"(?:贯彻落实|贯彻执行|贯彻实施|贯彻|落实|执行|实施)\s*[《〈](?P<title>.+)[》〉]"
)
_PLAN: Final = re.compile(
    r"(?:规划|纲要|计划|意见|方案|行动|措施|要点|决定)(?:[\uff08(][^)\uff09]*[\uff09)])?$"
)
_MOST: Final = 4000  # characters of opening matter that are searched


def approval(text: str, span: Span) -> Quotation | None:
    """The words that say which meeting or body approved (审议通过、批准、同意)."""
    found = _APPROVED.search(text, span.start, min(span.end, span.start + _MOST))
    return Quotation(found[0].strip(), found.start(), found.end()) if found else None


def basis(text: str, span: Span) -> tuple[Quotation, ...]:
    """Documents named as basis (依据): 根据《…》(字号)、《…》."""
    found: dict[str, Quotation] = {}
    for lead in _RESTS.finditer(text, span.start, min(span.end, span.start + _MOST)):
        for cited in _cited_from(text, lead.end(), span.end):
            found.setdefault(cited.text, cited)
    return tuple(found.values())


def _cited_from(text: str, at: int, end: int) -> Iterator[Quotation]:
    while cited := _CITED.match(text, at, end):
        yield Quotation(cited[0], cited.start(), cited.end())
        gap = _GOES_ON.match(text, cited.end(), end)
        at = gap.end() if gap else cited.end()


def parent_plan(title: Quotation | None, rests_on: tuple[Quotation, ...]) -> Quotation | None:
    """The plan that this one carries out: named in the title (贯彻《…》实施方案), else the first plan of the basis."""
    if title and (found := _CARRIES_OUT.search(title.text)):
        return Quotation(found["title"].strip(), title.start, title.end)
    for cited in rests_on:
        named = _CITED.match(cited.text)
        if named and _PLAN.search(named["title"]):
            return Quotation(named["title"], cited.start, cited.end)
    return None
