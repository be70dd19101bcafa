"""What people are told, and how each wants to be told (通知)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.access import OWN, ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.models import User
from luoshi.kernel.retention import Retention

LONGEST_KEY = 200
LONGEST_URL = 500


class Urgency(models.TextChoices):
    ROUTINE = "routine", pgettext_lazy("urgency", "routine")
    URGENT = "urgent", pgettext_lazy("urgency", "urgent")


class Channel(models.TextChoices):
    APP = "app", _("In Luoshi")
    MAIL = "mail", _("By mail")
    WEBHOOK = "webhook", _("By webhook")


class When(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("gathered, every day")
    WEEKLY = "weekly", _("gathered, on Mondays")
    NEVER = "never", pgettext_lazy("when", "never")


class NoticeQuerySet(ScopedQuerySet):
    def of(self, user: User):
        return self.filter(user_id=user.pk)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def counted(self):
        """What the bell counts: unread, of a kind that the person has not silenced."""
        return self.unread().filter(is_quiet=False)


class Notice(models.Model):
    """Somebody was told something (通知); the sentence is made from code and values when it is read.

    The same cause (`key`) never tells a person twice. `mailed_at` and `posted_at` say when it was put into a
    mail or a webhook's message.
    """

    retention = Retention.WORKING
    read_act = "work.read_notices"
    reach = {OWN: "user"}

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    code = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    url = models.CharField(max_length=LONGEST_URL)
    key = models.CharField(max_length=LONGEST_KEY)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.ROUTINE)
    is_quiet = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            known("urgency", Urgency.values, name="notice_urgency_known"),
            models.UniqueConstraint(fields=["key", "user"], name="notice_once_for_a_cause"),
            models.CheckConstraint(condition=~Q(key="") & ~Q(code=""), name="notice_has_key_and_code"),
        ]
        indexes = [
            models.Index(
                fields=["user", "is_quiet", "id"], condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(fields=["written_at"], name="notice_written"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.pk}"


class NoticeChoice(models.Model):
    """How one person wants to be told by one channel (通知方式); without a row the channel's default holds.

    `left_out` names the groups of notices that do not come by it, so that a new group comes until it is left
    out. `digested_on` is the last day whose digest was made, for the one of the week.
    """

    retention = Retention.PERSONAL
    read_act = "work.choose_notices"
    reach = {OWN: "user"}

    user = models.ForeignKey(User, models.CASCADE, related_name="notice_choices")
    channel = models.CharField(max_length=10, choices=Channel)
    when = models.CharField(max_length=10, choices=When)
    hour = models.PositiveSmallIntegerField()
    left_out = models.JSONField(default=list)
    digested_on = models.DateField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            known("channel", Channel.values, name="noticechoice_channel_known"),
            known("when", When.values, name="noticechoice_when_known"),
            models.UniqueConstraint(fields=["user", "channel"], name="noticechoice_one_per_channel"),
            models.CheckConstraint(condition=Q(hour__lte=23), name="noticechoice_hour_of_a_day"),
            models.CheckConstraint(
                condition=~Q(channel=Channel.APP) | Q(when__in=[When.AT_ONCE, When.NEVER]),
                name="noticechoice_app_gathers_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.channel}"


class Webhook(models.Model):
    """Where a person's own program is told (消息推送地址); address and secret are kept encrypted."""

    retention = Retention.PERSONAL
    read_act = "work.choose_notices"
    reach = {OWN: "user"}

    user = models.OneToOneField(User, models.CASCADE, related_name="webhook")
    host = models.CharField(max_length=260)
    sealed_address = models.TextField()
    sealed_secret = models.TextField()
    set_at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(host=""), name="webhook_has_a_host")]

    def __str__(self) -> str:
        return self.host
