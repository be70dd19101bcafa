"""Notices gathered into one mail, or one message, a person (通知汇总)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.among import Among
from luoshi.kernel.models import User
from luoshi.kernel.services.jobs import enqueue
from luoshi.work.engine.digests import moment_of, monday_of
from luoshi.work.models import Channel, Notice, NoticeChoice, When
from luoshi.work.queries.choices import DEFAULTS, MORNING, Choices, hosts_of
from luoshi.work.services import messages
from luoshi.work.services.notices import OUTSIDE
from luoshi.work.telling import group_of

MAKE = "work.make_digests"
BATCH = 200  # people a step
MOST_NAMED = 50  # notices in one digest; what is more is counted


def plan_digests(*, day: date, at: datetime) -> None:
    """Ask for the digests of a day, a job for each hour that somebody chose (安排当日汇总).

    The machine's clock starts the jobs, which in a demo is another than the demo's own.
    """
    zone: Any = timezone.get_default_timezone()
    for hour in sorted(_hours_chosen()):
        until = moment_of(day=day, hour=hour, zone=zone) - at
        enqueue(
            kind=MAKE,
            arguments={"day": day.isoformat(), "hour": hour},
            key=f"{day.isoformat()}T{hour:02}",
            not_before=timezone.now() + until,
            by=SYSTEM,
            at=at,
        )


def _hours_chosen() -> set[int]:
    gathered = NoticeChoice.objects.filter(when__in=[When.DAILY, When.WEEKLY])
    return {MORNING, *gathered.values_list("hour", flat=True).distinct()}


def people_due(*, channel: Channel, day: date, hour: int, after: int) -> list[int]:
    """The next people whose digest is due at that hour and would hold something."""
    waiting = Notice.objects.unread().filter(user=OuterRef("pk"), **{f"{OUTSIDE[channel]}__isnull": True})
    chosen = NoticeChoice.objects.filter(user=OuterRef("pk"), channel=channel)
    due = Q(Exists(_due(chosen, day=day, hour=hour)))
    if DEFAULTS[channel].when == When.DAILY and hour == MORNING:
        due |= Q(~Exists(chosen))
    people = User.objects.active().filter(due, Exists(waiting), pk__gt=after).order_by("pk")
    return list(people.values_list("pk", flat=True)[:BATCH])


def _due(choices: QuerySet[NoticeChoice], *, day: date, hour: int) -> QuerySet[NoticeChoice]:
    owed = Q(when=When.DAILY) | Q(when=When.WEEKLY, digested_on__lt=monday_of(day))
    return choices.filter(owed, hour=hour)


def gather(*, channel: Channel, people: Collection[int], at: datetime) -> None:
    """Write one message to each of them about what is unread and was not sent; mark it as sent (汇总)."""
    mails = dict(User.objects.filter(pk__among=Among(people)).values_list("pk", "email"))
    recipients = messages.Recipients(mails, hosts_of(people))
    choices, mark = Choices(people), OUTSIDE[channel]
    waiting = Notice.objects.unread().filter(user_id__among=Among(people), **{f"{mark}__isnull": True})
    waiting = waiting.select_for_update()  # the digests of two days may be made at the same moment
    notices = defaultdict(list)
    for key, person, code in waiting.order_by("pk").values_list("pk", "user_id", "code"):
        if recipients.has(person, channel) and choices.of(person, channel).brings(group_of(code)):
            notices[person].append(key)
    sent = [key for keys in notices.values() for key in keys]
    Notice.objects.filter(pk__among=Among(sent)).update(**{mark: at})
    messages.send(channel=channel, notices=notices.items(), hosts=recipients.hosts, at=at, most=MOST_NAMED)


def close_week(*, channel: Channel, day: date, hour: int, at: datetime) -> None:
    """Say that the digest of this week was made for all who chose that hour (本周已汇总)."""
    weekly = NoticeChoice.objects.filter(channel=channel, when=When.WEEKLY)
    _due(weekly, day=day, hour=hour).update(digested_on=day)
