"""Mails whose worker is killed between sending and marking: sent again, and the receiver can tell."""

import pytest

from luoshi.kernel.models import OutboxMessage
from tests.kernel import processes
from tests.kernel.factories import NOON, UserFactory
from tests.work.factories import NoticeFactory
from tests.work.post_office import SILENCE, post_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def world(tmp_path):
    with processes.world(tmp_path) as made:
        yield made


def kept(row):
    row.save(using=processes.ALIAS)
    return row


def write_mail():
    user = kept(UserFactory.build(email="li@example.cn"))
    notice = kept(NoticeFactory.build(user=user))
    payload = {"user": user.pk, "notices": [notice.pk], "more": 0}
    kept(OutboxMessage(kind="mail", key="mail:1", payload=payload, written_at=NOON, due_at=NOON))


def messages():
    return OutboxMessage.objects.using(processes.ALIAS)


def test_a_mail_is_sent_at_least_once_with_the_same_message_id(world):
    write_mail()
    with post_office() as office:
        world.environment |= {
            "LUOSHI_MAIL_URL": f"smtp://127.0.0.1:{office.port}",
            "LUOSHI_MAIL_FROM": "luoshi@example.cn",
        }
        office.answers = {"QUIT": SILENCE}  # the mail is taken, and the worker still waits for a goodbye
        first = world.worker()
        world.wait(lambda: office.mails)
        first.kill()
        first.wait()
        assert messages().get().state == "waiting"
        office.answers = {}
        world.worker()
        world.wait(lambda: messages().get().state == "delivered")
        assert len(office.mails) == 2
        assert len({mail["Message-ID"] for mail in office.mails}) == 1
