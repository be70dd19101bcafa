"""Papers that a body issues (发文): drafted, signed, registered; what was signed is what is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import OWN_BODY, ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.guards import Settled, Unchangeable
from luoshi.kernel.models import OriginQuerySet, WithOrigin
from luoshi.kernel.retention import Retention

from .matters import Matter


class PaperState(models.TextChoices):
    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("signed")
    VOID = "void", _("void")


class OutgoingPaperQuerySet(ScopedQuerySet, OriginQuerySet):
    pass


class OutgoingPaper(WithOrigin):
    """A paper of a body (发文), with its place in the body's series of that year; `key` is what it is about.

    Its bytes are kept as they were drafted. Once it is signed or void (`settled_at`) the database refuses any change:
    what was wrong is corrected by another paper.
    """

    retention = Retention.YEARS_30
    guards = (Settled("settled_at"),)
    read_act = "work.read_papers"
    reach = {OWN_BODY: "body"}

    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="papers")
    series = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    dated_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    docx = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    pdf = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    drafted_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=PaperState, default=PaperState.DRAFT)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    signer = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = OutgoingPaperQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            known("state", PaperState.values, name="outgoingpaper_state_known"),
            models.UniqueConstraint(
                fields=["body", "series", "year", "number"], name="outgoingpaper_numbered"
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.DRAFT, settled_at__isnull=True)
                | ~Q(state=PaperState.DRAFT) & Q(settled_at__isnull=False),
                name="outgoingpaper_settled_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=PaperState.SIGNED, signed_on__isnull=False) & ~Q(signer_name="")
                | ~Q(state=PaperState.SIGNED) & Q(signed_on__isnull=True, signer_name=""),
                name="outgoingpaper_signed_by_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.VOID) | ~Q(reason=""), name="outgoingpaper_void_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["drafted_at", "id"]),
            models.Index(fields=["kind", "key"]),
        ]

    def __str__(self):
        return self.numbered

    @property
    def numbered(self) -> str:
        """Its number within the body, as people write it (编号)."""
        return f"{self.series}〔{self.year}〕{self.number}号"

    @property
    def is_signed(self) -> bool:
        return self.state == PaperState.SIGNED

    @property
    def is_draft(self) -> bool:
        return self.state == PaperState.DRAFT


class SentPaper(models.Model):
    """A signed paper that another body was sent (收文): all that this body sees of it, and of whoever sent it."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)
    read_act = "work.read_papers"
    reach = {OWN_BODY: "to"}

    paper = models.ForeignKey(OutgoingPaper, models.PROTECT, related_name="sendings")
    to = models.ForeignKey("kernel.Body", models.PROTECT, related_name="papers_received")
    sent_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "to"], name="sentpaper_once_a_body")]
        indexes = [models.Index(fields=["to", "sent_at"])]

    def __str__(self):
        return f"{self.paper_id} → {self.to_id}"


class PaperEntry(models.Model):
    """What the registry of a body enters about a signed paper (发文登记): its number there, the scan; the last counts."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    paper = models.ForeignKey(OutgoingPaper, models.CASCADE, related_name="entries")
    official_number = models.CharField(max_length=60, blank=True)
    scan = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(official_number="") | Q(scan__isnull=False), name="paperentry_says_something"
            )
        ]

    def __str__(self):
        return f"{self.paper_id}: {self.official_number}"
