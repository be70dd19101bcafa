"""Files that came back in a round (回收的填报表): each kept as it came, whatever it is worth."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.delivery.engine.returned import Verdict
from luoshi.kernel.access import OWN_BODY, Reach, ScopedQuerySet
from luoshi.kernel.constraints import known, ordered
from luoshi.kernel.models import OriginQuerySet
from luoshi.kernel.retention import Retention

from .assignments import READ
from .reports import ReportRound, RoundAsk


class ReturnedFileQuerySet(ScopedQuerySet, OriginQuerySet):
    def standing(self):
        """The newest version of each body's file, and whatever is nobody's."""
        return self.filter(replaced_by__isnull=True)

    def to_take_in(self):
        """Sound, the newest of their body, and not entered yet."""
        return self.standing().filter(verdict=Verdict.SOUND, taken_at__isnull=True)


class ReturnedFile(models.Model):
    """A file that was handed in for a round, and what the check found (回收文件).

    `said` and `faults` are codes with values; `entries` is what it would enter, by assignment. `ask` is the body that
    the file is of, as its seal says; a file that says nothing that can be trusted has none.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: Reach.through_any("round__issuer", "ask__body")}
    origin_path = "ask__matter__"

    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="returned")
    ask = models.ForeignKey(RoundAsk, models.CASCADE, null=True, related_name="returned")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    saved_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=12)
    said = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    entries = models.JSONField(default=dict)
    left_empty = models.PositiveIntegerField(default=0)
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="replaces")
    handed_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField()
    taken_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    objects = ReturnedFileQuerySet.as_manager()

    class Meta:
        constraints = [
            known("verdict", [*Verdict], name="returnedfile_verdict_known"),
            models.UniqueConstraint(fields=["round", "upload"], name="returnedfile_once_a_round"),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(verdict=Verdict.SOUND, ask__isnull=False),
                name="returnedfile_taken_in_when_sound",
            ),
            ordered("handed_at", "taken_at", name="returnedfile_handed_in_before_taken"),
        ]

    def __str__(self):
        return f"{self.round_id}: {self.upload_id}"
