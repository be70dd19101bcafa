"""Automatic numbers (自动编号): what Word prints before a paragraph and keeps out of its text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lxml import etree

from luoshi.reading.sources.word import numerals
from luoshi.reading.sources.word.names import MC, VAL, W, is_on, whole

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_SYMBOLS = {  # bullets of the symbol fonts
    "\uf0b7": "•", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf0d8": "➢",
    "\uf0fc": "✓", "\uf0a7": "▪", "\uf0b2": "◆",
}  # fmt: skip


@dataclass(slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None  # lvlRestart
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class Sequence:
    """The numbers reached in one list definition; lists that share it count on (同一编号)."""

    levels: dict[int, Level]
    reached: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class Numbered:
    """A list that paragraphs name by its numId."""

    sequence: Sequence
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)  # startOverride, used once


class Numbering:
    """A file's lists, counting as the paragraphs come."""

    def __init__(self, root: etree._Element | None, style_number: Callable[[str], int | None]) -> None:
        self.unknown: set[str] = set()
        self._style_number = style_number
        self._abstract = (
            {}
            if root is None
            else {e.get(f"{W}abstractNumId"): e for e in root.iterchildren(f"{W}abstractNum")}
        )
        self._numbers = (
            {} if root is None else {whole(e.get(f"{W}numId"), -1): e for e in root.iterchildren(f"{W}num")}
        )
        self._sequences: dict[str | None, Sequence] = {}
        self._lists: dict[int, Numbered | None] = {}

    def label(self, number: int, level: int | None, style: str | None) -> tuple[str, str]:
        """Count one paragraph and give its label and what follows it ("tab", "space", "nothing")."""
        numbered = self._list(number)
        if numbered is None:
            return "", "nothing"
        place = min(max(_level_of_style(numbered, style) if level is None else level, 0), LEVELS - 1)
        definition = numbered.levels.get(place)
        if definition is None:
            return "", "nothing"
        self._count(numbered, place)
        return self._text(numbered, place, definition), definition.suffix

    def _list(self, number: int) -> Numbered | None:
        if number not in self._lists:
            element = self._numbers.get(number)
            self._lists[number] = None if element is None else self._read_list(element)
        return self._lists[number]

    def _read_list(self, element: etree._Element) -> Numbered | None:
        sequence = self._sequence(_value(element, "abstractNumId"))
        if sequence is None:
            return None
        numbered = Numbered(sequence, dict(sequence.levels))
        for override in element.iterchildren(f"{W}lvlOverride"):
            place = whole(override.get(f"{W}ilvl"), 0)
            replacement, start = override.find(f"{W}lvl"), _value(override, "startOverride")
            if replacement is not None:
                numbered.levels[place] = _read_level(replacement)
            if start is not None:
                numbered.starts[place] = whole(start, 1)
                numbered.levels[place] = replace(numbered.levels.get(place, Level()), start=whole(start, 1))
        return numbered

    def _sequence(self, name: str | None) -> Sequence | None:
        """The list definition of this id; one that only links to a list style is followed once or twice."""
        for _ in range(4):
            if name in self._sequences:
                return self._sequences[name]
            element = self._abstract.get(name)
            if element is None:
                return None
            link = _value(element, "numStyleLink")
            if link is None:
                self._sequences[name] = Sequence(_read_levels(element))
                return self._sequences[name]
            number = self._style_number(link)
            target = None if number is None else self._numbers.get(number)
            name = None if target is None else _value(target, "abstractNumId")
        return None

    def _count(self, numbered: Numbered, place: int) -> None:
        reached = numbered.sequence.reached
        start = numbered.starts.pop(place, None)
        current = reached[place]
        level = numbered.levels[place]
        reached[place] = level.start if current is None else current + 1
        if start is not None:
            reached[place] = start
        for below in range(place + 1, LEVELS):
            definition = numbered.levels.get(below)
            if definition is None or _restarts(definition, place):
                reached[below] = None

    def _text(self, numbered: Numbered, place: int, definition: Level) -> str:
        if definition.format == "bullet":
            return "".join(_SYMBOLS.get(character, character) for character in definition.text)

        def number(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            reached = numbered.sequence.reached[level]
            shown = numbered.levels.get(level, Level())
            return self._printed(
                shown.start if reached is None else reached, "decimal" if definition.legal else shown.format
            )

        return _PLACE.sub(number, definition.text)

    def _printed(self, number: int, format: str) -> str:
        text = numerals.printed(number, format)
        if text is None:
            self.unknown.add(format)
            return str(number)
        return text


def _restarts(level: Level, place: int) -> bool:
    """Whether a number of the level `place` (0-based) starts this deeper level afresh."""
    return level.restart is None or (level.restart != 0 and place < level.restart)


def _level_of_style(numbered: Numbered, style: str | None) -> int:
    for place, level in numbered.levels.items():
        if style and level.style == style:
            return place
    return 0


def _read_levels(element: etree._Element) -> dict[int, Level]:
    return {whole(e.get(f"{W}ilvl"), 0): _read_level(e) for e in element.iterchildren(f"{W}lvl")}


def _read_level(element: etree._Element) -> Level:
    restart = _value(element, "lvlRestart")
    return Level(
        start=whole(_value(element, "start"), 1) if element.find(f"{W}start") is not None else 0,
        format=_format(element),
        text=_value(element, "lvlText") or "",
        suffix=_value(element, "suff") or "tab",
        restart=None if restart is None else whole(restart, 0),
        legal=is_on(element.find(f"{W}isLgl")),
        style=_value(element, "pStyle") or "",
    )


def _format(element: etree._Element) -> str:
    """The number format; a custom one stands in an alternative whose fallback every Word understands."""
    plain = _value(element, "numFmt")
    if plain is not None:
        return plain
    fallback = element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    return "decimal" if fallback is None else fallback.get(VAL, "decimal")


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(VAL)
