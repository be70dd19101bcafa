"""In whose name a person may issue (交办单位)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from luoshi.kernel.access import bodies_served
from luoshi.kernel.models import Body

ISSUE = "delivery.issue_assignments"


def issuers(user: Any, *, on: date) -> QuerySet[Body]:
    """The bodies for which this person issues assignments on the day."""
    return Body.objects.filter(pk__in=bodies_served(user, ISSUE, on=on)).order_by("name", "pk")
