"""Numbers with their units in a clause (数量): where, how much, compared how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from luoshi.reading.grammar import relations, units
from luoshi.reading.grammar.numerals import ARABIC, CHINESE, value_of
from luoshi.reading.model import Relation


class Quantity(NamedTuple):
    """A number as printed; `start` is where it begins without the words that compare, `end` is after them."""

    value: float
    value_max: float | None
    unit: str
    closing: Relation | None  # 以上、以内、左右 behind it
    start: int
    end: int
    ordinal: bool = False  # Chinese numeral: a smaller claim to be a number

    @property
    def kind(self) -> str:
        return units.kind(self.unit)


_CLOSING = rf"(?P<closing>{relations.AFTER})?"
_RANGE = r"(?:[-—–~至到]|——)"
_QUANTITY = re.compile(
    rf"(?=[\d{CHINESE[1:-6]}万翻半])(?<![A-Za-z\d.〔\[第])(?:"  # a look at one character first
    rf"(?P<low>{ARABIC})(?:(?P<lowunit>{units.UNIT})?{_RANGE}(?P<high>{ARABIC}))?(?:余"
    rf"|多)?(?P<unit>{units.UNIT})?"
    rf"|百分之(?P<percent>{CHINESE}|{ARABIC})"
    rf"|翻(?P<doublings>[一两二三四1-4]?)番"
    rf"|(?P<half>一半|半数)"
    rf"|(?:(?<![零〇○一二两三四五六七八九十百千])(?P<cnlow>{CHINESE})(?:{_RANGE}(?P<cnhigh>{CHINESE}))?(?:余"
    rf"|多)?(?P<cnunit>{units.UNIT}))"
    rf"|(?<![{CHINESE[1:-2]}\d])(?P<scale>万亿?(?:{units.MONEY})|万[家户个座条项件名人亩吨])"
    rf"){_CLOSING}"
)
_TRIGGER = re.compile(r"[\d百千万亿番半成倍]|[一二两三四五六七八九十][家户个座条项件名所处亩]")
# What every quantity holds, behind the character that a search looks for first.
SIGNS = re.compile(
    rf"[\d{CHINESE[1:-6]}百万翻半](?:(?<=\d)|(?<=百)分之|(?<=翻)[一两二三四1-4]?番|(?<=一)半|(?<=半)数"
    rf"|(?<=[{CHINESE[1:-6]}])[余多]?{units.UNIT}|(?<=万)(?:亿?(?:{units.MONEY})|[家户个座条项件名人亩吨]))"
)


def find(veiled: str) -> Iterator[Quantity]:
    """Every quantity of a clause in order."""
    if not SIGNS.search(veiled) or not _TRIGGER.search(veiled):
        return
    for match in _QUANTITY.finditer(veiled):
        quantity = _read(match) if match.end() - match.start() <= _LONGEST else None
        if quantity and not _is_part_of_a_name(veiled, match, quantity):
            yield quantity


def _read(match: re.Match[str]) -> Quantity | None:
    closing = relations.after(match["closing"]) if match["closing"] else None
    span = match.span()
    if match["percent"]:
        return Quantity(value_of(match["percent"]), None, "%", closing, *span)
    if match["doublings"] is not None:
        return Quantity(value_of(match["doublings"] or "一"), None, "番", closing, *span)
    if match["half"]:
        return Quantity(50, None, "%", closing, *span)
    if match["scale"]:
        return Quantity(1, None, match["scale"], closing, *span)  # 突破万亿元 is 1 万亿元
    found = _chinese(match, closing) if match["cnlow"] else _arabic(match, closing)
    return _of_ten(found) if found and found.unit == "成" else found


def _of_ten(tenths: Quantity) -> Quantity:
    """七成 is 70 %, as 一半 is 50 %."""
    high = None if tenths.value_max is None else tenths.value_max * 10
    return tenths._replace(value=tenths.value * 10, value_max=high, unit="%")


def _arabic(match: re.Match[str], closing: Relation | None) -> Quantity | None:
    low, high = value_of(match["low"]), value_of(match["high"]) if match["high"] else None
    unit = match["unit"] or match["lowunit"] or ""
    if match["high"] and match["lowunit"] and not unit.startswith(match["lowunit"]):
        return None  # 32万—35万头 is a range
    return Quantity(low, high, unit, closing, *match.span())


def _chinese(match: re.Match[str], closing: Relation | None) -> Quantity | None:
    low, unit = value_of(match["cnlow"]), match["cnunit"]
    high = value_of(match["cnhigh"]) if match["cnhigh"] else None
    is_one = low == 1 and high is None and unit[0] not in "万亿" and not _closes_its_item(match, unit)
    if (is_one and units.kind(unit) not in ("times", "share")) or (unit in _BARE_SCALES and not closing):
        return None
    return Quantity(low, high, unit, closing, *match.span(), ordinal=True)


def _closes_its_item(match: re.Match[str], unit: str) -> bool:
    """Whether 一所 stands behind the noun that it counts and ends the item (建设实训基地一个)."""
    if unit not in _COUNTED_ALONE or match.string[match.end() : match.end() + 1] not in _ENDS:
        return False
    return _COUNTED_NOUN.search(match.string, max(0, match.start() - 2), match.start()) is not None


_COUNTED_ALONE = frozenset("个所座家条处项")
_ENDS = ("", "、", "，", ",", "和", "；", ";", "。")
_COUNTED_NOUN = re.compile(r"[一-鿿][^每任第统之唯另其这哪某单逐同有县乡镇村区市校企人年月了为]$")
_LONGEST = 40
_BARE_SCALES = ("千", "百", "万", "亿", "百万", "千万", "十万", "万亿", "千亿", "百亿", "十亿")
_NAME_AFTER = re.compile(
    r"[A-Za-z]|[强大佳优好]|[级星][^以]|型|周年|世纪|号(?!楼)|期工程|类|维|码|次会议|届|线|化[^解]|转|免|减\d"
)


def _is_part_of_a_name(veiled: str, match: re.Match[str], quantity: Quantity) -> bool:
    """5G, 500强, 3A级, 第3位: numbers that belong to a name or a rank."""
    following = veiled[match.end() : match.end() + 3]
    if quantity.unit == "" and (_NAME_AFTER.match(following) or (not quantity.closing and quantity.ordinal)):
        return True
    if quantity.unit in (
        "级",
        "点",
        "星",
        "期",
        "道",
        "轮",
        "年",
        "月",
        "日",
        "号",
        "届",
        "县",
        "镇",
        "乡",
        "村",
        "分",
    ):
        return _is_rank(quantity, following, veiled[max(0, match.start() - 3) : match.start()])
    if following[:1] in ("级", "强") and quantity.closing is None:
        return True
    return veiled[max(0, match.start() - 1) : match.start()] in ("第", "前") and quantity.kind == "count"


def _is_rank(quantity: Quantity, following: str, before: str) -> bool:
    if quantity.unit in ("县", "镇", "乡", "村"):
        return quantity.ordinal
    if quantity.unit in ("年", "日", "分", "点"):
        return False
    return quantity.ordinal or quantity.unit != "期" or before.endswith(("第", "前"))
