"""Successions of agencies as dated events, with the functions that they hand over (机构沿革)."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from luoshi.kernel.access.relations import OWN_AREA, OWN_BODY
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import known, together
from luoshi.kernel.retention import Retention

from .bodies import Body
from .origins import OriginQuerySet, WithOrigin
from .people import User


class SuccessionKind(models.TextChoices):
    RENAME = "rename", pgettext_lazy("what happened to an agency", "renamed")
    MERGE = "merge", pgettext_lazy("what happened to an agency", "merged")
    SPLIT = "split", pgettext_lazy("what happened to an agency", "split up")
    TRANSFER = "transfer", pgettext_lazy("what happened to an agency", "functions handed over")
    DISSOLVE = "dissolve", pgettext_lazy("what happened to an agency", "dissolved")
    FOUND = "found", pgettext_lazy("what happened to an agency", "founded")


class Function(WithOrigin):
    """Something that agencies do, known by name and by the words that point to it (职能)."""

    retention = Retention.PERMANENT

    name = models.CharField(max_length=120, unique=True)
    terms = models.JSONField(default=list)

    objects = OriginQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="function_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SuccessionQuerySet(ScopedQuerySet, OriginQuerySet):
    def standing(self):
        """Events that have not been undone."""
        return self.filter(undone_at__isnull=True)


class Succession(WithOrigin):
    """On this day agencies became others, or handed functions over (机构沿革事件).

    `undoing` says row by row what the event changed in bodies, names and commands, so that undoing it
    restores exactly what was.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_bodies"
    reach: dict[str, str] = {}

    kind = models.CharField(max_length=10, choices=SuccessionKind)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    undoing = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            known("kind", SuccessionKind.values, name="succession_kind_known"),
        ]
        indexes = [models.Index(fields=["on"])]

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"


class PartySide(models.TextChoices):
    PREDECESSOR = "predecessor", pgettext_lazy("side of an event", "before")
    SUCCESSOR = "successor", pgettext_lazy("side of an event", "after")


class SuccessionParty(models.Model):
    """A body's part in an event; a founded body that an undoing removed stays as its name (沿革当事机关)."""

    retention = Retention.PERMANENT

    event = models.ForeignKey(Succession, models.CASCADE, related_name="parties")
    body = models.ForeignKey(Body, models.SET_NULL, null=True, related_name="successions")
    name = models.CharField(max_length=120)
    side = models.CharField(max_length=12, choices=PartySide)
    is_ended = models.BooleanField(default=False)
    is_undone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            known("side", PartySide.values, name="successionparty_side_known"),
            models.UniqueConstraint(fields=["event", "body", "side"], name="successionparty_once_a_side"),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(is_ended=True, is_undone=False),
                name="successionparty_a_body_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FunctionHandoverQuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(event__undone_at__isnull=True)

    def without_heir(self):
        """Functions for which nobody has been named."""
        return self.standing().filter(taker__isnull=True, function__isnull=False)


class FunctionHandover(models.Model):
    """A function, or all that is left, goes from one body to another; without a taker it waits (职能划转).

    A taker that is found later is decided by a named person, with a reason, from a day on.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_bodies"
    reach = {OWN_BODY: "giver", OWN_AREA: "giver__area"}

    event = models.ForeignKey(Succession, models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Body, models.SET_NULL, null=True, related_name="handed_over")
    taker = models.ForeignKey(Body, models.SET_NULL, null=True, related_name="taken_over")
    function = models.ForeignKey(Function, models.PROTECT, null=True, related_name="handovers")
    taken_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = FunctionHandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "giver", "function"], name="functionhandover_once_an_event"
            ),
            models.UniqueConstraint(
                fields=["event", "giver"],
                condition=Q(function__isnull=True),
                name="functionhandover_one_whole_an_event",
            ),
            models.CheckConstraint(
                condition=Q(taker__isnull=True) | ~Q(taker=models.F("giver")),
                name="functionhandover_not_to_itself",
            ),
            together("taken_on", "decided_at", name="functionhandover_decided_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker or '?'}"
