"""What a person's own page reads (我的账号)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import QuerySet

from luoshi.kernel.models import Post, RecoveryCode, Session, User
from luoshi.kernel.sessions import ADDRESS, BEGUN, BROWSER


@dataclass(frozen=True)
class SignedIn:
    """One session as its owner sees it."""

    mark: str
    begun_at: datetime
    until: datetime
    address: str
    browser: str
    is_this: bool


def posts_of(user: User, *, on: date) -> QuerySet[Post]:
    """The posts that a person holds on a day."""
    held = Post.objects.held_by(user).in_force(on=on)
    return held.select_related("body", "role").order_by("body__name", "role__code", "pk")


def sessions_of(user: User, *, current: str) -> list[SignedIn]:
    """Where a person is signed in, the newest first."""
    rows = Session.objects.of(user).order_by("-expire_date", "session_key")[:50]
    return [_shown(row, is_this=row.session_key == current) for row in rows]


def recovery_codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(factor__user=user, used_at__isnull=True).count()


def _shown(row: Session, *, is_this: bool) -> SignedIn:
    kept = row.get_decoded()
    begun = datetime.fromtimestamp(kept.get(BEGUN, 0), tz=UTC)
    return SignedIn(
        row.mark, begun, row.expire_date, kept.get(ADDRESS) or "", kept.get(BROWSER) or "", is_this
    )
