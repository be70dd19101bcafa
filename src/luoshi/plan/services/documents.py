"""Handing in a document to be read (提交文件、自动阅读)."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import TooManyAtOnce
from luoshi.kernel.models import Body, Job, Origin, Upload
from luoshi.kernel.services.files import store_upload
from luoshi.kernel.services.jobs import enqueue
from luoshi.plan.models import Audience

READ_DOCUMENT = "plan.read_document"
MOST_UNREAD = 20  # documents of one person that may wait at a time


class TooManyUnread(TooManyAtOnce):
    code = "plan.too_many_unread"
    sentence = _(
        "%(number)d documents of yours are still to be read. Hand in this one when one of them is done."
    )


def hand_in_document(
    *,
    content: bytes,
    name: str,
    by: Actor,
    at: datetime,
    audience: Audience = Audience.MAKER,
    origin: Origin | None = None,
    owner: Body | None = None,
    slug: str = "",
) -> Job:
    """Keep the file and have it read by a job, whose result names the plan that came of it.

    Raises FileEmpty, FileTooLarge or TooManyUnread; what is wrong inside the file is said by the job.
    """
    require(by, "plan.hand_in_document")
    if by.pk and Job.objects.unfinished().of_kind(READ_DOCUMENT).filter(by=by).count() >= MOST_UNREAD:
        raise TooManyUnread(number=MOST_UNREAD)
    upload = store_upload(content=content, name=name, by=by, at=at)
    return ask_for_reading(
        upload=upload, audience=audience, origin=origin or Origin.own(), owner=owner, slug=slug, by=by, at=at
    )


@act
def ask_for_reading(
    *,
    upload: Upload,
    audience: Audience,
    origin: Origin,
    owner: Body | None,
    slug: str,
    by: Actor,
    at: datetime,
) -> Job:
    arguments = {
        "upload": upload.pk,
        "audience": audience,
        "origin": [origin.kind, origin.source, origin.on.isoformat() if origin.on else ""],
        "owner": owner.pk if owner else None,
        "slug": slug,
    }
    job = enqueue(kind=READ_DOCUMENT, arguments=arguments, by=by, at=at)
    audit.record("plan.document_handed_in", upload, by=by, at=at)
    return job
