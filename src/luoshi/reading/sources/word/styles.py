"""Paragraph and character styles (样式): what a paragraph inherits."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from luoshi.reading.sources.word.names import VAL, W, is_on, whole

_HEADING = re.compile(r"heading ([1-9])|标题 ?([1-9])", re.I)
_CONTENTS = re.compile(r"toc [1-9]|目录 ?[1-9]|toc heading|toc标题", re.I)
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Style:
    """What counts of a style, with what it is based on worked in."""

    name: str = ""
    level: int | None = None  # 1 … 9
    number: int | None = None  # numId
    number_level: int | None = None  # ilvl
    bold: bool = False
    centred: bool = False
    hidden: bool = False
    contents: bool = False  # a line of a table of contents


PLAIN = Style()


class Styles:
    """A file's styles by their id."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        for element in () if root is None else root.iterchildren(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            self._elements[name] = element
            if element.get(f"{W}default") in {"1", "true"} and element.get(f"{W}type") == "paragraph":
                self._default = name

    def get(self, name: str | None) -> Style:
        """A style by id; without one, the default paragraph style."""
        key = self._default if name is None else name
        if key not in self._known:
            self._resolve(key)
        return self._known[key]

    def character(self, name: str) -> Style:
        """A character style by id."""
        return self.get(name)

    def _resolve(self, name: str) -> None:
        """Work out a style and those it is based on, the deepest first; a circle ends the chain."""
        chain: list[str] = []
        key: str | None = name
        while key and key not in self._known and key not in chain and len(chain) < _DEEPEST:
            chain.append(key)
            key = _value(self._elements.get(key), f"{W}basedOn")
        style = self._known.get(key or "", PLAIN)
        for key in reversed(chain):
            element = self._elements.get(key)
            style = style if element is None else _inherit(style, element)
            self._known[key] = style
        self._known.setdefault(name, PLAIN)


def _inherit(parent: Style, element: etree._Element) -> Style:
    name = _value(element, f"{W}name") or ""
    style = replace(parent, name=name, contents=_CONTENTS.fullmatch(name) is not None)
    heading = _HEADING.fullmatch(name)
    if heading:
        style = replace(style, level=int(heading[1] or heading[2]))
    return _with_run_properties(
        _with_paragraph_properties(style, element.find(f"{W}pPr")), element.find(f"{W}rPr")
    )


def _with_paragraph_properties(style: Style, properties: etree._Element | None) -> Style:
    if properties is None:
        return style
    number = properties.find(f"{W}numPr")
    if number is not None:
        style = replace(
            style,
            number=whole(_value(number, f"{W}numId"), -1)
            if number.find(f"{W}numId") is not None
            else style.number,
            number_level=whole(_value(number, f"{W}ilvl"), 0)
            if number.find(f"{W}ilvl") is not None
            else None,
        )
    outline = _value(properties, f"{W}outlineLvl")
    if outline is not None:
        style = replace(style, level=heading_level(outline))
    alignment = _value(properties, f"{W}jc")
    return style if alignment is None else replace(style, centred=alignment == "center")


def _with_run_properties(style: Style, properties: etree._Element | None) -> Style:
    if properties is None:
        return style
    bold, hidden = properties.find(f"{W}b"), properties.find(f"{W}vanish")
    return replace(
        style,
        bold=style.bold if bold is None else is_on(bold),
        hidden=style.hidden if hidden is None else is_on(hidden),
    )


def heading_level(outline: str) -> int | None:
    """Word's outline level 0–8 as 1–9; 9 is body text."""
    level = whole(outline, 9)
    return level + 1 if 0 <= level <= 8 else None


def _value(element: etree._Element | None, path: str) -> str | None:
    found = None if element is None else element.find(path)
    return None if found is None else found.get(VAL)
