"""A body's own signatures before a step leaves it (单位内部签批): the chain as it was decided, from a day on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import OWN_BODY, ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.guards import AppendOnly
from luoshi.kernel.retention import Retention

from .matters import READ

MOST_STEPS = 4


class SigningKind(models.TextChoices):
    CHECK = "check", _("checking the draft")
    COUNTERSIGN = "countersign", _("countersigning")
    SIGN = "sign", _("signing for issue")


class ChainQuerySet(ScopedQuerySet):
    def over(self, *, procedure: str, move: str):
        """The chains that were decided for one kind of step, the one that counts first."""
        return self.filter(procedure=procedure, move=move).order_by("-valid_from", "-set_at", "-pk")


class Chain(models.Model):
    """Whose signatures a body asks for before it takes a kind of step, from a day on (签批链); no steps: nobody's."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)
    read_act = READ
    reach = {OWN_BODY: "body"}

    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="chains")
    procedure = models.CharField(max_length=60)
    move = models.CharField(max_length=40)
    valid_from = models.DateField()
    clause = models.CharField(max_length=300)
    set_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = ChainQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(clause=""), name="chain_has_a_clause"),
            models.UniqueConstraint(
                fields=["body", "procedure", "move", "valid_from", "set_at"], name="chain_once_a_moment"
            ),
        ]

    def __str__(self):
        return f"{self.body_id}: {self.procedure}.{self.move} {self.valid_from}"


class ChainStep(models.Model):
    """One step of a chain (签批环节): all of its signers sign beside one another."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    chain = models.ForeignKey(Chain, models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=SigningKind)

    class Meta:
        constraints = [
            known("kind", SigningKind.values, name="chainstep_kind_known"),
            models.UniqueConstraint(fields=["chain", "position"], name="chainstep_numbered"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_STEPS), name="chainstep_within_the_chain"
            ),
        ]

    def __str__(self):
        return f"{self.chain_id}.{self.position} {self.kind}"


class ChainSigner(models.Model):
    """Who signs in a step (签批人): a named person, or whoever holds a role at the body."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    step = models.ForeignKey(ChainStep, models.PROTECT, related_name="signers")
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="chain_seats")
    user = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    role = models.ForeignKey("kernel.Role", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=True, role__isnull=False) | Q(user__isnull=False, role__isnull=True),
                name="chainsigner_person_or_role",
            ),
            models.UniqueConstraint(
                fields=["step", "body", "user"],
                condition=Q(user__isnull=False),
                name="chainsigner_person_once_a_step",
            ),
            models.UniqueConstraint(
                fields=["step", "body", "role"],
                condition=Q(role__isnull=False),
                name="chainsigner_role_once_a_step",
            ),
        ]

    def __str__(self):
        return str(self.user or self.role)
