"""What stands on a page (版面元素): lines and characters with their places, in points from the lower left."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.reading.sources.normal import width


@dataclass(slots=True)
class Printed:
    """A line as it stands on the page; the origin is the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    at: int = 0  # the place of its first character among the page's

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def em(self) -> float:
        """The width that the line gives a Chinese character."""
        return 2 * (self.right - self.left) / max(1, width(self.text))


@dataclass(slots=True)
class Glyph:
    """A character or a run of them with its box; a blank takes its place from what stands before it."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
