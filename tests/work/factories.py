"""The least valid row of each of the work room's models; nothing is random."""

import factory
from factory.django import DjangoModelFactory

from luoshi.kernel.models import User
from luoshi.work.models import Notice
from luoshi.work.services import notice_choices as choosing
from luoshi.work.services.notices import read_notice, tell
from tests.kernel.factories import NOON, UserFactory


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    code = "work.trial"
    url = "/plans/"
    key = factory.Sequence("cause {}".format)
    written_at = NOON


def told(user: User) -> None:
    """Notices, read and unread, one of them urgent; a webhook that is told."""
    choosing.try_notices(user=user, by=user, at=NOON)
    tell(to=[user], code="work.trial", values={}, url="/plans/", key="demo", at=NOON)
    read_notice(notice=Notice.objects.earliest("pk"), by=user, at=NOON)
    choosing.set_webhook(user=user, address="https://8.8.8.8/notices", by=user, at=NOON)
