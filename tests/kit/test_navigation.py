"""The navigation is filled by the rooms, in order, and frozen once it is shown."""

import pytest

from luoshi.kit import navigation
from luoshi.kit.navigation import Late, Navigation


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
