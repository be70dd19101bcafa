"""Telling people, and what they have read (通知).

Telling is part of an act, never an act of its own. Reading is none either: the chain would keep for ever when
somebody read what, and nobody is ranked by it. Notices are a person's own: when somebody leaves, what waits for
them is passed on by the rooms that know it, and no notice is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor, require
from luoshi.kernel.among import Among
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import User
from luoshi.work.models import Channel, Notice, Urgency
from luoshi.work.queries.choices import Choices
from luoshi.work.services import messages
from luoshi.work.telling import NOTICES

READ = "work.read_notices"
OUTSIDE = {Channel.MAIL: "mailed_at", Channel.WEBHOOK: "posted_at"}


class LeadsAway(Refusal):
    code = "work.notice_leads_away"
    sentence = _("A notice leads to a page of this site, for example /plans/, not to %(url)s.")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What some people are told (通知内容); `key` names the cause, of which nobody is told twice."""

    to: Iterable[User]
    code: str
    values: Mapping[str, Any]
    url: str
    key: str
    urgency: Urgency = Urgency.ROUTINE

    @property
    def group(self) -> str:
        return NOTICES[self.code].group

    def written(self) -> dict[str, Any]:
        """What each notice of it says."""
        names = ("code", "url", "key", "urgency")
        return {"values": dict(self.values)} | {name: getattr(self, name) for name in names}


def tell(
    *,
    to: Iterable[User],
    code: str,
    values: Mapping[str, Any],
    url: str,
    key: str,
    at: datetime,
    urgency: Urgency = Urgency.ROUTINE,
) -> int:
    """Tell people of one cause as part of the act under way (通知); says how many had not been told before."""
    said = Telling(to=to, code=code, values=values, url=url, key=key, urgency=urgency)
    return tell_all(tellings=[said], at=at)


@transaction.atomic
def tell_all(*, tellings: Sequence[Telling], at: datetime) -> int:
    """Tell people of many causes in as few statements as of one (批量通知).

    Who wants it at once gets a mail or a message in the same transaction. Whose account is closed is told nothing.
    Raises LeadsAway.
    """
    for each in tellings:
        if not each.url.startswith("/") or each.url.startswith("//"):
            raise LeadsAway(url=each.url)
    people = {each.key: {user.pk for user in each.to} for each in tellings}
    recipients = _reached(set().union(*people.values()))
    told = _told(people)
    choices = Choices(recipients.mails)
    fresh = [
        (each, person)
        for each in tellings
        for person in sorted(people[each.key] & recipients.mails.keys())
        if (each.key, person) not in told
    ]
    at_once = {
        channel: {
            (each.key, person)
            for each, person in fresh
            if recipients.has(person, channel)
            and choices.of(person, channel).brings_at_once(each.group, each.urgency)
        }
        for channel in OUTSIDE
    }
    rows = [
        Notice(
            user_id=person,
            written_at=at,
            is_quiet=not choices.of(person, Channel.APP).brings(each.group),
            **each.written(),
            **{mark: at for channel, mark in OUTSIDE.items() if (each.key, person) in at_once[channel]},
        )
        for each, person in fresh
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    _send_at_once(at_once, hosts=recipients.hosts, at=at)
    return len(rows)


def _reached(people: set[int]) -> messages.Recipients:
    """Those of them with an open account, with their mail addresses and the hosts of their webhooks."""
    rows = User.objects.active().filter(pk__among=Among(people))
    found = list(rows.values_list("pk", "email", "webhook__host"))
    return messages.Recipients(
        {person: mail for person, mail, _host in found},
        {person: host for person, _mail, host in found if host},
    )


def _told(people: Mapping[str, set[int]]) -> set[tuple[str, int]]:
    """Whom these causes have told already."""
    rows = Notice.objects.filter(key__among=Among(people))
    return set(rows.values_list("key", "user_id"))


def _send_at_once(
    at_once: Mapping[Channel, set[tuple[str, int]]], *, hosts: Mapping[int, str], at: datetime
) -> None:
    wanted = set().union(*at_once.values())
    if not wanted:
        return
    written = Notice.objects.filter(key__among=Among({key for key, _person in wanted}))
    keys = {(key, person): pk for pk, key, person in written.values_list("pk", "key", "user_id")}
    for channel, people in at_once.items():
        sent = [(person, [keys[key, person]]) for key, person in sorted(people)]
        messages.send(channel=channel, notices=sent, hosts=hosts, at=at)


@transaction.atomic
def read_notice(*, notice: Notice, by: Actor, at: datetime) -> Notice:
    """Mark one notice as read; when it was read first stays (标为已读)."""
    require(by, READ, notice)
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=at)
    notice.refresh_from_db()
    return notice


@transaction.atomic
def read_all(*, until: int, by: Actor, at: datetime) -> int:
    """Mark one's notices as read up to the newest that one has seen (全部标为已读); says how many."""
    require(by, READ, Notice(user_id=by.pk))
    return Notice.objects.of(by).unread().filter(pk__lte=until).update(read_at=at)
