"""Cells (分组): which groups of an engine's answer lie in which cell, at every height of the dimensions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

from luoshi.formula.catalogue import Catalogue

Cell: TypeAlias = tuple[tuple[str, str], ...]  # dimension and member, in the order of dimensions


class Groups:
    """Groups of bodies by their members in some dimensions; each lies in a cell for every mix of heights."""

    def __init__(
        self, catalogue: Catalogue, dimensions: Sequence[str], members: Sequence[tuple[str | None, ...]]
    ) -> None:
        self.catalogue, self.dimensions, self.members = catalogue, tuple(dimensions), members
        self._spread: dict[tuple[str, ...], Spread] = {}

    def over(self, dimensions: tuple[str, ...]) -> Spread:
        """Their cells in some of the dimensions."""
        found = self._spread.get(dimensions)
        if found is None:
            found = Spread(self, dimensions)
            self._spread[dimensions] = found
        return found

    def cells_of(self, members: tuple[str | None, ...], dimensions: tuple[str, ...]) -> list[Cell]:
        """The cells in which a group lies; none where its member in one of the dimensions is not known."""
        own = dict(zip(self.dimensions, members, strict=True))
        heights = [[(one, at) for at in self._above(one, own[one])] for one in dimensions]
        return [tuple(cell) for cell in product(*heights)]

    def _above(self, dimension: str, member: str | None) -> list[str]:
        """The member itself and all above it."""
        tree = self.catalogue.dimensions.get(dimension)
        parents: Mapping[str, str] = tree.parents if tree else {}
        found: list[str] = []
        while member is not None and member not in found:
            found.append(member)
            member = parents.get(member)
        return found


class Spread:
    """Groups set beside the cells in which they lie, sorted by cell, so that a cell's groups stand together."""

    def __init__(self, groups: Groups, dimensions: tuple[str, ...]) -> None:
        import numpy

        self.cells: dict[Cell, int] = {}
        known: dict[tuple[str | None, ...], list[int]] = {}
        pairs: list[tuple[int, int]] = []
        for group, members in enumerate(groups.members):
            if members not in known:
                cells = groups.cells_of(members, dimensions)
                known[members] = [self.cells.setdefault(cell, len(self.cells)) for cell in cells]
            pairs += [(cell, group) for cell in known[members]]
        pairs.sort()
        self.order = numpy.array([group for _, group in pairs], dtype=numpy.int64)
        numbers = numpy.array([cell for cell, _ in pairs], dtype=numpy.int64)
        self.starts = numpy.flatnonzero(numpy.diff(numbers, prepend=-1)) if pairs else numbers

    def groups_of(self, cell: int) -> list[int]:
        """The groups of a cell, by its number."""
        end = self.starts[cell + 1] if cell + 1 < len(self.starts) else len(self.order)
        found: list[int] = self.order[self.starts[cell] : end].tolist()
        return found

    def fold(self, how: str, values: Any) -> list[int]:
        """The sum, least or greatest of each cell's groups."""
        import numpy

        function = {"sum": "add", "min": "minimum", "max": "maximum"}[how]
        if not len(self.order):
            return []
        found: list[int] = getattr(numpy, function).reduceat(values[self.order], self.starts).tolist()
        return found
