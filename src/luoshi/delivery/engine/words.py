"""Words that say nothing (空话套话): what a report must not rest on without a number, a date or a paper beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

EMPTY = (
    "有序推进", "有序开展", "积极推进", "积极推动", "稳步推进", "扎实推进", "持续推进", "加快推进", "大力推进", "全力推进",
    "进展顺利", "取得明显成效", "取得一定成效", "成效显著", "高度重视", "正在推进", "基本完成", "正常推进", "有力推进", "深入推进",
)  # fmt: skip
FACT = re.compile(
    r"[0-9０-９]|[一二三四五六七八九十百千万亿两]+(?:家|个|项|户|次|台|人|吨|亩|万元|亿元|%|％|个百分点|公里|场|批)|〔"
)
NOTHING = re.compile(
    r"(?:本期|本月|本季度|目前|截至目前|当前)?[,，]?(?:暂|尚|还|仍|均)?(?:无|没有|未有|未取得|未见)"
    r"(?:任何|明显|新的?|实质性?|重大)*(?:进展|变化|进度|突破)?"
    r"|(?:目前|当前)?(?:暂|尚|还|仍)?未(?:启动|开展|开始|开工|推进|实施)"
)
STOPS = re.compile(r"(?<=[。；;！!？?\n])")


@dataclass(frozen=True)
class Hollow:
    """A sentence that rests on words alone, with its place in the text."""

    words: str
    sentence: str
    start: int
    end: int


def says_nothing(text: str) -> bool:
    """Whether a text says no more than that nothing was done (零进展)."""
    sentences = [each.strip(" 　。；;！!？?，,、.\n\r") for each in STOPS.split(text)]
    said = [each for each in sentences if each]
    return bool(said) and all(NOTHING.fullmatch(each) for each in said)


def hollow(text: str) -> list[Hollow]:
    """The sentences in which such words stand without any number, date or paper."""
    found, start = [], 0
    for sentence in STOPS.split(text):
        end = start + len(sentence)
        words = next((each for each in EMPTY if each in sentence), None)
        if words and not FACT.search(sentence):
            found.append(Hollow(words, sentence.strip(), start, end))
        start = end
    return found
