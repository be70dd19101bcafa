"""Checking a draft again after it was corrected (重新体检): the reader's rules over what is stated now."""

from __future__ import annotations

from luoshi.plan.engine.checkup import Live
from luoshi.plan.models import Commitment, Plan, Section
from luoshi.plan.queries.live import live
from luoshi.plan.services.rows import lacking_columns

LACKS = ("missing", "undecided", "proposal", "is_verifiable")
BATCH = 400


def check_again(*, plan: Plan) -> None:
    """Write what each commitment lacks now, and which section's bodies bind each, where that has changed."""
    stated = live(plan=plan)
    _bind(plan, stated)
    gaps = stated.gaps()
    changed = []
    for row in Commitment.objects.filter(plan=plan).only("pk", *LACKS).order_by("pk"):
        lacks = lacking_columns(gap=gaps.get(row.pk))
        if any(getattr(row, name) != lacks[name] for name in LACKS):
            changed.append(Commitment(pk=row.pk, **lacks))
    Commitment.everything.bulk_update(changed, LACKS, batch_size=BATCH)


def _bind(plan: Plan, stated: Live) -> None:
    charges = stated.charges()
    sections = list(plan.sections.only("pk", "place", "charged_by_id").order_by("position"))
    numbers = {section.place: section.pk for section in sections}
    wanted = {
        section.pk: numbers[charges[section.place]] if section.place in charges else None
        for section in sections
    }
    changed = [
        Section(pk=section.pk, charged_by_id=wanted[section.pk])
        for section in sections
        if section.charged_by_id != wanted[section.pk]
    ]
    Section.objects.bulk_update(changed, ["charged_by"], batch_size=BATCH)
