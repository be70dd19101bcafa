"""Trials that nobody opened to others go when their term is over (试读到期销毁)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.retention import TERMS, Retention, Rule, register_rule
from luoshi.plan.models import Audience, Document, LinkProposal, Plan


def register_rules() -> None:
    """Called once, by `ready()`."""
    working = TERMS[Retention.WORKING]
    register_rule("plan.trials", Rule(_("documents read on trial"), working, _old_trials, _erase_trials))
    register_rule("plan.documents", Rule(_("documents without a plan"), working, _idle_documents, _delete))
    register_rule(
        "plan.link_proposals",
        Rule(_("pairs of commitments that are decided"), working, _decided_pairs, _delete_pairs),
    )


def _old_trials(before: datetime) -> QuerySet[Plan]:
    idle = Plan.objects.filter(audience=Audience.MAKER, created_at__lt=before)
    return idle.filter(replaces__isnull=True, children_stated__isnull=True)


def _idle_documents(before: datetime) -> QuerySet[Document]:
    return Document.objects.filter(plan__isnull=True, created_at__lt=before)


def _decided_pairs(before: datetime) -> QuerySet[LinkProposal]:
    undecided = LinkProposal.objects.undecided().values("pk")
    return LinkProposal.objects.filter(made_at__lt=before).exclude(pk__in=undecided)


def _delete_pairs(rows: Sequence[LinkProposal], before: datetime) -> None:
    LinkProposal.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _erase_trials(rows: Sequence[Plan], before: datetime) -> None:
    documents = [plan.document_id for plan in rows]
    Plan.objects.filter(pk__in=[plan.pk for plan in rows]).delete()
    Document.objects.filter(pk__in=documents).delete()


def _delete(rows: Sequence[Document], before: datetime) -> None:
    Document.objects.filter(pk__in=[row.pk for row in rows]).delete()
