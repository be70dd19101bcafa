"""How long clocks run (时限)."""

from __future__ import annotations

from datetime import date

from luoshi.work.engine.flows import Clock
from luoshi.work.models import ProcedureTerm


def term_in_force(procedure: str, each: Clock, *, on: date) -> tuple[int | None, str, str]:
    """How long the clock runs from that day on: as the city has decided, else as it was shipped."""
    decided = ProcedureTerm.objects.filter(procedure=procedure, clock=each.code, valid_from__lte=on)
    if term := decided.order_by("-valid_from", "-set_at", "-pk").first():
        return term.length, term.unit, term.clause
    return each.length, each.unit if each.length is not None else "", each.basis
