"""The code of one's phone as a second step of signing in (动态口令), and codes for when it is lost (恢复码)."""

from __future__ import annotations

import os
from base64 import b32encode
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import InvalidToken
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, secrets
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import RecoveryCode, SecondFactor, User

from .people import require_may_enter

STEP = 30
DRIFT = (0, -1, 1)
CODES = 10
OWN = "kernel.edit_own_account"


class WrongCode(Refusal):
    code = "kernel.wrong_code"
    sentence = _(
        "This code is not right, or has been used. Codes change every 30 seconds; is the phone's clock right?"
    )


class SecondFactorOn(Refusal):
    code = "kernel.second_factor_on"
    sentence = _("Signing in already asks for a code. Turn it off before you set up another phone.")


class NoSecondFactor(Refusal):
    code = "kernel.no_second_factor"
    sentence = _("Signing in does not ask for a code; there is nothing to turn off or to renew.")


def is_on(*, user: User) -> bool:
    """Whether this person's sign-in asks for a code."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def provisioning_uri(*, factor: SecondFactor) -> str:
    """What the phone's app reads from the picture."""
    return _totp(factor).get_provisioning_uri(factor.user.username, "Luoshi")


def shown_secret(*, factor: SecondFactor) -> str:
    """The secret in letters, for a phone that can't read the picture."""
    letters = b32encode(secrets.unseal(factor.sealed_secret)).decode()
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


@act
def begin_second_factor(*, user: User, by: Actor, at: datetime) -> SecondFactor:
    """Make a secret for a phone; it counts when a first code has been given (启用动态口令). Raises SecondFactorOn."""
    require(by, OWN, user)
    if is_on(user=user):
        raise SecondFactorOn
    sealed = secrets.seal(os.urandom(20))
    factor, _is_new = SecondFactor.objects.update_or_create(
        user=user, defaults={"sealed_secret": sealed, "begun_at": at, "last_step": 0}
    )
    audit.record("kernel.second_factor_begun", user, by=by, at=at)
    return factor


@act
def confirm_second_factor(*, user: User, code: str, clock: float, by: Actor, at: datetime) -> list[str]:
    """Ask for a code from now on; return the recovery codes, which are shown once. Raises WrongCode."""
    require(by, OWN, user)
    factor = SecondFactor.objects.filter(user=user, confirmed_at__isnull=True).first()
    if factor is None:
        raise NoSecondFactor
    _take(factor, code, clock=clock)
    SecondFactor.objects.filter(pk=factor.pk).update(confirmed_at=at)
    codes = _renewed(factor)
    audit.record("kernel.second_factor_on", user, by=by, at=at)
    return codes


@act
def use_code(*, user: User, code: str, clock: float, by: Actor, at: datetime) -> User:
    """Take a code of the phone, or a recovery code, once (验证动态口令). Raises WrongCode or NoSecondFactor."""
    require(by, OWN, user)
    factor = _confirmed(user)
    digest = _recovery_digest(code)
    if RecoveryCode.objects.filter(factor=factor, digest=digest, used_at__isnull=True).update(used_at=at):
        audit.record("kernel.recovery_code_used", user, by=by, at=at)
        return user
    _take(factor, code, clock=clock)
    audit.record("kernel.code_given", user, by=by, at=at)
    return user


@act
def renew_recovery_codes(*, user: User, by: Actor, at: datetime) -> list[str]:
    """New recovery codes; the old ones end (更换恢复码). Raises NoSecondFactor."""
    require(by, OWN, user)
    codes = _renewed(_confirmed(user))
    audit.record("kernel.recovery_codes_renewed", user, by=by, at=at)
    return codes


@act
def remove_second_factor(*, user: User, by: Actor, at: datetime) -> User:
    """Ask for no code any more; an administrator may, when the phone is lost (停用动态口令). Raises NoSecondFactor."""
    if by == user:
        require(by, OWN, user)
    else:
        require_may_enter(by=by, user=user, at=at)
    if not SecondFactor.objects.filter(user=user).delete()[0]:
        raise NoSecondFactor
    audit.record("kernel.second_factor_off", user, by=by, at=at)
    return user


def _confirmed(user: User) -> SecondFactor:
    factor = SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()
    if factor is None:
        raise NoSecondFactor
    return factor


def _take(factor: SecondFactor, code: str, *, clock: float) -> None:
    """Accept a code of this half minute or its neighbours, each only once: the update decides a race."""
    typed = "".join(code.split()).encode("ascii", "replace")
    for step in (int(clock) // STEP + drift for drift in DRIFT):
        later = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
        if _is_code(factor, typed, step) and later.update(last_step=step):
            return
    raise WrongCode


def _is_code(factor: SecondFactor, typed: bytes, step: int) -> bool:
    try:
        _totp(factor).verify(typed, step * STEP)
    except InvalidToken:
        return False
    return True


def _totp(factor: SecondFactor) -> TOTP:
    return TOTP(secrets.unseal(factor.sealed_secret), 6, SHA1(), STEP)  # noqa: S303  what the phones' apps speak


def _renewed(factor: SecondFactor) -> list[str]:
    codes = [secrets.spoken(groups=3) for _ in range(CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        [RecoveryCode(factor=factor, digest=_recovery_digest(code)) for code in codes]
    )
    return codes


def _recovery_digest(code: str) -> str:
    letters = "".join(each for each in code.casefold() if each.isalnum())
    return secrets.digest(letters, purpose="recovery_code")
