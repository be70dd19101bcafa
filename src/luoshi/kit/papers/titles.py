"""A title in lines that keep words whole and stand as a trapezium or a rhombus (标题回行)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from luoshi.kit import chinese
from luoshi.kit.papers.measures import TEXT_WIDTH, TITLE, width
from luoshi.kit.papers.words import printable

WIDEST = TEXT_WIDTH / 20 / TITLE  # characters of 2号 in a line
MOST_WORDS, MOST_LINES = 48, 4  # for longer titles the lines are filled one after the other
_CLOSE = re.compile(r"^[的地得了等之者、，。；：！？,.;:!?）)】〕\]》〉”’'%℃年月日号户家个项]+$")
_OPEN = re.compile(r"^[（(【〔\[《〈“‘]+$")
_HOURGLASS, _RECTANGLE, _TORN = 60.0, 8.0, 40.0


def lines_of(title: str, *, widest: float = WIDEST) -> tuple[str, ...]:
    """The lines of a title; a line break that the author has put stays."""
    parts = [" ".join(part.split()) for part in printable(title).split("\n")]
    return tuple(line for part in parts if part for line in _lines(part, widest)) or ("",)


def _lines(title: str, widest: float) -> tuple[str, ...]:
    if width(title) <= widest:
        return (title,)
    words = list(_whole(title, widest))
    fewest = int(-(-width(title) // widest))
    if len(words) > MOST_WORDS:
        return _filled(words, widest)
    for count in range(fewest, MOST_LINES + 1):
        fitting = [lines for lines in _cuts(words, count) if all(width(line) <= widest for line in lines)]
        if fitting:
            return min(fitting, key=_ugliness)
    return _filled(words, widest)


def _whole(title: str, widest: float) -> Iterator[str]:
    """The words between which a line may end: marks stay with the word that they belong to."""
    held = ""
    words: list[str] = []
    for word in chinese.words(title):
        if _OPEN.match(word):
            held += word
        elif words and not held and _CLOSE.match(word):
            words[-1] += word
        else:
            words.append(held + word)
            held = ""
    if held:
        words.append(held)
    for word in words:
        yield from _pieces(word, widest)


def _pieces(word: str, widest: float) -> Iterator[str]:
    """A word that no line can hold, in pieces."""
    most = max(1, int(widest))
    if width(word) <= widest:
        yield word
    else:
        yield from (word[start : start + most] for start in range(0, len(word), most))


def _cuts(words: list[str], count: int) -> Iterator[tuple[str, ...]]:
    for places in combinations(range(1, len(words)), count - 1):
        yield tuple("".join(words[start:end]) for start, end in pairwise((0, *places, len(words))))


def _ugliness(lines: tuple[str, ...]) -> tuple[float, tuple[str, ...]]:
    """How far lines are from even, and from the shapes that the standard asks for."""
    widths = [width(line) for line in lines]
    mean = sum(widths) / len(widths)
    cost = sum((each - mean) ** 2 for each in widths)
    steps = [after - before for before, after in pairwise(widths)]
    cost += _HOURGLASS * any(first < 0 < then for first, then in pairwise(steps))
    cost += _RECTANGLE * any(step == 0 for step in steps)
    cost += _TORN * sum(line.count("《") != line.count("》") for line in lines)
    return cost, lines


def _filled(words: list[str], widest: float) -> tuple[str, ...]:
    lines = [""]
    for word in words:
        if lines[-1] and width(lines[-1] + word) > widest:
            lines.append("")
        lines[-1] += word
    return tuple(lines)
