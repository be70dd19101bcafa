"""Trials that nobody opened to others go when their term is over (试读到期销毁)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.retention import TERMS, Retention, Rule, register_rule
from luoshi.plan.models import Audience, Document, Plan


def register_rules() -> None:
    """Called once, by `ready()`."""
    working = TERMS[Retention.WORKING]
    register_rule("plan.trials", Rule(_("documents read on trial"), working, _old_trials, _erase_trials))
    register_rule("plan.documents", Rule(_("documents without a plan"), working, _idle_documents, _delete))


def _old_trials(before: datetime) -> QuerySet[Plan]:
    return Plan.objects.filter(audience=Audience.MAKER, created_at__lt=before, replaces__isnull=True)


def _idle_documents(before: datetime) -> QuerySet[Document]:
    return Document.objects.filter(plan__isnull=True, created_at__lt=before)


def _erase_trials(rows: Sequence[Plan], before: datetime) -> None:
    documents = [plan.document_id for plan in rows]
    Plan.objects.filter(pk__in=[plan.pk for plan in rows]).delete()
    Document.objects.filter(pk__in=documents).delete()


def _delete(rows: Sequence[Document], before: datetime) -> None:
    Document.objects.filter(pk__in=[row.pk for row in rows]).delete()
