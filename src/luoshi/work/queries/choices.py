"""How people want to be told: what they chose, and the default of each channel (通知方式)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from luoshi.kernel.among import Among
from luoshi.kernel.models import User
from luoshi.work.models import Channel, NoticeChoice, Urgency, Webhook, When

MORNING = 8


@dataclass(frozen=True)
class Chosen:
    """When a channel brings what, for one person."""

    when: str
    hour: int = MORNING
    left_out: tuple[str, ...] = ()

    def brings(self, group: str) -> bool:
        return self.when != When.NEVER and group not in self.left_out

    def brings_at_once(self, group: str, urgency: str) -> bool:
        """What is urgent waits for no digest."""
        return self.brings(group) and (self.when == When.AT_ONCE or urgency == Urgency.URGENT)


DEFAULTS = {
    Channel.APP: Chosen(When.AT_ONCE),
    Channel.MAIL: Chosen(When.DAILY),
    Channel.WEBHOOK: Chosen(When.AT_ONCE),
}


class Choices:
    """What a set of people chose, read at once."""

    def __init__(self, people: Collection[int]) -> None:
        rows = NoticeChoice.objects.filter(user_id__among=Among(people))
        self._chosen = {
            (row.user_id, row.channel): Chosen(row.when, row.hour, tuple(row.left_out)) for row in rows
        }

    def of(self, person: int, channel: Channel) -> Chosen:
        return self._chosen.get((person, channel), DEFAULTS[channel])


def hosts_of(people: Collection[int]) -> dict[int, str]:
    """The hosts of the webhooks of those who have one."""
    return dict(Webhook.objects.filter(user_id__among=Among(people)).values_list("user_id", "host"))


def of_person(user: User) -> dict[Channel, Chosen]:
    """What holds for one person, channel by channel."""
    choices = Choices([user.pk])
    return {channel: choices.of(user.pk, channel) for channel in Channel}
