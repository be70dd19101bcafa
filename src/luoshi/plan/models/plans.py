"""Plans and their outlines (规划、实施方案)."""

from django.db import models
from django.db.models import F, Q

from luoshi.kernel.access import OWN, OWN_AREA, PARTY, ScopedQuerySet
from luoshi.kernel.constraints import known, together
from luoshi.kernel.models import Origin, OriginQuerySet, ValidityQuerySet, WithValidity
from luoshi.kernel.retention import Retention
from luoshi.plan.models.audience import Audience, open_to


class PlanQuerySet(ScopedQuerySet, ValidityQuerySet, OriginQuerySet):
    def ready(self):
        """Plans whose reading is complete; one that is still being built shows nothing."""
        return self.filter(ready_at__isnull=False)

    def adopted(self):
        """Plans that an officer has adopted; any other is a draft of what was read, and nothing official counts it."""
        return self.filter(adopted_at__isnull=False)

    def drafts(self):
        """Plans that wait for an officer to adopt them (待审定)."""
        return self.filter(adopted_at__isnull=True)


class Plan(WithValidity):
    """A plan read from a document (规划、方案): the root of its sections and commitments.

    `amends` is the plan that this one replaces once it is adopted; `compared_at` says when the two were compared
    last, empty when the draft was corrected since. `amended_until` keeps what the older was valid until before.
    """

    retention = Retention.PERMANENT
    read_act = "plan.read_plans"
    reach = {OWN: "created_by", OWN_AREA: "owner__area", PARTY: open_to("")}
    origin_path = "document__"  # a plan is what its document says

    slug = models.SlugField(max_length=80, unique=True)
    title = models.TextField()
    document = models.OneToOneField("plan.Document", models.PROTECT, related_name="plan")
    owner = models.ForeignKey("kernel.Body", models.PROTECT, null=True, related_name="plans")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.MAKER)
    body_start = models.PositiveIntegerField()
    body_end = models.PositiveIntegerField()
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    created_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amended_by")
    amended_until = models.DateField(null=True)
    compared_at = models.DateTimeField(null=True)

    objects = PlanQuerySet.as_manager()

    class Meta(WithValidity.Meta):
        abstract = False
        constraints = [
            *WithValidity.Meta.constraints,
            known("audience", Audience.values, name="plan_audience_known"),
            models.CheckConstraint(condition=Q(body_start__lte=F("body_end")), name="plan_body_in_order"),
            together("adopted_by", "adopted_at", name="plan_adopted_by_and_at_together"),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True)
                | (Q(ready_at__isnull=False) & ~Q(audience=Audience.MAKER)),
                name="plan_adopted_when_read_and_open",
            ),
            models.CheckConstraint(
                condition=Q(amends__isnull=True) | ~Q(amends=F("id")), name="plan_does_not_amend_itself"
            ),
            models.CheckConstraint(
                condition=Q(compared_at__isnull=True) | Q(amends__isnull=False),
                name="plan_compared_with_what_it_amends",
            ),
            models.UniqueConstraint(
                fields=["amends"], condition=Q(adopted_at__isnull=False), name="plan_amended_once"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def origin(self) -> Origin:
        return self.document.origin

    @property
    def came_as(self):
        """The arrival of which it was made, where it came from another city (规划来源)."""
        return getattr(self, "arrival", None)

    @property
    def is_adopted(self) -> bool:
        return self.adopted_at is not None


class Section(models.Model):
    """A place in a plan's outline (章节); `charged_by` is the section whose responsibilities bind it."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    charged_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="binds")
    place = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=16)
    kind = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField()
    marker = models.CharField(max_length=60, blank=True)
    title = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    title_start = models.PositiveIntegerField()
    title_end = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "place"], name="section_place_once"),
            models.UniqueConstraint(fields=["plan", "position"], name="section_position_once"),
            models.CheckConstraint(
                condition=Q(
                    start__lte=F("title_start"), title_start__lte=F("title_end"), title_end__lte=F("end")
                ),
                name="section_offsets_in_order",
            ),
        ]
        indexes = [models.Index(fields=["plan", "level", "position"])]

    def __str__(self):
        return f"{self.marker}{self.title}"
