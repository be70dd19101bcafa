"""In whose name a person may issue (交办单位)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from luoshi.kernel.access import rights_of
from luoshi.kernel.models import Body

ISSUE = "delivery.issue_assignments"


def issuers(user: Any, *, on: date) -> QuerySet[Body]:
    """The bodies for which this person issues assignments on the day."""
    bodies = {right.body_id for right in rights_of(user, on=on) if right.act == ISSUE and right.body_id}
    return Body.objects.filter(pk__in=bodies).order_by("name", "pk")
