"""Files by their content, and the names under which they came (文件)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.kernel.access.relations import OWN
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.guards import Unchangeable
from luoshi.kernel.retention import Retention


class StoredFile(models.Model):
    """Bytes kept once, at the address of their SHA-256 digest.

    The digest is an address in the store only: no page ever serves a file by it.
    """

    retention = Retention.PERMANENT
    guards = (Unchangeable(),)

    digest = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="storedfile_digest_is_sha256"
            )
        ]

    def __str__(self) -> str:
        return self.digest


class UploadQuerySet(ScopedQuerySet):
    pass


class Upload(models.Model):
    """Who handed in a file under which name (上传). Rooms point to this, not to the bytes."""

    retention = Retention.PERMANENT
    read_act = "kernel.read_uploads"
    reach = {OWN: "by"}

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="uploads")
    name = models.CharField(max_length=255)
    by = models.ForeignKey("kernel.User", models.PROTECT, null=True, blank=True, related_name="uploads")
    at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="upload_has_a_name")]

    def __str__(self) -> str:
        return self.name
