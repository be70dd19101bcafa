"""Signing in: what failed, what succeeded, and when to try again (登录、锁定)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, secrets
from luoshi.kernel.access import SYSTEM, Actor, NotAllowed, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import FailedSignIn, Session, User

WINDOW = timedelta(minutes=15)
# An office reaches us from one address: it may mistype more often than one person.
MOST_FOR_A_NAME, MOST_FROM_AN_ADDRESS = 5, 50
KEPT = timedelta(days=1)


class SignInLocked(Refusal):
    code = "kernel.sign_in_locked"
    sentence = _("Too many attempts have failed. You can try again after %(until)s.")


class SlipExpired(Refusal):
    code = "kernel.slip_expired"
    sentence = _("This one-time password was valid until %(until)s. Ask your administrator for a new one.")


class SessionGone(Refusal):
    code = "kernel.session_gone"
    sentence = _("This session has ended already.")


def refuse_while_locked(*, username: str, address: str | None, at: datetime) -> None:
    """Raise SignInLocked while a name or an address has failed too often, whether the name exists or not."""
    recent = FailedSignIn.objects.since(at - WINDOW).order_by("-at")
    limits = [(recent.filter(name_digest=_digest(username)), MOST_FOR_A_NAME)]
    if address:
        limits.append((recent.filter(address=address), MOST_FROM_AN_ADDRESS))
    counted = [list(rows.values_list("at", flat=True)[most - 1 : most]) for rows, most in limits]
    if frees := [moments[0] + WINDOW for moments in counted if moments]:
        # To the next full minute: at the time that is shown it does work.
        until = timezone.localtime(max(frees)) + timedelta(minutes=1)
        raise SignInLocked(until=f"{until:%H:%M}")


def refuse_expired(*, user: User, at: datetime) -> None:
    """Raise SlipExpired for a one-time password after its day."""
    if user.password_expires_at and at > user.password_expires_at:
        raise SlipExpired(until=f"{timezone.localtime(user.password_expires_at):%Y-%m-%d %H:%M}")


@act
def note_failure(*, username: str, address: str | None, by: Actor, at: datetime) -> FailedSignIn:
    """Keep that a sign-in failed (登录失败); old failures are forgotten."""
    if by is not SYSTEM:
        raise NotAllowed(act="web.sign_in")
    FailedSignIn.objects.filter(at__lt=at - KEPT).delete()
    failure = FailedSignIn.objects.create(name_digest=_digest(username), address=address, at=at)
    audit.record("kernel.sign_in_failed", failure, by=by, at=at, changes={"address": (None, address)})
    return failure


@act
def note_sign_in(*, user: User, address: str | None, by: Actor, at: datetime, through: str = "") -> User:
    """Keep that a person signed in (登录), and which identity provider vouched; their failures no longer count."""
    require(by, "kernel.edit_own_account", user)
    FailedSignIn.objects.filter(name_digest=_digest(user.username)).delete()
    vouched = {"issuer": (None, through)} if through else {}
    changes = {"address": (None, address), **vouched}
    audit.record("kernel.signed_in", user, by=by, at=at, changes=changes)
    return user


@act
def end_session(*, user: User, mark: str, by: Actor, at: datetime) -> User:
    """End one of one's own sessions (结束会话). Raises SessionGone."""
    require(by, "kernel.edit_own_account", user)
    found = [row for row in Session.objects.filter(user=user) if row.mark == mark]
    if not found:
        raise SessionGone
    found[0].delete()
    audit.record("kernel.session_ended", user, by=by, at=at)
    return user


def _digest(username: str) -> str:
    return secrets.digest(username.strip().casefold()[:150], purpose="sign_in_name")
