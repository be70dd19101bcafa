"""Where an assignment comes from (任务来源)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import OWN_BODY, ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention


class SourceKind(models.TextChoices):
    PLAN = "plan", _("a plan")
    MINUTES = "minutes", _("minutes of a meeting")
    NOTE = "note", _("a leader's note")
    LETTER = "letter", _("a superior's letter")
    OTHER = "other", _("something else")


class Source(models.Model):
    """The sentence that asks for it, with its paper (来源): a plan, minutes, a leader's note, a superior's letter.

    `instructed_by` names the leader on whose word a secretary entered it.
    """

    retention = Retention.YEARS_30
    read_act = "delivery.read_assignments"
    reach = {OWN_BODY: "issuer"}

    kind = models.CharField(max_length=10, choices=SourceKind)
    issuer = models.ForeignKey("kernel.Body", models.PROTECT, related_name="sources")
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    on = models.DateField(null=True)
    words = models.TextField(blank=True)
    instructed_by = models.CharField(max_length=60, blank=True)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey("plan.Plan", models.PROTECT, null=True, related_name="sources")
    entered_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            known("kind", SourceKind.values, name="source_kind_known"),
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(
                condition=~Q(kind=SourceKind.NOTE) | ~Q(instructed_by=""), name="source_note_names_the_leader"
            ),
        ]

    def __str__(self):
        return " ".join(filter(None, [self.title, self.number]))
