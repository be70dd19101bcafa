"""The picture of a flow (流程图): boxes, arrows and words with their places, for whoever paints them.

It knows nothing of fonts: a Chinese character is as wide as it is high, another a little more than half of that, so
that words fit into what is kept for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from luoshi.work.engine.flows import SYSTEM, Flow, State
from luoshi.work.engine.layering import Layers, Line, Spot, layered, stays

BIG, SMALL = 14, 12  # of letters: a state's name, a move's
LEADING = 1.5
PADDING, GAP, MARGIN = 12, 18, 8
PORT = 16  # between two arrows at one box
CHANNEL = 30  # between two rows, more where arrows go far aside
WIDEST = 132
HEAD = 5
ROUNDS = 12
Says = Callable[[str], str]
TOKENS = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+")


@dataclass(frozen=True)
class Said:
    """A line of words, by the middle of its foot."""

    x: int
    y: int
    text: str
    is_small: bool


@dataclass(frozen=True)
class Box:
    """A state in the picture."""

    state: State
    x: int
    y: int
    width: int
    height: int
    words: tuple[Said, ...]
    stays: tuple[str, ...]
    is_begin: bool
    is_marked: bool

    @property
    def round(self) -> int:
        """How round its corners are: those of an end as round as can be."""
        return self.height // 2 if self.state.is_end else 6


@dataclass(frozen=True)
class Arrow:
    """The way from a state to another: its path, its head, and the moves that lead there in their place."""

    line: Line
    path: str
    head: str
    x: int
    y: int
    width: int
    height: int
    words: tuple[Said, ...]
    is_by_clock: bool


@dataclass(frozen=True)
class Drawing:
    """Everything that is painted, within its width and height."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True)
class Words:
    """Lines of words as they will stand, and the room that they take."""

    lines: tuple[tuple[str, bool], ...]  # each with whether it is small
    width: float
    height: float


@dataclass
class Frame:
    """A spot with its place: the middle, the top, the room for it."""

    width: float
    height: float
    words: Words
    middle: float = 0
    top: float = 0
    row: tuple[float, float] = (0, 0)  # where its row begins and ends

    @property
    def bottom(self) -> float:
        return self.top + self.height


Frames = dict[Spot, Frame]


def draw(made: Flow, *, says_state: Says, says_move: Says, marked: str = "") -> Drawing:
    """Lay the flow out with words in the reader's language; `marked` is the state in which a matter is."""
    layers = layered(made)
    frames = _frames(made, layers, says_state, says_move)
    _place_across(layers, frames)
    ports = _ports(layers, frames)
    _place_down(layers, frames, ports)
    boxes = tuple(
        _box(made, spot, frames[spot], is_marked=spot.state == marked)
        for row in layers.rows
        for spot in row
        if spot.state
    )
    arrows = tuple(_arrow(made, layers, number, frames, ports) for number in range(len(layers.lines)))
    return Drawing(
        width=round(max(frame.middle + frame.width / 2 for frame in frames.values()) + MARGIN),
        height=round(max(frame.bottom for frame in frames.values()) + MARGIN),
        boxes=boxes,
        arrows=arrows,
    )


def wide(text: str, size: int) -> float:
    """How much room a line of words takes at most."""
    return sum(size if letter >= "\u2e80" else size * 0.62 for letter in text)


def wrapped(text: str, size: int, most: float = WIDEST) -> list[str]:
    """Break words into lines; Chinese between any two characters, other words between words."""
    lines = [""]
    ends = 0
    for token in TOKENS.finditer(text):
        between = " " if token.start() > ends and lines[-1] else ""
        ends = token.end()
        longer = lines[-1] + between + token[0]
        if lines[-1] and wide(longer, size) > most:
            lines.append(token[0])
        else:
            lines[-1] = longer
    return lines


