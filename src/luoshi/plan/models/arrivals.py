"""Plans of other cities that came as a file, and what their names mean here (规划引入、名称对应)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from luoshi.kernel.access import ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.models import BodyKind
from luoshi.kernel.retention import Retention


class Arrival(models.Model):
    """A plan of another city that came as a file (规划引入): whose it was, and the draft that was made of it.

    `plan` is empty until the draft is begun; `digest` is that by which the file is known.
    """

    retention = Retention.PERMANENT
    read_act = "plan.take_plans_in"
    reach: dict[str, str] = {}

    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    title = models.TextField()
    city = models.CharField(max_length=60)
    area_code = models.CharField(max_length=12)
    owner = models.CharField(max_length=120, blank=True)
    plan = models.OneToOneField("plan.Plan", models.SET_NULL, null=True, related_name="arrival")
    taken_in_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    taken_in_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    def __str__(self):
        return self.title


class NamedKind(models.TextChoices):
    AREA = "area", pgettext_lazy("a name of another city", "area")
    BODY = "body", pgettext_lazy("a name of another city", "body")


class Answer(models.TextChoices):
    OURS = "ours", pgettext_lazy("a name of another city", "one of ours")
    NEW = "new", pgettext_lazy("a name of another city", "to be entered")
    NOBODY = "nobody", pgettext_lazy("a name of another city", "nobody here")


class ArrivalName(models.Model):
    """A body or an area of the first city, and which of ours stands in its place (名称对应).

    `proposed` is the name as it would read here; `candidates` are the bodies of ours that the matcher holds possible.
    """

    retention = Retention.PERMANENT

    arrival = models.ForeignKey(Arrival, models.CASCADE, related_name="names")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=NamedKind)
    key = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    proposed = models.CharField(max_length=120)
    body_kind = models.CharField(max_length=20, choices=BodyKind, blank=True)
    area_code = models.CharField(max_length=12)
    candidates = models.JSONField(default=list)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("kernel.Body", models.PROTECT, null=True, related_name="+")
    new_name = models.CharField(max_length=120, blank=True)
    answered_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("kind", NamedKind.values, name="arrivalname_kind_known"),
            known("body_kind", ["", *BodyKind.values], name="arrivalname_body_kind_known"),
            known("answer", ["", *Answer.values], name="arrivalname_answer_known"),
            models.UniqueConstraint(fields=["arrival", "kind", "key"], name="arrivalname_once"),
            models.CheckConstraint(
                condition=Q(answer=Answer.OURS, new_name="")
                & (Q(area__isnull=False, body__isnull=True) | Q(area__isnull=True, body__isnull=False))
                | Q(answer=Answer.NEW, area__isnull=True, kind=NamedKind.BODY) & ~Q(new_name="")
                | Q(answer__in=["", Answer.NOBODY], area__isnull=True, body__isnull=True, new_name=""),
                name="arrivalname_answer_fits",
            ),
        ]

    def __str__(self):
        return self.name
