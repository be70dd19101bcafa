"""Issuing the tasks of a plan (按规划任务交办): many at once, each to the body that answers for it on the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.delivery.models import Assignment, Completion, SourceKind
from luoshi.delivery.services.assignments import Asked, Told, issue_assignment
from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Body, Origin
from luoshi.plan.models import Commitment, Plan


@dataclass(frozen=True)
class Task:
    """A commitment of the plan with who leads and supports it, and by when."""

    commitment: Commitment
    lead: Body
    supporters: Sequence[Body]
    due_on: date | None
    completion: Completion = Completion.ONE_OFF


@act
def issue_tasks(
    *, plan: Plan, issuer: Body, tasks: Sequence[Task], by: Actor, at: datetime
) -> list[Assignment]:
    """Issue tasks of a plan in one act (批量交办). Raises as `issue_assignment` does, and then issues none."""
    require(by, "delivery.issue_assignments", issuer)
    document = plan.document
    made = [
        issue_assignment(
            issuer=issuer,
            source=Told(
                kind=SourceKind.PLAN,
                title=plan.title,
                number=document.number or "",
                words=task.commitment.title,
                plan=plan,
            ),
            asked=Asked(
                title=task.commitment.title[:300],
                lead=task.lead,
                supporters=[body for body in task.supporters if body.pk != task.lead.pk],
                completion=task.completion,
                due_on=task.due_on,
                commitments=[task.commitment],
            ),
            origin=Origin.derived([plan.origin]),
            by=by,
            at=at,
        )
        for task in tasks
    ]
    audit.record("delivery.tasks_issued", plan, by=by, at=at, changes={"assignments": (None, len(made))})
    return made
