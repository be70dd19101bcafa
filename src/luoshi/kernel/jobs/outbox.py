"""Effects outside the database: written with their cause, delivered afterwards, at least once (发件箱)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now

from luoshi.kernel import clock
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import MessageState, OutboxMessage
from luoshi.kernel.registries import Registry

from .leases import pause_after

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
Deliver = Callable[..., None]
DELIVERERS: Registry[Deliver] = Registry(of="deliverer")


def deliverer(kind: str) -> Callable[[Deliver], Deliver]:
    """Register how messages of a kind leave: `deliver(*, key, payload)`; the key tells a double."""
    return lambda deliver: DELIVERERS.add(kind, deliver)


def deliver_next(*, lease: timedelta) -> bool:
    """Deliver one message that is due; while it is under way `due_at` is its lease."""
    message = _claim(lease=lease)
    if message is None:
        return False
    try:
        DELIVERERS[message.kind](key=message.key, payload=message.payload)
    except Refusal as refusal:
        _give_up(message, code=refusal.code)
    except Exception as error:
        log.warning("message %s: attempt %s failed: %r", message.pk, message.attempt, error)
        _postpone(message)
    else:
        _mine(message).update(state=MessageState.DELIVERED, delivered_at=clock.now())
    return True


def _claim(*, lease: timedelta) -> OutboxMessage | None:
    due = OutboxMessage.objects.filter(
        state=MessageState.WAITING, due_at__lte=Now(), kind__in=list(DELIVERERS)
    ).order_by("due_at", "pk")
    while message := due.first():
        won = (
            _mine(message).filter(due_at__lte=Now()).update(attempt=message.attempt + 1, due_at=Now() + lease)
        )
        if won:
            message.attempt += 1
            return message
    return None


def _mine(message: OutboxMessage) -> Any:
    return OutboxMessage.objects.filter(pk=message.pk, attempt=message.attempt, state=MessageState.WAITING)


def _postpone(message: OutboxMessage) -> None:
    if message.attempt >= MOST_ATTEMPTS:
        _give_up(message, code="kernel.job_broke")
    else:
        _mine(message).update(due_at=Now() + pause_after(message.attempt))


def _give_up(message: OutboxMessage, *, code: str) -> None:
    _mine(message).update(state=MessageState.FAILED, error_code=code)
