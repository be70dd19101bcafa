"""The picture of a flow: everything is in it, in its row, and nothing covers anything."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.work.engine.drawing import WIDEST, draw, wide, wrapped
from luoshi.work.engine.flows import SYSTEM, Move, State, flow, read_flow
from luoshi.work.engine.layering import crossings, layered
from tests.work.trial import Trial

NUMBER = re.compile(r"-?\d+")
STROKE = re.compile(r"([MLC])([^MLC]*)")
words = st.text("审核会签决定补正Pass on", min_size=1, max_size=24).filter(str.strip)


def drawn(made, **more):
    return draw(made, says_state=lambda code: code, says_move=lambda code: code, **more)


@st.composite
def flows(draw_one):
    """A flow of up to eight states and some thirty moves that `flow` takes: each state reached, an end from each."""
    count, ends = draw_one(st.integers(1, 6)), draw_one(st.integers(1, 3))
    later = [f"s{number}" for number in range(count)] + [f"end{number}" for number in range(ends)]
    states, moves = [], []

    def add(source, to, by="one"):
        label = draw_one(words)
        moves.append(Move(code=f"m{len(moves)}", label=label, sources=(source,), by=by, to=to))

    for number in range(count):
        code, following = f"s{number}", later[number + 1]
        is_parallel = draw_one(st.booleans())
        joined = following if is_parallel else ""
        states.append(
            State(
                code=code,
                label=draw_one(words),
                whose="many" if is_parallel else "one",
                is_parallel=is_parallel,
                joined=joined,
            )
        )
        add(code, "" if is_parallel else following, "many" if is_parallel else "one")
        for _extra in range(draw_one(st.integers(0, 4))):
            by = draw_one(st.sampled_from(["other", SYSTEM]))
            add(code, draw_one(st.sampled_from(["", *later])), by)
    for number in range(ends):
        add("s0", f"end{number}", "other")
        states.append(State(code=f"end{number}", label=draw_one(words)))
    return flow(
        code="any.flow",
        begins="s0",
        relations=("one", "many", "other"),
        states=tuple(states),
        moves=tuple(moves),
    )


def labelled(made):
    return draw(
        made,
        says_state=lambda code: made.by_state[code].label,
        says_move=lambda code: made.by_move[code].label,
    )


def edges(part):
    return part.x, part.y, part.x + part.width, part.y + part.height


def are_overlapping(one, other):
    left, top, right, bottom = edges(one)
    other_left, other_top, other_right, other_bottom = edges(other)
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom


def points(path):
    """Where the pen goes: along straight strokes and bows, in small steps."""
    here = None
    for letter, numbers in STROKE.findall(path):
        given = [int(each) for each in NUMBER.findall(numbers)]
        if letter == "M":
            here = tuple(given)
        elif letter == "L":
            yield from between((here, here, tuple(given), tuple(given)))
            here = tuple(given)
        else:
            ends = (here, tuple(given[:2]), tuple(given[2:4]), tuple(given[4:]))
            yield from between(ends)
            here = ends[-1]


def between(ends, steps=16):
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = ends
    for step in range(steps + 1):
        t = step / steps
        k = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield k[0] * ax + k[1] * bx + k[2] * cx + k[3] * dx, k[0] * ay + k[1] * by + k[2] * cy + k[3] * dy


def is_inside(point, part):
    left, top, right, bottom = edges(part)
    return left < point[0] < right and top < point[1] < bottom


@given(flows())
def test_every_state_and_every_move_is_in_the_picture(made):
    picture = labelled(made)

    shown = {code for arrow in picture.arrows for code in arrow.line.moves}
    kept = {code for box in picture.boxes for code in box.stays}
    assert [box.state.code for box in sorted(picture.boxes, key=lambda box: box.state.code)] == sorted(
        made.by_state
    )
    assert shown | kept == set(made.by_move)


@given(flows())
def test_the_words_of_every_state_and_move_are_in_the_picture(made):
    picture = labelled(made)

    for box in picture.boxes:
        said = "".join(each.text for each in box.words).replace(" ", "")
        expected = box.state.label + "".join(f"↻{made.by_move[code].label}" for code in box.stays)
        assert said == expected.replace(" ", "")
    for arrow in picture.arrows:
        said = "".join(each.text for each in arrow.words).replace(" ", "")
        assert said == "".join(made.by_move[code].label for code in arrow.line.moves).replace(" ", "")


@given(flows())
def test_no_box_and_no_words_cover_another(made):
    picture = labelled(made)
    parts = [*picture.boxes, *(arrow for arrow in picture.arrows if arrow.words)]

    assert [(one, other) for one, other in combinations(parts, 2) if are_overlapping(one, other)] == []


@given(flows())
def test_no_arrow_runs_through_a_box_or_through_words(made):
    picture = labelled(made)
    parts = [*picture.boxes, *(arrow for arrow in picture.arrows if arrow.words)]

    ways = [point for arrow in picture.arrows for point in points(arrow.path)]
    assert [(point, part) for point in ways for part in parts if is_inside(point, part)] == []


@given(flows())
def test_everything_is_within_the_picture(made):
    picture = labelled(made)

    for part in (*picture.boxes, *picture.arrows):
        left, top, right, bottom = edges(part)
        assert left >= 0
        assert top >= 0
        assert right <= picture.width
        assert bottom <= picture.height
    for arrow in picture.arrows:
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in points(arrow.path))


@given(flows())
def test_each_arrow_goes_from_its_state_to_its_state(made):
    picture = labelled(made)
    boxes = {box.state.code: box for box in picture.boxes}

    for arrow in picture.arrows:
        way = list(points(arrow.path))
        ends = [way[-1], way[0]] if arrow.line.is_back else [way[0], way[-1]]
        for (x, y), code in zip(ends, (arrow.line.source, arrow.line.target), strict=True):
            left, top, right, bottom = edges(boxes[code])
            assert left < x < right
            assert y in (top, bottom)


@given(flows())
def test_it_begins_at_the_top_ends_at_the_bottom_and_only_back_arrows_go_up(made):
    picture = labelled(made)
    boxes = {box.state.code: box for box in picture.boxes}
    lowest = {box.y for box in picture.boxes if box.state.is_end}

    assert boxes[made.begins].y == min(box.y for box in picture.boxes)
    assert len(lowest) == 1
    assert all(box.y < min(lowest) for box in picture.boxes if not box.state.is_end)
    assert all(
        (boxes[arrow.line.source].y > boxes[arrow.line.target].y) == arrow.line.is_back
        for arrow in picture.arrows
    )


@given(flows())
def test_the_same_flow_is_drawn_the_same(made):
    again = read_flow(made.definition())

    assert labelled(again) == labelled(made)


@given(words, st.sampled_from([12, 14]))
def test_wrapped_words_keep_every_letter_and_their_width(text, size):
    lines = wrapped(text, size)

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(wide(line, size) <= WIDEST for line in lines)


class TestTheTrial:
    def test_a_step_back_goes_up(self):
        back = {arrow.line.moves for arrow in drawn(Trial().flow).arrows if arrow.line.is_back}

        assert back == {("supply",), ("disagree",)}

    def test_what_stays_stands_in_its_box(self):
        boxes = {box.state.code: box.stays for box in drawn(Trial().flow).boxes}

        assert (boxes["review"], boxes["countersign"], boxes["supplement"]) == (
            ("remark", "transfer"),
            ("remark",),
            (),
        )

    def test_a_parallel_state_leads_where_each_voice_leads(self):
        arrows = {arrow.line.moves: arrow.line.target for arrow in drawn(Trial().flow).arrows}

        assert (arrows["agree",], arrows["disagree",]) == ("decision", "review")

    def test_the_present_state_alone_is_marked(self):
        boxes = drawn(Trial().flow, marked="decision").boxes

        assert [box.state.code for box in boxes if box.is_marked] == ["decision"]

    def test_what_the_clock_does_is_told_apart(self):
        arrows = drawn(Trial().flow).arrows

        assert [arrow.line.moves for arrow in arrows if arrow.is_by_clock] == [("lapse",)]

    def test_it_has_at_most_one_crossing(self):
        layers, below = layered(Trial().flow), {}
        for upper, lower in layers.links:
            below.setdefault(upper, []).append(lower)

        assert crossings(layers.rows, below) <= 2


@pytest.mark.parametrize(("order", "found"), [((0, 1, 2), 0), ((1, 0, 2), 1), ((2, 1, 0), 3)])
def test_crossings_are_counted_as_pairs_of_arrows_that_change_places(order, found):
    upper, lower = ["a", "b", "c"], ["x", "y", "z"]
    below = {above: [lower[place]] for above, place in zip(upper, order, strict=True)}

    assert crossings([upper, lower], below) == found
