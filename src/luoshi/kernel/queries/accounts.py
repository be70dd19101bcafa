"""What a person's own page reads (我的账号)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import F, QuerySet

from luoshi.kernel.models import HandOver, ListImport, Post, RecoveryCode, Session, User
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
    return held.select_related("body", "role", "stands_in_for__user").order_by(
        "body__name", "role__code", "pk"
    )


def people_to_look_after(user: User) -> QuerySet[User]:
    """The people whose accounts this person may change, by name (人员)."""
    return User.objects.allowed(user, act="kernel.edit_people").order_by("display_name", "pk")


def history_of(user: User) -> QuerySet[Post]:
    """Every post that a person ever held, lent ones too, the newest first (任职经历)."""
    rows = Post.objects.held_by(user).select_related("body__area", "role", "stands_in_for__user")
    return rows.order_by(F("valid_from").desc(nulls_last=True), "-pk")[:200]


def loans_of(user: User, *, on: date) -> QuerySet[Post]:
    """Posts of this person that somebody else holds for days, now or soon (代职)."""
    rows = Post.objects.lent().filter(stands_in_for__user=user, valid_until__gte=on, withdrawn_at=None)
    return rows.select_related("user", "body", "role").order_by("valid_from", "pk")


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


def colleagues_at(post: Post, *, on: date) -> QuerySet[User]:
    """Who could stand in: everybody else with an open account and a post of their own at that body."""
    here = Post.objects.in_force(on=on).filter(body=post.body, stands_in_for=None)
    others = User.objects.active().filter(pk__in=here.values("user")).exclude(pk=post.user_id)
    return others.order_by("display_name", "pk")


def taken_over_by(user: User) -> QuerySet[HandOver]:
    """What others have left to this person, the newest first (交接)."""
    return HandOver.objects.filter(taker=user).select_related("leaver").order_by("-at", "-pk")[:20]


def opened_by(batch: ListImport, *, user: User) -> QuerySet[User]:
    """The accounts that a list has opened, of those that this person looks after, by name."""
    kept = batch.rows.applied().values_list("undo", flat=True)
    new = [undo["user"] for undo in kept if undo and undo.get("user")]
    return people_to_look_after(user).filter(pk__in=new)


def without_slip(people: Iterable[User]) -> list[User]:
    """Those among them whose account nobody can enter yet."""
    return [person for person in people if person.is_active and not person.has_usable_password()]


def with_unused_slip(people: Iterable[User]) -> list[User]:
    """Those who were given a one-time password and have not used it."""
    return [person for person in people if person.is_active and person.must_change_password]
