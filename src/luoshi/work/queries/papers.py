"""Papers as their pages show them (发文查询)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from luoshi.kernel.access import bodies_served, day_for
from luoshi.kernel.models import Body
from luoshi.work.models import Matter, OutgoingPaper, PaperEntry
from luoshi.work.paper_kinds import PAPER_KINDS, PaperKind

DRAFT = "work.draft_papers"


def for_page(rows: QuerySet[OutgoingPaper]) -> QuerySet[OutgoingPaper]:
    """Papers with what their page prints."""
    return rows.select_related(
        "body__area", "matter", "docx__file", "pdf__file", "corrects", "drafted_by", "settled_by", "signer"
    )


def entries(paper: OutgoingPaper) -> list[PaperEntry]:
    """What the registry has entered, the latest first."""
    return list(paper.entries.select_related("scan__file", "by").order_by("-pk"))


def issuers(kind: PaperKind, thing: Any, *, by: Any) -> QuerySet[Body]:
    """The bodies for which this person may draft such a paper about the thing."""
    mine = Body.objects.filter(pk__in=bodies_served(by, DRAFT, on=day_for(by)))
    able = [body.pk for body in mine if kind.may_issue(thing, body)]
    return Body.objects.filter(pk__in=able).order_by("name", "pk")


def of_matter(matter: Matter, *, by: Any) -> list[OutgoingPaper]:
    """The papers about a matter that this person may see, the latest first."""
    rows = OutgoingPaper.objects.visible_to(by).filter(matter=matter).select_related("body")
    return list(rows.order_by("-pk")[:50])


def possible_kinds(matter: Matter, *, by: Any) -> list[PaperKind]:
    """The kinds of papers about a matter that this person can draft."""
    return [
        kind
        for kind in PAPER_KINDS.values()
        if (thing := kind.find(str(matter.pk), by)) == matter and issuers(kind, thing, by=by).exists()
    ]
