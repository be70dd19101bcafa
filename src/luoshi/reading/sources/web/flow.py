"""The lines of a web page's subtree (行文): blocks and <br> end a line, everything else runs on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from luoshi.reading.sources.draft import Draft, Line
from luoshi.reading.sources.web.tree import BLOCKS, HEADINGS, UNREAD, centring, is_hidden, squeezed, weight

_INDENT = ("\u3000", "\u00a0\u00a0", "  ")


@dataclass(slots=True)
class Manner:
    """How the text of an open element is printed."""

    bold: bool = False
    centred: bool = False
    level: int | None = None
    keeps_breaks: bool = False


@dataclass(slots=True)
class Flow:
    """Collects text into lines; `write` takes each line as it ends."""

    write: Callable[[Line], None]
    parts: list[str] = field(default_factory=list)
    spoken: int = 0
    bold: int = 0
    centred: bool = False
    level: int | None = None

    def add(self, text: str, manner: Manner) -> None:
        """Add text to the open line."""
        if manner.keeps_breaks and "\n" in text:
            for piece in text.split("\n")[:-1]:
                self._add(piece, manner)
                self.end()
            text = text.rsplit("\n", 1)[1]
        self._add(text, manner)

    def _add(self, text: str, manner: Manner) -> None:
        self.parts.append(text)
        length = len(text.strip())
        if not length:
            return
        self.centred = manner.centred and (self.centred or not self.spoken)
        self.spoken += length
        self.level = manner.level
        if manner.bold:
            self.bold += length

    def end(self) -> None:
        """End the open line."""
        if self.spoken:
            text = squeezed("".join(self.parts))
            emphasis = self.centred or self.bold == self.spoken
            self.write(
                Line(text, level=self.level, emphasis=emphasis, indented=text.lstrip(" ").startswith(_INDENT))
            )
        self.parts, self.spoken, self.bold, self.centred, self.level = [], 0, 0, False, None


def write_subtree(
    root: etree._Element,
    flow: Flow,
    *,
    special: Callable[[etree._Element], bool] = lambda element: False,
) -> None:
    """Send a subtree's text through the flow; `special` may take an element for itself and say so."""
    flow.end()
    stack: list[tuple[etree._Element, Iterator[etree._Element], Manner]] = []
    _open(root, Manner(), flow, stack)
    while stack:
        element, children, manner = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if element.tag in BLOCKS:
                flow.end()
            if stack and element.tail:
                flow.add(element.tail, stack[-1][2])
        elif _is_unread(child) or special(child):
            if child.tail:
                flow.add(child.tail, manner)
        elif child.tag == "br":
            flow.end()
            if child.tail:
                flow.add(child.tail, manner)
        else:
            _open(child, manner, flow, stack)
    flow.end()


def _is_unread(element: etree._Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in UNREAD or is_hidden(element)


def _open(
    element: etree._Element,
    manner: Manner,
    flow: Flow,
    stack: list[tuple[etree._Element, Iterator[etree._Element], Manner]],
) -> None:
    tag = element.tag
    if tag in BLOCKS:
        flow.end()
    if element.keys() or tag in HEADINGS or tag in ("b", "strong", "th", "center", "pre"):
        manner = Manner(
            weight(element, manner.bold),
            centring(element, manner.centred),
            HEADINGS.get(tag, manner.level),
            manner.keeps_breaks or tag == "pre",
        )
    if element.text:
        flow.add(element.text, manner)
    stack.append((element, element.iterchildren(), manner))


def lines_of(
    root: etree._Element, *, special: Callable[[etree._Element], bool] = lambda element: False
) -> list[Line]:
    """A subtree's lines, tables read through, without what `special` takes."""
    draft = Draft()
    write_subtree(root, Flow(draft.write), special=special)
    return draft.lines
