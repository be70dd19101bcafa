"""The level word in front of an agency's name (层级前缀): 市发改委 is 市 and 发改委."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# A level word is none where it begins another word: 市场监管局, 市政园林局, 区域合作办, 县级部门, 乡村振兴局.
_LEVEL: Final = re.compile(
    r"(?:自治区|自治州|自治县|兵团|新区"
    r"|省(?![级直属会部内际]|市(?!场))"
    r"|市(?![级直属域区县容值内]|场(?!$)|政(?!府|协|法|务|研|策)|民(?!政|族|营|宗|建|革|盟|进|航|防|兵|委)|外(?!办|事|专|经|侨|汇))"
    r"|州(?![级直属县市])"
    r"|县(?![级直属域区处(、]|市(?!场)|城(?![管市乡建投]))"
    r"|区(?![级直属域块县位间划(、])"
    r"|盟(?![市])|旗(?![县区下])"
    r"|镇(?![街村级])|乡(?![村镇级]))"
)
_ORGAN: Final = re.compile(r"(?:委(?!员会)|党委|人民政府|政府)(?=.)")
# Old places have one character before 州 or 县.
_PLACE: Final = re.compile(
    r"[^各本全我该有省市县区州自][州县](?=.{2})|[一-鿿]{2,6}?(?:自治区|自治州|自治县|新区|[省市州县区盟旗])"
)


@dataclass(frozen=True, slots=True)
class Leveled:
    """A name cut into level, the organ it belongs to (委, 政府) and its own words."""

    level: str
    organ: str
    rest: str


def cut_level(name: str) -> Leveled | None:
    """Cut a bare level word off (市政府国资委 is 市, 政府, 国资委); None where there is none."""
    return _cut(name, _LEVEL)


def cut_place(name: str) -> Leveled | None:
    """Cut a named place with its level off (某某市财政局); the caller says whether the rest is a body."""
    return _cut(name, _PLACE)


def _cut(name: str, pattern: re.Pattern[str]) -> Leveled | None:
    found = pattern.match(name)
    if not found or found.end() == len(name):
        return None
    organ = _ORGAN.match(name, found.end())
    if organ is None:
        return Leveled(found[0], "", name[found.end() :])
    return Leveled(found[0], organ[0], name[organ.end() :])
