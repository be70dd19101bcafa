"""Collectives (统称): 各县区、各有关部门、市直各单位; they stand for many and take no level word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# A kind of area or body that 各 spreads to: 各区、县级市 are 各区 and 各县级市.
AREA: Final = (
    r"(?:县级市|直辖市|自治区|自治州|自治县|自治旗|地级市|设区市|市州|县区|区县|市县|旗县|街镇|镇街|乡镇|街道|镇|乡|省|市|州|县|区|盟|旗|"
    r"开发区|功能区|园区|新区|地区|管理区|度假区|国有农场|农场|师|团场|部门|单位)"
)
_AREA_BRACKET: Final = r"(?:\([^()]{1,20}\))?"
_COLLECTIVE: Final = re.compile(
    r"(?:各|有关|相关|其[他余]|所有|全[市省县区州]|地方|属地|涉及|国务院(?:有关|相关|各)"
    r"|(?:省|市|县|区|州)(?:直|级|属)?(?:各|有关|相关|直|属|级|级以上)"
    r"|(?:县|区|市|镇|乡|旗)\([^()]+\)|(?:区县|县区|市县|市州|县市区|乡镇|街镇|镇街|街道)(?!办事处主任)"
    r"|(?:中央|国家)(?:有关|相关|各)|中央和国家机关|行业主管|主管|行业|责任|成员|驻[省市县区]|在[省市县区]|社会各)"
)
_OFFICE: Final = r"(?:人民政府|政府|办事处|党委|党工委|管委会|管理委员会|主管部门)"
_CLASS: Final = re.compile(rf"各(?P<kind>{AREA}{_AREA_BRACKET}{_OFFICE}?)")
_BARE_CLASS: Final = re.compile(rf"{AREA}{_AREA_BRACKET}(?P<office>{_OFFICE})?")
# Whose offices stand under whose: 县政府 behind 各乡镇 is the county's own.
_HIGH: Final = re.compile(r"省|自治区|直辖市")
_MIDDLE: Final = re.compile(r"市|州|盟|地区|地级市|设区市|自治州")
_LOW: Final = re.compile(r"乡|镇|街")
_DETERMINER: Final = re.compile(r"各(?:有关|相关)?")
# Only words of areas in a bracket: part of the name, 各县(市、区).
_AREA_WORDS: Final = re.compile(
    r"(?:[、,/和及各]|自治|市|县|区|旗|州|盟|街道|办事处|乡|镇|街|农场|林场|师|团场|开发|新|园|功能|管委会|城市|地|高新|经开|特别合作|管理|苏木|场)+"
)
_BEFORE_AREA: Final = "市县区州盟旗乡镇道地师省"


@lru_cache(4096)  # a document names the same bodies again and again
def is_collective(name: str) -> bool:
    """Whether a name stands for many (各有关部门); folded text."""
    return _COLLECTIVE.match(name) is not None


def is_area_bracket(before: str, words: str) -> bool:
    """Whether a bracket belongs to the name in front of it (各县(市、区)) and explains nothing."""
    return before[-1:] in _BEFORE_AREA and _AREA_WORDS.fullmatch(words) is not None


def spreads(name: str) -> str | None:
    """The 各 (各有关) that a bare kind behind this name shares; None where the name lends none."""
    if not _CLASS.fullmatch(name) and not re.fullmatch(r"各(?:有关|相关)(?:部门|单位|地区)", name):
        return None
    determiner = _DETERMINER.match(name)
    return determiner[0] if determiner else None


def is_bare_kind(name: str, *, behind: str) -> bool:
    """Whether a name is a kind alone (县级市、街道办事处) that needs the 各 of the one it stands behind."""
    bare = _BARE_CLASS.fullmatch(name)
    if bare is None or bare["office"] is None:
        return bare is not None
    above = _CLASS.match(behind)
    return above is None or _depth(name) >= _depth(above["kind"])


def _depth(kind: str) -> int:
    """How far down a kind of area stands."""
    depths = (depth for depth, pattern in ((0, _HIGH), (1, _MIDDLE), (3, _LOW)) if pattern.match(kind))
    return next(depths, 2)
