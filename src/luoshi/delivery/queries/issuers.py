"""In whose name a person may issue, or mark as major (交办单位)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from luoshi.delivery.models import Assignment
from luoshi.kernel.access import bodies_served
from luoshi.kernel.models import Body

ISSUE, LEAD = "delivery.issue_assignments", "delivery.see_leading_page"


def issuers(user: Any, *, on: date) -> QuerySet[Body]:
    """The bodies for which this person issues assignments on the day."""
    return Body.objects.filter(pk__in=bodies_served(user, ISSUE, on=on)).order_by("name", "pk")


def markers(user: Any, assignment: Assignment, *, on: date) -> QuerySet[Body]:
    """The bodies of this person that have a part in the assignment, and for which they say what is major."""
    served = bodies_served(user, LEAD, on=on)
    rows = Body.objects.filter(pk__in=served, matter_parties__matter=assignment.matter_id)
    return rows.select_related("area").distinct().order_by("name", "pk")
