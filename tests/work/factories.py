"""The least valid row of each of the work room's models; nothing is random."""

import factory
from factory.django import DjangoModelFactory

from luoshi.work.models import Notice
from tests.kernel.factories import NOON, UserFactory


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    code = "work.trial"
    url = "/plans/"
    key = factory.Sequence("cause {}".format)
    written_at = NOON
