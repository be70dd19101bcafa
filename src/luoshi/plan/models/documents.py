"""Official documents as they were handed in, and the names found in them (公文)."""

from django.db import models
from django.db.models import F, Q

from luoshi.kernel.access import OWN, PARTY, ScopedQuerySet
from luoshi.kernel.models import OriginQuerySet, WithOrigin
from luoshi.kernel.retention import Retention
from luoshi.plan.models.audience import open_to


class DocumentQuerySet(ScopedQuerySet, OriginQuerySet):
    pass


class Document(WithOrigin):
    """An official document (公文): the file, its normalised text, and what the reader returned.

    Offsets everywhere in the plan count characters of `text`. `reading` is the reader's whole answer in the
    contract's form and is never changed; fields that are not printed are empty.
    """

    retention = Retention.PERMANENT
    read_act = "plan.read_plans"
    reach = {OWN: "created_by", PARTY: open_to("plan__")}

    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="documents")
    format = models.CharField(max_length=10)
    title = models.TextField(blank=True)
    number = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=255, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    approval = models.TextField(blank=True)
    text = models.TextField()
    reader_version = models.CharField(max_length=20)
    reading = models.JSONField()
    created_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False

    def __str__(self):
        return self.title


class Mention(models.Model):
    """A name in the text: an enterprise, a document, a place, a programme (文中提及)."""

    retention = Retention.PERMANENT

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="mentions")
    section = models.ForeignKey("plan.Section", models.CASCADE, null=True, related_name="mentions")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    key = models.CharField(max_length=16)
    body = models.ForeignKey("kernel.Body", models.PROTECT, null=True, related_name="mentions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="mention_has_words")]
        indexes = [models.Index(fields=["plan", "kind", "start"])]

    def __str__(self):
        return self.text
