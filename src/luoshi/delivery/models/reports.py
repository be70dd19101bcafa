"""Progress reports (进展报告): what was done, what it rests on, what comes next; one serves several assignments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.delivery.engine.evidence import EvidenceKind
from luoshi.kernel.access import OWN_BODY, Reach, ScopedQuerySet
from luoshi.kernel.constraints import known, ordered
from luoshi.kernel.guards import Unchangeable
from luoshi.kernel.models import OriginQuerySet
from luoshi.kernel.retention import Retention

from .assignments import READ, Assignment, Milestone


class OfMatterQuerySet(ScopedQuerySet, OriginQuerySet):
    """Rows that are as simulated as their matter is."""


class ReportRoundQuerySet(ScopedQuerySet):
    def without_simulated(self):
        """The rounds in which somebody was asked about what is not simulated."""
        return self.filter(pk__in=RoundAsk.objects.without_simulated().values("round"))


class ReportRound(models.Model):
    """A round in which everybody who leads an assignment of a body reports (填报批次): its period, its day.

    `form` is what each task is asked beside the words of its report: a form of the city's own, with its figures.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: "issuer"}

    issuer = models.ForeignKey("kernel.Body", models.PROTECT, related_name="report_rounds")
    period = models.CharField(max_length=10)
    due_on = models.DateField()
    form = models.ForeignKey("work.AskForm", models.PROTECT, null=True, related_name="report_rounds")
    opened_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()

    objects = ReportRoundQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "period"], name="reportround_once_a_period")]

    def __str__(self):
        return self.period


class RoundAsk(models.Model):
    """A body is asked to report in a round (填报要求); its matter says whether it has."""

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: Reach.through_any("matter__parties__body", "matter__turns__desk")}
    origin_path = "matter__"

    round = models.ForeignKey(ReportRound, models.CASCADE, related_name="asks")
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="round_asks")
    matter = models.OneToOneField("work.Matter", models.PROTECT, related_name="round_ask")

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "body"], name="roundask_once_a_body")]

    def __str__(self):
        return f"{self.round_id}: {self.body_id}"


class ProgressReport(models.Model):
    """What a lead body says about its work in a period (进展报告); its matter says whether it was accepted.

    `no_progress` is the honest answer that nothing was done, because …; a correction is another report. What a
    former ledger said `is_past`: it speaks of the day `about_on`, where its row names one, and was entered later.
    `sent_as` is the key under which a page sends it, as often as it takes until it has arrived: it arrives once.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: Reach.through_any("matter__parties__body", "matter__turns__desk")}
    origin_path = "matter__"

    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="progress_reports")
    period = models.CharField(max_length=10)
    round = models.ForeignKey(ReportRound, models.PROTECT, null=True, related_name="reports")
    matter = models.OneToOneField("work.Matter", models.PROTECT, related_name="progress_report")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    done = models.TextField(blank=True)
    no_progress = models.TextField(blank=True)
    problems = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    about_on = models.DateField(null=True)
    is_past = models.BooleanField(default=False)
    from_file = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    reported_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField()
    accepted_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    sent_as = models.UUIDField(null=True, unique=True)

    objects = OfMatterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(done="") & ~Q(no_progress="")) | (~Q(done="") & Q(no_progress="")),
                name="progressreport_done_or_not",
            ),
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__gte=0, percent__lte=100),
                name="progressreport_percent_is_one",
            ),
            ordered("reported_at", "accepted_at", name="progressreport_reported_before_accepted"),
        ]
        indexes = [models.Index(fields=["body", "period"])]

    def __str__(self):
        return f"{self.body_id} {self.period}"


class ReportOn(models.Model):
    """A report is about an assignment (报告对应任务): one fact answers every superior that asked for it."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="about")
    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="reported")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "assignment"], name="reporton_once")]

    def __str__(self):
        return f"{self.report_id} → {self.assignment_id}"


class MilestoneClaim(models.Model):
    """A report says that a milestone was reached, and on which day (节点完成)."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="claims")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="claims")
    reached_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "milestone"], name="milestoneclaim_once")]

    def __str__(self):
        return f"{self.milestone_id} {self.reached_on}"


class Evidence(models.Model):
    """What a report rests on (佐证): a figure that can be asked again, a paper with its number, a file."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80, blank=True)
    on = models.DateField(null=True)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, null=True, related_name="+")
    query = models.CharField(max_length=500, blank=True)
    value = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            known("kind", [*EvidenceKind], name="evidence_kind_known"),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.PAPER) | ~Q(number=""), name="evidence_paper_has_a_number"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.FILE) | Q(upload__isnull=False), name="evidence_file_is_there"
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.QUERY) | ~Q(query=""), name="evidence_query_can_be_asked"
            ),
        ]

    def __str__(self):
        return self.title