def _words(parts: Sequence[tuple[str, bool]]) -> Words:
    lines = tuple(
        (line, is_small) for text, is_small in parts for line in wrapped(text, SMALL if is_small else BIG)
    )
    sizes = [(SMALL if is_small else BIG) for _line, is_small in lines]
    return Words(
        lines,
        max((wide(line, size) for (line, _small), size in zip(lines, sizes, strict=True)), default=0),
        sum(size * LEADING for size in sizes),
    )


def _frames(made: Flow, layers: Layers, says_state: Says, says_move: Says) -> Frames:
    frames = {}
    for row in layers.rows:
        for spot in row:
            if spot.state:
                frames[spot] = _frame_of_state(made, made.by_state[spot.state], layers, says_state, says_move)
            else:
                moves = layers.lines[spot.line].moves if spot.is_worded else ()
                words = _words([(says_move(code), True) for code in moves])
                frames[spot] = Frame(words.width, words.height, words)
    return frames


def _frame_of_state(made: Flow, state: State, layers: Layers, says_state: Says, says_move: Says) -> Frame:
    words = _words(
        [
            (says_state(state.code), False),
            *((f"↻ {says_move(code)}", True) for code in stays(made, state)),
        ]
    )
    lower = sum(1 for chain in layers.chains if chain[0].state == state.code)
    upper = sum(1 for chain in layers.chains if chain[-1].state == state.code)
    least = (max(lower, upper) + 1) * PORT
    return Frame(max(words.width + 2 * PADDING, least), words.height + PADDING, words)


def _place_across(layers: Layers, frames: Frames) -> None:
    """Put each spot as near as its neighbours in the row allow to the middle of those above and below."""
    near: dict[Spot, list[Spot]] = {}
    for upper, lower in layers.links:
        near.setdefault(upper, []).append(lower)
        near.setdefault(lower, []).append(upper)
    for row in layers.rows:
        _settle(row, frames, {spot: 0.0 for spot in row})
    for number in range(ROUNDS):
        for row in layers.rows if number % 2 else reversed(layers.rows):
            wished = {
                spot: sum(frames[each].middle for each in near[spot]) / len(near[spot])
                if spot in near
                else frames[spot].middle
                for spot in row
            }
            _settle(row, frames, wished)
    left = min(frame.middle - frame.width / 2 for frame in frames.values())
    for frame in frames.values():
        frame.middle = round(frame.middle - left + MARGIN)


def _settle(row: Sequence[Spot], frames: Frames, wished: Mapping[Spot, float]) -> None:
    """The places nearest to those wished for (least squares) that keep the order and the gaps of a row."""
    offsets, offset = [], 0.0
    for number, spot in enumerate(row):
        if number:
            offset += (frames[row[number - 1]].width + frames[spot].width) / 2 + GAP
        offsets.append(offset)
    blocks: list[
        tuple[float, int]
    ] = []  # the sum of what is wished in a block that moves as one, and its length
    for spot, offset in zip(row, offsets, strict=True):
        total, count = wished[spot] - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before, many = blocks.pop()
            total, count = total + before, count + many
        blocks.append((total, count))
    places = [total / count for total, count in blocks for _each in range(count)]
    for spot, place, offset in zip(row, places, offsets, strict=True):
        frames[spot].middle = place + offset


Ports = dict[tuple[int, Spot, bool], float]


def _ports(layers: Layers, frames: Frames) -> Ports:
    """Where each arrow meets its spots: at a box beside each other, in the order of where they come from."""
    ports: Ports = {}
    sides: dict[tuple[Spot, bool], list[tuple[float, int]]] = {}
    for number, chain in enumerate(layers.chains):
        for spot in chain[1:-1]:
            ports[number, spot, True] = ports[number, spot, False] = frames[spot].middle
        sides.setdefault((chain[0], True), []).append((frames[chain[1]].middle, number))
        sides.setdefault((chain[-1], False), []).append((frames[chain[-2]].middle, number))
    for (spot, is_below), ends in sides.items():
        frame = frames[spot]
        step = frame.width / (len(ends) + 1)
        for place, (_from, number) in enumerate(sorted(ends), start=1):
            ports[number, spot, is_below] = round(frame.middle - frame.width / 2 + place * step)
    return ports


