"""What can be found, as it is looked for (检索索引): derived from other rows, and proved against them."""

from __future__ import annotations

from django.db import models

from luoshi.kernel.retention import Retention
from luoshi.kernel.search.tables import Indexed


class SearchRow(models.Model):
    """One thing that can be found; `group_id` is the object whose acts change it.

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
