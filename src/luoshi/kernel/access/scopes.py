"""The lists of what a person may see."""

from __future__ import annotations

from typing import Any

from django.db import models

from luoshi.kernel import simulation


class ScopedQuerySet(models.QuerySet):
    """Rows of a model that states `read_act` and `reach`."""

    model: Any

    def visible_to(self, user: Any):
        """The first link of every read made for a person: what the rights allow, of what the person looks at."""
        return simulation.as_chosen(self.allowed(user, act=self.model.read_act))

    def allowed(self, user: Any, *, act: str):
        """Rows to which this person may do that act today."""
        from .requirement import rows_allowed

        condition = rows_allowed(user, act=act, model=self.model)
        return self.none() if condition is None else self.filter(condition)
