"""Who may read, mark and choose: each person their own notices alone; services and routes (通知权限表)."""

from luoshi.kernel import secrets
from luoshi.work.models import Channel, Notice, NoticeChoice, Webhook, When
from tests.access.rights import ALL, ONE, OWN_ONLY, SIGNED_IN
from tests.access.world import Row, Scene, page, seen
from tests.kernel.factories import NOON
from tests.work.factories import NoticeFactory

PUBLIC = "https://8.8.8.8/notices"  # a number: no name is looked up for it


def told(at: Scene) -> Notice:
    return NoticeFactory(user=at.maker)


def hooked(at: Scene) -> Webhook:
    sealed = secrets.seal(b"x")
    return Webhook.objects.create(
        user=at.maker, host="8.8.8.8", sealed_address=sealed, sealed_secret=sealed, set_at=NOON
    )


def all_read(at: Scene) -> dict:
    """Everything of one's own; what another was told is left alone."""
    return {"until": told(at).pk}


def taken_away(at: Scene) -> dict:
    return {"user": hooked(at).user}


def choice(at: Scene) -> dict:
    return {"user": at.maker, "channel": Channel.MAIL, "when": When.WEEKLY, "hour": 8, "left_out": []}


SERVICES = {
    "work.services.notices.read_notice": Row(
        OWN_ONLY, lambda at: {"notice": told(at)}, (Notice,), is_act=False
    ),
    "work.services.notices.read_all": Row(SIGNED_IN, all_read, (Notice,), ONE, is_act=False),
    "work.services.notice_choices.choose_notices": Row(OWN_ONLY, choice, (NoticeChoice,)),
    "work.services.notice_choices.set_webhook": Row(
        OWN_ONLY, lambda at: {"user": at.maker, "address": PUBLIC}, (Webhook,)
    ),
    "work.services.notice_choices.remove_webhook": Row(OWN_ONLY, taken_away, (Webhook,)),
    "work.services.notice_choices.try_notices": Row(OWN_ONLY, lambda at: {"user": at.maker}, (Notice,)),
}
CHOICE = {"channel": "mail", "mail-when": "daily", "mail-hour": "9"}
ROUTES = {
    "work:notices GET": seen(SIGNED_IN, places=ONE),
    "work:bell GET": seen(ALL, places=ONE),
    "work:read_notices POST": Row(
        SIGNED_IN, lambda at: page(until=told(at).pk), (Notice,), ONE, is_act=False
    ),
    "work:open_notice POST": Row(OWN_ONLY, lambda at: page(told(at).pk), (Notice,), is_act=False),
    "work:read_notice POST": Row(OWN_ONLY, lambda at: page(told(at).pk), (Notice,), is_act=False),
    "work:notice_choices GET": seen(SIGNED_IN, places=ONE),
    "work:notice_choices POST": Row(SIGNED_IN, lambda at: page(**CHOICE), (NoticeChoice,), ONE),
    "work:set_webhook POST": Row(SIGNED_IN, lambda at: page(address=PUBLIC), (Webhook,), ONE),
    "work:remove_webhook POST": Row(SIGNED_IN, lambda at: page() if hooked(at) else {}, (Webhook,), ONE),
    "work:try_notices POST": Row(SIGNED_IN, lambda at: page(), (Notice,), ONE),
}
