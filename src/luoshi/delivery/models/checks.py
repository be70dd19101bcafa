"""Spot checks of what was reported as done, drawn at random (随机抽查、双随机)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.delivery.engine.lots import SeedKind
from luoshi.kernel.access import OWN_BODY, Reach, ScopedQuerySet
from luoshi.kernel.constraints import known, ordered
from luoshi.kernel.guards import Unchangeable
from luoshi.kernel.retention import Retention

from .assignments import READ, Assignment


class CheckDraw(models.Model):
    """A draw of spot checks (抽查批次): announced with what may be drawn, then drawn once by a seed, never again.

    A `sealed` seed was made when the draw was announced: its digest is shown from then on, the seed itself once it is
    drawn by. A public one is named before it is known: `promised` says which number of whom and of which day.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: Reach.through_any("supervisor", "candidates__assignment__lead")}

    supervisor = models.ForeignKey("kernel.Body", models.PROTECT, related_name="check_draws")
    title = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    lead_kind = models.CharField(max_length=20, blank=True)
    size = models.PositiveIntegerField()
    seed_kind = models.CharField(max_length=10)
    sealed = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    promised = models.CharField(max_length=300, blank=True)
    seed = models.CharField(max_length=200, blank=True)
    announced_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField()
    drawn_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            known("seed_kind", [*SeedKind], name="checkdraw_seed_kind_known"),
            models.CheckConstraint(condition=~Q(title="") & Q(size__gt=0), name="checkdraw_draws_something"),
            models.CheckConstraint(
                condition=(Q(seed_kind=SeedKind.SEALED) & ~Q(sealed="") & ~Q(digest=""))
                | (Q(seed_kind=SeedKind.PUBLIC) & ~Q(promised="")),
                name="checkdraw_seed_is_bound_beforehand",
            ),
            models.CheckConstraint(
                condition=Q(seed="", drawn_at__isnull=True) | (~Q(seed="") & Q(drawn_at__isnull=False)),
                name="checkdraw_seed_with_the_draw",
            ),
            ordered("since", "until", name="checkdraw_since_before_until"),
            ordered("announced_at", "drawn_at", name="checkdraw_announced_before_drawn"),
        ]

    def __str__(self):
        return self.title


class CheckCandidate(models.Model):
    """What may be drawn (抽查对象), in its place: fixed when the draw is announced."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    draw = models.ForeignKey(CheckDraw, models.CASCADE, related_name="candidates")
    position = models.PositiveIntegerField()
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="check_candidates")
    key = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "position"], name="checkcandidate_placed"),
            models.UniqueConstraint(fields=["draw", "key"], name="checkcandidate_once"),
        ]

    def __str__(self):
        return self.key


class CheckInspector(models.Model):
    """Who may be drawn to look (抽查人员): fixed when the draw is announced."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    draw = models.ForeignKey(CheckDraw, models.CASCADE, related_name="inspectors")
    user = models.ForeignKey("kernel.User", models.PROTECT, related_name="+")
    key = models.CharField(max_length=150)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draw", "key"], name="checkinspector_once")]

    def __str__(self):
        return self.key


class Finding(models.TextChoices):
    """What the inspector found (抽查结果)."""

    HOLDS = "holds", _("holds on the spot")
    FAILS = "fails", _("does not hold on the spot")


class SpotCheck(models.Model):
    """One that was drawn (抽查件): its lot, who looks at it, and what was found; its matter says where it stands."""

    retention = Retention.YEARS_30

    candidate = models.OneToOneField(CheckCandidate, models.CASCADE, related_name="spot_check")
    place = models.PositiveIntegerField()
    lot = models.CharField(max_length=64)
    inspector = models.ForeignKey(CheckInspector, models.PROTECT, null=True, related_name="checks")
    matter = models.OneToOneField("work.Matter", models.PROTECT, related_name="spot_check")
    finding = models.CharField(max_length=10, choices=Finding, blank=True)
    found_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("finding", ["", *Finding.values], name="spotcheck_finding_known"),
            models.CheckConstraint(
                condition=Q(finding="", found_at__isnull=True) | (~Q(finding="") & Q(found_at__isnull=False)),
                name="spotcheck_found_at_a_moment",
            ),
        ]

    def __str__(self):
        return f"{self.place}: {self.candidate_id}"
