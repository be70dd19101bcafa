"""Count leaves (计数): many leaves of one period in one pass, each in the way that it can be counted exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from luoshi.formula import ir
from luoshi.formula.bulk import terms
from luoshi.formula.bulk.compiler import Compiler
from luoshi.formula.bulk.frame import Frame, asking
from luoshi.formula.bulk.groups import Groups
from luoshi.formula.bulk.known import Known, Number, Sign, Truth, Unsupported
from luoshi.formula.bulk.leaves import Compiled, Leaf, Sums, compiled, is_sure, parts_of, ranks, state, sums
from luoshi.formula.bulk.passes import Answer, Members, Pass, answered, numbers, texts
from luoshi.formula.bulk.ranked import Ranked
from luoshi.formula.bulk.reasons import missing
from luoshi.formula.bulk.table import Table
from luoshi.formula.bulk.tallies import Listed, Record, Tally
from luoshi.formula.bulk.terms import Term, TooLong
from luoshi.formula.catalogue import Level
from luoshi.formula.exact.aggregation import Held, bodies, kept, of_body
from luoshi.formula.exact.evaluator import Place
from luoshi.formula.exact.steps import Found
from luoshi.formula.periods import Period


class Counting:
    """Counts leaves of one period, of one other period for comparison on the same bodies, in some dimensions."""

    def __init__(
        self,
        table: Table,
        dimensions: tuple[str, ...],
        period: Period,
        pair: Period | None,
        *,
        is_wide: bool = False,
    ) -> None:
        self.table, self.dimensions, self.period, self.pair = table, dimensions, period, pair
        self.frame = Frame(table, period, is_wide=is_wide)
        self.compiler = Compiler(self.frame, table.exact)
        self.found: dict[str, Tally | None] = {}
        self.passes: list[Pass] = []
        # the members of the bodies, where a pass has seen them
        self.seen: list[tuple[str | None, ...]] | None = None

    @property
    def asked(self) -> frozenset[Period | None]:
        """The periods whose change makes another count."""
        return frozenset(self.frame.asked)

    def add(self, key: str, node: Leaf) -> None:
        """Count a leaf, or put it into a pass; what is found is None where only the exact evaluator can count it."""
        if self.frame.is_empty:
            self.found[key] = Listed(Groups(self.table.catalogue, self.dimensions, ()), ())
            return
        leaf, wanted = self._planned(node)
        if wanted is not None:
            self._placed(key, wanted)
        elif leaf is not None:
            self.found[key] = self._one_by_one(node, leaf)
        else:
            self.found[key] = self._exactly(node)

    def take(self, one: Pass, answer: Answer) -> None:
        """Take what an engine says to a pass."""
        self.seen = answer.present
        self.found |= {key: answer.tally(one, wanted) for key, wanted in one.leaves}

    def look(self) -> None:
        """Ask which members the bodies have."""
        if self.frame.is_empty:
            self.seen = []
        elif not self.passes:
            self.passes.append(Pass(self.frame, self._members()))

    def _planned(self, node: Leaf) -> tuple[Compiled | None, Sums | None]:
        """A leaf as an engine gives it, body by body, and as it adds it up; None where it can't."""
        try:
            leaf = compiled(self.compiler, self.frame, node, self.period, self.pair)
        except (Unsupported, TooLong):
            return None, None
        if not is_sure(leaf):
            return None, None
        try:
            return leaf, sums(node, leaf, self.frame)
        except (Unsupported, TooLong):
            return leaf, None

    def _placed(self, key: str, wanted: Sums) -> None:
        place = next((one for one in self.passes if one.has_room(wanted)), None)
        if place is None:
            place = Pass(self.frame, self._members())
            self.passes.append(place)
        place.add(key, wanted)

    def _members(self) -> Members:
        """The number of each body's member in each dimension, -1 where it is not known."""
        held = [(one, self.frame.member(one)) for one in self.dimensions]
        return tuple(
            (f"in {one}", terms.chosen(terms.equal(sign.bits, terms.NOUGHT), sign.term, terms.whole(-1)))
            for one, sign in held
        )

    # body by body

    def _one_by_one(self, node: Leaf, leaf: Compiled) -> Tally:
        try:
            return self._ranked(*ranks(node, leaf))
        except Unsupported:
            return self._listed(leaf)

    def _ranked(self, asked: dict[str, Term], step: Fraction) -> Ranked:
        """Values that are sorted, as columns of whole numbers."""
        found = self._bodies(asked)
        columns = {name: numbers(found.column(name)) for name in asked}
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
        return texts(self.table, self.dimensions, found.take(first)), own

    def _bodies(self, asked: dict[str, Term]) -> Any:
        """What is asked of every body that a condition keeps, or may keep."""
        wanted = terms.negated(terms.equal(asked["state"], terms.NOUGHT))
        return self.table.engine.run(
            asking([self.frame], [*self._members(), *asked.items()], kept=wanted, with_body=False)
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
        rows = zip(texts(self.table, self.dimensions, found), lists["state"], values, weights, strict=True)
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


def count(countings: Iterable[Counting], table: Table, dimensions: tuple[str, ...]) -> None:
    """Ask for the passes of all countings, each kind of pass once."""
    of = {one: own for own in countings for one in own.passes}
    for one, answer in answered(of, table, dimensions):
        of[one].take(one, answer)
