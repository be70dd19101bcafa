"""A reading as rows, written batch by batch inside the steps of a job (规划入库)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from luoshi.plan.engine.drafts import Draft
from luoshi.plan.engine.ledger import Line
from luoshi.plan.engine.stated import LARGEST
from luoshi.plan.models import (
    Commitment,
    Finding,
    FindingPlace,
    Mention,
    Plan,
    Responsibility,
    Section,
    Target,
)
from luoshi.plan.queries import bodies_called
from luoshi.reading import model

Placed = tuple[int, model.Node]


def write_sections(*, plan: Plan, items: Sequence[Placed]) -> None:
    """Sections of one level, each with its position; those above them stand already."""
    parents = _sections(plan, (node.parent for _, node in items))
    Section.objects.bulk_create(
        Section(
            plan=plan,
            parent_id=parents.get(node.parent),
            place=node.id,
            position=position,
            key=node.key,
            kind=node.kind,
            level=node.level,
            marker=node.marker[:60],
            title=node.title,
            start=node.start,
            end=node.end,
            title_start=node.title_start,
            title_end=node.title_end,
        )
        for position, node in items
    )


def write_charges(*, plan: Plan, items: Sequence[tuple[str, str]]) -> None:
    """For each section, the section whose responsibilities bind it: (place, place)."""
    known = _sections(plan, (place for pair in items for place in pair))
    charged = [Section(pk=known[place], charged_by_id=known[by]) for place, by in items]
    Section.objects.bulk_update(charged, ["charged_by"])


def write_commitments(*, plan: Plan, items: Sequence[tuple[int, int | None, Draft]]) -> None:
    """Commitments with their position and, for a line of the target ledger, its number there."""
    sections = _sections(plan, (draft.section for _, _, draft in items))
    rows = Commitment.objects.bulk_create(
        Commitment(
            plan=plan,
            section_id=sections.get(draft.section),
            position=position,
            **commitment_columns(draft=draft),
            **lacking_columns(gap=draft.gap),
        )
        for position, _, draft in items
    )
    Target.objects.bulk_create(
        Target(commitment=row, number=number, **target_columns(line=draft.line))
        for row, (_, number, draft) in zip(rows, items, strict=True)
        if draft.line and number
    )


def commitment_columns(*, draft: Draft) -> dict[str, Any]:
    """What a commitment's row says of it; its section and position are the plan's."""
    return {
        "kind": draft.kind,
        "key": draft.key,
        "title": draft.title,
        "start": draft.start,
        "end": draft.end,
        "modality": draft.modality,
        "printed_due": draft.printed_due[:20],
        "due_on": draft.due_on,
    }


def lacking_columns(*, gap: model.Gap | None) -> dict[str, Any]:
    """What the check-up found wanting, as a row holds it."""
    return {
        "missing": list(gap.missing) if gap else [],
        "undecided": list(gap.open) if gap else [],
        "proposal": dict(gap.proposal) if gap else {},
        "is_verifiable": gap is None,
    }


def target_columns(*, line: Line) -> dict[str, Any]:
    """What a line of the ledger says, but for its number."""
    fits = line.goal is not None and max(abs(line.goal), abs(line.goal_max or Decimal())) < LARGEST
    return {
        "kind": line.kind,
        "relation": line.relation if line.relation and fits else "",
        "goal": line.goal if fits else None,
        "goal_max": line.goal_max if fits else None,
        "unit": line.unit[:40],
        "direction": line.direction,
        "baseline": line.baseline or "",
        "per": line.per or "",
        "scope_term": line.scope.term[:60] if line.scope else "",
        "scope_members": list(line.scope.members) if line.scope else [],
        "scope_start": line.scope.start if line.scope else None,
        "scope_end": line.scope.end if line.scope else None,
    }


def write_responsibilities(*, plan: Plan, items: Sequence[tuple[int, model.Responsibility]]) -> None:
    """Who answers for what; a printed name that one body bears is that body."""
    sections = _sections(plan, (duty.section for _, duty in items))
    bodies = bodies_called((duty.agency for _, duty in items), plan=plan)
    Responsibility.objects.bulk_create(
        Responsibility(
            plan=plan,
            section_id=sections[duty.section],
            role=duty.role,
            printed=duty.agency[:255],
            body_id=bodies.get(duty.agency),
            key=duty.key,
            position=position,
            start=duty.start,
            end=duty.end,
        )
        for position, duty in items
    )


def write_findings(*, plan: Plan, items: Sequence[tuple[int, model.Finding]]) -> None:
    """Findings with all their places."""
    sections = _sections(plan, (place.section for _, finding in items for place in finding.places))
    rows = Finding.objects.bulk_create(
        Finding(
            plan=plan,
            code=finding.code,
            values=dict(finding.values),
            proposal=dict(finding.proposal),
            position=position,
        )
        for position, finding in items
    )
    FindingPlace.objects.bulk_create(
        FindingPlace(finding=row, section_id=sections.get(place.section), start=place.start, end=place.end)
        for row, (_, finding) in zip(rows, items, strict=True)
        for place in finding.places
    )


def write_mentions(*, plan: Plan, items: Sequence[tuple[int, model.Mention]]) -> None:
    """Names in the text; an enterprise's name that one body bears is that body."""
    sections = _sections(plan, (mention.section for _, mention in items))
    bodies = bodies_called((named.text for _, named in items if named.kind == "enterprise"), plan=plan)
    Mention.objects.bulk_create(
        Mention(
            plan=plan,
            section_id=sections.get(mention.section),
            kind=mention.kind,
            text=mention.text,
            key=mention.key,
            body_id=bodies.get(mention.text) if mention.kind == "enterprise" else None,
            start=mention.start,
            end=mention.end,
        )
        for _, mention in items
    )


def _sections(plan: Plan, places: Iterable[str | None]) -> dict[str | None, int]:
    """The sections that these places name, by place."""
    wanted = {place for place in places if place is not None}
    return dict(Section.objects.filter(plan=plan, place__in=wanted).values_list("place", "pk"))
