"""How long clocks run (时限规定): decided by the city from a day on; what runs already keeps its term."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.work.engine.workdays import LONGEST, Unit
from luoshi.work.models import ProcedureTerm
from luoshi.work.procedure import PROCEDURES


class NotThatLong(Refusal):
    code = "work.not_that_long"
    sentence = _("A term is 1 to %(most)s long, not %(length)s.")


@act
def set_term(
    *,
    procedure: str,
    clock_code: str,
    length: int,
    unit: str,
    valid_from: date,
    clause: str,
    by: Actor,
    at: datetime,
) -> ProcedureTerm:
    """Decide how long a clock runs for what begins from that day on (设定时限). Raises NotThatLong."""
    require(by, "work.set_terms")
    each = PROCEDURES[procedure].flow.by_clock[clock_code]
    if not 1 <= length <= LONGEST:
        raise NotThatLong(length=length, most=LONGEST)
    term = ProcedureTerm.objects.create(
        procedure=procedure,
        clock=each.code,
        length=length,
        unit=Unit(unit),
        valid_from=valid_from,
        clause=clause,
        set_by_id=by.pk,
        set_at=at,
    )
    changes = {"length": (None, length), "unit": (None, unit), "valid_from": (None, valid_from)}
    audit.record("work.term_set", term, by=by, at=at, changes=changes)
    return term
