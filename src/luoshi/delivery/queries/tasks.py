"""Which tasks of a plan nobody has been asked to see to, and who would lead them (待交办任务)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.delivery.models import Serving
from luoshi.kernel.models import Body
from luoshi.plan.models import Commitment, CommitmentKind, Plan
from luoshi.plan.queries.heirs import Heirs, heirs_of_plan
from luoshi.reading.model import Role


@dataclass(frozen=True)
class Open:
    """A task that waits to be issued; `lead` is empty where nobody answers for it on the day."""

    commitment: Commitment
    lead: Body | None
    supporters: list[Body]
    due_on: date | None


def open_tasks(*, plan: Plan, on: date) -> list[Open]:
    """The tasks of a plan without an assignment that stands, in the order of the document."""
    rows = list(
        plan.commitments.filter(kind=CommitmentKind.TASK)
        .select_related("section", "plan")
        .order_by("position")
    )
    served = set(
        Serving.objects.filter(
            commitment__in=[row.identity for row in rows], assignment__matter__state__in=STANDING
        ).values_list("commitment", flat=True)
    )
    waiting = [row for row in rows if row.identity not in served]
    return _answered(waiting, heirs_of_plan(plan=plan, on=on, today=on), on)


STANDING = ("issued", "objected", "working", "extension", "suspended", "closing", "accepted", "struck_off")


def _answered(rows: Sequence[Commitment], heirs: Heirs, on: date) -> list[Open]:
    keys = {row.pk: _bodies(row, heirs) for row in rows}
    bodies = Body.objects.in_bulk({key for lead, others in keys.values() for key in (*lead, *others)})
    found = []
    for row in rows:
        leads, others = keys[row.pk]
        lead = bodies.get(leads[0]) if leads else None
        supporters = [bodies[key] for key in (*leads[1:], *others) if key in bodies]
        due = row.due_on if row.due_on and row.due_on >= on else None
        found.append(Open(row, lead, [body for body in supporters if body != lead], due))
    return found


def _bodies(row: Commitment, heirs: Heirs) -> tuple[list[int], list[int]]:
    """Who leads and who supports, by the responsibilities that bind the section of the commitment."""
    leads: list[int] = []
    others: list[int] = []
    for duty in heirs.binding(row.section):
        body = heirs.of(duty).body
        if body is not None and body not in leads and body not in others:
            (leads if duty.role in (Role.LEAD, Role.RESPONSIBLE) else others).append(body)
    return leads, others
