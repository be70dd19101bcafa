"""Correcting the commitments of a draft (审定修改): what was read stays beside what it became."""

from __future__ import annotations

from dataclasses import asdict, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Max, Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.plan.engine.stated import Stated, draft, faults
from luoshi.plan.models import Commitment, Correction, CorrectionAct, Document, Plan, Section, Target
from luoshi.plan.queries.live import stated as stated_now
from luoshi.plan.services.drafts import (
    Misstated,
    NothingChanged,
    RemovedAlready,
    hold_draft,
    keep,
)
from luoshi.plan.services.rows import commitment_columns, target_columns

ASIDE = 10_000_000  # positions are moved there while those behind a new commitment make room
DERIVED = {"is_heading"}


class CannotMerge(Refusal):
    code = "plan.cannot_merge"
    sentence = _("%(what)s can be merged with another commitment of the same plan, and with no other.")


@act
def correct_commitment(
    *, commitment: Commitment, stated: Stated, reason: str, by: Actor, at: datetime
) -> Correction:
    """Say what a commitment really is, in the words of the document (更正).

    Raises Misstated with every fault, NothingChanged, RemovedAlready, ReasonMissing or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=commitment.plan, reason=reason, by=by)
    row = held_commitment(pk=commitment.pk)
    said = checked(stated=stated, plan=plan)
    before, after = differences(old=stated_now(row), new=said)
    if not after:
        raise NothingChanged(what=row)
    correction = Correction(
        plan=plan,
        act=CorrectionAct.CORRECTED,
        commitment=row,
        title=row.title,
        before=before | _number(row, after),
        after=after,
        start=row.start,
        end=row.end,
    )
    restate(row=row, stated=said, plan=plan)
    return keep(code="plan.fact_corrected", correction=correction, reason=reason, by=by, at=at)


@act
def add_commitment(*, plan: Plan, stated: Stated, reason: str, by: Actor, at: datetime) -> Correction:
    """Make chosen words a commitment that the reader has not found (补录).

    Raises Misstated with every fault, ReasonMissing or PlanAlreadyAdopted.
    """
    held = hold_draft(plan=plan, reason=reason, by=by)
    said = checked(stated=stated, plan=held)
    row = Commitment(plan=held, is_verifiable=True)
    restate(row=row, stated=said, plan=held)
    after = {name: value for name, value in as_kept(stated=said).items() if value not in ("", None)}
    correction = Correction(
        plan=held,
        act=CorrectionAct.ADDED,
        commitment=row,
        title=row.title,
        after=after,
        start=row.start,
        end=row.end,
    )
    return keep(code="plan.fact_added", correction=correction, reason=reason, by=by, at=at)


@act
def remove_commitment(*, commitment: Commitment, reason: str, by: Actor, at: datetime) -> Correction:
    """Take out of the draft what is no commitment (删除); its row stays and can be put back.

    Raises RemovedAlready, ReasonMissing or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=commitment.plan, reason=reason, by=by)
    row = held_commitment(pk=commitment.pk)
    correction = _of(plan, row, CorrectionAct.REMOVED)
    return keep(code="plan.fact_removed", correction=correction, reason=reason, by=by, at=at)


@act
def merge_commitments(
    *, commitment: Commitment, into: Commitment, reason: str, by: Actor, at: datetime
) -> Correction:
    """Say that two were read of what is one: the first goes into the second (合并).

    Raises CannotMerge, RemovedAlready, ReasonMissing or PlanAlreadyAdopted.
    """
    plan = hold_draft(plan=commitment.plan, reason=reason, by=by)
    row, other = held_commitment(pk=commitment.pk), held_commitment(pk=into.pk)
    if row.pk == other.pk or row.plan_id != other.plan_id:
        raise CannotMerge(what=row)
    correction = _of(plan, row, CorrectionAct.MERGED)
    correction.into, correction.after = other, {"into": other.title}
    return keep(code="plan.facts_merged", correction=correction, reason=reason, by=by, at=at)


