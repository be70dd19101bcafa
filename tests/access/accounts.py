"""What accounts need to be tried: a phone, codes for when it is lost, a session on another machine."""

from datetime import timedelta

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from luoshi.kernel import secrets
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Identity, Session, User
from luoshi.kernel.services import second_factor, sign_in
from tests.kernel.factories import LATER, NOON

CLOCK = LATER.timestamp()
ISSUER = "https://id.example.cn"


def code_of_phone(user: User, *, at: float = CLOCK) -> str:
    """The first code of a phone that is being set up."""
    factor = second_factor.begin_second_factor(user=user, by=SYSTEM, at=NOON)
    secret = secrets.unseal(factor.sealed_secret)
    return TOTP(secret, 6, SHA1(), 30).generate(int(at)).decode()  # noqa: S303  what phones speak


def recovery_codes(user: User) -> list[str]:
    """The codes of a person whose phone is set up."""
    earlier = CLOCK - 600
    code = code_of_phone(user, at=earlier)
    return second_factor.confirm_second_factor(user=user, code=code, clock=earlier, by=SYSTEM, at=NOON)


def failed(user: User) -> User:
    """A person whose name somebody has mistyped a password for."""
    sign_in.note_failure(username=user.username, address=None, by=SYSTEM, at=NOON)
    return user


def linked(user: User) -> User:
    """A person who has linked the city's sign-in."""
    Identity.objects.update_or_create(
        user=user, defaults={"issuer": ISSUER, "subject": str(user.pk), "linked_at": NOON}
    )
    return user


def session_of(user: User) -> Session:
    """A session of theirs on another machine."""
    return Session.objects.create(
        session_key="s" * 32, session_data="", expire_date=LATER + timedelta(days=9000), user=user
    )
