"""Keeping the structures of procedures, and taking matters over to a newer one (流程版本)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.events import publish
from luoshi.work import refusals
from luoshi.work.engine.flows import State
from luoshi.work.events import MatterMoved
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.models import Matter, MoveMade, ProcedureVersion
from luoshi.work.procedure import CARRY_OVER, Procedure
from luoshi.work.services import clocks
from luoshi.work.services.turns import close_turns, open_turns


class StateGone(Refusal):
    code = "work.state_gone"
    sentence = _(
        "The newer version of the procedure has no “%(state)s”: say which of its states takes its place."
    )


def stored_version(*, kind: Procedure, at: datetime) -> ProcedureVersion:
    """The row of today's structure; one that is new gets the next number."""
    known = ProcedureVersion.objects.filter(procedure=kind.code, digest=kind.flow.digest).first()
    if known:
        return known
    last = ProcedureVersion.objects.filter(procedure=kind.code).aggregate(last=Max("number"))["last"] or 0
    made, _is_new = ProcedureVersion.objects.get_or_create(
        procedure=kind.code,
        digest=kind.flow.digest,
        defaults={"number": last + 1, "definition": kind.flow.definition(), "stored_at": at},
    )
    return made


@act
def carry_over(
    *, matters: Iterable[Matter], states: Mapping[str, str], by: Actor, at: datetime
) -> list[Matter]:
    """Let open matters run by today's structure of their procedure (流程版本迁移).

    `states` says for each state that is no more which takes its place. Raises StateGone for one that it leaves out,
    NoParty for one that would wait for nobody.
    """
    require(by, "work.set_terms")
    carried = []
    rows = Matter.objects.held().unfinished().filter(pk__in=[matter.pk for matter in matters])
    for matter in rows.select_related("version"):
        kind = procedure_of(matter)
        before, newer = flow_of(matter), stored_version(kind=kind, at=at)
        if newer.pk == matter.version_id:
            continue
        made = _carry(matter, newer, states, by=by, at=at)
        changes = {"flow": (before.digest, newer.digest), "state": (made.from_state, made.to_state)}
        audit.record("work.matter_carried_over", matter, by=by, at=at, changes=changes)
        publish(MatterMoved(matter.pk, kind.code, matter.key, CARRY_OVER, made.from_state, matter.state, at))
        carried.append(matter)
    return carried


def _carry(
    matter: Matter, newer: ProcedureVersion, states: Mapping[str, str], *, by: Actor, at: datetime
) -> MoveMade:
    """A step like others, so that what was looked at before is old, and what was done before stays done."""
    flow = procedure_of(matter).flow
    state = states.get(matter.state, matter.state)
    if state not in flow.by_state or flow.by_state[state].is_end:
        raise StateGone(state=procedure_of(matter).state_label(matter.state))
    made = MoveMade.objects.create(
        matter=matter,
        number=matter.step + 1,
        move=CARRY_OVER,
        from_state=matter.state,
        to_state=state,
        by_id=by.pk,
        at=at,
    )
    older, matter.state, matter.version, matter.step = flow_of(matter), state, newer, made.number
    due_on = clocks.follow(matter=matter, flow=flow, made=made, due=None, at=at)
    _wait(matter, older.by_state[made.from_state], flow.by_state[state], made, due_on=due_on, at=at)
    clocks.settle_turns(matters=[matter.pk])
    matter.save(update_fields=["state", "version", "step"])
    return made


def _wait(
    matter: Matter, old: State, new: State, made: MoveMade, *, due_on: date | None, at: datetime
) -> None:
    """Whose turn it was, it stays, with the voices that were heard; in a state for others it is these others' turn."""
    waiting = matter.turns.waiting()
    if (old.whose, old.is_parallel) == (new.whose, new.is_parallel):
        for opening in set(waiting.values_list("opened_by", flat=True)):
            matter.turns.filter(state=old.code, opened_by=opening).update(state=new.code)
        return
    parties = list(matter.parties.filter(relation=new.whose).order_by("position", "pk"))
    if not parties:
        raise refusals.NoParty(relation=procedure_of(matter).relation_label(new.whose))
    close_turns(turns=waiting, made=made, at=at)
    open_turns(
        matter=matter, parties=parties if new.is_parallel else parties[:1], made=made, due_on=due_on, at=at
    )
