"""How a person wants to be told (通知方式): each channel's time and groups, the webhook, a trial."""

from __future__ import annotations

import secrets as randomness
from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock, secrets
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.jobs.outbox import NotNow
from luoshi.kernel.models import User
from luoshi.work.models import Channel, NoticeChoice, Urgency, Webhook, When
from luoshi.work.services.notices import tell
from luoshi.work.telling import GROUPS
from luoshi.work.webhooks import HostUnknown, addresses_of, place_of

CHOOSE = "work.choose_notices"
SECRET_BYTES = 32


class NothingGathered(Refusal):
    code = "work.app_gathers_nothing"
    sentence = _("In Luoshi notices stand at once, or are not counted; they are not gathered.")


class UnknownGroup(Refusal):
    code = "work.unknown_group"
    sentence = _("There is no group of notices called %(group)s.")


class WebhookMissing(Refusal):
    code = "work.webhook_missing"
    sentence = _("There is no webhook to take away.")


class TrialJustAsked(Refusal):
    code = "work.trial_just_asked"
    sentence = _("A trial notice was sent this minute; wait for the next one.")


@act
def choose_notices(
    *,
    user: User,
    channel: Channel,
    when: When,
    hour: int,
    left_out: Collection[str],
    by: Actor,
    at: datetime,
) -> NoticeChoice:
    """Say when a channel brings which groups of notices (选择通知方式).

    The digest of the week comes from the next Monday on. Raises NothingGathered or UnknownGroup.
    """
    require(by, CHOOSE, NoticeChoice(user_id=user.pk))
    if channel == Channel.APP and when not in (When.AT_ONCE, When.NEVER):
        raise NothingGathered
    for group in left_out:
        if group not in GROUPS:
            raise UnknownGroup(group=group)
    chosen = {"when": when.value, "hour": hour, "left_out": sorted(left_out)}
    row, _is_new = NoticeChoice.objects.update_or_create(
        user=user, channel=channel, defaults={**chosen, "digested_on": clock.day_of(at)}
    )
    changes = {"channel": (None, channel.value), **{name: (None, each) for name, each in chosen.items()}}
    audit.record("work.notices_chosen", row, by=by, at=at, changes=changes)
    return row


def set_webhook(*, user: User, address: str, by: Actor, at: datetime) -> str:
    """Have a program of one's own told (设置消息推送); the secret that signs is returned, and not shown again.

    Whoever sets an address again gets another secret. The name of the host is looked up before the act, which
    holds the writer. Raises NoWebAddress, HostNotAllowed or HostUnknown.
    """
    require(by, CHOOSE, Webhook(user_id=user.pk))
    place = place_of(address.strip())
    try:
        addresses_of(place)
    except NotNow:
        raise HostUnknown(host=place.host) from None
    secret = randomness.token_urlsafe(SECRET_BYTES)
    _keep_webhook(user=user, host=place.host, address=address.strip(), secret=secret, by=by, at=at)
    return secret


@act
def _keep_webhook(*, user: User, host: str, address: str, secret: str, by: Actor, at: datetime) -> None:
    require(by, CHOOSE, Webhook(user_id=user.pk))
    sealed = {
        "host": host,
        "sealed_address": secrets.seal(address.encode()),
        "sealed_secret": secrets.seal(secret.encode()),
        "set_at": at,
    }
    row, _is_new = Webhook.objects.update_or_create(user=user, defaults=sealed)
    # The address may hold a key of the receiver's: the chain and its values name the host alone.
    audit.record("work.webhook_set", row, by=by, at=at, changes={"host": (None, host)})


@act
def remove_webhook(*, user: User, by: Actor, at: datetime) -> None:
    """Have that program told no more (停用消息推送). Raises WebhookMissing."""
    require(by, CHOOSE, Webhook(user_id=user.pk))
    row = Webhook.objects.filter(user=user).first()
    if row is None:
        raise WebhookMissing
    audit.record("work.webhook_removed", row, by=by, at=at, changes={"host": (row.host, None)})
    row.delete()


@act
def try_notices(*, user: User, by: Actor, at: datetime) -> None:
    """Send oneself a notice by every channel that one has on, at once (试发通知). Raises TrialJustAsked."""
    require(by, CHOOSE, NoticeChoice(user_id=user.pk))
    told = tell(
        to=[user],
        code="work.trial",
        values={},
        url=reverse("work:notice_choices"),
        key=f"work.trial:{at:%Y-%m-%dT%H:%M}",
        urgency=Urgency.URGENT,
        at=at,
    )
    if not told:
        raise TrialJustAsked
    audit.record("work.notice_tried", user, by=by, at=at)