def _of(plan: Plan, row: Commitment, what: CorrectionAct) -> Correction:
    return Correction(plan=plan, act=what, commitment=row, title=row.title, start=row.start, end=row.end)


def held_commitment(*, pk: int) -> Commitment:
    """The commitment as it stands. Raises RemovedAlready."""
    rows = Commitment.everything.select_related("section", "target")
    row = rows.get(pk=pk)
    if row.removal_id:
        raise RemovedAlready(what=row)
    return row


def checked(*, stated: Stated, plan: Plan) -> Stated:
    """What is stated, if nothing is wrong with it. Raises Misstated."""
    found = list(faults(stated, low=plan.body_start, high=plan.body_end))
    if found:
        raise Misstated(faults=found)
    section = _section(stated, plan)
    is_heading = stated.kind == "task" and section is not None and section.title_start == stated.start
    return replace(stated, is_heading=is_heading)


def _section(stated: Stated, plan: Plan) -> Section | None:
    return plan.sections.get(place=stated.section) if stated.section else None


def as_kept(*, stated: Stated) -> dict[str, Any]:
    """What is stated, field by field, as a correction keeps it."""
    return {name: _plain(value) for name, value in asdict(stated).items() if name not in DERIVED}


def differences(*, old: Stated, new: Stated) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields in which two statements differ: what they were, and what they become."""
    before, after = as_kept(stated=old), as_kept(stated=new)
    names = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}


def with_kept(*, stated: Stated, kept: dict[str, Any]) -> Stated:
    """A statement with fields as a correction keeps them."""
    decimals = {"value", "value_max"}
    known = {each.name for each in fields(Stated)}
    values: dict[str, Any] = {
        name: Decimal(value) if name in decimals and value is not None else value
        for name, value in kept.items()
        if name in known
    }
    return replace(stated, **values)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if isinstance(value, str) else value


def _number(row: Commitment, after: dict[str, Any]) -> dict[str, int]:
    """The number of the ledger's line that a goal gives up when it becomes something else."""
    target = getattr(row, "target", None)
    return (
        {"number": target.number}
        if target and after.get("kind", "target") not in ("target", "promise")
        else {}
    )


def restate(*, row: Commitment, stated: Stated, plan: Plan, number: int = 0) -> None:
    """Write a commitment as it is stated, with its line of the ledger; a new one takes its place in reading order."""
    text = Document.objects.values_list("text", flat=True).get(pk=plan.document_id)
    section = _section(stated, plan)
    key = section.key if section and stated.is_heading else ""
    made = draft(stated, text=text, key=key)
    if row.pk is None or (row.start, row.end) != (stated.start, stated.end):
        row.position = _make_room(plan, stated)
    for name, value in commitment_columns(draft=made).items():
        setattr(row, name, value)
    row.section = section
    row.save()
    if made.line is None:
        Target.objects.filter(commitment=row).delete()
    else:
        number = number or getattr(Target.objects.filter(commitment=row).first(), "number", 0) or _next(plan)
        columns = {"number": number, **target_columns(line=made.line)}
        Target.objects.update_or_create(commitment=row, defaults=columns)


def _make_room(plan: Plan, stated: Stated) -> int:
    """The position in reading order for words that begin and end here; those behind move on by one."""
    rows = Commitment.everything.filter(plan=plan)
    behind = rows.filter(Q(start__gt=stated.start) | Q(start=stated.start, end__gt=stated.end))
    first = behind.order_by("position").first()
    if first is None:
        last = rows.aggregate(last=Max("position"))["last"]
        return 0 if last is None else last + 1
    rows.filter(position__gte=first.position).update(position=F("position") + ASIDE)
    rows.filter(position__gte=ASIDE).update(position=F("position") - (ASIDE - 1))
    return first.position


def _next(plan: Plan) -> int:
    numbers = Target.objects.filter(commitment__plan=plan).aggregate(last=Max("number"))
    return (numbers["last"] or 0) + 1
