"""Documents cut into pages, and their words marked: nothing is lost, and every fact can be led to."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from luoshi.plan.engine.leaves import CHARACTERS, PARAGRAPHS, Leaf, leaf_of, leaves
from luoshi.plan.engine.marking import Mark, mark

texts = st.text(alphabet="甲乙丙。\n", max_size=300)


@st.composite
def marked_texts(draw):
    text = draw(texts.filter(lambda text: text.strip()))
    edges = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edges, edges).filter(lambda pair: pair[0] < pair[1]), max_size=8))
    return text, [Mark(start, end, "task") for start, end in spans]


@given(marked_texts())
def test_marking_keeps_every_character_but_line_feeds(drawn):
    text, marks = drawn
    kept = ["".join(run.text for run in each.runs) for each in mark(text, offset=0, marks=marks)]
    assert kept == [line for line in text.split("\n") if line.strip()]


@given(marked_texts(), st.integers(0, 1000))
def test_every_run_stands_where_it_says(drawn, offset):
    text, marks = drawn
    moved = [Mark(each.start + offset, each.end + offset, each.kind) for each in marks]
    for paragraph in mark(text, offset=offset, marks=moved):
        for run in paragraph.runs:
            assert text[run.start - offset :].startswith(run.text)


@given(marked_texts())
def test_the_first_words_of_every_mark_open_it_once(drawn):
    text, marks = drawn
    opened = [run.start for each in mark(text, offset=0, marks=marks) for run in each.runs if run.opens]
    shown = {each.start for each in marks if text[each.start] != "\n"}
    blank = {start for start in shown if not _line_of(text, start).strip()}
    assert len(opened) == len(set(opened))
    assert set(opened) == shown - blank


def _line_of(text, offset):
    begin = text.rfind("\n", 0, offset) + 1
    return text[begin : text.find("\n", begin) if "\n" in text[begin:] else len(text)]


def test_the_innermost_mark_shows():
    (paragraph,) = mark("甲乙丙丁", offset=0, marks=[Mark(0, 4, "task"), Mark(1, 3, "target")])
    assert [(run.text, run.mark.kind) for run in paragraph.runs] == [
        ("甲", "task"),
        ("乙丙", "target"),
        ("丁", "task"),
    ]


def test_a_place_without_a_fact_can_be_led_to():
    (paragraph,) = mark("甲乙丙", offset=10, marks=[], places=[11, 99])
    assert [(run.text, run.opens) for run in paragraph.runs] == [("甲", False), ("乙丙", True)]


@given(texts, st.lists(st.integers(0, 300)), st.lists(st.integers(0, 300)))
def test_pages_in_order_give_back_the_text(text, heads, facts):
    found = leaves(text, heads=sorted(heads), facts=sorted(facts))
    assert "".join(text[leaf.start : leaf.end] for leaf in found) == text


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30), st.integers(0, 2000))
def test_an_offset_is_on_the_page_that_holds_it(widths, offset):
    edges = [sum(widths[:number]) for number in range(len(widths) + 1)]
    found = tuple(Leaf(start, end) for start, end in pairwise(edges))
    leaf = found[leaf_of(found, offset) - 1]
    assert leaf.start <= min(offset, edges[-1] - 1) < leaf.end


def test_a_page_ends_at_a_heading_when_it_is_nearly_full():
    text = "段落\n" * (2 * PARAGRAPHS)
    head = 3 * 150
    assert leaves(text, heads=[head])[0] == Leaf(0, head)
    assert leaves(text)[0] == Leaf(0, 3 * PARAGRAPHS)


def test_a_page_holds_no_more_facts_than_can_be_listed():
    text = "段落\n" * 100
    facts = [number * 3 + place for number in range(100) for place in range(3)]
    for leaf in leaves(text, facts=facts):
        assert sum(leaf.start <= fact < leaf.end for fact in facts) <= 180


def test_a_paragraph_longer_than_a_page_is_cut():
    found = leaves("甲" * (CHARACTERS * 2 + 1))
    assert [leaf.end - leaf.start for leaf in found] == [CHARACTERS, CHARACTERS, 1]
