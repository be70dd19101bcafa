"""Open matters carried over to a newer version of their procedure: state, turns and clocks follow, nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from luoshi.kernel.access import NotAllowed
from luoshi.kernel.models import AuditEntry
from luoshi.work import refusals
from luoshi.work.flows import flow_of
from luoshi.work.models import ProcedureVersion
from luoshi.work.procedure import PROCEDURES
from luoshi.work.queries.step_times import done_turns
from luoshi.work.services.matters import Brought, move
from luoshi.work.services.turns import hand_to
from luoshi.work.services.versions import StateGone, carry_over
from luoshi.work.services.withdrawing import withdraw_move
from tests.kernel.factories import LATER, NOON, member
from tests.work.factories import cast
from tests.work.holding import standing_of
from tests.work.trial import Trial

pytestmark = pytest.mark.django_db


def renewed(monkeypatch, **parts):
    """From now on the procedure is another."""
    newer = type("Newer", (Trial,), parts)()
    monkeypatch.setitem(PROCEDURES._items, Trial.code, newer)
    return newer


def renamed(code, to, **changes):
    """The states and moves with one state of another name."""

    def other(state):
        return to if state == code else state

    states = tuple(
        replace(
            each,
            code=other(each.code),
            joined=other(each.joined),
            joined_after={move: other(state) for move, state in each.joined_after.items()},
            **(changes if each.code == code else {}),
        )
        for each in Trial.states
    )
    moves = tuple(
        replace(each, sources=tuple(other(state) for state in each.sources), to=other(each.to))
        for each in Trial.moves
    )
    clocks = tuple(
        replace(
            each,
            runs_in=tuple(other(state) for state in each.runs_in),
            pauses_in=tuple(other(state) for state in each.pauses_in),
        )
        for each in Trial.clocks
    )
    return {"states": states, "moves": moves, "clocks": clocks}


def carried(made, by=None, **states):
    found = carry_over(matters=[made.matter], states=states, by=by or member("lead_officer"), at=LATER)
    made.matter.refresh_from_db()
    return found


def step(made, code, relation, place=0, **brought):
    return move(
        matter=made.matter, move=code, by=made.officer(relation, place), at=LATER, brought=Brought(**brought)
    )


def with_steps(*labels):
    """The procedure with other words alone: another version all the same."""
    return {
        "moves": tuple(replace(each, label=labels[0]) if each.code == "ask" else each for each in Trial.moves)
    }


def test_a_matter_runs_by_its_own_version_until_it_is_carried_over(monkeypatch):
    made = cast()
    older = made.matter.version
    renewed(monkeypatch, **renamed("decision", "ruling"))

    assert "decision" in flow_of(made.matter).by_state
    assert carried(made) == [made.matter]

    assert "ruling" in flow_of(made.matter).by_state
    assert (made.matter.version.number, older.number) == (2, 1)
    standing_of(made.matter)


def test_a_matter_that_runs_by_todays_version_stays_as_it_is():
    made = cast()

    with pytest.raises(Exception, match=r"without `audit\.record`"):
        carried(made)

    assert ProcedureVersion.objects.count() == 1


def test_a_state_that_is_no_more_is_replaced_by_the_one_named(monkeypatch):
    made = cast(supports=0)
    step(made, "pass", "reviewer")
    renewed(monkeypatch, **renamed("decision", "ruling"))

    carried(made, decision="ruling")

    assert (made.matter.state, made.matter.turns.waiting().get().state) == ("ruling", "ruling")
    standing_of(made.matter)
    step(made, "grant", "decider")
    assert made.matter.state == "granted"


def test_a_state_for_which_none_is_named_is_refused_and_nothing_is_carried_over(monkeypatch):
    other, made = cast(), cast(supports=0)
    step(made, "pass", "reviewer")
    renewed(monkeypatch, **renamed("decision", "ruling"))

    with pytest.raises(StateGone, match="decision"):
        carry_over(matters=[other.matter, made.matter], states={}, by=member("lead_officer"), at=LATER)

    other.matter.refresh_from_db()
    assert (other.matter.version.number, other.matter.step) == (1, 0)


def test_no_open_matter_is_carried_over_to_an_end(monkeypatch):
    made = cast()
    renewed(monkeypatch, **with_steps("Ask"))

    with pytest.raises(StateGone):
        carried(made, review="refused")


def test_an_ended_matter_keeps_its_version(monkeypatch):
    made, other = cast(), cast()
    step(made, "cancel", "applicant")
    renewed(monkeypatch, **with_steps("Ask"))

    found = carry_over(matters=[made.matter, other.matter], states={}, by=member("lead_officer"), at=LATER)

    made.matter.refresh_from_db()
    assert (found, made.matter.version.number) == ([other.matter], 1)


def test_who_holds_the_matter_keeps_it(monkeypatch):
    made = cast()
    officer = made.officer("reviewer")
    hand_to(turn=made.matter.turns.get(), to=officer, by=officer, at=LATER)
    renewed(monkeypatch, **renamed("review", "checking"), begins="checking")

    carried(made, review="checking")

    assert made.matter.turns.waiting().get().holder == officer
    standing_of(made.matter)


def test_the_voices_heard_before_count_in_the_state_that_takes_the_place(monkeypatch):
    made = cast(supports=2)
    step(made, "pass", "reviewer")
    step(made, "disagree", "support", note="依据不足")
    renewed(monkeypatch, **renamed("countersign", "hearing"))

    carried(made, countersign="hearing")
    step(made, "agree", "support", 1)

    assert made.matter.state == "review"
    standing_of(made.matter)


def test_in_a_state_that_waits_for_others_it_is_their_turn(monkeypatch):
    made = cast(supports=0)
    step(made, "pass", "reviewer")
    renewed(monkeypatch, **with_steps("Ask"))

    carried(made, decision="review")

    assert [turn.body for turn in made.matter.turns.waiting()] == made.bodies["reviewer"]
    standing_of(made.matter)


def test_in_a_state_for_several_each_of_them_has_a_turn(monkeypatch):
    made = cast(supports=3)
    renewed(monkeypatch, **with_steps("Ask"))

    carried(made, review="countersign")

    assert made.matter.turns.waiting().count() == 3
    standing_of(made.matter)


def test_a_state_that_would_wait_for_nobody_is_refused(monkeypatch):
    made = cast(supports=0)
    renewed(monkeypatch, **with_steps("Ask"))

    with pytest.raises(refusals.NoParty, match="supporter"):
        carried(made, review="countersign")


class TestClocks:
    def test_one_that_goes_on_keeps_its_days(self, monkeypatch):
        made = cast()
        run = made.matter.clocks.get()
        renewed(monkeypatch, clocks=(replace(Trial.clocks[0], length=5), Trial.clocks[1]))

        carried(made)

        kept = made.matter.clocks.get()
        assert (kept.pk, kept.due_on, kept.length) == (run.pk, run.due_on, 15)

    def test_one_that_is_no_more_stops_and_is_looked_at_no_more(self, monkeypatch):
        made = cast()
        renewed(monkeypatch, clocks=())

        carried(made)

        assert not made.matter.clocks.not_stopped().exists()
        assert made.matter.turns.waiting().get().due_on is None
        standing_of(made.matter)

    def test_a_new_one_starts_and_the_turn_is_due_with_it(self, monkeypatch):
        made = cast()
        quick = replace(Trial.clocks[0], code="quick", length=2, ladder=())
        renewed(monkeypatch, clocks=(*Trial.clocks, quick))

        carried(made)

        run = made.matter.clocks.get(clock="quick")
        assert (run.started_at, made.matter.turns.waiting().get().due_on) == (LATER, run.due_on)
        standing_of(made.matter)

    def test_one_that_stands_still_in_the_new_state_stands_still(self, monkeypatch):
        made = cast()
        renewed(monkeypatch, **with_steps("Ask"))

        carried(made, review="supplement")

        assert made.matter.clocks.get(clock="review").paused_at == LATER
        assert made.matter.clocks.running().get().clock == "supplement"
        standing_of(made.matter)


class TestWhatIsKept:
    def test_it_is_one_act_that_names_each_matter(self, monkeypatch):
        made = [cast(), cast()]
        renewed(monkeypatch, **with_steps("Ask"))
        before = AuditEntry.objects.count()

        carry_over(matters=[each.matter for each in made], states={}, by=member("lead_officer"), at=LATER)

        assert AuditEntry.objects.count() == before + 1
        assert {AuditEntry.objects.about(each.matter).latest("number").code for each in made} == {
            "work.matter_carried_over"
        }

    def test_it_stands_in_the_history_as_a_step(self, monkeypatch):
        made, officer = cast(), member("lead_officer")
        renewed(monkeypatch, **with_steps("Ask"))

        carried(made, by=officer)

        last = made.matter.moves.get()
        assert (last.move, last.by, made.matter.step) == ("carry_over", officer, 1)

    def test_who_looked_before_is_told(self, monkeypatch):
        made = cast()
        seen = made.matter.step
        renewed(monkeypatch, **with_steps("Ask"))
        carried(made)

        with pytest.raises(refusals.AlreadyMoved):
            move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=LATER, seen=seen)

    def test_neither_it_nor_what_was_done_before_is_withdrawn(self, monkeypatch):
        made, officer = cast(supports=0), member("lead_officer")
        step(made, "pass", "reviewer")
        renewed(monkeypatch, **with_steps("Ask"))
        carried(made, by=officer)

        for by in (officer, made.officer("reviewer")):
            with pytest.raises(refusals.NotLastMove):
                withdraw_move(matter=made.matter, by=by, at=LATER)

    def test_a_turn_that_it_closed_was_done_by_nobody(self, monkeypatch):
        made = cast()
        renewed(monkeypatch, **with_steps("Ask"))
        carried(made, review="countersign")

        day = NOON.date()
        assert not done_turns(member("auditor"), first=day, last=day + timedelta(days=1)).exists()

    def test_only_whoever_decides_about_terms_may(self, monkeypatch):
        made = cast()
        renewed(monkeypatch, **with_steps("Ask"))

        with pytest.raises(NotAllowed):
            carried(made, by=made.officer("reviewer"))
