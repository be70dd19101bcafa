"""Which section a statement speaks for (责任归属的层级).

A bracket belongs to the item it ends. A line after the last of several items (1. 2. 3.) belongs to the section
above them, unless the other items have lines of their own; (一) and 节 keep the lines in them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from luoshi.reading.model import Node, NodeKind
from luoshi.reading.responsibilities.statements import Form, Statement

# What may stand behind the last line of a block: 完成时限:2020年底。
_OTHER_LABELS: Final = re.compile(r"(?:[\s【\[(]*[一-鿿]{2,10}:[^\n]{0,80}|[\s。;)】\]]++)*+")
# Parts that a chapter is divided into have bodies of their own: no line at their end speaks for the chapter.
_PART_OF_A_CHAPTER: Final = re.compile(r"[(（][一二三四五六七八九十]+[)）]|第.{1,4}节")
_MANY: Final = 2  # so many silent items before the line leave no doubt that it speaks for all
_ROOT: Final = -1


class Sections:
    """The outline with the statements that stand in it."""

    def __init__(self, text: str, outline: Sequence[Node], statements: Sequence[Statement]) -> None:
        self._text = text
        self._nodes = [node for node in outline if node.kind is not NodeKind.TABLE_ROW]
        self._starts = [node.start for node in self._nodes]
        self._statements = statements
        self._places = [bisect_right(self._starts, one.start) - 1 for one in statements]
        self._parents = self._parent_indexes()
        self._children = self._child_indexes()
        self._before = self._statements_before()
        self._closing = self._closing_places()
        self._own, self._shared = self._pattern()

    def of_all(self) -> list[str | None]:
        """The section of each statement, in order; None before the first heading."""
        return [self._section(one, place) for one, place in zip(self._statements, self._places, strict=True)]

    def _section(self, statement: Statement, place: int) -> str | None:
        if place == _ROOT:
            return None
        if statement.form is Form.LINE and place in self._closing:
            while self._climbs(place):
                place = self._parents[place]
        return self._nodes[place].id

    def _climbs(self, place: int) -> bool:
        """Whether a line at the end of this place speaks for the place above."""
        if not self._ends_its_parent(place) or _PART_OF_A_CHAPTER.match(self._nodes[place].marker):
            return False
        if self._elders_speak(place):
            return False
        elders = len(self._children[self._parents[place]]) - 1
        if elders >= _MANY:
            return True
        own, shared = self._own[self._scope(place)], self._shared[self._scope(place)]
        runs_in = (
            self._nodes[place].kind is NodeKind.RUN_IN
        )  # a paragraph long: a line behind it is not its own
        return shared >= own if elders or runs_in else shared > own

    def _ends_its_parent(self, place: int) -> bool:
        parent = self._parents[place]
        return parent != _ROOT and self._children[parent][-1] == place

    def _elders_speak(self, place: int) -> bool:
        first = self._children[self._parents[place]][0]
        return self._before[place] > self._before[first]

    def _scope(self, place: int) -> tuple[int, int]:
        """Places are compared with those of the same level under the same chapter."""
        parent = self._parents[place]
        return (self._parents[parent] if parent != _ROOT else _ROOT), self._nodes[place].level

    def _pattern(self) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
        """How often items have lines of their own, and how often one line closes several items."""
        own: Counter[tuple[int, int]] = Counter()
        shared: Counter[tuple[int, int]] = Counter()
        for place in self._line_places():
            if not self._ends_its_parent(place) or self._elders_speak(place):
                own[self._scope(place)] += 1
            elif len(self._children[self._parents[place]]) > 1:
                shared[self._scope(place)] += 1
        return own, shared

    def _line_places(self) -> set[int]:
        pairs = zip(self._statements, self._places, strict=True)
        return {place for one, place in pairs if one.form is Form.LINE and place != _ROOT}

    def _closing_places(self) -> set[int]:
        """Places whose own text ends with their statements."""
        last = {place: one for one, place in zip(self._statements, self._places, strict=True)}
        return {place for place, one in last.items() if place != _ROOT and self._closes(place, one)}

    def _closes(self, place: int, statement: Statement) -> bool:
        if place == len(self._nodes) - 1:
            return True  # behind the last item may stand the document's closing words
        end = self._nodes[place].end
        match = _OTHER_LABELS.match(self._text, statement.end, max(end, statement.end))
        return match is not None and match.end() >= end

    def _parent_indexes(self) -> list[int]:
        index = {node.id: at for at, node in enumerate(self._nodes)}
        return [index.get(node.parent, _ROOT) if node.parent else _ROOT for node in self._nodes]

    def _child_indexes(self) -> dict[int, list[int]]:
        children: dict[int, list[int]] = {}
        for at, parent in enumerate(self._parents):
            children.setdefault(parent, []).append(at)
        return children

    def _statements_before(self) -> list[int]:
        """How many statements stand in the places before each."""
        counts = Counter(self._places)
        return [0, *accumulate(counts[at] for at in range(len(self._nodes)))]
