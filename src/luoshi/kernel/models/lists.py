"""What people keep of lists: saved views, and which of them opens first (已存视图)."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q

from luoshi.kernel.access.relations import OWN, OWN_BODY
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.retention import Retention

from .people import User


class SavedViewQuerySet(ScopedQuerySet):
    def of_list(self, key: str):
        return self.filter(list=key)

    def with_default_of(self, user: User):
        """Views with whether this person has them open first."""
        mine = FirstView.objects.filter(view=OuterRef("pk"), user=user)
        return self.annotate(is_default=Exists(mine))


class SavedView(models.Model):
    """One state of a list under a name (已存视图): private, or shared with one's body."""

    retention = Retention.PERSONAL
    read_act = "kernel.read_views"
    reach = {OWN: "owner", OWN_BODY: "body"}

    list = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    query = models.TextField(blank=True)
    owner = models.ForeignKey(User, models.PROTECT, related_name="saved_views")
    body = models.ForeignKey(
        "kernel.Body", models.PROTECT, null=True, blank=True, related_name="shared_views"
    )
    kept_at = models.DateTimeField()

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "list", "name"], name="savedview_one_per_name"),
            models.CheckConstraint(condition=~Q(list="") & ~Q(name=""), name="savedview_has_names"),
        ]

    def __str__(self) -> str:
        return self.name


class FirstView(models.Model):
    """Which view of a list opens first for a person (默认视图)."""

    retention = Retention.PERSONAL

    user = models.ForeignKey(User, models.PROTECT, related_name="first_views")
    list = models.CharField(max_length=80)
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="first_for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "list"], name="firstview_one_per_list")]

    def __str__(self) -> str:
        return f"{self.user}: {self.list}"
