"""What an amended document did to the one before (修订比对): moved, reworded, split, merged, added, dropped."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from luoshi.reading.keys import words
from luoshi.reading.model import Reading

Fact = Any  # a node or a fact of a reading, or whatever else a piece stands for

_ALIKE = 0.5  # share of common runs from which two pieces are one piece reworded
_ALIKE_UNDER_ONE_HEADING = 0.15
_CONTAINED = 0.7  # share of a piece's runs found in another from which it was split off or merged
_RUN = 3
_COMMON = 40  # runs that more pieces than this hold tell nothing


class ChangeKind(StrEnum):
    KEPT = "kept"
    MOVED = "moved"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Change:
    """What became of some pieces: one or several of `old`, one or several of `new`.

    A piece may be both moved and reworded; every piece of both documents stands in exactly one change.
    """

    kinds: tuple[ChangeKind, ...]
    old: tuple[Fact, ...]
    new: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The changes of the outline and of the facts, each in the order of the new document, drops last."""

    sections: tuple[Change, ...]
    facts: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """What is compared: its kind and heading, its words, and the number of the section that it stands in."""

    fact: Fact
    kind: str
    heading: str
    words: str
    runs: frozenset[str]
    parent: int | None


def align(old: Reading, new: Reading) -> Alignment:
    """Compare two readings, the older first; facts are matched within the sections that were matched."""
    sections = _Match(_sections(old), _sections(new))
    facts = _Match(_facts(old), _facts(new))
    return Alignment(tuple(sections.changes()), tuple(facts.changes()))


def compare(
    *, sections: tuple[Sequence[Piece], Sequence[Piece]], facts: tuple[Sequence[Piece], Sequence[Piece]]
) -> Alignment:
    """Compare pieces of two documents, the older first; a fact's `parent` is the number of its section.

    A fact has moved when it stands in another section, or in another order within its own.
    """
    outlines = _Match(*sections)
    return Alignment(tuple(outlines.changes()), tuple(_Match(*facts, sections=outlines.to_new).changes()))


def _sections(reading: Reading) -> list[Piece]:
    at = {node.id: index for index, node in enumerate(reading.outline)}
    return [
        piece(
            node,
            heading=node.title,
            text=reading.source.text[node.title_start : node.end],
            parent=at.get(node.parent or ""),
        )
        for node in reading.outline
    ]


def _facts(reading: Reading) -> list[Piece]:
    text = reading.source.text
    titles = {node.id: node.title for node in reading.outline}
    found: list[Piece] = []
    for target in reading.facts.targets:
        words_of = text[target.start : target.end]
        found.append(piece(target, heading=f"target {target.indicator}", text=words_of))
    for promise in reading.facts.promises:
        words_of = text[promise.start : promise.end]
        found.append(piece(promise, heading=f"promise {promise.subject}", text=words_of))
    for deadline in reading.facts.deadlines:
        found.append(piece(deadline, heading="deadline", text=deadline.text))
    for duty in reading.facts.responsibilities:
        owed = f"{titles.get(duty.section, '')}{duty.agency}{duty.role}"
        found.append(piece(duty, heading=f"duty {owed}", text=owed))
    return found


def piece(fact: Fact, *, heading: str, text: str, kind: str = "", parent: int | None = None) -> Piece:
    """A piece of a document; without a kind of its own it is of its fact's."""
    said = words(text)
    kind = kind or type(fact).__name__
    runs = frozenset(said[at : at + _RUN] for at in range(max(1, len(said) - _RUN + 1)))
    return Piece(fact, kind, f"{kind} {words(heading)}", said, runs, parent)


