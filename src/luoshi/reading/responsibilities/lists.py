"""Lists of agencies (单位名单): where one name ends and the next begins, with the places they are printed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from luoshi.reading.model import Role
from luoshi.reading.responsibilities.collectives import is_area_bracket, is_bare_kind, spreads
from luoshi.reading.responsibilities.names import JOINS_AFTER, JOINS_NOTHING, ends_as_names_do

_MARKS: Final = re.compile(r"[()]|[、,;/|\s。.·•]+|以及|会同|(?<=[局委办部厅])商(?=[省市县区州])")
_JOIN: Final = re.compile(r"[和及与暨并](?!联)")
_INNER: Final = re.compile(r"\(([^()]*)\)")
_ROLE_TAGS: Final = (
    (re.compile(r"(?:为|总)?(?:牵头|主办)(?:单位|部门|负责)?"), Role.LEAD),
    (re.compile(r"(?:为)?(?:配合|参与|协助|指导|协办|协同)(?:单位|部门)?"), Role.SUPPORT),
    (re.compile(r"(?:为)?(?:负责|落实|责任)(?:单位|部门)?"), Role.RESPONSIBLE),
)
_LEADING: Final = re.compile(
    r"(?:分别由|并由|拟由|再由|由|请|报|分别|及其|以及|并会同|及|和|与|并|同|含|其中|另|—+|-+|:|(?<![一-鿿])[0-9]{1,2}\.|[★☆▲△※*●①-⑳]+)+"
)
_ETC: Final = re.compile(r"等(?!级|离子|候|额)")
_COMPANY_ENDS: Final = ("有限", "股份", "集团", "控股", "分公司", "公司")
_NEAR: Final = 12
_GONE: Final = "\0"
_BLANKS: Final = re.compile(rf"[{_GONE}\s]")
_STARS: Final = "★☆▲△※*"


class Listed(NamedTuple):
    """A name in a list, without explanations, its place, and the role that a bracket behind it gives."""

    name: str
    start: int
    end: int
    tag: Role | None = None


def listed(text: str, base: int = 0) -> Iterator[Listed]:
    """The names of a list in folded text, in order; `base` is the text's own offset."""
    every, before = None, ""
    for start, end in _pieces(text):
        for one in _names(text[start:end], base + start):
            shared = every if every and is_bare_kind(one.name, behind=before) else None
            every, before = (every, before) if shared else (spreads(one.name), one.name)
            yield one._replace(name=shared + one.name) if shared else one


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between separators that stand outside brackets; a name broken by a blank is put together."""
    start, depth = 0, 0
    for mark in _MARKS.finditer(text):
        separator = mark[0]
        if separator in "()":
            depth = depth + 1 if separator == "(" else max(depth - 1, 0)
            continue
        if depth:
            continue
        if separator.isspace() and _is_broken(text[max(start, mark.start() - 24) : mark.start()]):
            continue
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def _is_broken(words: str) -> bool:
    """Whether a blank behind these words stands inside a name (市 发展改革委)."""
    words = _INNER.sub("", words).rstrip(") ")
    return len(words) == 1 or not ends_as_names_do(words)


def _names(piece: str, base: int) -> Iterator[Listed]:
    """The names of one stretch: brackets taken out, 等 and what it closes cut, 和 and 及 split."""
    words, tag = _without_explanations(piece)
    start = 0
    for join in _JOIN.finditer(words):
        right = words[join.end() : join.end() + _NEAR]
        if JOINS_AFTER.search(_last(words, start, join.start())) and right and not JOINS_NOTHING.match(right):
            yield from _one(words, start, join.start(), base, None)
            start = join.end()
    yield from _one(words, start, len(words), base, tag)


def _last(words: str, start: int, end: int) -> str:
    """The last characters of a stretch, explanations left out."""
    return words[max(start, end - 4 * _NEAR) : end].rstrip(_GONE)[-_NEAR:]


def _without_explanations(piece: str) -> tuple[str, Role | None]:
    """The words with explaining brackets blanked out, and the role that one of them gives."""
    tag: Role | None = None

    def blanked(found: re.Match[str]) -> str:
        nonlocal tag
        if _belongs_to_the_name(piece, found):
            return found[0]
        tag = tag or _role_of(found[1])
        return _GONE * len(found[0])

    if "(" not in piece:
        return piece, None
    return _INNER.sub(blanked, piece), tag


def _belongs_to_the_name(piece: str, bracket: re.Match[str]) -> bool:
    """Whether a bracket explains nothing: 各县(市、区), and a company's place (某某(某地)有限公司)."""
    before = piece[max(0, bracket.start() - 1) : bracket.start()]
    return is_area_bracket(before, bracket[1]) or piece.startswith(_COMPANY_ENDS, bracket.end())


def _role_of(words: str) -> Role | None:
    return next((role for pattern, role in _ROLE_TAGS if pattern.fullmatch(words.strip())), None)


def _one(words: str, start: int, end: int, base: int, tag: Role | None) -> Iterator[Listed]:
    """One name, trimmed; nothing where only a closing collective is left (等有关部门)."""
    leading = _LEADING.match(words, start, end)
    start = leading.end() if leading else start
    for etc in _ETC.finditer(words, start, end):
        if etc.start() == start or ends_as_names_do(_last(words, start, etc.start())):
            end = etc.start()
            break
    name = words[start:end].rstrip(_GONE + " \t" + _STARS)
    end = start + len(name)
    name = _BLANKS.sub("", name).rstrip(_STARS).strip("-—_")
    if name.endswith(")") and "(" not in name:
        name, end = name.rstrip(")"), end - 1  # closes a bracket that was opened on another line
    if name:
        yield Listed(name, base + start, base + end, tag)
