"""Taking files in (上传文件)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.files import media, store
from luoshi.kernel.files.names import base_name
from luoshi.kernel.models import StoredFile, Upload


class FileEmpty(Refusal):
    code = "kernel.file_empty"
    sentence = _("The file %(name)s is empty.")


class FileTooLarge(Refusal):
    code = "kernel.file_too_large"
    sentence = _("The file %(name)s has %(size)s MB; at most %(most)s MB are taken.")


def store_upload(*, content: bytes, name: str, by: Actor, at: datetime) -> Upload:
    """Keep a file and the name it came with (接收文件). Raises FileEmpty or FileTooLarge.

    The bytes are written first and outside the transaction: a row never points to a file that isn't there.
    """
    require(by, "kernel.upload_file")
    shown = base_name(name)
    if not content:
        raise FileEmpty(name=shown)
    if len(content) > settings.LUOSHI_MAX_UPLOAD_BYTES:
        raise FileTooLarge(
            name=shown, size=_megabytes(len(content)), most=_megabytes(settings.LUOSHI_MAX_UPLOAD_BYTES)
        )
    placed = store.put([content])
    return _register_upload(placed=placed, media_type=media.media_type_of(content), name=shown, by=by, at=at)


@act
def _register_upload(*, placed: store.Placed, media_type: str, name: str, by: Actor, at: datetime) -> Upload:
    kept, _is_new = StoredFile.objects.get_or_create(
        digest=placed.digest, defaults={"size": placed.size, "media_type": media_type, "stored_at": at}
    )
    upload = Upload.objects.create(file=kept, name=name, by=by if by.pk else None, at=at)
    changes = {"name": (None, name), "digest": (None, placed.digest)}
    audit.record("kernel.file_stored", upload, by=by, at=at, changes=changes)
    return upload


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"
