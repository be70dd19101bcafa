"""What stands before a heading: the kinds of numbers that official documents count with (序号)."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from typing import Final, NamedTuple


class Number(IntEnum):
    """A kind of number; the order is the customary one from the widest to the narrowest."""

    ANNEX = 0  # 附件1
    BOOK = 1  # 第一编, 第一篇
    PART = 2  # 第一部分
    CHAPTER = 3  # 第一章
    SECTION = 4  # 第一节
    ARTICLE = 5  # 第一条
    BARE = 6  # 1 above 1.1
    HAN = 7  # 一、
    WORDED = 8  # 任务一
    HAN_BRACKET = 9  # (一)
    DECIMAL_2 = 10  # 2.3
    DECIMAL_3 = 11  # 2.3.1
    DECIMAL_4 = 12
    ARABIC = 13  # 1.
    ARABIC_BRACKET = 14  # (1), ⑴
    ARABIC_HALF_BRACKET = 15  # 1)
    CIRCLED = 16  # ①
    LETTER = 17  # A.
    BOX = 18  # 专栏1


DECIMALS: Final = (Number.DECIMAL_2, Number.DECIMAL_3, Number.DECIMAL_4)


class Mark(NamedTuple):
    """A printed number: its kind, its value, and where title words may begin."""

    kind: Number
    value: int
    end: int  # of the marker as printed
    path: tuple[int, ...] = ()  # 2.3.1 is (2, 3, 1)


_DIGIT: Final = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACE: Final = {"十": 10, "百": 100, "千": 1000}

# Full-width signs are named: they look too much like their half-width twins.
OPEN: Final = "(\uff08"
CLOSE: Final = ")\uff09"
COLON: Final = ":\uff1a"
POINT: Final = ".\uff0e"

HAN: Final = "一二三四五六七八九十百零〇"
# What a marker may begin with: a look at one character spares most lines the pattern below.
TRIGGERS: Final = frozenset(
    HAN
    + "第(\uff080123456789０１２３４５６７８９专附任行工举专措重[【A"
    + "BCDEFGHIJ"
    + "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    + "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
    + "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
    + "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
)

_MARK: Final = re.compile(
    rf"第\s*(?P<ordinal>[{HAN}]{{1,6}}|\d{{1,3}})\s*(?P<unit>部分|[编篇章节条])(?!件|款)"
    rf"|(?P<han>[{HAN}]{{1,4}})\s?[、{POINT}]"
    rf"|[{OPEN}]\s*(?P<han_bracket>[{HAN}]{{1,4}})\s*[{CLOSE}][、{POINT}]?"
    rf"|(?P<path>\d{{1,2}}(?:[{POINT}]\d{{1,2}}){{1,3}})(?=[\s、{POINT}]*[\u4e00-\u9fff“‘\"《〈(A-Za-z])[、{POINT}]?"
    rf"|(?P<arabic>\d{{1,3}})\s?(?:[、{POINT}](?!\d)|(?=\s+[\u4e00-\u9fff“‘《]))"
    rf"|[{OPEN}]\s*(?P<bracket>\d{{1,3}})\s*[{CLOSE}][、{POINT}]?"
    rf"|(?P<half>\d{{1,3}})[{CLOSE}][、{POINT}]?"
    rf"|(?P<sign>[①-⑳⑴-⒇⒈-⒛㈠-㈩])[、{POINT}]?"
    rf"|(?P<letter>[A-J])(?:[、{POINT}](?![A-Za-z\d])|[{CLOSE}])"
    rf"|(?P<noun>重[点大](?:任务|工程|行动)|专项行动|任务|行动|工程|举措|专项|措施)\s?"
    rf"(?P<count>[{HAN}]{{1,3}}|\d{{1,2}})(?=[{COLON}{POINT}、\s—])"
    rf"|[【\[]?(?P<box>专\s?栏)\s?(?P<box_number>[{HAN}]{{1,3}}|\d{{1,2}}(?:[-—–.]\d{{1,2}})?)?"
    rf"(?=[{COLON}\s】\]]|(?<=[\d{HAN}])|$)[】\]]?"
    rf"|[【\[]?附\s?(?P<annex>件|录|表)\s?(?P<annex_number>[{HAN}]{{1,3}}|\d{{1,2}}(?:[-—–.]\d{{1,2}})?)?"
    rf"(?=[{COLON}{POINT}、\s】\]]|$)[】\]]?"
)
_GLUED: Final = re.compile(
    r"(?P<number>[1-9]\d?)(?=[\u4e00-\u9fff“‘《])(?![年月日号时分秒天周季个项家条类种名人户所座处台套件次批期届轮级岁倍成万亿千百十"
    r"元米吨度亩公平立只支辆艘架艺多余几位份部门大县区市省镇村]|左右|以[上下内外])"
)
_POINT: Final = re.compile(f"[{POINT}]")
_JOINT: Final = re.compile("[-—–.]")
_UNITS: Final = {
    "编": Number.BOOK,
    "篇": Number.BOOK,
    "部分": Number.PART,
    "章": Number.CHAPTER,
    "节": Number.SECTION,
    "条": Number.ARTICLE,
}
_SIGNS: Final = (
    ("①", "⑳", Number.CIRCLED),
    ("⑴", "⒇", Number.ARABIC_BRACKET),
    ("⒈", "⒛", Number.ARABIC),
    ("㈠", "㈩", Number.HAN_BRACKET),
)


def number(printed: str) -> int:
    """The value of 12, 十二, 二十 or 一百零五; 0 for an empty string."""
    if not printed:
        return 0
    if printed.isdigit():
        return int(printed)
    total, digit = 0, 0
    for sign in printed:
        if sign in _PLACE:
            total += (digit or 1) * _PLACE[sign]
            digit = 0
        else:
            digit = _DIGIT.get(sign, 0)
    return total + digit


def han(value: int) -> str:
    """12 printed as 十二; numbers of headings stay below a hundred."""
    tens, ones = divmod(value, 10)
    if not 0 < value < 100:
        return str(value)
    digits = "一二三四五六七八九"
    head = ("" if tens == 1 else digits[tens - 1]) + "十" if tens else ""
    return head + (digits[ones - 1] if ones else "")


def mark_at(text: str, start: int, end: int) -> Mark | None:
    """The number printed at `start`, if the line begins with one."""
    if start >= end or text[start] not in TRIGGERS:
        return None
    found = _MARK.match(text, start, end)
    return _READERS[found.lastgroup or ""](found) if found else None


def bare_at(text: str, start: int, end: int) -> Mark | None:
    """A number glued to its title: `3重点行动`; its kind is that of `1` above `1.1`."""
    if start >= end or text[start] not in "123456789":
        return None
    found = _GLUED.match(text, start, end)
    return Mark(Number.BARE, int(found["number"]), found.end(), (int(found["number"]),)) if found else None


def _ordinal(found: re.Match[str]) -> Mark | None:
    kind = _UNITS[found["unit"]]
    return Mark(kind, number(found["ordinal"]), found.end())


def _plain(kind: Number, group: str) -> Callable[[re.Match[str]], Mark | None]:
    def read(found: re.Match[str]) -> Mark | None:
        return Mark(kind, number(found[group]), found.end())

    return read


def _path(found: re.Match[str]) -> Mark | None:
    path = tuple(int(part) for part in _POINT.split(found["path"]))
    return Mark(DECIMALS[len(path) - 2], path[-1], found.end(), path)


def _arabic(found: re.Match[str]) -> Mark | None:
    value = int(found["arabic"])
    bare = found.end() == found.end("arabic") or found[0][-1].isspace()
    if bare:
        return Mark(Number.BARE, value, found.end("arabic"), (value,))
    return Mark(Number.ARABIC, value, found.end())


def _sign(found: re.Match[str]) -> Mark | None:
    sign = found["sign"]
    for first, last, kind in _SIGNS:
        if first <= sign <= last:
            return Mark(kind, ord(sign) - ord(first) + 1, found.end())
    return None


def _letter(found: re.Match[str]) -> Mark | None:
    return Mark(Number.LETTER, ord(found["letter"]) - ord("A") + 1, found.end())


def _first_number(printed: str | None) -> int:
    return number(_JOINT.split(printed or "")[-1])


def _box(found: re.Match[str]) -> Mark | None:
    return Mark(Number.BOX, _first_number(found["box_number"]), found.end())


def _annex(found: re.Match[str]) -> Mark | None:
    return Mark(Number.ANNEX, _first_number(found["annex_number"]), found.end())


_READERS: Final[dict[str, Callable[[re.Match[str]], Mark | None]]] = {
    "unit": _ordinal,
    "han": _plain(Number.HAN, "han"),
    "han_bracket": _plain(Number.HAN_BRACKET, "han_bracket"),
    "path": _path,
    "arabic": _arabic,
    "bracket": _plain(Number.ARABIC_BRACKET, "bracket"),
    "half": _plain(Number.ARABIC_HALF_BRACKET, "half"),
    "sign": _sign,
    "letter": _letter,
    "count": _plain(Number.WORDED, "count"),
    "box": _box,
    "box_number": _box,
    "annex": _annex,
    "annex_number": _annex,
}
