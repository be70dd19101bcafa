"""What was corrected in a plan, for its list and beside the facts (修改记录)."""

from __future__ import annotations

from luoshi.plan.models import Commitment, Correction, Plan

NEAR = 100  # commitments, and sections, on either side among which another is chosen


def corrected_in(user, *, plan):
    """The corrections of a plan (its key), when this person may open the plan."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    return Correction.objects.filter(plan=plan, plan__in=readable.values("pk"))


def with_what_a_row_prints(rows):
    """Corrections with who made and who withdrew them, and what they are about."""
    return rows.select_related(
        "chosen_by", "withdrawn_by", "into", "commitment", "responsibility", "section", "plan"
    ).defer("plan__document")


def standing_between(*, plan, start, end):
    """The standing corrections whose words begin in this piece of the text."""
    rows = Correction.objects.standing().filter(plan=plan, start__gte=start, start__lt=end)
    return rows.select_related("chosen_by", "into").order_by("chosen_at", "pk")


def others_near(*, commitment: Commitment):
    """The commitments with which this one may be the same: those around it in the document."""
    rows = Commitment.objects.filter(
        plan=commitment.plan_id,
        position__gte=max(0, commitment.position - NEAR),
        position__lte=commitment.position + NEAR,
    )
    return rows.exclude(pk=commitment.pk).select_related("section").order_by("position")


def sections_near(*, plan, position):
    """The sections around one, in reading order."""
    rows = plan.sections.filter(position__gte=max(0, position - NEAR), position__lte=position + NEAR)
    return rows.order_by("position")


def section_at(*, plan, start):
    """The section in which these words stand, if the outline reaches them."""
    return plan.sections.filter(start__lte=start, end__gt=start).order_by("-start").first()
