"""What the plan room lets people find: documents, places of the outline, commitments (检索来源)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.search import Described, Source, register_source
from luoshi.plan.models import Commitment, Document, Plan, Section
from luoshi.plan.queries.plans import shown_plans


def register() -> None:
    """Called once, by `ready()`."""
    register_source(
        "plan.document",
        Source(
            label=_("Documents"),
            order=10,
            follows="plan.plan",
            groups=Plan.objects.all,
            describe=_documents,
            visible=lambda by: Document.objects.visible_to(by).filter(plan__in=_open_to(by)),
            links=_outlines,
        ),
    )
    register_source(
        "plan.section",
        Source(
            label=_("Places of the outline"),
            order=20,
            follows="plan.plan",
            groups=Plan.objects.all,
            describe=_sections,
            visible=lambda by: Section.objects.filter(plan__in=_open_to(by)),
            links=_section_pages,
        ),
    )
    register_source(
        "plan.commitment",
        Source(
            label=_("Commitments"),
            order=30,
            follows="plan.plan",
            groups=Plan.objects.all,
            describe=_commitments,
            visible=lambda by: Commitment.objects.filter(plan__in=_open_to(by)),
            links=_commitment_pages,
        ),
    )


def _open_to(by):
    return shown_plans(user=by).order_by().values("pk")


def _ready(keys: Collection[int]):
    """Plans whose reading is complete: one that is still being built is found by nobody."""
    return Plan.objects.filter(pk__in=keys).ready().select_related("document").defer("document__reading")


def _documents(keys: Collection[int]) -> Iterator[Described]:
    for plan in _ready(keys):
        document = plan.document
        day = document.issued_on or document.published_on
        text = " ".join(filter(None, (document.issuer, document.approval)))
        yield Described(document.pk, plan.pk, document.title, text, (), document.number, day)


def _sections(keys: Collection[int]) -> Iterator[Described]:
    """Each place with the text that is its own: what stands below it is found there."""
    for plan in _ready(keys):
        sections = list(plan.sections.order_by("position"))
        begins: dict[int, int] = {}
        for section in sections:
            if section.parent_id:
                begins.setdefault(section.parent_id, section.start)
        for section in sections:
            text = plan.document.text[section.title_end : begins.get(section.pk, section.end)]
            yield Described(section.pk, plan.pk, str(section), text, (), section.place)


def _commitments(keys: Collection[int]) -> Iterator[Described]:
    for plan in _ready(keys):
        for row in plan.commitments.select_related("section").order_by("position"):
            text = plan.document.text[row.start : row.end]
            place = row.section.place if row.section else ""
            yield Described(row.pk, plan.pk, row.title, text, (), place, row.due_on)


def _outlines(by: Any, keys: Collection[int]) -> dict[int, str]:
    rows = Plan.objects.filter(document__in=keys).values_list("document_id", "slug")
    return {key: reverse("plan:outline", args=[slug]) for key, slug in rows}


def _section_pages(by: Any, keys: Collection[int]) -> dict[int, str]:
    rows = Section.objects.filter(pk__in=keys).values_list("pk", "plan__slug", "place")
    return {key: reverse("plan:section", args=[slug, place]) for key, slug, place in rows}


def _commitment_pages(by: Any, keys: Collection[int]) -> dict[int, str]:
    rows = Commitment.objects.filter(pk__in=keys).values_list("pk", "plan__slug")
    return {key: reverse("plan:commitment", args=[slug, key]) for key, slug in rows}
