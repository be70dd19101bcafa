"""Turns: handed to a person, taken back, sent down; what waits for whom."""

import pytest

from luoshi.kernel.access import NotAllowed
from luoshi.work import refusals
from luoshi.work.queries import turns as queries
from luoshi.work.services import turns
from luoshi.work.services.matters import move
from tests.kernel.factories import DAY, LATER, BodyFactory
from tests.work.factories import cast, officer_of

pytestmark = pytest.mark.django_db


def turn_of(made):
    return made.matter.turns.waiting().get()


def test_an_officer_takes_up_what_lies_on_the_desk():
    made = cast()
    officer = made.officer("reviewer")

    turns.hand_to(turn=turn_of(made), to=officer, by=officer, at=LATER)

    assert turn_of(made).holder == officer


def test_what_is_in_somebodys_hands_is_moved_by_nobody_else():
    made = cast()
    first, second = made.officer("reviewer"), officer_of(made.bodies["reviewer"][0])
    turns.hand_to(turn=turn_of(made), to=first, by=first, at=LATER)

    with pytest.raises(refusals.InOthersHands, match=first.display_name):
        move(matter=made.matter, move="pass", by=second, at=LATER)


def test_an_officer_does_not_hand_out_to_others():
    made = cast()
    other = officer_of(made.bodies["reviewer"][0])

    with pytest.raises(NotAllowed):
        turns.hand_to(turn=turn_of(made), to=other, by=made.officer("reviewer"), at=LATER)


def test_the_liaison_hands_out_and_takes_back():
    made = cast()
    desk = made.bodies["reviewer"][0]
    liaison = officer_of(desk, role="body_administrator")
    turns.hand_to(turn=turn_of(made), to=made.officer("reviewer"), by=liaison, at=LATER)
    held = turn_of(made).holder

    turns.take_back(turn=turn_of(made), by=liaison, at=LATER)

    assert (held, turn_of(made).holder) == (made.officer("reviewer"), None)


def test_nothing_is_handed_to_somebody_who_serves_elsewhere():
    made = cast()
    liaison = officer_of(made.bodies["reviewer"][0], role="body_administrator")

    with pytest.raises(refusals.NotOnThisDesk):
        turns.hand_to(turn=turn_of(made), to=officer_of(BodyFactory()), by=liaison, at=LATER)


def test_what_is_sent_down_lies_in_the_lower_bodys_inbox_while_the_upper_one_answers():
    made = cast()
    upper = made.bodies["reviewer"][0]
    lower = BodyFactory(parent=upper)
    below = officer_of(lower)
    turns.send_down(turn=turn_of(made), to=lower, by=officer_of(upper, role="body_administrator"), at=LATER)

    assert list(queries.waiting_for(below, on=DAY)) == [turn_of(made)]
    assert list(queries.waiting_for(made.officer("reviewer"), on=DAY)) == []
    assert move(matter=made.matter, move="pass", by=below, at=LATER).body == upper


def test_nothing_is_sent_down_to_a_body_beside():
    made = cast()
    liaison = officer_of(made.bodies["reviewer"][0], role="body_administrator")

    with pytest.raises(refusals.NotBelow):
        turns.send_down(turn=turn_of(made), to=BodyFactory(), by=liaison, at=LATER)


def test_the_upper_body_fetches_back_what_it_sent_down():
    made = cast()
    upper = made.bodies["reviewer"][0]
    liaison = officer_of(upper, role="body_administrator")
    turns.send_down(turn=turn_of(made), to=BodyFactory(parent=upper), by=liaison, at=LATER)

    turns.fetch_back(turn=turn_of(made), by=liaison, at=LATER)

    assert turn_of(made).desk == upper


def test_what_is_closed_is_not_handed_out():
    made = cast()
    turn = turn_of(made)
    move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=LATER)

    with pytest.raises(refusals.TurnTaken):
        turns.hand_to(turn=turn, to=made.officer("reviewer"), by=made.officer("reviewer"), at=LATER)


class TestWhatWaits:
    def test_what_nobody_holds_waits_for_everybody_who_moves_matters_on_there(self):
        made = cast()
        first, second = made.officer("reviewer"), officer_of(made.bodies["reviewer"][0])

        assert [list(queries.waiting_for(each, on=DAY)) for each in (first, second)] == [[turn_of(made)]] * 2

    def test_what_another_holds_waits_for_nobody_else_but_lies_on_the_desk(self):
        made = cast()
        first, second = made.officer("reviewer"), officer_of(made.bodies["reviewer"][0])
        turns.hand_to(turn=turn_of(made), to=first, by=first, at=LATER)

        assert list(queries.waiting_for(second, on=DAY)) == []
        assert list(queries.on_desks(second, on=DAY)) == [turn_of(made)]

    def test_what_others_have_to_do_in_ones_own_matters_is_watched(self):
        made = cast()

        assert list(queries.watched(made.officer("applicant"), on=DAY)) == [turn_of(made)]
        assert list(queries.watched(made.officer("reviewer"), on=DAY)) == []
