"""The chain of acts: who did what, in an order that nobody can change unseen (审计链)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from luoshi.kernel.access.relations import OWN, Reach
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.guards import AppendOnly, Unchangeable
from luoshi.kernel.retention import Retention


def _by(entry: Any) -> int | None:
    return entry.by_id


OWN_ACTS = Reach(
    rows=lambda model, relation, right: Q(by_id=right.user_id) if right.user_id else Q(pk__in=[]),
    holds=lambda entry, relation, right: right.user_id is not None and _by(entry) == right.user_id,
)


class AuditEntryQuerySet(ScopedQuerySet):
    def about(self, instance: models.Model):
        """Entries in which this object was touched, the newest first."""
        return self.naming(instance._meta.label_lower, instance.pk).order_by("-number")

    def naming(self, label: str, key: object):
        """Entries that name this object, which may be gone."""
        parts = AuditPart.objects.filter(label=label, object_id=str(key))
        return self.filter(act__in=parts.values("entry_id"))


class AuditEntry(models.Model):
    """One act (操作): its code, by whom, as which post, when, and the digest that ties it to the one before.

    `act` names the act before it has a number, so that its parts are written before the head is locked.

    No foreign key leaves the chain: an audit must not keep a row from being erased, and a check that runs
    at commit must not wait while the head is locked.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_audit"
    reach = {OWN: OWN_ACTS}
    guards = (AppendOnly(),)

    number = models.BigIntegerField(primary_key=True)
    act = models.UUIDField(unique=True)
    code = models.CharField(max_length=80, db_index=True)
    by_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    post_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(db_index=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="auditentry_number_from_one")]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"


class AuditPart(models.Model):
    """What one part of an act did to one object: ids, names of fields and salted digests, no value."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    entry = models.ForeignKey(
        AuditEntry, models.DO_NOTHING, to_field="act", related_name="parts", db_constraint=False
    )
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "position"], name="auditpart_one_per_position")
        ]
        indexes = [models.Index(fields=["label", "object_id"], name="auditpart_object")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}:{self.object_id}"


class AuditValue(models.Model):
    """The values behind a digest. They may be erased; the chain holds without them."""

    retention = Retention.PERSONAL
    guards = (Unchangeable(),)

    entry = models.ForeignKey(
        AuditEntry, models.DO_NOTHING, to_field="act", related_name="values", db_constraint=False
    )
    position = models.PositiveIntegerField()
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "position", "field"], name="auditvalue_one_per_field")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}.{self.position} {self.field}"


class AuditHead(models.Model):
    """The chain's last number and digest: one row, locked by an act as its very last statement (链首)."""

    retention = Retention.PERMANENT

    number = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audithead_is_one_row")]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
