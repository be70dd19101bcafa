"""A plan as it is stated now, for the engine that checks it (现行内容)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luoshi.plan.engine import ledger
from luoshi.plan.engine.checkup import Live
from luoshi.plan.engine.stated import CHANGES, Stated
from luoshi.plan.models import Commitment, Correction, Document, Plan, Responsibility
from luoshi.reading import model


def live(*, plan: Plan) -> Live:
    """The plan's text, outline, commitments and responsibilities as they are stated now."""
    text = Document.objects.values_list("text", flat=True).get(pk=plan.document_id)
    rows = list(Commitment.objects.filter(plan=plan).select_related("section", "target").order_by("position"))
    return Live(
        text=text,
        outline=tuple(map(_node, plan.sections.select_related("parent").order_by("position"))),
        commitments={row.pk: stated(row) for row in rows},
        keys={row.pk: row.key for row in rows},
        duties=tuple(map(_duty, _duties(plan))),
        bound=_bound(plan),
    )


def stated(row: Commitment) -> Stated:
    """A commitment in the reader's terms."""
    section = row.section
    words: dict[str, Any] = {
        "kind": row.kind,
        "title": row.title,
        "section": section.place if section else None,
        "start": row.start,
        "end": row.end,
        "modality": row.modality,
        "due": row.printed_due,
        "is_heading": row.kind == "task" and section is not None and row.start == section.title_start,
    }
    return Stated(**words, **_measured(row))


def _measured(row: Commitment) -> dict[str, Any]:
    target = getattr(row, "target", None)
    if target is None:
        return {}
    said = {"baseline": target.baseline, "per": target.per}
    if row.kind == "promise":
        return {"baseline": target.baseline, "promise": target.kind}
    if target.goal is None:
        return said | {"unit": target.unit}
    if target.kind not in CHANGES:
        relation, value, change = target.relation, target.goal, ""
    else:
        relation, value = ledger.printed(
            model.Relation(target.relation), target.goal, direction=target.direction
        )
        change = "decrease" if target.direction == ledger.Direction.DOWN else "increase"
    return said | {
        "relation": str(relation),
        "value": _plain(value),
        "value_max": None if target.goal_max is None else _plain(target.goal_max),
        "unit": target.unit,
        "change": change,
    }


def _plain(number: Decimal) -> Decimal:
    """A number without the zeros that the column adds to it."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def _node(section) -> model.Node:
    return model.Node(
        id=section.place,
        parent=section.parent.place if section.parent else None,
        level=section.level,
        marker=section.marker,
        title=section.title,
        kind=model.NodeKind(section.kind),
        start=section.start,
        end=section.end,
        title_start=section.title_start,
        title_end=section.title_end,
        key=section.key,
    )


def _duties(plan: Plan):
    return Responsibility.objects.filter(plan=plan).select_related("section").order_by("position")


def _duty(row: Responsibility) -> model.Responsibility:
    return model.Responsibility(
        section=row.section.place,
        agency=row.printed,
        role=model.Role(row.role),
        start=row.start,
        end=row.end,
        key=row.key,
    )


def _bound(plan: Plan) -> dict[str, str]:
    """Which sections an officer bound to the bodies of another, the latest word of each counting."""
    rows = Correction.objects.standing().filter(plan=plan, section__isnull=False).order_by("chosen_at", "pk")
    said = {place: after["charged_by"] for place, after in rows.values_list("section__place", "after")}
    return {place: by for place, by in said.items() if by}
