"""What can be found, as it is looked for (检索索引), and what people have looked for lately (最近检索)."""

from __future__ import annotations

from django.db import models

from luoshi.kernel.access.relations import OWN
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.retention import Retention
from luoshi.kernel.search.question import LONGEST
from luoshi.kernel.search.tables import Indexed

from .people import User


class SearchRow(models.Model):
    """One thing that can be found, derived from its row; `group_id` is the object whose acts change it.

    It says nothing about who may see it: that is asked of the object's own rows whenever somebody searches.
    """

    retention = Retention.WORKING
    guards = (Indexed(),)

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    group_id = models.BigIntegerField()
    title = models.TextField()
    title_key = models.TextField()
    number_key = models.CharField(max_length=160, blank=True)
    day = models.DateField(null=True)
    text = models.TextField(blank=True)
    words = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="searchrow_once")]
        indexes = [models.Index(fields=["kind", "group_id"], name="searchrow_group")]

    def __str__(self) -> str:
        return self.title


class RecentSearchQuerySet(ScopedQuerySet):
    def newest(self):
        return self.order_by("-at", "-pk")

    def beginning_with(self, words: str):
        return self.filter(words__istartswith=words)


class RecentSearch(models.Model):
    """What a person searched for and found (最近检索): for themselves alone, and only as long as they like."""

    retention = Retention.PERSONAL
    read_act = "kernel.keep_searches"
    reach = {OWN: "user"}

    user = models.ForeignKey(User, models.CASCADE, related_name="recent_searches")
    words = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()

    objects = RecentSearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "words"], name="recentsearch_once_for_each_person"),
            models.CheckConstraint(condition=~models.Q(words=""), name="recentsearch_has_words"),
        ]
        indexes = [models.Index(fields=["user", "-at"], name="recentsearch_newest")]

    def __str__(self) -> str:
        return self.words
