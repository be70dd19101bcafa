"""Lists that somebody hands in: the file, its rows as they wait, what is wrong with them (名单导入)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access.relations import OWN
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention

from .files import Upload
from .jobs import Job
from .people import User


class ImportState(models.TextChoices):
    READING = "reading", _("being read")
    COLUMNS = "columns", _("columns to be named")
    REFUSED = "refused", _("refused")
    OPEN = "open", _("rows to be decided")
    READY = "ready", _("ready to be taken over")
    APPLYING = "applying", _("being taken over")
    APPLIED = "applied", _("taken over")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("discarded")


class ImportMode(models.TextChoices):
    WHOLE = "whole", _("all rows or none")
    ROWS = "rows", _("every row that is right")


class ListImportQuerySet(ScopedQuerySet):
    def of_kind(self, code: str):
        return self.filter(kind=code)


class ListImport(models.Model):
    """One list that was handed in, from its file to the day when it was taken over or undone (导入批次).

    `outline` holds the first rows of each sheet as texts, from which somebody names the columns; `columns` is what
    was named: the sheet, the rows of the header, the column of each key.
    """

    retention = Retention.YEARS_10
    read_act = "kernel.read_imports"
    reach = {OWN: "by"}

    kind = models.CharField(max_length=60)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="imports")
    mode = models.CharField(max_length=10, choices=ImportMode)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.READING)
    outline = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    error_code = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="imports")
    at = models.DateTimeField()
    applied_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ListImportQuerySet.as_manager()

    class Meta:
        constraints = [
            known("state", ImportState.values, name="listimport_state_known"),
            known("mode", ImportMode.values, name="listimport_mode_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[ImportState.APPLIED, ImportState.UNDONE])
                | Q(applied_at__isnull=False),
                name="listimport_applied_at_when_applied",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.UNDONE) | Q(undone_at__isnull=False),
                name="listimport_undone_at_when_undone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Outcome(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    ASK = "ask", _("to be decided")
    LEFT_OUT = "left_out", _("left out")
    REFUSED = "refused", _("refused")
    CONFLICT = "conflict", _("changed meanwhile")


class ImportRowQuerySet(models.QuerySet):
    def to_apply(self):
        return self.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED], is_applied=False)

    def applied(self):
        return self.filter(is_applied=True)

    def ahead(self, position: int):
        return self.filter(position__gt=position)


class ImportRow(models.Model):
    """One row of a list as it waits: its values, what it means here, and how to undo it (暂存行)."""

    retention = Retention.WORKING

    batch = models.ForeignKey(ListImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    values = models.JSONField()
    before = models.JSONField(null=True)
    target = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    candidates = models.JSONField(default=list)
    is_applied = models.BooleanField(default=False)
    undo = models.JSONField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        constraints = [
            known("outcome", Outcome.values, name="importrow_outcome_known"),
            models.UniqueConstraint(fields=["batch", "position"], name="importrow_one_per_position"),
        ]
        indexes = [models.Index(fields=["batch", "outcome", "position"], name="importrow_by_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"


class ImportRemark(models.Model):
    """What is wrong with a cell, or what else one should know: a code with values (核对结果)."""

    retention = Retention.WORKING

    batch = models.ForeignKey(ListImport, models.CASCADE, related_name="remarks")
    is_fault = models.BooleanField()
    sheet = models.CharField(max_length=100, blank=True)
    cell = models.CharField(max_length=12, blank=True)
    column = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=80)
    values = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["batch", "is_fault"], name="importremark_by_batch")]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell} {self.code}"


class KnownColumns(models.Model):
    """What the columns of a foreign list mean: known again by its header (列对应关系)."""

    retention = Retention.PERMANENT

    kind = models.CharField(max_length=60)
    signature = models.CharField(max_length=64)
    columns = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "signature"], name="knowncolumns_one_per_header"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.signature}"