def _place_down(layers: Layers, frames: Frames, ports: Ports) -> None:
    """Rows under each other, farther apart where arrows go far aside."""
    aside = [0.0] * len(layers.rows)
    for number, chain in enumerate(layers.chains):
        for upper, lower in pairwise(chain):
            far = abs(ports[number, upper, True] - ports[number, lower, False])
            aside[lower.row] = max(aside[lower.row], far)
    top = MARGIN
    for place, row in enumerate(layers.rows):
        top += round(CHANNEL + min(aside[place] / 8, CHANNEL)) if place else 0
        height = round(max((frames[spot].height for spot in row), default=0))
        for spot in row:
            frame = frames[spot]
            if spot.state:
                frame.height = height
            frame.top = top + (height - frame.height) // 2
            frame.row = (top, top + height)
        top += height


def _box(made: Flow, spot: Spot, frame: Frame, *, is_marked: bool) -> Box:
    state = made.by_state[spot.state]
    return Box(
        state=state,
        x=round(frame.middle - frame.width / 2),
        y=round(frame.top),
        width=round(frame.width),
        height=round(frame.height),
        words=_said(frame),
        stays=tuple(stays(made, state)),
        is_begin=state.code == made.begins,
        is_marked=is_marked,
    )


def _said(frame: Frame) -> tuple[Said, ...]:
    said, foot = [], frame.top + (frame.height - frame.words.height) / 2
    for text, is_small in frame.words.lines:
        size = SMALL if is_small else BIG
        foot += size * LEADING
        said.append(Said(round(frame.middle), round(foot - size * 0.42), text, is_small))
    return tuple(said)


def _arrow(made: Flow, layers: Layers, number: int, frames: Frames, ports: Ports) -> Arrow:
    line, chain = layers.lines[number], layers.chains[number]
    worded = next((spot for spot in chain if spot.is_worded), chain[1])
    frame = frames[worded]
    tip = (chain[0], True) if line.is_back else (chain[-1], False)
    return Arrow(
        line=line,
        path=_path(number, chain, frames, ports),
        head=_head(ports[number, *tip], frames[tip[0]], is_up=line.is_back),
        x=round(frame.middle - frame.width / 2),
        y=round(frame.top),
        width=round(frame.width),
        height=round(frame.height),
        words=_said(frame),
        is_by_clock=bool(line.moves) and all(made.by_move[code].by == SYSTEM for code in line.moves),
    )


def _path(number: int, chain: Sequence[Spot], frames: Frames, ports: Ports) -> str:
    """From row to row in a bow, straight past what stands in a row, interrupted where the words stand."""
    parts: list[str] = []
    for upper, lower in pairwise(chain):
        x, to_x = round(ports[number, upper, True]), round(ports[number, lower, False])
        y, to_y = round(frames[upper].row[1]), round(frames[lower].row[0])
        middle = (y + to_y) // 2
        if upper.is_worded or upper == chain[0]:
            parts.append(f"M{x} {round(frames[upper].bottom)}")
        parts.append(f"L{x} {y}C{x} {middle} {to_x} {middle} {to_x} {to_y}")
        if lower.is_worded:
            parts.append(f"L{to_x} {round(frames[lower].top)}")
    return "".join(parts)


def _head(x: float, frame: Frame, *, is_up: bool) -> str:
    tip, foot = (frame.bottom, frame.bottom + 2 * HEAD) if is_up else (frame.top, frame.top - 2 * HEAD)
    return f"M{round(x)} {round(tip)}L{round(x) - HEAD} {round(foot)}L{round(x) + HEAD} {round(foot)}Z"
