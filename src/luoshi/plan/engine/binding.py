"""Why a promise of an upper plan binds whoever stands below (约束性): by the words, by stated rules.

The words are its own clause and the one that opens its sentence; for a heading, all that stands under it.

1. The words name the lower level as such (各市州, 各县区, 各级, 各企业): it binds all of that level.
2. The words break the promise down (分解, 下达): it binds every government below.
3. Whoever answers for it by the plan is the level below (各县区政府) or the body itself.
4. The words, or the section, name the body or its area.

Everything else is left to an officer's decision, which also overrules these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from luoshi.plan.engine.levels import Level
from luoshi.reading.grammar.folding import folded


class Ground(StrEnum):
    """By which rule it binds; `DECIDED` by an officer."""

    LEVEL = "level"
    BROKEN_DOWN = "broken_down"
    CHARGED = "charged"
    NAMED = "named"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Binding:
    """One ground with the words in which it was found."""

    ground: Ground
    words: str


_ALL = r"各级(?!政府质量奖)(?:党委|人民政府|政府|部门|各部门)?|各地(?:区|方)?|层层"
_COUNTIES = r"各?县\(市、?区\)|各?县\(区\)|各?县市区|各?县区|各?区县|各县|各区(?![域块段位])|市县两级"
_NAMED: dict[Level, re.Pattern[str]] = {
    Level.PROVINCE: re.compile(rf"各省(?:区市|\(区、市\)|、自治区、直辖市)?|地方各级|{_ALL}"),
    Level.CITY: re.compile(rf"各?市\(州\)|各市州|各州市|各地市|各市(?!场)|设区市|{_ALL}"),
    Level.COUNTY: re.compile(rf"{_COUNTIES}|(?:各)?开发区(?:管委会)|{_ALL}"),
    Level.TOWNSHIP: re.compile(rf"各?乡镇|各?乡\(镇\)|各街道|{_ALL}"),
    Level.AGENCY: re.compile(r"各(?:级|有关|相关|成员)?(?:部门|单位)|(?:有关|相关|市直|县直|省直)(?:有关)?(?:部门|单位)"),
    Level.ENTERPRISE: re.compile(r"各(?:有关|重点|骨干|工业|规模以上|规上)*企业|(?:有关|相关)企业"),
}  # fmt: skip
_BROKEN_DOWN = re.compile(r"分解(?:到|至|下达|落实)?|(?<!省上)(?<!国家)(?<!上级)下达(?:到|至|给)?|逐级落实")
_GOVERNMENTS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)


def by_level(words: str, *, charged: Iterable[str], level: Level) -> Iterator[Binding]:
    """The grounds on which these words bind everybody of a level; `charged` are those who answer, as printed."""
    named = _NAMED.get(level)
    words = folded(words)
    if named and (found := named.search(words)):
        yield Binding(Ground.LEVEL, found[0])
    if level in _GOVERNMENTS and (found := _BROKEN_DOWN.search(words)):
        yield Binding(Ground.BROKEN_DOWN, found[0])
    if named and (all_of_it := next((name for name in charged if named.search(folded(name))), "")):
        yield Binding(Ground.CHARGED, all_of_it)


def by_name(words: str, *, names: Iterable[str], charged: str, mentioned: str) -> Iterator[Binding]:
    """The grounds on which they bind one body: its own names, and under which it answers or the section names it."""
    if charged:
        yield Binding(Ground.CHARGED, charged)
    if named := next((name for name in names if name in words), mentioned):
        yield Binding(Ground.NAMED, named)
