"""A plan's beginning and its opening (规划建立、开放)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Body, Origin, Upload
from luoshi.plan.models import Audience, Document, Plan
from luoshi.plan.services.handing_in import note_reading
from luoshi.reading import contract
from luoshi.reading.model import Frame, Quotation, Reading


class AdoptedStaysOpen(Refusal):
    code = "plan.adopted_stays_open"
    sentence = _("%(plan)s has been adopted: it is open to those who sign in, or to everyone.")


@act
def begin_plan(
    *,
    upload: Upload,
    reading: Reading,
    slug: str,
    audience: Audience,
    origin: Origin,
    owner: Body | None,
    by: Actor,
    at: datetime,
) -> Plan:
    """Keep the document with what the reader returned; begin a plan that nobody sees before it is whole."""
    require(by, "plan.hand_in_document")
    maker = by if by.pk else None
    document = Document.objects.create(
        upload=upload,
        format=reading.source.format,
        text=reading.source.text,
        reader_version=str(contract.VERSION),
        reading=contract.to_json(reading),
        created_by=maker,
        created_at=at,
        **{"title": upload.name} | _printed(reading.frame),
        **origin.columns(),
    )
    plan = Plan.objects.create(
        slug=slug or f"plan-{document.pk}",
        title=document.title,
        document=document,
        owner=owner,
        audience=audience,
        body_start=reading.frame.body.start,
        body_end=reading.frame.body.end,
        valid_from=document.issued_on or document.published_on,
        created_by=maker,
        created_at=at,
    )
    audit.record("plan.document_read", document, by=by, at=at)
    return plan


def _printed(frame: Frame) -> dict[str, Any]:
    """The document's own fields, as far as they are printed."""
    words = {name: quoted.text for name in ("title", "approval") if (quoted := getattr(frame, name))}
    if frame.number:
        words["number"] = frame.number.text[:100]
    if frame.issuer:
        words["issuer"] = frame.issuer.text[:255]
    return words | {"issued_on": _day(frame.issued_on), "published_on": _day(frame.published_on)}


def _day(quoted: Quotation | None) -> date | None:
    try:
        return date.fromisoformat(quoted.text) if quoted else None
    except ValueError:
        return None  # a year and a month only: kept in the reading as printed


@act
def finish_plan(*, plan: Plan, by: Actor, at: datetime) -> Plan:
    """Show a plan to its audience: all that was read of it is there."""
    require(by, "plan.open_plan", plan)
    plan.ready_at = at
    plan.save(update_fields=["ready_at"])
    note_reading(plan=plan, at=at)
    audit.record("plan.opened", plan, by=by, at=at, changes={"audience": (None, plan.audience)})
    return plan


@act
def open_plan(*, plan: Plan, audience: Audience, by: Actor, at: datetime) -> Plan:
    """Say who may open a plan (公开范围). Raises AdoptedStaysOpen."""
    require(by, "plan.open_plan", plan)
    before = plan.audience
    rows = Plan.objects.drafts() if audience == Audience.MAKER else Plan.objects.all()
    if not rows.filter(pk=plan.pk).update(audience=audience):
        raise AdoptedStaysOpen(plan=plan)
    plan.audience = audience
    audit.record("plan.opened", plan, by=by, at=at, changes={"audience": (before, audience)})
    return plan
