"""A body's name, cut into place, level, organ, its own words and its last word (机构名称切分)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from luoshi.kernel.matching.words import plain, spoken, without_brackets
from luoshi.reading.grammar.levels import cut_level, cut_place

_LEVEL: Final = re.compile(r"(?:自治区|自治州|自治县|新区|[省市州县区盟旗镇乡])$")
_ORGAN: Final = re.compile(r"^(?:委(?!员会)|党委|人民政府|政府)(?=.)")
# The last word says what kind of body it is; long and short forms of one word count as one.
_HEADS: Final = (
    ("办公室", "办"), ("管理委员会", "管委"), ("管委会", "管委"), ("委员会", "委"),
    ("集团有限责任公司", "公司"), ("有限责任公司", "公司"),
    ("集团股份有限公司", "公司"), ("股份有限公司", "公司"), ("集团有限公司", "公司"), ("有限公司", "公司"), ("集团公司", "公司"), ("总公司", "公司"),
    ("集团", "公司"), ("公司", "公司"), ("委", "委"), ("办", "办"), ("局", "局"), ("厅", "厅"), ("院", "院"),
    ("所", "所"), ("站", "站"), ("队", "队"), ("处", "处"), ("厂", "厂"), ("行", "行"), ("会", "会"),
    ("中心", "中心"),
)  # fmt: skip
_HEADS_BY_SIGN: Final = {
    sign: [(ending, head) for ending, head in _HEADS if ending[-1] == sign]
    for sign in {ending[-1] for ending, _head in _HEADS}
}
_AND: Final = re.compile("[和与及暨]")  # 工业和信息化局 is also written 工业与信息化局
_ORGANS: Final = {"人民政府": "政府", "党委": "委"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a record as it is compared.

    `core` is its own words without place, level, organ and "and"; `body` is that without the last word, `head`.
    """

    written: str
    whole: str
    bare: str
    place: str
    level: str
    organ: str
    core: str
    body: str
    head: str
    sound: str


@dataclass(frozen=True)
class Gazetteer:
    """Names of places with and without their level: what may stand in front of a body's name."""

    places: frozenset[str] = frozenset()
    longest: int = 0

    @classmethod
    def of(cls, names: Iterable[str]) -> Gazetteer:
        """From the names of areas; a place of one sign is never cut off without its level."""
        known = {plain(name) for name in names}
        known |= {stem for name in known if len(stem := _LEVEL.sub("", name)) > 1}
        return cls(frozenset(known), max(map(len, known), default=0))

    def cut(self, text: str) -> str:
        """The longest known place with which the text begins, as long as something follows it."""
        for length in range(min(self.longest, len(text) - 2), 1, -1):
            if text[:length] in self.places:
                return text[:length]
        return ""


def cut(written: str, *, gazetteer: Gazetteer) -> Name:
    """Cut a written name (拆分名称)."""
    bare = without_brackets(written) or plain(written)
    place, level, rest = _front(bare, gazetteer)
    organ = ""
    if found := _ORGAN.match(rest):
        organ, rest = _ORGANS.get(found[0], found[0]), rest[found.end() :]
    core = _AND.sub("", rest) or rest
    body, head = _back(core)
    return Name(written, plain(written), bare, place, level, organ, core, body, head, spoken(core))


def _front(bare: str, gazetteer: Gazetteer) -> tuple[str, str, str]:
    """Place (without its level), level, and what follows; of several places in a row the last one counts.

    After the first, a place is cut off only with its level: a firm may be called like a place.
    """
    place, level, rest = "", "", bare
    while (known := gazetteer.cut(rest)) and (not place or _LEVEL.search(known)):
        if known.endswith("市") and rest[len(known) :].startswith("场"):
            known = known[:-1]  # 天水市场监督管理局 is that of 天水
        place, level = _parted(known)
        rest = rest[len(known) :]
    found = cut_level(rest) or (None if place or _is_firm(rest) else cut_place(rest))
    if found is None:
        return place, level, rest
    named, at_level = _parted(found.level)
    return named or place, at_level or level, rest[len(found.level) :]


def _is_firm(name: str) -> bool:
    """A firm's name may hold any sign that ends a place's: only a known place is cut off."""
    return _back(name)[1] in ("", "公司", "厂")


def _parted(place: str) -> tuple[str, str]:
    """天水市 is 天水 and 市; 天水 alone has no level; 市 alone names no place."""
    found = _LEVEL.search(place)
    return (place[: found.start()], found[0]) if found else (place, "")


def _back(core: str) -> tuple[str, str]:
    for ending, head in _HEADS_BY_SIGN.get(core[-1:], ()):
        if core.endswith(ending) and len(core) > len(ending):
            return core[: -len(ending)], head
    return core, ""
