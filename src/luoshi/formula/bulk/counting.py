"""Count leaves (计数): many leaves of one period in one pass, each in the way that it can be counted exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from luoshi.formula import ir
from luoshi.formula.bulk import terms
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.frame import Frame
from luoshi.formula.bulk.groups import Groups
from luoshi.formula.bulk.known import Known, Number, Sign, Truth, Unsupported
from luoshi.formula.bulk.leaves import Compiled, Leaf, Sums, compiled, is_sure, parts_of, ranks, state, sums
from luoshi.formula.bulk.ranked import Ranked
from luoshi.formula.bulk.reasons import missing
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.tallies import Listed, Record, Summed, Tally
from luoshi.formula.bulk.terms import ONE, Term, TooLong
from luoshi.formula.catalogue import Level
from luoshi.formula.exact.aggregation import Held, bodies, kept, of_body
from luoshi.formula.exact.evaluator import Place
from luoshi.formula.exact.steps import Found
from luoshi.formula.periods import Period

MOST_STATES: Final = 8  # conditions by which bodies are grouped in one pass


@dataclass
class Pass:
    """Leaves that are counted in one query: what the bodies are grouped by, what is added up."""

    states: dict[Term, str] = field(default_factory=dict)
    parts: dict[tuple[str, Term], str] = field(default_factory=dict)
    leaves: list[tuple[str, Sums]] = field(default_factory=list)

    def has_room(self, wanted: Sums) -> bool:
        return not self.leaves or len({*self.states, *wanted.states}) <= MOST_STATES

    def add(self, key: str, wanted: Sums) -> None:
        for one in wanted.states:
            self.states.setdefault(one, f"state {len(self.states)}")
        for part in wanted.parts.values():
            self.parts.setdefault(part, f"part {len(self.parts)}")
        self.leaves.append((key, wanted))


class Counting:
    """Counts leaves of one period, of one other period for comparison on the same bodies, in some dimensions."""

    def __init__(
        self, table: Table, dimensions: tuple[str, ...], period: Period, pair: Period | None
    ) -> None:
        self.table, self.dimensions, self.period, self.pair = table, dimensions, period, pair
        self.frame = Frame(table, period)
        self.compiler = Compiler(self.frame, table.exact)
        # what `present` gives, where a pass has seen it
        self.seen: list[tuple[str | None, ...]] | None = None

    @property
    def asked(self) -> frozenset[Period | None]:
        """The periods whose change makes another count."""
        return frozenset(self.frame.asked)

    def count(self, leaves: Iterable[tuple[str, Leaf]]) -> dict[str, Tally | None]:
        """The tallies by key; None for a leaf that only the exact evaluator can count, cell by cell."""
        found: dict[str, Tally | None] = {}
        passes: list[Pass] = []
        for key, node in leaves:
            if self.frame.is_empty:
                found[key] = Listed(Groups(self.table.catalogue, self.dimensions, ()), ())
                continue
            leaf, wanted = self._planned(node)
            if wanted is not None:
                self._placed(passes, key, wanted)
            elif leaf is not None:
                found[key] = self._one_by_one(node, leaf)
            else:
                found[key] = self._exactly(node)
        for one in passes:
            found |= self._summed(one)
        return found

    def _planned(self, node: Leaf) -> tuple[Compiled | None, Sums | None]:
        """A leaf as an engine gives it, body by body, and as it adds it up; None where it can't."""
        try:
            leaf = compiled(self.compiler, self.frame, node, self.period, self.pair)
        except (Unsupported, TooLong):
            return None, None
        if not is_sure(leaf):
            return None, None
        try:
            return leaf, sums(node, leaf, sum(self.table.partitions[own].rows for own in self.frame.bases))
        except (Unsupported, TooLong):
            return leaf, None

    def _placed(self, passes: list[Pass], key: str, wanted: Sums) -> None:
        place = next((one for one in passes if one.has_room(wanted)), None)
        if place is None:
            place = Pass()
            passes.append(place)
        place.add(key, wanted)

    # added up by the engine

    def _summed(self, one: Pass) -> dict[str, Tally | None]:
        gives = [*self._members(), *((name, term) for term, name in one.states.items())]
        parts = (("rows", "sum", ONE), *((name, *part) for part, name in one.parts.items()))
        found = self.table.engine.run(self.frame.query(gives, sums=parts))
        groups = self._groups(found)
        columns = {
            name: _numbers(found.column(name)) for name in found.column_names if not name.startswith("in ")
        }
        self.seen = [own for own, rows in zip(groups.members, columns["rows"].tolist(), strict=True) if rows]
        return {key: self._tally(one, wanted, groups, columns) for key, wanted in one.leaves}

    def _tally(self, one: Pass, wanted: Sums, groups: Groups, columns: dict[str, Any]) -> Summed:
        values = {name: columns[one.parts[part]] for name, part in wanted.parts.items()}
        values["rows"] = columns["rows"]
        return Summed(
            wanted,
            groups,
            _joined([columns[one.states[each]] for each in wanted.states], len(groups.members)),
            values,
        )

    def _members(self) -> list[tuple[str, Term]]:
        """The number of each body's member in each dimension, -1 where it is not known."""
        held = [(one, self.frame.member(one)) for one in self.dimensions]
        return [
            (f"in {one}", terms.chosen(terms.equal(sign.bits, terms.NOUGHT), sign.term, terms.whole(-1)))
            for one, sign in held
        ]

    def _groups(self, found: Any) -> Groups:
        return Groups(self.table.catalogue, self.dimensions, self._texts(found))

    def _texts(self, found: Any) -> list[tuple[str | None, ...]]:
        columns = [found.column(f"in {one}").to_pylist() for one in self.dimensions]
        if not columns:
            return [()] * found.num_rows
        text = self.table.codes.text
        return [tuple(None if one < 0 else text(one) for one in row) for row in zip(*columns, strict=True)]

    def present(self) -> list[tuple[str | None, ...]]:
        """The members of the bodies, each mix of them once."""
        if self.frame.is_empty:
            return []
        query = self.frame.query(self._members(), sums=(("rows", "sum", ONE),))
        found = self.table.engine.run(query)
        return [
            own
            for own, rows in zip(self._texts(found), found.column("rows").to_pylist(), strict=True)
            if rows
        ]

    # body by body

    def _one_by_one(self, node: Leaf, leaf: Compiled) -> Tally:
        try:
            return self._ranked(*ranks(node, leaf))
        except Unsupported:
            return self._listed(leaf)

    def _ranked(self, asked: dict[str, Term], step: Fraction) -> Ranked:
        """Values that are sorted, as columns of whole numbers."""
        found = self._bodies(asked)
        columns = {name: _numbers(found.column(name)) for name in asked}
        members, columns["group"] = self._grouped(found)
        return Ranked(Groups(self.table.catalogue, self.dimensions, members), columns, step)

    def _grouped(self, found: Any) -> tuple[list[tuple[str | None, ...]], Any]:
        """The groups that there are, and of each body which is its own."""
        import numpy

        keys = numpy.zeros(found.num_rows, dtype=numpy.int64)
        for one in self.dimensions:
            numbers = found.column(f"in {one}").to_numpy()
            keys = keys * (len(self.table.codes) + 1) + numbers + 1
        _, first, own = numpy.unique(keys, return_index=True, return_inverse=True)
        return self._texts(found.take(first)), own

    def _bodies(self, asked: dict[str, Term]) -> Any:
        """What is asked of every body that a condition keeps, or may keep."""
        wanted = terms.negated(terms.equal(asked["state"], terms.NOUGHT))
        return self.table.engine.run(
            self.frame.query([*self._members(), *asked.items()], kept=wanted, with_body=False)
        )

    def _listed(self, leaf: Compiled) -> Listed:
        """Bodies as the engine gives them: it computes, what can't be added up is put together here."""
        asked = {"state": state(leaf.where)}
        for name, value in (("value", leaf.value), ("weight", leaf.weight)):
            asked |= {f"{name} {part}": term for part, term in _parts(value)}
        found = self._bodies(asked)
        lists = {name: found.column(name).to_pylist() for name in asked}
        values, weights = (
            self._values(value, name, lists)
            for name, value in (("value", leaf.value), ("weight", leaf.weight))
        )
        rows = zip(self._texts(found), lists["state"], values, weights, strict=True)
        records = [
            Record(members, True if state == 1 else missing(1), Held("", value, weight))
            for members, state, value, weight in rows
        ]
        return Listed(Groups(self.table.catalogue, self.dimensions, ()), records)

    def _values(self, known: Known, name: str, lists: dict[str, list[Any]]) -> Iterator[Found]:
        bits = lists[f"{name} bits"]
        overs, unders = lists.get(f"{name} over", bits), lists.get(f"{name} under", bits)
        for own, over, under in zip(bits, overs, unders, strict=True):
            if own:
                yield missing(own)
            elif isinstance(known, Number):
                yield Fraction(int(over), int(under)) * known.factor
            else:
                yield bool(over) if isinstance(known, Truth) else str(over)  # codes count by what is the same

    def _exactly(self, node: Leaf) -> Listed | None:
        """Bodies as the exact evaluator gives them, each once; None where the cell itself is part of the value."""
        value, weight = parts_of(node)
        own = [one for one in (value, weight, node.where) if one is not None]
        if any(name.level is Level.AREA for one in own for name in ir.reads(one).values()):
            return None
        exact, place = self.table.exact, Place(self.period, pair=self.pair)
        records = []
        for body in bodies(exact, place):
            is_kept = kept(exact, node.where, body, place)
            if is_kept is False:
                continue
            value_of, weight_of = (
                of_body(exact, one, body, place) if is_kept is True else True for one in (value, weight)
            )
            members = tuple(exact.source.member(body, one, self.period) for one in self.dimensions)
            records.append(Record(members, is_kept, Held(body, value_of, weight_of)))
        return Listed(Groups(self.table.catalogue, self.dimensions, ()), records)


def _parts(value: Known) -> list[tuple[str, Term]]:
    if isinstance(value, Number) and isinstance(value.over, Term) and isinstance(value.under, Term):
        return [("bits", value.bits), ("over", value.over), ("under", value.under)]
    if isinstance(value, Sign):
        return [("bits", value.bits), ("over", value.term)]
    return [("bits", value.bits), *([("over", terms.flag(value.true))] if isinstance(value, Truth) else [])]


def _numbers(column: Any) -> Any:
    """A column of whole numbers as an array: of 64 bits, or of Python's own where they are longer."""
    import numpy
    import pyarrow

    if pyarrow.types.is_integer(column.type):
        return column.to_numpy().astype(numpy.int64)
    return numpy.array([int(one) for one in column.to_pylist()], dtype=object)


def _joined(states: list[Any], size: int) -> Any:
    """Whether all parts of a condition hold: one that is false settles it, one that is unknown leaves it open."""
    import numpy

    found = numpy.ones(size, dtype=numpy.int64)
    for one in states:
        found = numpy.where((found == 0) | (one == 0), 0, numpy.maximum(found, one))
    return found
