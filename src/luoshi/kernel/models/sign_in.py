"""What signing in leaves behind: sessions, failures, the second step and its codes (登录)."""

from __future__ import annotations

from hashlib import sha256

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from luoshi.kernel.retention import Retention

from .people import User


class SessionQuerySet(models.QuerySet):
    def of(self, user: User):
        """The sessions of a person that have not come to their end."""
        return self.filter(user=user, expire_date__gt=timezone.now())


class Session(AbstractBaseSession):
    """A browser that is known for a while (会话), and the person who has signed in with it, if any."""

    retention = Retention.PERSONAL

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment]

    @classmethod
    def get_session_store_class(cls):
        from luoshi.kernel.sessions import SessionStore

        return SessionStore

    @property
    def mark(self) -> str:
        """Names the session on a page, without its key."""
        return sha256(self.session_key.encode()).hexdigest()[:32]


class FailureQuerySet(models.QuerySet):
    def since(self, moment):
        return self.filter(at__gt=moment)


class FailedSignIn(models.Model):
    """Somebody gave a wrong password or code (登录失败). What they typed as a name is kept as a digest only."""

    retention = Retention.PERSONAL

    name_digest = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    objects = FailureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["name_digest", "at"], name="failed_sign_in_by_name"),
            models.Index(fields=["address", "at"], name="failed_sign_in_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.name_digest[:8]} {self.at:%Y-%m-%d %H:%M}"


class SecondFactor(models.Model):
    """The code of a person's phone, asked for after the password (动态口令). Its secret is kept encrypted."""

    retention = Retention.PERSONAL

    user = models.OneToOneField(User, models.CASCADE, related_name="second_factor")
    sealed_secret = models.TextField()
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """Takes the place of the phone once (恢复码)."""

    retention = Retention.PERSONAL

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factor", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return self.digest[:8]


class Identity(models.Model):
    """Who a person is to the city's identity provider (统一身份标识): recorded when the person has linked it."""

    retention = Retention.PERSONAL

    user = models.OneToOneField(User, models.CASCADE, related_name="identity")
    issuer = models.URLField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_of_one_person"),
            models.CheckConstraint(condition=~models.Q(subject=""), name="identity_has_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.subject[:8]}"
