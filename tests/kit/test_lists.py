"""A list's state lives in the address: whatever stands there is read, and written in one way only."""

from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import given
from hypothesis import strategies as st

from luoshi.kit.lists import Between, Choice, Column, Empty, ListPage, Many, Named, Scope, YesNo, read
from luoshi.kit.lists.address import MOST_PAGES
from luoshi.kit.lists.exports import harmless

PAGE = ListPage(
    key="probe.things",
    label="Things",
    model=None,
    source=lambda scope: None,
    columns=(
        Column(key="name", label="Name", sort=("name",), is_fixed=True),
        Column(key="size", label="Size", kind="number", sort=("size", "-weight")),
        Column(key="day", label="Day", kind="day", is_shown=False),
    ),
    order=("-size",),
    search=("name",),
    filters=(
        Choice(key="kind", label="Kind", narrow="kind", options=(("a", "A"), ("b", "B"))),
        Many(key="colour", label="Colour", narrow="colour__in", options=(("red", "Red"), ("blue", "Blue"))),
        YesNo(key="good", label="Good", narrow="is_good"),
        Named(key="body", label="Body", narrow="body__name", suggested=lambda scope: ["X"]),
        Between(key="made", label="Made", narrow="made_on"),
    ),
    carried=("on",),
    nothing=Empty(text="Nothing"),
)
SCOPE = Scope(by=None, on=date(2025, 9, 15))
NAMES = st.sampled_from(
    ["q", "kind", "colour", "good", "body", "made_from", "made_until", "sort", "cols", "page", "view", "on",
     "at_size", "at_name", "bogus", "export"]
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["a", "red", "yes", "2020-01-01", "2019-12-31", "name,-size", "-day", "size,name", "7", "0", "-1",
         "99999999999999999999", "\0", "x" * 300, "٣", "2020-W01-1", "9999-12-31"]
    ),
)  # fmt: skip
QUERIES = st.lists(st.tuples(NAMES, VALUES), max_size=8).map(urlencode)


def state_of(query):
    return read(PAGE, QueryDict(query), SCOPE)


@given(query=st.text(max_size=60) | QUERIES)
def test_every_address_is_read_and_written_in_one_way(query):
    state = state_of(query)
    again = state_of(state.query)
    assert not again.faults
    assert replace(again, faults=state.faults) == state
    assert again.query == state.query


@given(query=QUERIES)
def test_a_chip_takes_away_its_own_choice_and_no_other(query):
    state = state_of(query)
    for picked in state.picked:
        left = state_of(state.without(picked).query)
        assert set(left.picked) == set(state.picked) - {picked}
        assert (left.words, left.sort, left.columns) == (state.words, state.sort, state.columns)
        assert left.number == 1


FAULTS = [
    "bogus=1", "kind=z", "colour=green", "good=maybe", "made_from=yesterday", "made_from=2020-1-1",
    "made_from=1066-10-14", "sort=nothing", "cols=nothing", "page=x", "page=0", "q=%00", f"body={'x' * 101}",
]  # fmt: skip


@pytest.mark.parametrize("query", FAULTS)
def test_what_a_list_does_not_know_is_left_out_and_named(query):
    state = state_of(query)
    assert [fault.name for fault in state.faults] == [query.partition("=")[0]]
    assert state.query == ""


def test_days_in_the_wrong_order_choose_nothing():
    state = state_of("made_from=2021-01-01&made_until=2020-01-01")
    assert (state.picked, len(state.faults)) == ((), 2)


def test_a_list_says_what_was_chosen():
    state = state_of("q=big+thing&kind=a&colour=blue&colour=red&made_until=2020-01-01&page=3&on=2018-01-01")
    assert [str(picked.words) for picked in state.picked] == ["A", "Blue", "Red", "至 2020-01-01"]
    assert (state.words, state.number, state.carried) == ("big thing", 3, (("on", "2018-01-01"),))
    assert state.is_narrowed
    assert state.query.startswith("q=big+thing&kind=a&colour=blue&colour=red")


def test_several_columns_sort_and_a_tie_is_broken():
    assert state_of("sort=name,-size").sort == (("name", False), ("size", True))
    assert state_of("").sort == (("size", True),)


def test_columns_are_chosen_and_placed_by_the_form():
    assert state_of("cols=day,size").columns == ("name", "day", "size")
    placed = state_of("cols=size&cols=day&at_name=3&at_size=2&at_day=1")
    assert placed.columns == ("day", "size", "name")
    assert placed.query == "cols=day%2Csize%2Cname"
    assert state_of("").columns == ("name", "size")


def test_no_page_lies_beyond_the_last_that_anybody_leafs_to():
    assert state_of(f"page={MOST_PAGES + 1}").number == MOST_PAGES


def test_what_is_empty_comes_last_in_either_order():
    column = Column(key="due", label="Due", sort=("due_on",), has_gaps=True)
    orders = [next(column.ordering(is_descending=back)) for back in (False, True)]
    assert [(order.descending, order.nulls_last) for order in orders] == [(False, True), (True, True)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"order": ("nothing",)}, "nothing"), ({"carried": ("q",)}, "twice"), ({"carried": ("kind",)}, "twice")],
)
def test_a_list_that_contradicts_itself_is_an_error_of_the_program(fields, words):
    with pytest.raises(ValueError, match=words):
        replace(PAGE, **fields)


def test_a_column_is_of_a_known_kind():
    with pytest.raises(ValueError, match="known kind"):
        Column(key="x", label="X", kind="picture")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_csv_holds_no_formula(text):
    assert harmless(text) == f"'{text}"
    assert harmless("plain") == "plain"
