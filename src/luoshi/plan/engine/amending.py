"""What an amended document made of each commitment (修订对照), by the reader's comparison of documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.plan.engine.checkup import Live
from luoshi.plan.engine.stated import Stated
from luoshi.reading.align import Change, ChangeKind, Piece, compare, piece

GROUPS = (ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.ADDED, ChangeKind.DROPPED)


@dataclass(frozen=True, slots=True)
class Pair:
    """An older and a newer commitment, by number; one of them may be missing. `keeps` passes the identity on."""

    old: int | None
    new: int | None
    kind: str
    is_moved: bool = False
    keeps: bool = False


def amended(*, old: Live, new: Live) -> tuple[Pair, ...]:
    """Every commitment of both once or, where it was split or merged, once for each part."""
    found = compare(sections=(_sections(old), _sections(new)), facts=(_facts(old), _facts(new)))
    return tuple(pair for change in found.facts for pair in _pairs(change))


def _pairs(change: Change) -> Iterator[Pair]:
    kind = next((each for each in change.kinds if each in GROUPS), None)
    if kind is None:
        is_reworded = ChangeKind.REWORDED in change.kinds
        kind = ChangeKind.REWORDED if is_reworded else ChangeKind.KEPT
    is_moved = ChangeKind.MOVED in change.kinds
    sides = [(old, new) for old in change.old or (None,) for new in change.new or (None,)]
    for at, (before, after) in enumerate(sides):
        keeps = at == 0 and before is not None and after is not None
        yield Pair(before, after, str(kind), is_moved, keeps)


def _sections(live: Live) -> list[Piece]:
    at = {node.id: number for number, node in enumerate(live.outline)}
    return [
        piece(
            node.id,
            kind="section",
            heading=node.title,
            text=live.text[node.title_start : node.end],
            parent=at.get(node.parent or ""),
        )
        for node in live.outline
    ]


def _facts(live: Live) -> list[Piece]:
    at = {node.id: number for number, node in enumerate(live.outline)}
    ends = {node.title_start: node.end for node in live.outline}
    return [
        piece(
            number,
            kind=_kind(stated),
            heading=stated.title,
            text=live.text[stated.start : ends[stated.start] if stated.is_heading else stated.end],
            parent=at.get(stated.section or ""),
        )
        for number, stated in _in_order(live)
    ]


def _in_order(live: Live) -> Sequence[tuple[int, Stated]]:
    return sorted(live.commitments.items(), key=lambda item: (item[1].start, item[1].end, item[0]))


def _kind(stated: Stated) -> str:
    """A goal is the same goal with a number and without: an amended document gives vague goals numbers."""
    return "goal" if stated.kind in ("target", "promise") else stated.kind
