"""A heading before it has a place: its words and where they stand (标题)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from luoshi.reading.markers import CLOSE, COLON, OPEN, POINT, Mark
from luoshi.reading.model import NodeKind

COMMA: Final = ",\uff0c"
SEMICOLON: Final = ";\uff1b"
CLOSING: Final = "。" + SEMICOLON + COMMA + "、" + COLON + "!\uff01?\uff1f"

_SEPARATOR: Final = re.compile(rf"[\s{COLON}{POINT}、—-]*")
_SIGNS: Final = re.compile(rf"[。{COLON}{OPEN}{CLOSE}《》“”\[\]【】]")
_OPENING: Final = frozenset(OPEN + "《“[【")
_SHUTTING: Final = frozenset(CLOSE + "》”]】")
_ANSWERABLE: Final = re.compile(
    rf"[{OPEN}【\[][^{OPEN}{CLOSE}]{{0,300}}(?:牵头|负责|配合|落实|参与|责任|承办|分工)[^{OPEN}{CLOSE}]{{0,300}}[{CLOSE}】\]]$"
)
_NAMED: Final = re.compile(r"【(?P<title>[^【】]{2,30})】")
_LETTER_SPACED: Final = re.compile(r"^[\u4e00-\u9fff](?:\s+[\u4e00-\u9fff])+$")


@dataclass(slots=True)
class Heading:
    """A line, or the beginning of one, that names what follows.

    `alone` says that nothing but the heading stands on its line; `hint` is the level the format states.
    """

    start: int
    title: str
    title_start: int
    title_end: int
    kind: NodeKind
    mark: Mark | None = None
    marker: str = ""
    alone: bool = False
    hint: int | None = None
    table: int | None = None
    line: int = 0  # index of its paragraph
    level: int = 0


class Words(NamedTuple):
    """The words of a title, where they begin, where the matter begins, and whether nothing follows."""

    title: str
    start: int
    end: int
    alone: bool


def words_from(text: str, start: int, end: int) -> Words:
    """The title that begins at `start`: up to the first 。 or : outside brackets and quotation marks."""
    separator = _SEPARATOR.match(text, start, end)
    start = separator.end() if separator else start
    if text[start : start + 1] == "【" and (named := _NAMED.match(text, start, end)):
        return Words(named["title"], start, named.end(), not text[named.end() : end].strip())
    stop = _stop(text, start, end)
    if stop < 0:
        return _to_the_end(text, start, end)
    return Words(closed_up(text[start:stop]), start, stop + 1, not text[stop + 1 : end].strip())


def _to_the_end(text: str, start: int, end: int) -> Words:
    title = text[start:end]
    answerable = _ANSWERABLE.search(title) if title and title[-1] in CLOSE + "】]" else None
    if answerable and answerable.start() > 1:
        end = start + answerable.start()
        title = title[: answerable.start()]
    return Words(closed_up(title.strip().rstrip(CLOSING)), start, end, True)


def _stop(text: str, start: int, end: int) -> int:
    """The place of the mark that ends a title; -1 where the line ends it."""
    depth, fallback = 0, -1
    for found in _SIGNS.finditer(text, start, end):
        sign = found[0]
        if sign in _OPENING:
            depth += 1
        elif sign in _SHUTTING:
            depth = max(depth - 1, 0)
        elif not depth and _ends_title(text, found.start(), end):
            return found.start()
        elif sign == "。" and fallback < 0:
            fallback = found.start()
    return fallback if depth else -1


def _ends_title(text: str, at: int, end: int) -> bool:
    """A colon between digits (1:5) is a ratio or a time."""
    if text[at] == "。":
        return True
    return not (text[at - 1 : at].isdigit() and at + 1 < end and text[at + 1].isdigit())


def closed_up(title: str) -> str:
    """总 则 is set apart for looks only."""
    title = title.strip()
    return "".join(title.split()) if _LETTER_SPACED.match(title) else title
