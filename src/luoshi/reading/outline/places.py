"""Levels: every heading in its place (标题级次)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from luoshi.reading.markers import Mark, Number
from luoshi.reading.model import NodeKind
from luoshi.reading.outline.headings import Heading
from luoshi.reading.outline.loose import is_prologue
from luoshi.reading.outline.ranks import learned_order

_HINT: Final = "level "
_NEAR: Final = 50  # headings


def _hint_rank(hint: int) -> str:
    return f"{_HINT}{hint}"


def set_levels(headings: Sequence[Heading]) -> None:
    """Give every heading its level; an annex (附件) is ranked by itself, one level down."""
    for annex, part in _parts(headings):
        if annex:
            annex.level = 1
        _Part(part, 1 if annex else 0).set_levels()


def _parts(headings: Sequence[Heading]) -> Iterator[tuple[Heading | None, list[Heading]]]:
    annex: Heading | None = None
    part: list[Heading] = []
    for heading in headings:
        if heading.mark and heading.mark.kind is Number.ANNEX:
            yield annex, part
            annex, part = heading, []
        else:
            part.append(heading)
    yield annex, part


@dataclass(slots=True)
class _Box:
    """An open box (专栏): its level, its table, and the kinds its items use, widest first."""

    level: int
    table: int | None
    kinds: list[Number | NodeKind] = field(default_factory=list)
    last: dict[Number, int] = field(default_factory=dict)

    def takes(self, heading: Heading) -> bool:
        """Whether a heading is an item of this box; a table right below the box's title is its inside."""
        if self.table is None and heading.table is not None and not self.kinds:
            self.table = heading.table
        if self.table is not None or heading.mark is None:
            return heading.table == self.table
        kind, value = heading.mark.kind, heading.mark.value
        if kind <= Number.HAN and self.kinds[:1] == [NodeKind.RUN_IN]:
            return False  # items named by words have no numbers of chapters below them
        if kind in self.last:
            return value == self.last[kind] + 1 or (value == 1 and self.kinds[0] is not kind)
        return (value == 1 and kind > Number.ARTICLE) or kind is Number.BARE

    def place(self, heading: Heading) -> None:
        kind = heading.mark.kind if heading.mark else heading.kind
        if kind not in self.kinds:
            self.kinds.append(kind)
        if heading.mark:
            self.last[heading.mark.kind] = heading.mark.value
        heading.level = self.level + 1 + self.kinds.index(kind)


