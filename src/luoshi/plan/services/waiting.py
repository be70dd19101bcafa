"""Plans that only their maker opens go to whoever takes over from the maker (待交接规划)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor
from luoshi.kernel.models import User
from luoshi.kernel.waiting import Waiting, register_waiting
from luoshi.plan.models import Audience, Document, Plan


def register() -> None:
    """Called once, by `ready()`."""
    register_waiting(Waiting("plan.drafts", _("Plans that nobody else opens yet"), _drafts, str, _pass_draft))


def _drafts(user: User) -> QuerySet[Plan]:
    return Plan.objects.filter(created_by=user, audience=Audience.MAKER).order_by("pk")


def _pass_draft(plan: Plan, *, to: User, by: Actor, at: datetime) -> bool:
    Document.objects.filter(pk=plan.document_id).update(created_by=to)
    return bool(Plan.objects.filter(pk=plan.pk).update(created_by=to))
