"""What a target cell says (目标值): relation, value, unit, change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.reading.grammar import quantities, relations
from luoshi.reading.model import Relation


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of a cell; `label` names the part it stands for (成片:…)."""

    value: float
    value_max: float | None
    unit: str
    relation: Relation
    change: str | None
    yearly: bool
    bracketed: bool
    label: str = ""


_UP = re.compile(r"(?:增长|增加|提高|提升|新增|上升|增|翻)(?![到至])")
_DOWN = re.compile(r"(?:下降|降低|减少|压减|降|减)(?![到至])")
_WORDS = re.compile(
    r"达到|达|累计|约|左右|以上|以下|以内|不低于|不少于|不超过|不高于|至少|力争|年均|增长|增加|提高|提升|下降|降低|减少|新增|上升|保持在|稳定在|控制在|保持|实现"
    r"|超过|突破|大于|小于|高于|低于|预计|五年|五年内|全市|每年|到|至|翻|比上年|优于|增速"
)
_MARKS = re.compile(r"[\[\]【】〔〕()（）,，。;；\s*＊#①②③④⑤⑥⑦⑧⑨≥≤≧≦><=＝±+—-]")
_LABELLED = re.compile(
    r"([\u4e00-\u9fff]{1,8})[:：]([^:：;；、]{1,20}?)(?=[\u4e00-\u9fff]{1,8}[:：]|[;；、\]】〕]|$)"
)
_SIGN = re.compile(r"^[\[【〔(（]?[-−]\d")


def read(text: str) -> Iterator[Reading]:
    """The numbers of a target cell; a cell of words has none."""
    if not any(character.isdigit() or character in "番半倍" for character in text):
        return
    labelled = _LABELLED.findall(text)
    if labelled:
        for label, words in labelled:
            yield from _one(words, bracketed="[" in text or "【" in text, label=label)
        return
    yield from _one(text, bracketed=text[:1] in "[【〔")


def _one(text: str, *, bracketed: bool, label: str = "") -> Iterator[Reading]:
    bare = text.strip("[]【】〔〕*＊ ")
    bare = bare.lstrip("-−") if _SIGN.match(text) else bare
    found = list(quantities.find(bare))
    if len(found) > 1:
        found = [quantity for quantity in found if quantity.kind != "time"]  # 五年累计约110
    if len(found) != 1 or not _nothing_else(bare, found[0]):
        return
    quantity = found[0]
    yield Reading(
        quantity.value,
        quantity.value_max,
        quantity.unit,
        _relation(bare, quantity),
        _change(text, bare),
        "年均" in bare or "每年" in bare,
        bracketed,
        label,
    )


def _nothing_else(text: str, quantity: quantities.Quantity) -> bool:
    rest = text[: quantity.start] + text[quantity.end :]
    return not _MARKS.sub("", _WORDS.sub("", rest))


def _change(text: str, bare: str) -> str | None:
    if _SIGN.match(text) or _DOWN.search(bare):
        return "decrease"
    return "increase" if _UP.search(bare) else None


def _relation(text: str, quantity: quantities.Quantity) -> Relation:
    if quantity.value_max is not None:
        return Relation.RANGE
    before = text[: quantity.start].rstrip("[【〔( ")
    return quantity.closing or relations.before(before) or Relation.EQUAL
