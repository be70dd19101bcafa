"""Correcting who answers in a draft (责任单位修改)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.races import taken
from luoshi.plan.engine.stated import Fault
from luoshi.plan.models import Correction, CorrectionAct, Plan, Responsibility, Section
from luoshi.plan.queries import bodies_called
from luoshi.plan.services.drafts import Misstated, NothingChanged, RemovedAlready, hold_draft, keep
from luoshi.reading.keys import key
from luoshi.reading.model import Role

LONGEST_NAME = 255


class NamedAlready(Refusal):
    code = "plan.named_already"
    sentence = _("%(body)s stands in “%(section)s” in this role already.")


class NobodyNamedThere(Refusal):
    code = "plan.nobody_named_there"
    sentence = _("“%(section)s” names nobody: choose a section that names who answers.")


@act
def correct_duty(
    *, responsibility: Responsibility, printed: str, role: str, reason: str, by: Actor, at: datetime
) -> Correction:
    """Say which body a clause really names, or in which role (更正责任单位).

    Raises Misstated, NothingChanged, NamedAlready, RemovedAlready, ReasonMissing or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=responsibility.plan, reason=reason, by=by)
    row = held_duty(pk=responsibility.pk)
    said = {"printed": _checked(printed), "role": Role(role)}
    after = {name: str(value) for name, value in said.items() if getattr(row, name) != value}
    if not after:
        raise NothingChanged(what=row.printed)
    before = {name: getattr(row, name) for name in after}
    correction = _of(plan, row, CorrectionAct.CORRECTED, before=before, after=after)
    restate_duty(row=row, values=after)
    return keep(code="plan.fact_corrected", correction=correction, reason=reason, by=by, at=at)


@act
def add_duty(
    *, section: Section, printed: str, role: str, start: int, end: int, reason: str, by: Actor, at: datetime
) -> Correction:
    """Name a body that answers for a section, in words that the reader has passed over (补录责任单位).

    Raises Misstated, NamedAlready, ReasonMissing or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=section.plan, reason=reason, by=by)
    low, high = plan.body_start, plan.body_end
    if not low <= start < end <= high:
        raise Misstated(faults=[Fault("start", "place_outside", {"low": low, "high": high})])
    row = Responsibility(plan=plan, section=section, start=start, end=end)
    restate_duty(row=row, values={"printed": _checked(printed), "role": Role(role)})
    after = {"printed": row.printed, "role": str(row.role), "section": section.place}
    correction = _of(plan, row, CorrectionAct.ADDED, after=after)
    return keep(code="plan.fact_added", correction=correction, reason=reason, by=by, at=at)


@act
def remove_duty(*, responsibility: Responsibility, reason: str, by: Actor, at: datetime) -> Correction:
    """Take out of the draft who answers for nothing (删除责任单位); the row stays and can be put back.

    Raises RemovedAlready, ReasonMissing or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=responsibility.plan, reason=reason, by=by)
    row = held_duty(pk=responsibility.pk)
    correction = _of(plan, row, CorrectionAct.REMOVED)
    return keep(code="plan.fact_removed", correction=correction, reason=reason, by=by, at=at)


@act
def bind_section(*, section: Section, to: Section, reason: str, by: Actor, at: datetime) -> Correction:
    """Say that the bodies named in another section answer for this one (明确章节责任归属).

    Raises NobodyNamedThere, NothingChanged, ReasonMissing or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=section.plan, reason=reason, by=by)
    if to.plan_id != plan.pk or not Responsibility.objects.filter(section=to).exists():
        raise NobodyNamedThere(section=to)
    if section.charged_by_id == to.pk:
        raise NothingChanged(what=section)
    correction = Correction(
        plan=plan,
        act=CorrectionAct.CORRECTED,
        section=section,
        title=str(section),
        before={"charged_by": section.charged_by.place if section.charged_by else ""},
        after={"charged_by": to.place},
        start=section.title_start,
        end=section.title_end,
    )
    return keep(code="plan.fact_corrected", correction=correction, reason=reason, by=by, at=at)


def held_duty(*, pk: int) -> Responsibility:
    """The responsibility as it stands. Raises RemovedAlready."""
    row = Responsibility.everything.select_related("section", "plan").get(pk=pk)
    if row.removal_id:
        raise RemovedAlready(what=row.printed)
    return row


def restate_duty(*, row: Responsibility, values: dict[str, Any]) -> None:
    """Write who answers as it is stated; a new one comes last. Raises NamedAlready."""
    for name, value in values.items():
        setattr(row, name, value)
    row.key = key(row.role, row.printed)
    row.body_id = bodies_called([row.printed], plan=row.plan).get(row.printed)
    if row.pk is None:
        row.position = _place(row)
    with taken(NamedAlready(body=row.printed, section=row.section)):
        row.save()


def _place(row: Responsibility) -> int:
    rows = Responsibility.everything.filter(plan=row.plan)
    before = rows.filter(start__lte=row.start).aggregate(last=Max("position"))["last"]
    place = 0 if before is None else before + 1
    rows.filter(position__gte=place).update(position=F("position") + 1)
    return place


def _of(plan: Plan, row: Responsibility, what: CorrectionAct, **values: Any) -> Correction:
    place = {"start": row.start, "end": row.end}
    return Correction(plan=plan, act=what, responsibility=row, title=row.printed, **place, **values)


def _checked(printed: str) -> str:
    name = printed.strip()[:LONGEST_NAME]
    if not name:
        raise Misstated(faults=[Fault("printed", "name_missing")])
    return name
