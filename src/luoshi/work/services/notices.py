"""Telling people, and what they have read (通知).

Telling is part of an act, never an act of its own. Reading is none either: the chain would keep for ever when
somebody read what, and nobody is ranked by it. Notices are a person's own: when somebody leaves, what waits for
them is passed on by the rooms that know it, and no notice is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import Actor, require
from luoshi.kernel.among import Among
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import User
from luoshi.work.models import Channel, Notice, Urgency
from luoshi.work.queries.choices import Choices, hosts_of
from luoshi.work.services import messages
from luoshi.work.telling import NOTICES

READ = "work.read_notices"
OUTSIDE = {Channel.MAIL: "mailed_at", Channel.WEBHOOK: "posted_at"}


class LeadsAway(Refusal):
    code = "work.notice_leads_away"
    sentence = _("A notice leads to a page of this site, for example /plans/, not to %(url)s.")


@transaction.atomic
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
    """Tell people something as part of the act under way (通知); says how many had not been told before.

    `key` names the cause: nobody is told of it twice. Who wants it at once gets a mail or a message in the same
    transaction. Whose account is closed is told nothing. Raises LeadsAway.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise LeadsAway(url=url)
    group = NOTICES[code].group
    mails = _untold({user.pk for user in to}, key=key)
    recipients, choices = messages.Recipients(mails, hosts_of(mails)), Choices(mails)
    at_once = {
        channel: {
            person
            for person in mails
            if recipients.has(person, channel) and choices.of(person, channel).brings_at_once(group, urgency)
        }
        for channel in OUTSIDE
    }
    said = {"code": code, "values": dict(values), "url": url, "key": key, "urgency": urgency}
    rows = [
        Notice(
            user_id=person,
            written_at=at,
            is_quiet=not choices.of(person, Channel.APP).brings(group),
            **said,
            **{mark: at for channel, mark in OUTSIDE.items() if person in at_once[channel]},
        )
        for person in mails
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    _send_at_once(at_once, hosts=recipients.hosts, key=key, at=at)
    return len(rows)


def _untold(people: set[int], *, key: str) -> dict[int, str]:
    """Those of them with an open account whom this cause has not told, with their mail addresses."""
    told = Notice.objects.filter(key=key).values("user")
    untold = User.objects.active().filter(pk__among=Among(people)).exclude(pk__in=told).order_by("pk")
    return dict(untold.values_list("pk", "email"))


def _send_at_once(
    at_once: Mapping[Channel, set[int]], *, hosts: Mapping[int, str], key: str, at: datetime
) -> None:
    wanted = set().union(*at_once.values())
    if not wanted:
        return
    keys = dict(Notice.objects.filter(key=key, user_id__among=Among(wanted)).values_list("user_id", "pk"))
    for channel, people in at_once.items():
        notices = {person: [keys[person]] for person in sorted(people)}
        messages.send(channel=channel, notices=notices, hosts=hosts, at=at)


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
