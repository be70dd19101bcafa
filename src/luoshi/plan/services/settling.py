"""Which of the parts that commitments lack have been decided by now (认定情况)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from luoshi.plan.models import Commitment, Interpretation
from luoshi.reading.messages import PARTS

BATCH = 400


def settle(*, identities: Iterable[int]) -> None:
    """Let each commitment of these lines show which of the parts that it lacks have been decided."""
    wanted = list(identities)
    standing = defaultdict(set)
    decided = Interpretation.objects.standing().filter(commitment__in=wanted)
    for identity, part in decided.order_by("pk").values_list("commitment_id", "part"):
        standing[identity].add(part)
    rows = Commitment.everything.with_identity().filter(first__in=wanted)
    changed = [row for row in rows.order_by("pk") if _settle(row, standing[row.identity])]
    names = ["missing", "undecided", "decided", "is_verifiable"]
    Commitment.everything.bulk_update(changed, names, batch_size=BATCH)


def _settle(row: Commitment, standing: set[str]) -> bool:
    """Whether what the row shows has changed."""
    lacks = dict.fromkeys(row.missing, "missing") | dict.fromkeys(row.undecided, "open") | row.decided
    lacks = {part: lacks[part] for part in PARTS if part in lacks}
    row.missing = [part for part, how in lacks.items() if how == "missing" and part not in standing]
    row.undecided = [part for part, how in lacks.items() if how == "open" and part not in standing]
    before, row.decided = row.decided, {part: how for part, how in lacks.items() if part in standing}
    row.is_verifiable = not row.missing and not row.undecided
    return before != row.decided