class _Match:
    """One old piece for one new piece where they are the same or alike, then what was split off or merged."""

    def __init__(
        self, old: Sequence[Piece], new: Sequence[Piece], *, sections: Mapping[int, int] | None = None
    ) -> None:
        self.old, self.new = old, new
        self.sections = (
            sections  # which section of the newer is which of the older; None: pieces are sections
        )
        self.to_new: dict[int, int] = {}
        self.to_old: dict[int, int] = {}
        self._pair_equal()
        self._pair_alike()
        self.split = _contained(self._left_new(), self.new, self.old)
        self.split_of = _by_whole(self.split)
        left = [at for at in self._left_old() if at not in self.split_of]
        wholes = frozenset(range(len(self.new))) - self.split.keys()
        self.merged = {part: at for part, at in _contained(left, self.old, self.new).items() if at in wholes}
        self.merged_of = _by_whole(self.merged)

    def _left_old(self) -> list[int]:
        return [at for at in range(len(self.old)) if at not in self.to_new]

    def _left_new(self) -> list[int]:
        return [at for at in range(len(self.new)) if at not in self.to_old]

    def _pair(self, old: int, new: int) -> None:
        self.to_new[old], self.to_old[new] = new, old

    def _pair_equal(self) -> None:
        waiting: dict[tuple[str, str], deque[int]] = defaultdict(deque)
        for at, piece in enumerate(self.old):
            waiting[piece.heading, piece.words].append(at)
        for at, piece in enumerate(self.new):
            if same := waiting.get((piece.heading, piece.words)):
                self._pair(same.popleft(), at)

    def _pair_alike(self) -> None:
        scored = []
        for new, old, shared in _shared(self._left_new(), self.new, self._left_old(), self.old):
            ours, theirs = self.new[new], self.old[old]
            likeness = 2 * shared / (len(ours.runs) + len(theirs.runs))
            same_heading = ours.heading == theirs.heading
            if likeness >= (_ALIKE_UNDER_ONE_HEADING if same_heading else _ALIKE):
                scored.append((-(likeness + same_heading), old, new))
        for _, old, new in sorted(scored):
            if old not in self.to_new and new not in self.to_old:
                self._pair(old, new)

    def changes(self) -> Iterator[Change]:
        """Every piece of both sides once."""
        moved = self._moved()
        for new, piece in enumerate(self.new):
            if new in self.split:
                continue
            yield from self._change(new, piece, moved)
        for old in range(len(self.old)):
            if old not in self.to_new and old not in self.merged:
                parts = self.split_of.get(old, ())
                yield self._grouped(ChangeKind.SPLIT if parts else ChangeKind.DROPPED, (old,), parts)

    def _change(self, new: int, piece: Piece, moved: frozenset[int]) -> Iterator[Change]:
        old = self.to_old.get(new)
        parts = self.merged_of.get(new, ())
        if parts and old not in self.split_of:
            yield self._grouped(ChangeKind.MERGED, (*(() if old is None else (old,)), *parts), (new,))
        elif old is None:
            yield self._grouped(ChangeKind.ADDED, (), (new,))
        elif split := self.split_of.get(old):
            yield self._grouped(ChangeKind.SPLIT, (old, *parts), (new, *split))
        else:
            kinds = [ChangeKind.MOVED] if new in moved else []
            if self.old[old].words != piece.words:
                kinds.append(ChangeKind.REWORDED)
            yield Change(tuple(kinds) or (ChangeKind.KEPT,), (self.old[old].fact,), (piece.fact,))

    def _grouped(self, kind: ChangeKind, old: Iterable[int], new: Iterable[int]) -> Change:
        return Change((kind,), tuple(self.old[at].fact for at in old), tuple(self.new[at].fact for at in new))

    def _moved(self) -> frozenset[int]:
        """New pieces under another section than before, or in another order among their siblings."""
        siblings: dict[int | None, list[tuple[int, int]]] = defaultdict(list)
        above = self.to_new if self.sections is None else self.sections
        moved = set()
        for new, old in sorted(self.to_old.items()):
            above_old, above_new = self.old[old].parent, self.new[new].parent
            if (None if above_old is None else above.get(above_old)) != above_new:
                moved.add(new)
            else:
                siblings[above_new].append((new, old))
        for pairs in siblings.values():
            kept = _longest_rising([old for _, old in pairs])
            moved |= {new for at, (new, _) in enumerate(pairs) if at not in kept}
        return frozenset(moved)


def _shared(
    ours: Sequence[int], our_pieces: Sequence[Piece], theirs: Sequence[int], their_pieces: Sequence[Piece]
) -> Iterator[tuple[int, int, int]]:
    """Pairs that share runs, and how many; runs that many pieces hold are passed over: work stays linear."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at in theirs:
        for run in their_pieces[at].runs:
            holders[run].append(at)
    for at in ours:
        shared: Counter[int] = Counter()
        for run in our_pieces[at].runs:
            held = holders.get(run, ())
            if len(held) <= _COMMON:
                shared.update(held)
        for other, count in shared.items():
            yield at, other, count


def _contained(left: Sequence[int], pieces: Sequence[Piece], wholes: Sequence[Piece]) -> dict[int, int]:
    """Leftover pieces whose words stand for the most part in one piece of the other side: part -> whole."""
    found: dict[int, tuple[int, int]] = {}
    for part, whole, shared in _shared(left, pieces, range(len(wholes)), wholes):
        if _kin(pieces[part], wholes[whole]) and shared >= _CONTAINED * len(pieces[part].runs):
            found[part] = max(found.get(part, (0, 0)), (shared, whole))
    return {part: whole for part, (_, whole) in found.items()}


def _by_whole(contained: dict[int, int]) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for part, whole in sorted(contained.items()):
        found[whole] = (*found.get(whole, ()), part)
    return found


def _kin(one: Piece, other: Piece) -> bool:
    return one.kind == other.kind and len(one.runs) < len(other.runs)


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The indexes of a longest rising subsequence: what kept its order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [at]
        before.append(ends[place - 1] if place else None)
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return frozenset(kept)
