"""Drafts that wait for signatures, as their pages show them (签批稿查询)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from luoshi.work.models import DraftVersion, Matter, MoveDraft, Turn


def for_page(rows: QuerySet[MoveDraft]) -> QuerySet[MoveDraft]:
    """Drafts with what their page leans on."""
    return rows.select_related("matter__version", "body__area", "chain__body", "turn__desk__area", "made")


def versions(draft: MoveDraft) -> list[DraftVersion]:
    """What the draft brought, the latest version first."""
    rows = draft.versions.select_related("by", "named").prefetch_related("files__upload")
    return list(rows.order_by("-number"))


def waiting(draft: MoveDraft) -> list[Turn]:
    """For whom the draft waits now."""
    rows = draft.turns.not_closed().select_related("desk__area", "body", "holder", "draft", "seat__step")
    return list(rows.select_related("seat__role", "seat__user").order_by("pk"))


def of_matter(matter: Matter, *, by: Any) -> list[MoveDraft]:
    """The drafts of a matter that this person may know of: those under way, and those by which a step was taken."""
    rows = MoveDraft.objects.visible_to(by).filter(matter=matter)
    return list(rows.select_related("body").order_by("pk"))
