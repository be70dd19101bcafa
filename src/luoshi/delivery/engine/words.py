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
STOPS = re.compile(r"(?<=[。；;！!？?\n])")


@dataclass(frozen=True)
class Hollow:
    """A sentence that rests on words alone, with its place in the text."""

    words: str
    sentence: str
    start: int
    end: int


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
