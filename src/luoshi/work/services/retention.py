"""Notices go when their term is over (通知到期销毁): what they are about keeps its own term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.retention import TERMS, Retention, Rule, register_rule
from luoshi.work.models import Notice


def register_rules() -> None:
    """Called once, by `ready()`."""
    working = TERMS[Retention.WORKING]
    register_rule("work.notices", Rule(_("notices of long ago"), working, _old, _delete, _last))


def _old(before: datetime) -> QuerySet[Notice]:
    """Read or not: what is half a year old and still waits is told anew by whoever waits."""
    return Notice.objects.filter(written_at__lt=before)


def _last(rows: Sequence[Notice]) -> Sequence[Notice]:
    """The act names the last of a batch, not whom each was for."""
    return rows[-1:]


def _delete(rows: Sequence[Notice], before: datetime) -> None:
    Notice.objects.filter(pk__in=[row.pk for row in rows]).delete()
