"""What the matcher remembers: every yes and no, by whom and when, and its thresholds by day (比对记忆)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.among import Among
from luoshi.kernel.retention import Retention

from .people import User
from .validity import ValidityQuerySet, WithValidity


class MatchAnswerQuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def about(self, purpose: str, asked: Iterable[str]):
        """Standing answers to these questions."""
        return self.standing().filter(purpose=purpose, asked__among=Among(set(asked)))


class MatchAnswer(models.Model):
    """A person said that what was asked about is, or is not, what was given (人工确认).

    `asked` and `given` are keys of the purpose: for bodies a written name with its area, and the body's number.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.answer_matches"
    reach: dict[str, str] = {}

    purpose = models.CharField(max_length=40)
    asked = models.CharField(max_length=300)
    given = models.CharField(max_length=60)
    is_same = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = MatchAnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "asked", "given"],
                condition=Q(withdrawn_at__isnull=True),
                name="matchanswer_one_standing_per_pair",
            ),
            models.UniqueConstraint(
                fields=["purpose", "asked"],
                condition=Q(withdrawn_at__isnull=True, is_same=True),
                name="matchanswer_one_yes_per_question",
            ),
            models.CheckConstraint(condition=~Q(asked="") & ~Q(given=""), name="matchanswer_names_both"),
        ]

    def __str__(self) -> str:
        return f"{self.asked} {'=' if self.is_same else '≠'} {self.given}"

    @property
    def asked_name(self) -> str:
        """What was written; behind it the key says in which area."""
        return self.asked.partition("|")[0]

    @property
    def asked_area(self) -> str:
        return self.asked.partition("|")[2]


class MatchThresholdQuerySet(ValidityQuerySet):
    def of(self, purpose: str, *, on: date):
        return self.filter(purpose=purpose).in_force(on=on).order_by("-valid_from", "-pk")


class MatchThreshold(WithValidity):
    """From which score two things are the same, and from which somebody is asked, from a day on (比对阈值)."""

    retention = Retention.PERMANENT

    purpose = models.CharField(max_length=40)
    same = models.DecimalField(max_digits=4, decimal_places=1)
    ask = models.DecimalField(max_digits=4, decimal_places=1)
    margin = models.DecimalField(max_digits=4, decimal_places=1)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = MatchThresholdQuerySet.as_manager()

    class Meta(WithValidity.Meta):
        abstract = False
        constraints = [
            *WithValidity.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ask__gte=0, ask__lte=F("same"), same__lte=100, margin__gte=0),
                name="matchthreshold_in_order",
            ),
            models.UniqueConstraint(
                fields=["purpose"], condition=Q(valid_until__isnull=True), name="matchthreshold_one_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=False), name="matchthreshold_has_a_first_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.ask} / {self.same}"
