"""Keeping the structures of procedures, and taking matters over to a newer one (流程版本)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.work.flows import flow_of, procedure_of
from luoshi.work.models import Matter, ProcedureVersion
from luoshi.work.procedure import Procedure
from luoshi.work.services import clocks


class StateGone(Refusal):
    code = "work.state_gone"
    sentence = _(
        "The newer version of the procedure has no “%(state)s”: say which of its states takes its place."
    )


def stored_version(kind: Procedure, *, at: datetime) -> ProcedureVersion:
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

    `states` says for each state that is no more which takes its place. Raises StateGone for one that it leaves out.
    """
    require(by, "work.set_terms")
    carried = []
    rows = Matter.objects.unfinished().filter(pk__in=[matter.pk for matter in matters])
    for matter in rows.select_for_update(of=("self",)).select_related("version").order_by("pk"):
        kind = procedure_of(matter)
        before, newer = flow_of(matter), stored_version(kind, at=at)
        if newer.pk == matter.version_id:
            continue
        _carry(matter, newer, states)
        clocks.follow(matter, kind.flow, made=None, due=None, at=at)
        changes = {"flow": (before.digest, newer.digest)}
        audit.record("work.matter_carried_over", matter, by=by, at=at, changes=changes)
        carried.append(matter)
    return carried


def _carry(matter: Matter, newer: ProcedureVersion, states: Mapping[str, str]) -> None:
    flow = procedure_of(matter).flow
    state = states.get(matter.state, matter.state)
    if state not in flow.by_state or flow.by_state[state].is_end:
        raise StateGone(state=procedure_of(matter).state_label(matter.state))
    matter.turns.waiting().update(state=state)
    matter.state, matter.version = state, newer
    matter.save(update_fields=["state", "version"])
