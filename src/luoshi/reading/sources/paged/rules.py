"""Tables by their ruled lines (框线表格)."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import neg
from typing import NamedTuple

import pypdfium2.raw as pdfium

THIN = 3.0  # points
NEAR = 3.0
LEAST_LENGTH = 8.0
MOST_OBJECTS = 20_000
MOST_RULES = 2_000
_ROUNDING = 0.01
_FEW_SEGMENTS = 6


class Rule(NamedTuple):
    """A straight line: `at` is its y (or x), from `start` to `end` along the other axis."""

    at: float
    start: float
    end: float


class Span(NamedTuple):
    """A cell of a ruled grid: rows and columns it covers, counted from the top left."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class Region:
    """A framed piece of a page: the grid's borders from left to right and from top to bottom."""

    xs: list[float]
    ys: list[float]  # falling
    spans: list[Span]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.xs[0] - NEAR <= x <= self.xs[-1] + NEAR and self.ys[-1] - NEAR <= y <= self.ys[0] + NEAR

    def keeps_together(self, left: float, right: float) -> bool:
        """Whether what stretches so far stands in one column."""
        first, last = self._column(left + 1), self._column(right - 1)
        return first >= last

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of the grid field at a point."""
        row = min(max(bisect_left(self.ys, -y, key=neg) - 1, 0), len(self.ys) - 2)
        return row, self._column(x)

    def _column(self, x: float) -> int:
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


def regions(page: object) -> list[Region]:
    """The ruled grids of a page from top to bottom."""
    across: list[Rule] = []
    down: list[Rule] = []
    for left, bottom, right, top in _strokes(page):
        if top - bottom <= THIN and right - left >= LEAST_LENGTH:
            across.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= THIN and top - bottom >= LEAST_LENGTH:
            down.append(Rule((left + right) / 2, bottom, top))
        if len(across) + len(down) > MOST_RULES:
            return []
    found = (_region(low, high, across, down) for low, high in _bands(down))
    return [region for region in found if region is not None]


def _strokes(page: object) -> Iterator[tuple[float, float, float, float]]:
    """The bounds of every straight stroke: thin shapes as they are, frames and grids edge by edge."""
    for place in range(min(pdfium.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        shape = pdfium.FPDFPage_GetObject(page, place)
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        left, bottom, right, top = _bounds(shape)
        if min(right - left, top - bottom) <= THIN:
            yield left, bottom, right, top
        elif pdfium.FPDFPath_CountSegments(shape) < _FEW_SEGMENTS:
            yield from _edges(left, bottom, right, top)
        else:
            yield from _segments(shape)


def _bounds(shape: object) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(shape, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _edges(
    left: float, bottom: float, right: float, top: float
) -> Iterator[tuple[float, float, float, float]]:
    yield left, bottom, left, top
    yield right, bottom, right, top
    yield left, bottom, right, bottom
    yield left, top, right, top


def _segments(shape: object) -> Iterator[tuple[float, float, float, float]]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for place in range(min(pdfium.FPDFPath_CountSegments(shape), MOST_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, place)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if before is not None and pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            yield (
                min(before[0], point[0]),
                min(before[1], point[1]),
                max(before[0], point[0]),
                max(before[1], point[1]),
            )
        before = point


def _bands(down: Sequence[Rule]) -> list[tuple[float, float]]:
    """The heights at which vertical rules stand, from the top: each is a table's, no two touch."""
    bands: list[list[float]] = []
    for rule in sorted(down, key=lambda rule: -rule.end):
        if bands and rule.end >= bands[-1][0] - NEAR:
            bands[-1][0] = min(bands[-1][0], rule.start)
        else:
            bands.append([rule.start, rule.end])
    return [(low, high) for low, high in bands]


def _region(low: float, high: float, across: Sequence[Rule], down: Sequence[Rule]) -> Region | None:
    across = [rule for rule in across if low - NEAR <= rule.at <= high + NEAR]
    down = [rule for rule in down if low - NEAR <= rule.start and rule.end <= high + NEAR]
    xs = _clustered([rule.at for rule in down])
    ys = _clustered([rule.at for rule in across])[::-1]
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > MOST_RULES:
        return None
    return Region(xs, ys, _spans(xs, ys, across, down))


def _clustered(values: Sequence[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > NEAR:
            kept.append(value)
    return kept


def _spans(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[Rule], down: Sequence[Rule]
) -> list[Span]:
    """The cells: a field grows to the right and downwards until a rule stops it (合并单元格)."""
    upright, level = _ruled(xs, down), _ruled(ys, across)
    taken: set[tuple[int, int]] = set()
    spans: list[Span] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            columns = _grown(column, upright, _middle(ys, row))
            rows = _grown(row, level, _middle(xs, column))
            taken.update((r, c) for r in range(row, row + rows) for c in range(column, column + columns))
            spans.append(Span(row, column, rows, columns))
    return spans


def _ruled(borders: Sequence[float], rules: Sequence[Rule]) -> list[list[Rule]]:
    """For each border the stretches that are ruled, in order and apart."""
    ordered = sorted(rules, key=lambda rule: rule.start)
    places = {border: place for place, border in enumerate(borders)}
    rising = sorted(borders)
    ruled: list[list[Rule]] = [[] for _ in borders]
    for rule in ordered:
        stretches = ruled[places[rising[max(0, bisect_right(rising, rule.at + _ROUNDING) - 1)]]]
        if stretches and rule.start <= stretches[-1].end + NEAR:
            stretches[-1] = Rule(rule.at, stretches[-1].start, max(stretches[-1].end, rule.end))
        else:
            stretches.append(rule)
    return ruled


def _grown(first: int, ruled: Sequence[Sequence[Rule]], along: float) -> int:
    size = 1
    while first + size < len(ruled) - 1 and not _is_ruled(ruled[first + size], along):
        size += 1
    return size


def _is_ruled(stretches: Sequence[Rule], along: float) -> bool:
    place = bisect_right(stretches, along, key=lambda rule: rule.start) - 1
    return place >= 0 and along <= stretches[place].end


def _middle(borders: Sequence[float], place: int) -> float:
    return (borders[place] + borders[place + 1]) / 2
