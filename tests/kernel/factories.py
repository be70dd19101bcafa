"""The least valid row of each of the kernel's models; nothing is random."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import factory
from django.db import transaction
from factory.django import DjangoModelFactory

from luoshi.kernel.models import (
    Area,
    AreaKind,
    Body,
    BodyKind,
    BodyName,
    BodyNameKind,
    Installation,
    Job,
    JobState,
    Origin,
    Post,
    Role,
    StoredFile,
    Upload,
    User,
)

NOON = datetime(2025, 9, 15, 4, tzinfo=UTC)
LATER = datetime(2025, 9, 15, 5, tzinfo=UTC)
DAY = date(2025, 9, 15)
OWN = Origin.own().columns()


class AreaFactory(DjangoModelFactory):
    class Meta:
        model = Area

    code = factory.Sequence(lambda number: f"{number + 1:06d}")  # 000000 is the country, which is shipped
    name = factory.Sequence("示例市{}".format)
    kind = AreaKind.PREFECTURE
    parent = None
    path = factory.LazyAttribute(lambda area: f"{area.parent.path if area.parent else ''}{area.code}/")
    origin_kind = "own"


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    name = factory.Sequence("示例市第{}局".format)
    kind = BodyKind.AGENCY
    area = factory.SubFactory(AreaFactory)
    origin_kind = "own"


class BodyNameFactory(DjangoModelFactory):
    class Meta:
        model = BodyName

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence("第{}局".format)
    kind = BodyNameKind.SHORT
    origin_kind = "own"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence("user{}".format)
    display_name = factory.Sequence("示例·用户{}".format)
    created_at = NOON


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    user = factory.SubFactory(UserFactory)
    body = factory.SubFactory(BodyFactory)
    role = factory.LazyFunction(lambda: Role.objects.get(code="officer"))
    origin_kind = "own"


class InstallationFactory(DjangoModelFactory):
    class Meta:
        model = Installation

    pk = 1
    home_area = factory.SubFactory(AreaFactory)


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = StoredFile

    digest = factory.Sequence("{:064x}".format)
    size = 1
    media_type = "text/plain"
    stored_at = NOON


class UploadFactory(DjangoModelFactory):
    class Meta:
        model = Upload

    file = factory.SubFactory(StoredFileFactory)
    name = "规划.docx"
    by = factory.SubFactory(UserFactory)
    at = NOON


class JobFactory(DjangoModelFactory):
    class Meta:
        model = Job

    class Params:
        failed = factory.Trait(state=JobState.FAILED, ended_at=NOON, error_code="kernel.job_broke")
        done_already = factory.Trait(state=JobState.DONE, ended_at=NOON)

    kind = "probe.count"
    asked_at = NOON


def member(role: str, **fields) -> User:
    """A person who holds that role at a body."""
    body = fields.pop("body", None) or BodyFactory()
    post = PostFactory(role=Role.objects.get(code=role), body=body, **fields)
    return post.user


@contextmanager
def undone():
    """A world for one example: nothing of it is left for the next; acts may run in it."""
    world = transaction.atomic()
    world._from_testcase = True  # as Django's own tests say that a durable block may stand inside
    with world:
        yield
        transaction.set_rollback(True)
