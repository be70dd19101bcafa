"""Facts about a body, as of a day and as known at a moment (登记事项查询)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from luoshi.kernel.engine.lineage import Lineage
from luoshi.kernel.models import Body, Fact, Merging


def facts_of(*, body: Body, on: date | None = None, known_at: datetime | None = None):
    """What is registered of a body and of the records merged with it, newest first within each name.

    `on` is the day for which it holds, `known_at` the moment at which it had been recorded; both default to all.
    """
    rows = Fact.objects.known_at(known_at) if known_at else Fact.objects.current()
    rows = rows.filter(body__in=records_of(body=body, known_at=known_at))
    return _in_order(rows.in_force(on=on) if on else rows)


def own_facts_of(*, body: Body):
    """What is registered of this one record, whatever was merged with it."""
    return _in_order(Fact.objects.current().filter(body=body))


def _in_order(rows):
    return rows.select_related("body", "recorded_by").order_by("name", "-valid_from", "-recorded_at", "-pk")


def kept_for(bodies: Iterable[int]) -> dict[int, int]:
    """Under which record each of these is read in the end; one that was not merged is read as itself."""
    kept = dict(Merging.objects.standing().values_list("merged_id", "kept_id"))
    same = Lineage(same=kept)
    return {body: same.one(body) for body in bodies}


def records_of(*, body: Body, known_at: datetime | None = None) -> set[int]:
    """The body and every record that is read as it."""
    mergings = Merging.objects.standing_at(known_at) if known_at else Merging.objects.standing()
    absorbed: dict[int, list[int]] = defaultdict(list)
    for merged, kept in mergings.values_list("merged_id", "kept_id"):
        absorbed[kept].append(merged)
    found, waiting = {body.pk}, [body.pk]
    while waiting:
        more = [pk for pk in absorbed[waiting.pop()] if pk not in found]
        found.update(more)
        waiting += more
    return found
