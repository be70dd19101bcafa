"""One-time passwords for many at once, to be cut apart and handed over (批量一次性密码单)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from luoshi.kernel import audit, secrets
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Session, User

from .people import EDIT, SLIP_LASTS, require_may_enter


@dataclass(frozen=True)
class Slip:
    """What is printed for one person; nothing of it is kept in clear."""

    person: User
    password: str


def issue_slips(*, users: Sequence[User], by: Actor, at: datetime) -> list[Slip]:
    """Give each of these people a one-time password; every session of theirs ends. Raises AboveOneself.

    Hashing takes a tenth of a second each and is done before the act, which holds the writer.
    """
    require(by, EDIT)
    slips = [Slip(user, secrets.spoken(groups=4)) for user in users]
    _issue(slips=slips, hashed=[make_password(slip.password) for slip in slips], by=by, at=at)
    return slips


@act
def _issue(*, slips: Sequence[Slip], hashed: Sequence[str], by: Actor, at: datetime) -> None:
    for slip, password in zip(slips, hashed, strict=True):
        user = slip.person
        require_may_enter(by=by, user=user, at=at)
        user.password, user.must_change_password, user.password_expires_at = password, True, at + SLIP_LASTS
        audit.record("kernel.slip_issued", user, by=by, at=at)
    people = [slip.person for slip in slips]
    User.objects.bulk_update(people, ["password", "must_change_password", "password_expires_at"])
    Session.objects.filter(user__in=people).delete()
