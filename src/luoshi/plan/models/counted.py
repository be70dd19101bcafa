"""Facts that lists count: what an officer removed from a reading stays as a row and is left out (要素的增删)."""

from __future__ import annotations

from typing import Any

from django.db import models


class Counted(models.Manager):
    """The rows of a model with `removal`, without those that a correction has removed."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(removal__isnull=True)
