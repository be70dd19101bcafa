"""Which days are worked, as the yearly notices say (工作日); what was notified stays readable as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from luoshi.kernel.access import ScopedQuerySet
from luoshi.kernel.guards import AppendOnly
from luoshi.kernel.models import OriginQuerySet, WithOrigin
from luoshi.kernel.retention import Retention


class YearNoticeQuerySet(ScopedQuerySet, OriginQuerySet):
    def known_at(self, moment: datetime | None):
        """Notices that were here at that moment; without a moment, all. What Luoshi came with always was."""
        return self if moment is None else self.filter(Q(made_at__isnull=True) | Q(made_at__lte=moment))

    def in_force(self, *, known_at: datetime | None = None):
        """Of each year the last version, as one knew at the moment."""
        later = YearNotice.objects.known_at(known_at).filter(
            year=OuterRef("year"), number__gt=OuterRef("number")
        )
        return self.known_at(known_at).filter(~Exists(later))

    def of_year(self, year: int):
        """The versions of a year, the latest first."""
        return self.filter(year=year).order_by("-number")

    def with_what_followed(self):
        """With whether a later version of the year has taken its place."""
        later = YearNotice.objects.filter(year=OuterRef("year"), number__gt=OuterRef("number"))
        return self.annotate(is_superseded=Exists(later))


class YearNotice(WithOrigin):
    """The notice of a year, in one of its versions (年度放假通知).

    `text` is what was handed in. `is_shipped` marks what Luoshi came with; made by nobody, it has no moment where
    the database began with it.
    """

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)
    read_act = "work.read_calendar"
    reach: dict[str, str] = {}

    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=80, blank=True)
    text = models.TextField(blank=True)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    is_shipped = models.BooleanField(default=False)
    made_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)

    objects = YearNoticeQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            # Of two officers who import a year at once, one gets the number.
            models.UniqueConstraint(fields=["year", "number"], name="yearnotice_numbered"),
            models.CheckConstraint(condition=~Q(title=""), name="yearnotice_has_a_title"),
            models.CheckConstraint(condition=Q(number__gte=1), name="yearnotice_counts_from_one"),
            models.CheckConstraint(
                condition=Q(is_shipped=True) | Q(made_at__isnull=False), name="yearnotice_made_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}@{self.number}"


class WorkdayQuerySet(models.QuerySet):
    def in_force(self, *, known_at: datetime | None = None):
        """The days of the notices in force, year by year: where two name a day, the later year's comes last."""
        notices = YearNotice.objects.in_force(known_at=known_at)
        return self.filter(notice__in=notices.values("pk")).order_by("notice__year", "day")


class Workday(models.Model):
    """One day that a notice names: off for a holiday, or worked to make up for one (放假日、调休上班日)."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    notice = models.ForeignKey(YearNotice, models.PROTECT, related_name="days")
    day = models.DateField()
    is_working = models.BooleanField()
    name = models.CharField(max_length=60)

    objects = WorkdayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "day"], name="workday_once"),
            models.CheckConstraint(condition=~Q(name=""), name="workday_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.day}"
