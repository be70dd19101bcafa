"""Effects outside the database: written with their cause, delivered afterwards, at least once (发件箱)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.kernel.errors import Refusal, register_sentence
from luoshi.kernel.models import MessageState, OutboxMessage
from luoshi.kernel.registries import Registry

from .leases import pause_after

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
PATIENCE = timedelta(days=30)  # for a receiver that is away, not one that refuses
Deliver = Callable[..., None]
DELIVERERS: Registry[Deliver] = Registry(of="deliverer")


class NotNow(Exception):
    """The receiver is away: the message waits, however often, and with it whatever else would go the same way.

    `lane` is how the keys of those messages begin: a thousand mails to a server that is down cost one attempt.
    """

    def __init__(self, reason: str, *, lane: str = "") -> None:
        super().__init__(reason)
        self.lane = lane


register_sentence(
    code="kernel.message_outdated",
    sentence=_("Nobody has taken this message for a month; it is not sent any more."),
)


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
    except NotNow as away:
        log.warning("message %s: attempt %s, not now: %s", message.pk, message.attempt, away)
        _wait(message, lane=away.lane)
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


def _wait(message: OutboxMessage, *, lane: str) -> None:
    """Come back later, with all that goes the same way; give up when nobody has answered for a month."""
    if clock.now() - message.written_at > PATIENCE:
        _give_up(message, code="kernel.message_outdated")
        return
    later = Now() + pause_after(message.attempt)
    _mine(message).update(due_at=later)
    if lane:
        waiting = OutboxMessage.objects.filter(state=MessageState.WAITING, kind=message.kind)
        waiting.filter(key__startswith=lane, due_at__lt=later).update(due_at=later)


def _give_up(message: OutboxMessage, *, code: str) -> None:
    _mine(message).update(state=MessageState.FAILED, error_code=code)
