"""The elided level word restored (省略的层级前缀): 市发改委、科技局 gives 市发改委 and 市科技局."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from luoshi.reading.bodies import general
from luoshi.reading.grammar.levels import Leveled, cut_level, cut_place
from luoshi.reading.responsibilities.collectives import is_collective

# Names with a head of their own take nothing: a place's bank or company, the youth league, national names.
_OWN_HEAD: Final = re.compile(
    r"国家|国务院|中央|中国|全国|中共|国网|人行|人民银行|[省市县区州][直属级]|团[省市县区州盟旗]委|共青团|南方电网|武警|驻|兵团|最高|教育部|农发行|国开行|[^各本全自]州[^县直级]"
)
_OWN_END: Final = re.compile(
    r"(?:公司|集团|银行|支行|分行|站|海关|大学|学院|学校|医院|机场|管委会|管理委员会|厂|企业|协会|学会|商会|联盟|联合会|研究院|"
    r"区|县|市|州|省|镇|乡|街道|办事处|监管组|水文局|河务局|水文站|调查队|铁路局|铁路集团|流域管理局|港|院校|高校|院所|机构|单位|部门|组织|运营商|商|园|场"
    r"|[镇乡]人民政府|[镇乡]政府|局[^局]{1,5}[市省州盟县](?:中心)?[分支]局)$"
)
_OF_A_PLACE: Final = ("海关", "管委会")  # they stand for a place of their own, known or not
_PARK: Final = "park"
_REMEMBERED: Final = 4096  # a document names the same bodies again and again
_PARTY: Final = "委"


class Prefixes:
    """The level word in force while a list is read from left to right."""

    def __init__(self, place: str = "") -> None:
        self._place = place
        self._level = ""
        self._organ = ""

    def restored(self, name: str) -> str:
        """The name with the level word that it shares; what it prints itself is kept for the next one."""
        if is_collective(name) and not general().body(name):
            return name
        own = _own_level(name)
        if own:
            self._level, self._organ = own.level, own.organ
            return name
        return self._prefix(name) + name

    def _prefix(self, name: str) -> str:
        if not self._level or not self._takes(name):
            return ""
        party = self._organ == _PARTY and general().body(_PARTY + name) and general().body(name)
        return self._level + (_PARTY if party else "")

    def _takes(self, name: str) -> bool:
        if self._place and name.startswith(self._place):
            return False
        return _shares(name)


@lru_cache(_REMEMBERED)
def _own_level(name: str) -> Leveled | None:
    """The level word, or the place with its level, that a name prints itself."""
    leveled = cut_level(name)
    if leveled and not (general().body(name) and not general().function(leveled)):
        return leveled
    placed = cut_place(name)
    return placed if placed and general().function(placed) else None


@lru_cache(_REMEMBERED)
def _shares(name: str) -> bool:
    """Whether a name without a level word shares the one before it: it has no head of its own."""
    body = general().body(name)
    if _OWN_HEAD.match(name) or name.endswith(_OF_A_PLACE) or (body and body.kind == _PARK):
        return False
    if body and not body.national:
        return True
    return not _OWN_END.search(name) and not general().pattern_body(name)
