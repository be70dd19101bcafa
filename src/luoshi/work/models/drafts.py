"""A step that waits for a body's own signatures (签批稿): its content, version by version, and what signers said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import OWN, OWN_BODY, Reach, ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.guards import Unchangeable
from luoshi.kernel.retention import Retention

from .chains import Chain, ChainSigner
from .matters import READ, Matter, MoveMade, Turn


class DraftState(models.TextChoices):
    SIGNING = "signing", _("waits for signatures")
    RETURNED = "returned", _("returned to the drafter")
    SIGNED = "signed", _("signed")
    DROPPED = "dropped", _("dropped by the drafter")
    OVERTAKEN = "overtaken", _("overtaken by another step")


OPEN_STATES = (DraftState.SIGNING, DraftState.RETURNED)


class MoveDraftQuerySet(ScopedQuerySet):
    def under_way(self):
        """Drafts that are neither signed nor given up."""
        return self.filter(state__in=OPEN_STATES)


class MoveDraft(models.Model):
    """A step that a body has drafted and not yet signed (签批稿); nobody outside the body knows of it.

    `turn` is the body's turn in which the step will be taken; a step beside the turn has none.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {
        OWN: Reach.through_any("versions__by", "turns__holder"),
        OWN_BODY: Reach.through_any("body", "turn__desk", "turns__desk"),
    }

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="drafts")
    turn = models.ForeignKey(Turn, models.CASCADE, null=True, related_name="drafts")
    relation = models.CharField(max_length=40)
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="drafts")
    move = models.CharField(max_length=40)
    chain = models.ForeignKey(Chain, models.PROTECT, related_name="drafts")
    position = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=DraftState, default=DraftState.SIGNING)
    begun_at = models.DateTimeField()
    made = models.OneToOneField(MoveMade, models.SET_NULL, null=True, related_name="draft")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    objects = MoveDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            known("state", DraftState.values, name="movedraft_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, ended_at__isnull=True)
                | ~Q(state__in=OPEN_STATES) & Q(ended_at__isnull=False),
                name="movedraft_ended_at_a_moment",
            ),
            models.UniqueConstraint(
                fields=["turn"], condition=Q(ended_at__isnull=True), name="movedraft_one_a_turn"
            ),
            models.UniqueConstraint(
                fields=["matter", "move", "body"],
                condition=Q(ended_at__isnull=True, turn__isnull=True),
                name="movedraft_one_beside_the_turn",
            ),
        ]
        indexes = [models.Index(fields=["begun_at", "id"])]

    def __str__(self):
        return f"{self.matter_id}: {self.move}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None


class DraftVersion(models.Model):
    """What a draft brings, as it goes to the signers (送签稿); a draft that was returned has another."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    draft = models.ForeignKey(MoveDraft, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    day = models.DateField(null=True)
    named = models.ForeignKey("kernel.Body", models.PROTECT, null=True, related_name="+")
    fields = models.JSONField(default=dict)
    by = models.ForeignKey("kernel.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draftversion_numbered")]

    def __str__(self):
        return f"{self.draft_id}.{self.number}"


class DraftFile(models.Model):
    """A file that a draft brings (送签附件)."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    version = models.ForeignKey(DraftVersion, models.CASCADE, related_name="files")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "upload"], name="draftfile_once")]

    def __str__(self):
        return f"{self.version_id}: {self.upload_id}"


class Verdict(models.TextChoices):
    SIGNED = "signed", _("signed")
    RETURNED = "returned", _("returned")


class Signature(models.Model):
    """What a signer said of a version (签批意见), here or on paper; of a paper the scan is kept.

    `by` is the signer, where he has an account; `entered_by` whoever entered it.
    """

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    version = models.ForeignKey(DraftVersion, models.CASCADE, related_name="signatures")
    seat = models.ForeignKey(ChainSigner, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict)
    name = models.CharField(max_length=60)
    by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    signed_on = models.DateField()
    scan = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            known("verdict", Verdict.values, name="signature_verdict_known"),
            models.CheckConstraint(condition=~Q(name=""), name="signature_has_a_name"),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(scan__isnull=False), name="signature_by_hand_has_its_scan"
            ),
            models.UniqueConstraint(fields=["version", "seat"], name="signature_once_a_seat"),
        ]

    def __str__(self):
        return f"{self.version_id}: {self.name} {self.verdict}"
