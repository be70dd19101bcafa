"""Plans and their parents: which plan follows which, which promise carries out which (上下级规划衔接)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from luoshi.kernel.access import OWN, PARTY, ScopedQuerySet
from luoshi.kernel.models import MatchAnswer
from luoshi.kernel.retention import Retention
from luoshi.plan.models.audience import open_to
from luoshi.plan.models.heirs import Decision, DecisionQuerySet

LINKS = "plan.links"  # the matcher's purpose under which answers about commitments are remembered


def pair_key(*, child: int, parent: int) -> str:
    """Under which question the matcher remembers a pair: does this commitment carry out that one?"""
    return f"{child}|{parent}"


LINE = Coalesce("root", "pk")  # what stays the same of a commitment from one version of its plan to the next


def line_of(commitment) -> int:
    """The first commitment of the line to which this one belongs: what hangs on it outlives an amendment."""
    return commitment.identity


class PlanParent(Decision):
    """A plan says, in its words or by an officer, which plan it carries out (上级规划).

    `mention` is the place in the text where it says so; `reason` holds these words, or the officer's grounds.
    """

    reach = {OWN: "plan__created_by", PARTY: open_to("plan__")}

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="parents_stated")
    parent = models.ForeignKey("plan.Plan", models.PROTECT, related_name="children_stated")
    mention = models.ForeignKey("plan.Mention", models.SET_NULL, null=True, related_name="+")

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            models.CheckConstraint(condition=~Q(plan=F("parent")), name="planparent_not_its_own"),
            models.UniqueConstraint(
                fields=["plan", "parent"],
                condition=Q(withdrawn_at__isnull=True),
                name="planparent_one_standing_per_pair",
            ),
        ]

    def __str__(self):
        return f"{self.plan} → {self.parent}"


def recorded_by(day: date, *, since: str, until: str) -> Q:
    """What was recorded, and not taken back, by the end of the day (截至某日)."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    return Q(**{f"{since}__lt": end}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": end}))


class BindingChoiceQuerySet(DecisionQuerySet):
    def as_of(self, day: date):
        return self.filter(recorded_by(day, since="chosen_at", until="withdrawn_at"))


class BindingChoice(Decision):
    """An officer decides whether a promise of an upper plan binds a body, whatever its words say (约束性认定).

    `commitment` is the first of its line, so that the decision outlives an amendment.
    """

    reach = {OWN: "commitment__plan__created_by", PARTY: open_to("commitment__plan__")}

    commitment = models.ForeignKey("plan.Commitment", models.CASCADE, related_name="binding_choices")
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="+")
    is_binding = models.BooleanField()

    objects = BindingChoiceQuerySet.as_manager()

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            models.UniqueConstraint(
                fields=["commitment", "body"],
                condition=Q(withdrawn_at__isnull=True),
                name="bindingchoice_one_standing_per_body",
            ),
        ]

    def __str__(self):
        return f"{self.commitment} {'→' if self.is_binding else '↛'} {self.body}"


class LinkProposalQuerySet(ScopedQuerySet):
    def undecided(self):
        """Pairs to which nobody has said yes or no: what is remembered is never asked again."""
        said = MatchAnswer.objects.standing().filter(purpose=LINKS, asked=OuterRef("pair"))
        return self.filter(~Exists(said))

    def looked_at(self):
        """Pairs that somebody has had before the eyes and left for later."""
        return self.filter(looked_at__isnull=False)


class LinkProposal(models.Model):
    """The matcher holds that a commitment may carry out one of the parent plan, and why (待确认衔接).

    `is_sure` says that its score passed the threshold from which the two are taken for one matter.
    """

    retention = Retention.WORKING
    read_act = "plan.read_plans"
    reach = {OWN: "plan__created_by", PARTY: open_to("plan__")}

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="link_proposals")
    child = models.ForeignKey("plan.Commitment", models.CASCADE, related_name="+")
    parent = models.ForeignKey("plan.Commitment", models.CASCADE, related_name="+")
    pair = models.CharField(max_length=60)
    score = models.DecimalField(max_digits=4, decimal_places=1)
    is_sure = models.BooleanField()
    reasons = models.JSONField()
    made_at = models.DateTimeField()
    looked_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    looked_at = models.DateTimeField(null=True)

    objects = LinkProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="linkproposal_once_per_pair"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="linkproposal_score"),
        ]
        indexes = [models.Index(fields=["plan", "-score", "id"])]

    def __str__(self):
        return f"{self.child} → {self.parent}"


class CommitmentLinkQuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(until__isnull=True)

    def as_of(self, day: date):
        return self.filter(recorded_by(day, since="since", until="until"))


class CommitmentLink(models.Model):
    """A commitment carries out one of the parent plan (上下级承诺衔接): derived from what people said to the matcher.

    Both ends are the first of their line, so that a link outlives an amendment. `rebuild_links` gives every row
    back from the answers.
    """

    retention = Retention.PERMANENT
    read_act = "plan.read_plans"
    reach = {OWN: "child__plan__created_by", PARTY: open_to("child__plan__")}

    answer = models.OneToOneField(
        "kernel.MatchAnswer", models.CASCADE, primary_key=True, related_name="plan_link"
    )
    child = models.ForeignKey("plan.Commitment", models.CASCADE, related_name="links_up")
    parent = models.ForeignKey("plan.Commitment", models.CASCADE, related_name="links_down")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = CommitmentLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(child=F("parent")), name="commitmentlink_of_two"),
            models.UniqueConstraint(
                fields=["child", "parent"],
                condition=Q(until__isnull=True),
                name="commitmentlink_one_standing_per_pair",
            ),
        ]

    def __str__(self):
        return f"{self.child} → {self.parent}"
