"""What holds of every matter at every moment (事项不变式), said without the services that are to keep it."""

from collections import namedtuple

from luoshi.work.flows import flow_of
from luoshi.work.models import Matter
from luoshi.work.procedure import CARRY_OVER, WITHDRAW

Turned = namedtuple("Turned", "state relation body due_on")
Run = namedtuple("Run", "clock due_on paused_at")
Made = namedtuple("Made", "pk number move to_state by withdraws")


def standing_of(matter: Matter) -> None:
    """Fail with the first thing that does not hold."""
    flow = flow_of(matter)
    state = flow.by_state[matter.state]
    runs = [Run(*row) for row in matter.clocks.not_stopped().values_list(*Run._fields)]
    assert state.is_end == (matter.ended_at is not None), "ended, but not in an end, or the other way round"
    has_turns(matter, state, runs)
    has_clocks(matter, flow, runs)
    has_moves(matter, flow)


def has_turns(matter, state, runs):
    """An open matter waits for parties of its state, an ended one for nobody; each is due with its first clock."""
    waiting = [Turned(*row) for row in matter.turns.waiting().values_list(*Turned._fields)]
    if state.is_end:
        assert not waiting, "an ended matter waits for somebody"
        return
    assert waiting, "an open matter waits for nobody"
    assert len(waiting) == 1 or state.is_parallel, "two turns in a state for one"
    assert {turn[:2] for turn in waiting} == {(state.code, state.whose)}, "a turn of another state"
    parties = set(matter.parties.filter(relation=state.whose).values_list("body", flat=True))
    assert {turn.body for turn in waiting} <= parties, "a turn of a body that is no party"
    due = min((run.due_on for run in runs if run.paused_at is None), default=None)
    assert {turn.due_on for turn in waiting} == {due}, "a turn is not due with its clock"


def has_clocks(matter, flow, open_runs):
    """Exactly the clocks run that the state asks for; one stands still only where it may."""
    runs = {run.clock: run for run in open_runs}
    assert len(runs) == len(open_runs), "a clock runs twice"
    for each in flow.clocks:
        run = runs.pop(each.code, None)
        if matter.state in each.runs_in:
            assert run, f"clock {each.code} does not run"
            assert run.paused_at is None, f"clock {each.code} stands still"
        elif matter.state in each.pauses_in:
            assert run is None or run.paused_at is not None, f"clock {each.code} does not stand still"
        else:
            assert run is None, f"clock {each.code} has not stopped"
    assert not runs, f"a clock that the procedure does not have: {list(runs)}"


def has_moves(matter, flow):
    """The steps are numbered without a gap; nobody took two that stand and exclude each other."""
    made = [Made(*row) for row in matter.moves.order_by("number").values_list(*Made._fields)]
    assert [each.number for each in made] == list(range(1, len(made) + 1)), "a step's number is missing"
    assert matter.step == len(made), "the step is not the number of moves"
    assert not made or made[-1].to_state == matter.state, "the last step leads elsewhere"
    withdrawn = {each.withdraws for each in made if each.withdraws}
    standing = [each for each in made if each.pk not in withdrawn and each.move not in (WITHDRAW, CARRY_OVER)]
    for place, each in enumerate(standing):
        excluded = set(flow.by_move[each.move].not_by) if each.move in flow.by_move else set()
        others = {
            earlier.move for earlier in standing[:place] if excluded and earlier.by and earlier.by == each.by
        }
        assert not others & excluded, "one person took steps that exclude each other"
