"""Names of the first city in the words of the one that takes its plan in (地名替换)."""

from __future__ import annotations

ENDINGS = ("自治州", "自治县", "地区", "新区", "省", "市", "州", "盟", "县", "区", "旗")
SHORTEST = 2  # a stem of one character stands in too many words


def stem(area: str) -> str:
    """The name of an area without what it is: 示例 of 示例市; empty where too little is left."""
    ending = next((each for each in ENDINGS if area.endswith(each)), "")
    bare = area.removesuffix(ending)
    return bare if len(bare) >= SHORTEST else ""


def localised(name: str, *, first: str, own: str) -> str:
    """A name with the first city's name exchanged for one's own, whole and without its ending."""
    exchanged = name.replace(first, own) if first else name
    if stem(first) and stem(own):
        exchanged = exchanged.replace(stem(first), stem(own))
    return exchanged


def names_the_first(text: str, *, first: str) -> bool:
    """Whether the text names the first city."""
    return bool(first) and (first in text or bool(stem(first) and stem(first) in text))
