"""What words were taken to mean, now and as of a day (解释认定)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from luoshi.plan.models import Commitment, Interpretation
from luoshi.plan.queries.commitments import promised_to

NOTHING = "[][]{}"  # nothing is missing, nothing undecided, nothing was decided: as text on either database


def versions_of(*, commitment: Commitment):
    """Every decision about a commitment, part by part, the latest first."""
    rows = Interpretation.objects.filter(commitment=commitment.identity)
    return rows.select_related("chosen_by", "withdrawn_by").order_by("part", "-version")


def see_as_of(rows: Iterable[Commitment], *, day: date) -> None:
    """Let these rows show which parts were wanting at the end of a day, by what had been decided by then."""
    rows = list(rows)
    stood = defaultdict(set)
    decided = Interpretation.objects.as_of(day).filter(commitment__in={row.identity for row in rows})
    for identity, part in decided.values_list("commitment_id", "part"):
        stood[identity].add(part)
    for row in rows:
        lacked = dict.fromkeys(row.missing, "missing") | dict.fromkeys(row.undecided, "open") | row.decided
        open_then = {part: how for part, how in lacked.items() if part not in stood[row.identity]}
        row.missing = [part for part, how in open_then.items() if how == "missing"]
        row.undecided = [part for part, how in open_then.items() if how == "open"]
        row.decided = {part: how for part, how in lacked.items() if part not in open_then}
        row.is_verifiable = not open_then


def to_decide_in(user, *, plan):
    """The commitments of a plan (its key) of which a part is wanting, or was before somebody decided it."""
    rows = promised_to(user, plan=plan).with_lacks()
    return rows.exclude(ever_lacked=NOTHING)
