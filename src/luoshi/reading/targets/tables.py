"""Tables of indicators (主要指标表)."""
from __future__ import annotations
from collections.abc import Iterator, Sequence
from luoshi.reading.model import Frame, Node, Source, Target
from luoshi.reading.passages import Passage

class Places:
    def hold(self, passage: Passage) -> bool:
        return False

def places(source: Source, frame: Frame) -> Places:
    return Places()

def find(source: Source, frame: Frame, outline: Sequence[Node]) -> Iterator[Target]:
    return iter(())