class _Part:
    """The main part or one annex: its headings are ranked among the kinds it uses."""

    def __init__(self, headings: list[Heading], shift: int) -> None:
        self.headings = headings
        self.shift = shift
        self.outer = _outside_boxes(headings)
        self.order: list[Number | str] = list(learned_order(self.outer))
        self._make_room()
        self._make_room_for_hints()

    def set_levels(self) -> None:
        for heading in self.outer:
            if heading.mark:
                heading.level = self._rank(heading.mark.kind)
        self._place_missing_numbers()
        hints = self._hinted_levels()
        for at, heading in enumerate(self.outer):
            if not heading.level and heading.kind is NodeKind.UNNUMBERED:
                heading.level = hints.get(heading.hint or 0) or self._standing_level(at)
        self._place_boxes_and_run_ins()

    def _rank(self, kind: Number | str) -> int:
        return self.order.index(kind) + 1 + self.shift

    # --- headings without a number that have numbered ones below them

    def _make_room(self) -> None:
        """Put a rank for headings without a number above the numbers that start anew under each of them."""
        for kind in list(self.order):
            if isinstance(kind, Number) and self._stand_between(kind):
                self.order.insert(self.order.index(kind), f"above {kind.name}")

    def _make_room_for_hints(self) -> None:
        """Put a rank for each level of the format that numbers do not stand for, above numbers of lower levels."""
        kinds = self._hinted_kinds()
        hints = [
            each.hint for each in self.outer if each.hint and not each.mark and not is_prologue(each.title)
        ]
        others = sorted(set(hints) - set(kinds.values()))
        if sum(hint in others for hint in hints) < 2:
            return
        for hint in others:
            lower = (
                at
                for at, kind in enumerate(self.order)
                if isinstance(kind, Number) and kinds.get(kind, 99) > hint
            )
            self.order.insert(next(lower, len(self.order)), _hint_rank(hint))

    def _hinted_kinds(self) -> dict[Number, int]:
        """The level that the format gives to each kind of number, where it gives one."""
        seen: dict[Number, Counter[int]] = {}
        for heading in self.outer:
            if heading.mark and heading.hint:
                seen.setdefault(heading.mark.kind, Counter())[heading.hint] += 1
        return {kind: hints.most_common(1)[0][0] for kind, hints in seen.items()}

    def _stand_between(self, kind: Number) -> bool:
        at = self.order.index(kind)
        wider = self.order[at - 1] if at else None
        opened = total = running = value = 0
        above: Heading | None = None  # the last heading without a number since the last numbered one
        before: Number | None = None
        for heading in self.outer:
            if heading.mark is None:
                above = heading if heading.kind is NodeKind.UNNUMBERED and not heading.hint else above
                continue
            if heading.mark.kind is kind and heading.mark.value == 1:
                total += 1
                opened += bool(above and not is_prologue(above.title) and (before is wider or before is kind))
            elif heading.mark.kind is kind and before is kind and heading.mark.value == value + 1:
                running += bool(above)  # 连续编号: the number counts on under the next heading
            before, above = heading.mark.kind, None
            value = heading.mark.value if heading.mark.kind is kind else value
        return opened >= 1 and opened + running >= 2 and 2 * opened >= total

    def _place_missing_numbers(self) -> None:
        """A heading whose number was left out (漏编号) takes the place that the numbers leave open."""
        last: dict[Number, int] = {}
        waiting: list[Heading] = []
        for heading in self.outer:
            if heading.mark is None:
                waiting.append(heading)
                continue
            kind, value = heading.mark.kind, heading.mark.value
            if last.get(kind, 0) + 2 == value and (gap := _standing(waiting)):
                gap[-1].level = heading.level
            rank = self._rank(kind)
            for narrower in [each for each in last if self._rank(each) > rank]:
                del last[narrower]
            last[kind] = value
            waiting = []

    def _hinted_levels(self) -> dict[int, int]:
        """Our level for each level of the format."""
        levels = {hint: self._rank(kind) for kind, hint in self._hinted_kinds().items()}
        for kind in self.order:
            if isinstance(kind, str) and kind.startswith(_HINT):
                levels[int(kind.removeprefix(_HINT))] = self._rank(kind)
        return levels

    def _standing_level(self, at: int) -> int:
        heading = self.outer[at]
        before = next(
            (each for each in reversed(self.outer[max(0, at - 50) : at]) if each.mark or each.level), None
        )
        if before is None or is_prologue(heading.title):
            return 1 + self.shift
        below = self.outer[at + 1] if at + 1 < len(self.outer) else None
        if below and below.mark and (below.mark.value == 1 or self._run_through(at, below.mark)):
            return self._level_above(below, before)
        if before.kind is NodeKind.UNNUMBERED:
            return before.level
        return self._beside(before) or before.level + 1

    def _run_through(self, at: int, below: Mark) -> bool:
        """Whether numbers count on under headings without one (连续编号), the first of which opened at 1."""
        following: Mark | None = None
        for each in reversed(self.outer[max(0, at - _NEAR) : at]):
            if each.mark is None:
                if following and following.kind is below.kind and following.value == 1:
                    return each.kind is NodeKind.UNNUMBERED
                continue
            if following is None and (each.mark.kind is not below.kind or each.mark.value + 1 != below.value):
                return False
            following = each.mark
        return False

    def _level_above(self, below: Heading, before: Heading) -> int:
        """The level of a heading without a number under which numbers start."""
        level = below.level - 1
        return max(level, 1 + self.shift)

    def _beside(self, before: Heading) -> int | None:
        """The rank made for headings without a number, where the text stands inside it."""
        for at, kind in enumerate(self.order):
            if isinstance(kind, str) and not kind.startswith(_HINT) and at + 1 + self.shift <= before.level:
                return at + 1 + self.shift
        return None

    # --- boxes and run-in headings

    def _place_boxes_and_run_ins(self) -> None:
        box: _Box | None = None
        section = self.shift
        outer = {id(heading): at for at, heading in enumerate(self.outer)}
        before = -1  # the last heading that is no box and no run-in one, by its place among the outer ones
        within: int | None = None  # an item that holds a box of its own
        for heading in self.headings:
            at = outer.get(id(heading))
            if heading.kind is NodeKind.BOX:
                within = before if self._holds_box(before, within) else within
                heading.level = (section if within == before else self._level_around(before)) + 1
                box = _Box(heading.level, heading.table)
            elif at is None and box:
                box.place(heading)
            elif heading.kind is NodeKind.RUN_IN:
                heading.level = section + 1
            else:
                section, box, before = heading.level, None, at if at is not None else before

    def _holds_box(self, at: int, within: int | None) -> bool:
        """Whether a box stands in the item before it, or sums up the section behind its last item."""
        if at < 0:
            return True
        item, below = self.outer[at], self._numbered_after(at)
        if item.alone or item.mark is None:
            return True
        if (
            below
            and below.mark
            and below.mark.kind is item.mark.kind
            and below.mark.value == item.mark.value + 1
        ):
            return True
        sibling = self.outer[within] if within is not None and within >= 0 else None
        return bool(
            sibling and sibling.mark and sibling.level == item.level and sibling.mark.value < item.mark.value
        )

    def _numbered_after(self, at: int) -> Heading | None:
        return next((each for each in self.outer[at + 1 : at + 30] if each.mark), None)

    def _level_around(self, at: int) -> int:
        """The level of the section that an item stands in."""
        item = self.outer[at]
        around = (
            each.level for each in reversed(self.outer[max(0, at - 200) : at]) if each.level < item.level
        )
        return next(around, self.shift)


def _standing(headings: Sequence[Heading]) -> list[Heading]:
    return [heading for heading in headings if heading.kind is NodeKind.UNNUMBERED]


def _outside_boxes(headings: Sequence[Heading]) -> list[Heading]:
    """Headings that are neither boxes nor items of one."""
    box: _Box | None = None
    outside = []
    for heading in headings:
        if heading.kind is NodeKind.BOX:
            box = _Box(0, heading.table)
        elif box and box.takes(heading):
            box.place(heading)
        else:
            box = None
            outside.append(heading)
    return outside
