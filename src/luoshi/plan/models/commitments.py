"""What a plan promises (承诺): targets, promises without a number, tasks, platforms, regimes, incentives."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.constraints import known, ordered, together
from luoshi.kernel.models import OriginQuerySet
from luoshi.kernel.retention import Retention
from luoshi.plan.engine.ledger import Direction, LedgerKind
from luoshi.plan.models.counted import Counted
from luoshi.plan.models.interpretations import Interpretation
from luoshi.reading.messages import PARTS
from luoshi.reading.model import Modality, Relation


class CommitmentKind(models.TextChoices):
    """The kinds of the design; each needs an instrument of its own kind."""

    TARGET = "target", _("target")
    PROMISE = "promise", _("promise without a number")
    TASK = "task", _("task")
    PLATFORM = "platform", _("service platform")
    REGIME = "regime", _("regime")
    INCENTIVE = "incentive", _("incentive")
    PROJECT = "project", _("project")


class CommitmentQuerySet(OriginQuerySet):
    def measured(self):
        """Targets and promises without a number: the lines of the target ledger."""
        return self.filter(kind__in=[CommitmentKind.TARGET, CommitmentKind.PROMISE])

    def unverifiable(self):
        """Commitments that lack something, or whose words wait for a decision."""
        return self.filter(is_verifiable=False)

    def verifiable_on(self, day, *, is_wanted=True):
        """Commitments that could be verified on a day, by what had been decided by its end; or those that could not."""
        lacks = reduce(or_, (self._lacks(part, day) for part in PARTS))
        return self.with_lacks().filter(~lacks if is_wanted else lacks)

    def charged_to(self, responsibilities):
        """Commitments of the sections that these responsibilities bind."""
        return self.filter(section__charged_by__responsibilities__in=responsibilities).distinct()

    def due_in(self, year):
        """Commitments due in this year."""
        return self.filter(due_on__year=year)

    def with_identity(self):
        """Commitments with the key of the first of their line."""
        return self.annotate(first=Coalesce("root_id", "pk"))

    def with_lacks(self):
        """Commitments with the parts that are missing or undecided, and those that were, as text on either database."""
        as_text = {name: Cast(name, models.TextField()) for name in ("missing", "undecided", "decided")}
        lacks = Concat(as_text["missing"], as_text["undecided"])
        return self.with_identity().annotate(lacks=lacks, ever_lacked=Concat(lacks, as_text["decided"]))

    def lacking(self, part, *, on=None):
        """Commitments that lack this part, or whose words for it wait for a decision; now, or at the end of a day."""
        rows = self.with_lacks()
        return rows.filter(self._lacks(part, on) if on else Q(lacks__contains=f'"{part}"'))

    @staticmethod
    def _lacks(part, day):
        decided = Interpretation.objects.as_of(day).filter(commitment=OuterRef("first"), part=part)
        return Q(ever_lacked__contains=f'"{part}"') & ~Q(Exists(decided))


class Commitment(models.Model):
    """One promise of a plan, in its own words and place (承诺事项).

    `missing` and `undecided` name the parts that the check-up found wanting (luoshi.reading.messages.PARTS) and that
    nobody has decided; `decided` holds those that somebody has, each with how it was wanting. `root`
    is the first commitment of its line through amended documents, empty for one that is itself the first; `removal`
    is the correction that took it out of the reading.
    """

    retention = Retention.PERMANENT
    origin_path = "plan__document__"

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="commitments")
    section = models.ForeignKey("plan.Section", models.CASCADE, null=True, related_name="commitments")
    kind = models.CharField(max_length=10, choices=CommitmentKind)
    key = models.CharField(max_length=16)
    title = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    modality = models.CharField(max_length=12, default=Modality.PLAIN)
    printed_due = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True)
    missing = models.JSONField(default=list)
    undecided = models.JSONField(default=list)
    decided = models.JSONField(default=dict)
    proposal = models.JSONField(default=dict)
    is_verifiable = models.BooleanField()
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="descendants")
    removal = models.ForeignKey("plan.Correction", models.SET_NULL, null=True, related_name="+")

    objects = Counted.from_queryset(CommitmentQuerySet)()
    everything = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="commitment_position_once"),
            known("kind", CommitmentKind.values, name="commitment_kind_known"),
            known("modality", [*Modality], name="commitment_modality_known"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="commitment_has_words"),
            models.CheckConstraint(
                condition=Q(root__isnull=True) | ~Q(root=F("id")), name="commitment_not_its_own_root"
            ),
            models.UniqueConstraint(fields=["plan", "root"], name="commitment_identity_once_a_plan"),
        ]
        indexes = [
            models.Index(fields=["plan", "kind", "position"]),
            models.Index(fields=["plan", "key"]),
        ]

    def __str__(self):
        return self.title

    @property
    def identity(self) -> int:
        """The key of the first commitment of its line: what lasts through amended documents."""
        return self.root_id or self.pk


class Target(models.Model):
    """A line of the target ledger (目标台账): what a target or a promise without a number asks for, by rule.

    `number` is the line's place in the ledger; `goal` is in `unit`, signed for a change; a promise without a
    number has no relation and no goal.
    """

    retention = Retention.PERMANENT

    commitment = models.OneToOneField(Commitment, models.CASCADE, primary_key=True, related_name="target")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=15)
    relation = models.CharField(max_length=5, blank=True)
    goal = models.DecimalField(max_digits=34, decimal_places=6, null=True)
    goal_max = models.DecimalField(max_digits=34, decimal_places=6, null=True)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField(max_length=4, blank=True)
    baseline = models.CharField(max_length=20, blank=True)
    per = models.CharField(max_length=10, blank=True)
    scope_term = models.CharField(max_length=60, blank=True)
    scope_members = models.JSONField(default=list)
    scope_start = models.PositiveIntegerField(null=True)
    scope_end = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            known("kind", [*LedgerKind], name="target_kind_known"),
            known("relation", ["", *Relation], name="target_relation_known"),
            known("direction", [*Direction], name="target_direction_known"),
            models.CheckConstraint(
                condition=Q(goal__isnull=False) | Q(relation="", goal_max__isnull=True),
                name="target_relation_has_a_goal",
            ),
            models.CheckConstraint(
                condition=Q(goal_max__isnull=True) | Q(goal__lte=F("goal_max")), name="target_range_in_order"
            ),
            together("scope_start", "scope_end", name="target_scope_start_and_end_together"),
            ordered("scope_start", "scope_end", name="target_scope_in_order"),
        ]

    def __str__(self):
        return f"T{self.number}"
