"""The messages by which notices leave: written with their cause, delivered afterwards (通知外发)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from luoshi.kernel import secrets
from luoshi.kernel.services.jobs import write_messages
from luoshi.work.models import Channel


@dataclass(frozen=True)
class Recipients:
    """Who of a set of people is reached by mail, and whose webhook stands where."""

    mails: Mapping[int, str]
    hosts: Mapping[int, str]

    def has(self, person: int, channel: Channel) -> bool:
        if channel == Channel.MAIL:
            return is_mail_on() and bool(self.mails.get(person))
        return person in self.hosts


def is_mail_on() -> bool:
    return settings.LUOSHI_MAIL is not None


def send(
    *,
    channel: Channel,
    notices: Iterable[tuple[int, Sequence[int]]],
    hosts: Mapping[int, str],
    at: datetime,
    most: int = 1,
) -> None:
    """Write a message to a person about each of these groups of notices; so many are named, the rest is counted.

    A notice is put into one message of a channel only, so the first of them names the message.
    """
    payloads = {
        _key(channel, person, keys[0], hosts): _payload(person, keys, most) for person, keys in notices
    }
    if payloads:
        write_messages(kind=channel.value, payloads=payloads, at=at)


def lane_of(*, key: str) -> str:
    """How the keys of all messages begin that go the same way: to the mail server, or to one host."""
    return f"{key.rpartition(':')[0]}:"


def _key(channel: Channel, person: int, first: int, hosts: Mapping[int, str]) -> str:
    if channel == Channel.MAIL:
        return f"mail:{first}"
    return f"webhook:{secrets.digest(hosts[person], purpose='webhook-host')[:16]}:{first}"


def _payload(person: int, keys: Sequence[int], most: int) -> dict[str, Any]:
    return {"user": person, "notices": list(keys[:most]), "more": max(0, len(keys) - most)}
