"""The same cause, and the same digest, from two sides at the same moment: told once, mailed once."""

import pytest
from django.db import transaction

from luoshi.kernel.models import OutboxMessage
from luoshi.work.models import Channel, Notice, Urgency
from luoshi.work.services import digests, notices
from tests.kernel.factories import NOON, UserFactory
from tests.kernel.test_concurrency import at_once
from tests.work.factories import NoticeFactory
from tests.work.post_office import mail_through

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def mail_is_on(settings):
    settings.LUOSHI_MAIL = mail_through(9)


def refused(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def test_a_cause_told_by_eight_at_once_tells_each_person_once():
    people = [UserFactory(email="li@example.cn") for _each in range(20)]
    said = {"code": "work.trial", "values": {}, "url": "/", "urgency": Urgency.URGENT, "at": NOON}
    outcomes = at_once(*[lambda: notices.tell(to=people, key="cause", **said)] * 8)
    assert refused(outcomes) == []
    assert Notice.objects.count() == OutboxMessage.objects.count() == 20


def test_two_digests_at_once_mail_each_notice_once():
    people = [UserFactory(email="li@example.cn") for _each in range(10)]
    for user in people * 3:
        NoticeFactory(user=user)

    def gather():
        with transaction.atomic():
            digests.gather(channel=Channel.MAIL, people=[user.pk for user in people], at=NOON)

    assert refused(at_once(*[gather] * 4)) == []
    mailed = [key for message in OutboxMessage.objects.all() for key in message.payload["notices"]]
    assert OutboxMessage.objects.count() == 10
    assert sorted(mailed) == sorted(Notice.objects.values_list("pk", flat=True))
