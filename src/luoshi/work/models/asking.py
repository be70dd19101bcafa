"""Forms that bodies fill in, their versions, and what was answered (填报表单、填报)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from luoshi.kernel.access import OWN, OWN_AREA, OWN_BODY, Reach, Right, ScopedQuerySet
from luoshi.kernel.guards import Settled
from luoshi.kernel.models import OriginQuerySet, Upload, User, WithOrigin
from luoshi.kernel.models.versions import Named, NamedQuerySet, Version
from luoshi.kernel.retention import Retention

NOTHING_YET = "0.0"  # the mark of an answer that nobody has begun


class AskForm(Named):
    """Something that bodies are asked regularly or once (填报表单); its code is for good."""

    retention = Retention.PERMANENT
    read_act = "work.read_forms"
    reach: dict[str, str] = {}

    objects = NamedQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False


class AskFormVersion(Version):
    """What a form asks from a day on, kept in one shape with its formulas in codes (表单版本)."""

    of = models.ForeignKey(AskForm, models.PROTECT, related_name="versions")

    class Meta(Version.Meta):
        abstract = False


def _within_area() -> Reach:
    """Of bodies in one's area what they have sent; drafts only of one's own body, or those that one began oneself."""
    area, own = Reach.through("body__area"), Reach.through("body")

    def rows(model: type[models.Model], relation: str, right: Right) -> Q:
        is_open = Q(sent_at__isnull=False) | Q(body=right.body_id) | Q(begun_by=right.user_id)
        return area.rows(model, relation, right) & is_open

    def holds(instance: Any, relation: str, right: Right) -> bool:
        is_open = instance.is_sent or instance.begun_by_id == right.user_id
        return area.holds(instance, relation, right) and (is_open or own.holds(instance, OWN_BODY, right))

    return Reach(rows=rows, holds=holds)


class AnswerQuerySet(ScopedQuerySet, OriginQuerySet):
    def sent(self):
        return self.filter(sent_at__isnull=False)

    def drafts(self):
        return self.filter(sent_at__isnull=True)

    def about(self, *, form, body, subject: str = "", period: str = ""):
        """All revisions of one answer."""
        return self.filter(form=form, body=body, subject=subject, period=period)

    def latest_first(self):
        return self.order_by("-revision")

    def standing(self):
        """Of each answer the last revision that was sent: the others were corrected by it."""
        later = self.model._base_manager.filter(
            form=OuterRef("form"), body=OuterRef("body"), subject=OuterRef("subject"),
            period=OuterRef("period"), sent_at__isnull=False,
        ).order_by("-revision")  # fmt: skip
        return self.sent().filter(revision=Subquery(later.values("revision")[:1]))


class Answer(WithOrigin):
    """One revision of what a body answers to a form about something, for a period (填报): a draft until it is sent.

    `subject` is whatever the asking room calls by such a key (`matter:17`), `period` as formulas write it
    (2025-09); either may be empty. What was sent never changes: a correction is another revision. `saved` counts
    how often the draft was written, so that nobody overwrites what somebody else has saved meanwhile.
    """

    retention = Retention.PERMANENT
    guards = (Settled("sent_at"),)
    read_act = "work.read_answers"
    reach = {OWN: "begun_by", OWN_BODY: "body", OWN_AREA: _within_area()}

    form = models.ForeignKey(AskForm, models.PROTECT, related_name="answers")
    version = models.ForeignKey(AskFormVersion, models.PROTECT, related_name="answers")
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="answers")
    subject = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=12, blank=True)
    revision = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    sheet = models.ForeignKey(Upload, models.PROTECT, null=True, related_name="+")
    begun_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    saved = models.PositiveIntegerField()
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            models.UniqueConstraint(
                fields=["form", "body", "subject", "period", "revision"], name="answer_revisions_numbered"
            ),
            models.UniqueConstraint(
                fields=["form", "body", "subject", "period"],
                condition=Q(sent_at__isnull=True),
                name="answer_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(sent_by__isnull=True) | Q(sent_at__isnull=False), name="answer_sent_by_once_sent"
            ),
            models.CheckConstraint(condition=Q(revision__gte=1, saved__gte=1), name="answer_counts_from_one"),
        ]
        indexes = [models.Index(fields=["form", "subject", "period"])]

    def __str__(self) -> str:
        return " · ".join(filter(None, [str(self.form), str(self.body), self.subject, self.period]))

    @property
    def mark(self) -> str:
        """Which revision this is and how often it was saved: what a writer has seen."""
        return f"{self.revision}.{self.saved}"

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None


class AnswerFile(models.Model):
    """A file that belongs to an answer, at one of its fields (填报附件); the answer's values name it as well."""

    retention = Retention.PERMANENT

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="files")
    field = models.CharField(max_length=40)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["answer", "field", "upload"], name="answerfile_once_a_field"),
        ]

    def __str__(self) -> str:
        return f"{self.upload}"
