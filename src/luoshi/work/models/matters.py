"""Whatever waits for somebody (事项): the matter, its parties, whose turn it is, and what was done."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Q

from luoshi.kernel.access import OWN, OWN_BODY, Reach, ScopedQuerySet
from luoshi.kernel.constraints import ordered
from luoshi.kernel.guards import AppendOnly, Unchangeable
from luoshi.kernel.models import OriginQuerySet, WithOrigin
from luoshi.kernel.retention import Retention
from luoshi.work.rights import READ


class ProcedureVersion(models.Model):
    """A procedure's structure as it was when matters began to run by it (流程版本)."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    procedure = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="procedureversion_numbered"),
            models.UniqueConstraint(fields=["procedure", "digest"], name="procedureversion_once"),
        ]

    def __str__(self):
        return f"{self.procedure}@{self.number}"


class MatterQuerySet(ScopedQuerySet, OriginQuerySet):
    def unfinished(self):
        return self.filter(ended_at__isnull=True)

    def of(self, procedure: str):
        return self.filter(procedure=procedure)

    def held(self):
        """Locked until the act ends, before their turns and clocks: so no two wait for each other."""
        return self.select_for_update(of=("self",)).order_by("pk")


class Matter(WithOrigin):
    """Something that waits for somebody until it ends (事项), run by the version of the procedure that it pins.

    `key` is the thing in its own room that the matter is about; `step` counts the moves and decides who was first.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {
        OWN: Reach.through_many("turns__holder"),
        OWN_BODY: Reach.through_any("parties__body", "turns__desk"),
    }

    procedure = models.CharField(max_length=60)
    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="matters")
    key = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=40)
    step = models.PositiveIntegerField(default=0)
    opened_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = MatterQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="matter_has_a_title"),
            ordered("opened_at", "ended_at", name="matter_opened_before_ended"),
            models.UniqueConstraint(
                fields=["procedure", "key"], condition=~Q(key=""), name="matter_one_per_thing"
            ),
        ]
        indexes = [models.Index(fields=["procedure", "state"]), models.Index(fields=["opened_at", "id"])]

    def __str__(self):
        return self.title

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


class Party(models.Model):
    """A body's part in a matter (事项当事方): by which relation it may move it."""

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: "body"}

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parties")
    relation = models.CharField(max_length=40)
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="matter_parties")
    position = models.PositiveIntegerField(default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "relation", "body"], name="party_once_a_relation")
        ]
        indexes = [models.Index(fields=["body", "relation"])]

    def __str__(self):
        return f"{self.relation}: {self.body_id}"


class TurnQuerySet(ScopedQuerySet, OriginQuerySet):
    def waiting(self):
        """Turns of the procedure that nobody has taken yet: what everybody may know of."""
        return self.filter(closed_at__isnull=True, draft__isnull=True)

    def not_closed(self):
        """Those, and what waits inside a body: a signature, a draft that was returned."""
        return self.filter(closed_at__isnull=True)

    def before_somebody(self):
        """What somebody can do now: a turn for which a step is drafted waits behind its draft."""
        drafts = apps.get_model("work.MoveDraft").objects.filter(ended_at__isnull=True, turn__isnull=False)
        return self.not_closed().exclude(pk__in=drafts.values("turn"))


class Turn(models.Model):
    """It is somebody's turn (待办): a body answers, it lies on a desk, perhaps in a person's hands.

    `body` is the party that answers; `desk` is the body in whose inbox it lies, its own or one below it; `holder` the
    person it was handed to. `due_on` follows the clock of the state; `first_due_on` stays. A turn of a `draft` waits
    inside the body: for the signature of a `seat`, or, without one, for the drafter.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN: "holder", OWN_BODY: "desk"}
    origin_path = "matter__"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="turns")
    state = models.CharField(max_length=40)
    relation = models.CharField(max_length=40)
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="turns_to_answer")
    desk = models.ForeignKey("kernel.Body", models.PROTECT, related_name="turns")
    holder = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="turns")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("work.MoveMade", models.SET_NULL, null=True, related_name="opened")
    seen_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    first_due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("work.MoveMade", models.SET_NULL, null=True, related_name="closed")
    draft = models.ForeignKey("work.MoveDraft", models.CASCADE, null=True, related_name="turns")
    seat = models.ForeignKey("work.ChainSigner", models.PROTECT, null=True, related_name="turns")

    objects = TurnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "state", "relation", "body"],
                condition=Q(closed_at__isnull=True, draft__isnull=True),
                name="turn_one_open_per_party",
            ),
            models.UniqueConstraint(
                fields=["draft", "seat"],
                condition=Q(closed_at__isnull=True, seat__isnull=False),
                name="turn_one_open_per_seat",
            ),
            models.UniqueConstraint(
                fields=["draft"],
                condition=Q(closed_at__isnull=True, draft__isnull=False, seat__isnull=True),
                name="turn_one_open_of_a_drafter",
            ),
            models.CheckConstraint(
                condition=Q(seat__isnull=True) | Q(draft__isnull=False), name="turn_of_a_seat_has_a_draft"
            ),
            ordered("opened_at", "closed_at", name="turn_opened_before_closed"),
        ]
        indexes = [
            models.Index(
                fields=["desk", "due_on", "id"], condition=Q(closed_at__isnull=True), name="turn_inbox"
            ),
            models.Index(
                fields=["holder", "due_on", "id"], condition=Q(closed_at__isnull=True), name="turn_in_hands"
            ),
        ]

    def __str__(self):
        return f"{self.matter_id}: {self.state}"

    def days_late(self, *, on: date) -> int:
        return max(0, (on - self.due_on).days) if self.due_on else 0


class MoveMade(models.Model):
    """One step that was taken (办理记录): by whom, for which body, with what; never changed."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField()
    move = models.CharField(max_length=40)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40)
    relation = models.CharField(max_length=40, blank=True)
    body = models.ForeignKey("kernel.Body", models.PROTECT, null=True, related_name="moves_made")
    by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="moves_made")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    withdraws = models.OneToOneField("self", models.PROTECT, null=True, related_name="withdrawn_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="movemade_numbered")]
        indexes = [models.Index(fields=["by", "at"])]

    def __str__(self):
        return f"{self.matter_id}.{self.number} {self.move}"


class MoveFile(models.Model):
    """A file that a step brought (附件)."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    move = models.ForeignKey(MoveMade, models.CASCADE, related_name="files")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["move", "upload"], name="movefile_once")]

    def __str__(self):
        return f"{self.move_id}: {self.upload_id}"
