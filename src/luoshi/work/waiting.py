"""What waits for a person who leaves (待交接事项): the matters in their hands."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.kernel.access import Actor
from luoshi.kernel.models import User
from luoshi.kernel.waiting import Waiting, register_waiting
from luoshi.work.models import Turn
from luoshi.work.queries.signers import drafters
from luoshi.work.services.drafts import return_unsigned
from luoshi.work.services.turns import can_handle, hand_over


def register() -> None:
    """Called once, by `ready()`."""
    register_waiting(Waiting("work.turns", _("Matters in their hands"), _turns, _name, _pass_on, body="desk"))


def _turns(user: User) -> QuerySet[Turn]:
    rows = Turn.objects.not_closed().filter(holder=user)
    return rows.select_related("matter", "desk", "draft__turn", "draft__matter").order_by("pk")


def _name(turn: Turn) -> str:
    return f"{turn.matter.number} {turn.matter.title}"


def _pass_on(turn: Turn, *, to: User, by: Actor, at: datetime) -> bool:
    """Whoever can't move matters on at that desk gets nothing: it lies on the desk again, or with its drafter."""
    can = can_handle(user=to, desk=turn.desk, on=clock.day_of(at))
    if turn.draft and turn.seat_id and (not can or to.pk in drafters(turn.draft)):
        return_unsigned(draft=turn.draft, by=by, at=at)
        return False
    hand_over(turn=turn, to=to if can else None, by=by, at=at)
    return can
