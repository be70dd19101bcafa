"""Marking assignments as major, for one's own body (列为重大事项)."""

from __future__ import annotations

from datetime import datetime

from luoshi.delivery import refusals
from luoshi.delivery.models import Assignment, MajorMark
from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Body
from luoshi.kernel.races import taken

LEAD = "delivery.see_leading_page"


@act
def mark_major(*, assignment: Assignment, body: Body, reason: str, by: Actor, at: datetime) -> MajorMark:
    """Put it among the few matters that the leader of a body wants to see (列为重大事项).

    Raises NoPartInIt or MajorAlready.
    """
    require(by, LEAD, body)
    if not assignment.matter.parties.filter(body=body).exists():
        raise refusals.NoPartInIt(body=body, title=assignment.title)
    with taken(refusals.MajorAlready(title=assignment.title)):
        mark = MajorMark.objects.create(
            assignment=assignment, body=body, reason=reason, marked_by_id=by.pk, marked_at=at
        )
    audit.record("delivery.major_marked", mark, by=by, at=at, changes={"reason": (None, reason)})
    return mark


@act
def end_major(*, mark: MajorMark, by: Actor, at: datetime) -> MajorMark:
    """Take it from among the major matters again (取消重大事项). Raises EndedAlready."""
    require(by, LEAD, mark.body)
    standing = MajorMark.objects.filter(pk=mark.pk, ended_at__isnull=True)
    if not standing.update(ended_by=by.pk, ended_at=at):
        raise refusals.EndedAlready()
    mark.refresh_from_db()
    audit.record("delivery.major_ended", mark, by=by, at=at, changes={"reason": (mark.reason, None)})
    return mark
