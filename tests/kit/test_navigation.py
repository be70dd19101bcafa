"""The navigation is filled by the rooms, in order, and frozen once it is shown."""

import pytest

from luoshi.kit import navigation
from luoshi.kit.navigation import Late, Navigation, in_the_head


def test_entries_come_in_their_order():
    menu = Navigation()
    menu.register(label="Later", route="b", order=20)
    menu.register(label="First", route="a", order=10, act="plan.read_plans")
    assert [(entry.label, entry.act) for entry in menu.entries()] == [
        ("First", "plan.read_plans"),
        ("Later", ""),
    ]


def test_an_entry_that_comes_after_the_first_look_is_refused():
    menu = Navigation()
    assert menu.entries() == []
    with pytest.raises(Late, match="late"):
        menu.register(label="Late", route="late", order=1)


def test_the_rooms_have_registered_their_pages():
    assert {"plan:plans", "plan:hand_in", "kernel:jobs"} <= {entry.route for entry in navigation.entries()}


def test_what_is_used_from_time_to_time_stands_behind_more_where_there_is_much():
    assert in_the_head(orders=[5, 10, 15, 20, 30, 40, 70, 90]) == 5


def test_a_few_entries_all_stand_in_the_head():
    assert in_the_head(orders=[10, 20, 70, 80]) == 4
