"""Accounts and posts (账号与任职)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock, secrets
from luoshi.kernel.access import ANY, SYSTEM, Actor, forget_rights, is_allowed, require, rights_of
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import (
    Area,
    Body,
    BodyKind,
    Installation,
    Language,
    Origin,
    Post,
    RecentSearch,
    Role,
    Session,
    User,
)
from luoshi.kernel.races import taken

from . import areas, bodies, hand_overs, installation

EDIT = "kernel.edit_people"
LONGEST_NAME = 60
SLIP_LASTS = timedelta(days=7)
# Roles that reach beyond a body: its own administrator neither gives them nor enters such an account.
ABOVE_BODIES = {"administrator", "auditor"}


class UsernameTaken(Refusal):
    code = "kernel.username_taken"
    sentence = _("The user name %(username)s is taken; choose another.")


class WeakPassword(Refusal):
    code = "kernel.weak_password"
    sentence = _("This password is too easy to guess: %(reasons)s")


class NoName(Refusal):
    code = "kernel.no_name"
    sentence = _("A name has between one and %(most)s characters.")


class NoMailAddress(Refusal):
    code = "kernel.no_mail_address"
    sentence = _("%(address)s is no mail address; one is like li.ming@example.cn.")


class PostHeld(Refusal):
    code = "kernel.post_held"
    sentence = _("%(user)s already holds this post at %(body)s.")


class PostEnded(Refusal):
    code = "kernel.post_ended"
    sentence = _("This post ended on %(day)s.")


class PostOpen(Refusal):
    code = "kernel.post_open"
    sentence = _("This post of %(user)s has not ended.")


class PostLent(Refusal):
    code = "kernel.post_lent_on"
    sentence = _("The post of %(user)s was lent to somebody: it can be ended, but no longer taken back.")


class AboveOneself(Refusal):
    code = "kernel.above_oneself"
    sentence = _(
        "%(user)s also serves elsewhere or in a role for the whole installation: ask the system administrator."
    )


class UnknownArea(Refusal):
    code = "kernel.unknown_area"
    sentence = _(
        "No area has the code %(area)s today. A code of GB/T 2260 has six digits, for example 620500."
    )


@act
def create_user(
    *,
    username: str,
    display_name: str,
    password: str | None,
    by: Actor,
    at: datetime,
    language: Language = Language.CHINESE,
    email: str = "",
) -> User:
    """Open an account (开通账号); without a password nobody can sign in with it yet.

    Raises UsernameTaken or WeakPassword.
    """
    require(by, EDIT)
    user = User(username=username, display_name=display_name, language=language, email=email, created_at=at)
    _set_password(user, password)
    with taken(UsernameTaken(username=username)):
        user.save(force_insert=True)
    audit.record("kernel.user_created", user, by=by, at=at, changes={"username": (None, username)})
    return user


@act
def change_password(*, user: User, password: str, by: Actor, at: datetime) -> User:
    """Set a new password, one's own or as an administrator (修改密码); every session ends. Raises WeakPassword."""
    if by == user:
        require(by, "kernel.edit_own_account", user)
    else:
        require_may_enter(by=by, user=user, at=at)
    _set_password(user, password)
    user.must_change_password, user.password_expires_at = False, None
    user.save(update_fields=["password", "must_change_password", "password_expires_at"])
    Session.objects.filter(user=user).delete()
    audit.record("kernel.password_changed", user, by=by, at=at)
    return user


@act
def issue_slip(*, user: User, by: Actor, at: datetime) -> str:
    """Give a one-time password on paper (一次性密码): what it opens is only the way to a new one.

    It is returned and nowhere kept; every session ends. Raises AboveOneself.
    """
    require_may_enter(by=by, user=user, at=at)
    password = secrets.spoken(groups=4)
    user.set_password(password)
    user.must_change_password, user.password_expires_at = True, at + SLIP_LASTS
    user.save(update_fields=["password", "must_change_password", "password_expires_at"])
    Session.objects.filter(user=user).delete()
    audit.record("kernel.slip_issued", user, by=by, at=at)
    return password


@act
def choose_language(*, user: User, language: Language, by: Actor, at: datetime) -> User:
    """Read Luoshi in another language (选择语言)."""
    require(by, "kernel.edit_own_account", user)
    changes = audit.changed(user, {"language": language})
    user.language = language
    user.save(update_fields=["language"])
    audit.record("kernel.language_chosen", user, by=by, at=at, changes=changes)
    return user


@act
def rename_user(*, user: User, display_name: str, by: Actor, at: datetime) -> User:
    """Write a name differently (更改姓名), one's own or as an administrator. Raises NoName."""
    if by == user:
        require(by, "kernel.edit_own_account", user)
    else:
        require_may_enter(by=by, user=user, at=at)
    name = display_name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise NoName(most=LONGEST_NAME)
    changes = audit.changed(user, {"display_name": name})
    user.display_name = name
    user.save(update_fields=["display_name"])
    audit.record("kernel.user_renamed", user, by=by, at=at, changes=changes)
    return user


@act
def change_email(*, user: User, email: str, by: Actor, at: datetime) -> User:
    """Say where mails for oneself go, or that none shall go anywhere (更改邮箱). Raises NoMailAddress."""
    require(by, "kernel.edit_own_account", user)
    address = email.strip()
    try:
        User._meta.get_field("email").clean(address, user)
    except ValidationError:
        raise NoMailAddress(address=address[:80]) from None
    changes = audit.changed(user, {"email": address})
    user.email = address
    user.save(update_fields=["email"])
    audit.record("kernel.email_changed", user, by=by, at=at, changes=changes)
    return user


@act
def deactivate_user(*, user: User, by: Actor, at: datetime, to: User | None = None) -> User:
    """Close an account; what the person did stays, what waited goes to the successor (停用账号).

    Raises NotTheirSuccessor or NobodyTakesOver.
    """
    require_may_enter(by=by, user=user, at=at)
    hand_overs.pass_on(leaver=user, post=None, to=to, on=clock.day_of(at), by=by, at=at)
    return _switch(user, is_active=False, code="kernel.user_deactivated", by=by, at=at)


@act
def reactivate_user(*, user: User, by: Actor, at: datetime) -> User:
    """Open a closed account again (启用账号)."""
    return _switch(user, is_active=True, code="kernel.user_reactivated", by=by, at=at)


@act
def give_post(
    *,
    user: User,
    body: Body,
    role: Role,
    by: Actor,
    at: datetime,
    valid_from: date | None = None,
    valid_until: date | None = None,
    title: str = "",
    origin: Origin | None = None,
) -> Post:
    """Let a person serve a body in a role (任职). Raises PostHeld."""
    columns = (origin or Origin.own()).columns()
    time = {"valid_from": valid_from, "valid_until": valid_until}
    post = Post(user=user, body=body, role=role, title=title, **time, **columns)
    require(by, EDIT, post)
    _require_may_give(by, user=user, role=role, at=at)
    with taken(PostHeld(user=user, body=body)):
        post.save(force_insert=True)
    forget_rights(user)
    changes = {"role": (None, role.code), "body": (None, body), "valid_until": (None, valid_until)}
    audit.record("kernel.post_given", post, by=by, at=at, changes=changes)
    return post


@act
def end_post(*, post: Post, on: date, by: Actor, at: datetime, to: User | None = None) -> Post:
    """End a post with that day, and with it what is lent of it; what waited goes to the successor (免职).

    Raises PostEnded, NotTheirSuccessor or NobodyTakesOver.
    """
    require(by, EDIT, post)
    if not Post.objects.open_ended().filter(pk=post.pk).update(valid_until=on):
        raise PostEnded(day=Post.objects.get(pk=post.pk).valid_until)
    post.refresh_from_db()
    post.loans.filter(valid_from__gt=on, withdrawn_at=None).update(withdrawn_at=at)
    post.loans.filter(valid_until__gt=on, withdrawn_at=None).update(valid_until=on)
    hand_overs.pass_on(leaver=post.user, post=post, to=to, on=on, by=by, at=at)
    forget_rights(post.user)
    audit.record("kernel.post_ended", post, by=by, at=at, changes={"valid_until": (None, on)})
    return post


@act
def reopen_post(*, post: Post, by: Actor, at: datetime) -> Post:
    """Let a post that was ended go on; what was lent of it stays ended (恢复任职). Raises PostHeld or PostOpen."""
    require(by, EDIT, post)
    _require_may_give(by, user=post.user, role=post.role, at=at)
    ended = post.valid_until
    with taken(PostHeld(user=post.user, body=post.body)):
        if not Post.objects.filter(pk=post.pk, valid_until__isnull=False).update(valid_until=None):
            raise PostOpen(user=post.user)
    post.refresh_from_db()
    forget_rights(post.user)
    audit.record("kernel.post_reopened", post, by=by, at=at, changes={"valid_until": (ended, None)})
    return post


@act
def revoke_post(*, post: Post, by: Actor, at: datetime) -> None:
    """Take back a post that was given in error, as if it had never been (撤回任职). Raises PostLent."""
    require(by, EDIT, post)
    held = {
        "user": post.user,
        "body": post.body,
        "role": post.role.code,
        "title": post.title,
        "valid_from": post.valid_from,
        "valid_until": post.valid_until,
        **post.origin.columns(),
    }
    audit.record(
        "kernel.post_revoked", post, by=by, at=at, changes={name: (each, None) for name, each in held.items()}
    )
    try:
        post.delete()
    except ProtectedError:
        raise PostLent(user=post.user) from None
    forget_rights(post.user)


@act
def create_administrator(
    *,
    username: str,
    password: str,
    display_name: str,
    body_name: str,
    area_code: str,
    at: datetime,
    by: Actor,
) -> User:
    """Give an installation its first administrator, and a home if it has none yet (创建管理员).

    Raises UnknownArea, UsernameTaken or WeakPassword.
    """
    require(by, EDIT)
    if not Area.objects.exists():
        areas.load_shipped_areas(by=by, at=at)
    area = _home(area_code, by=by, at=at)
    user = create_user(username=username, display_name=display_name, password=password, by=by, at=at)
    body = Body.objects.open_ended().filter(area=area, name=body_name).first() or bodies.create_body(
        name=body_name, kind=BodyKind.AGENCY, area=area, origin=Origin.own(), by=by, at=at
    )
    give_post(user=user, body=body, role=Role.objects.get(code="administrator"), by=by, at=at)
    audit.record("kernel.administrator_created", user, by=by, at=at)
    return user


def _home(code: str, *, by: Actor, at: datetime) -> Area:
    current = Installation.objects.current()
    if current and not code:
        return current.home_area
    area = Area.objects.filter(code=code).open_ended().first()
    if area is None:
        raise UnknownArea(area=code or "-")
    if current is None:
        installation.found(home_area=area, is_demo=False, by=by, at=at)
    return area


def _set_password(user: User, password: str | None) -> None:
    if password is not None:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise WeakPassword(reasons=" ".join(error.messages)) from None
    user.set_password(password)


def require_may_enter(*, by: Actor, user: User, at: datetime) -> None:
    """Whoever may enter somebody's account may do all that this person may: so all of it must be in reach.

    Raises NotAllowed or AboveOneself.
    """
    require(by, EDIT, user)
    if not may_enter(by=by, user=user, on=clock.day_of(at)):
        raise AboveOneself(user=user)


def may_enter(*, by: Actor, user: User, on: date) -> bool:
    """Whether all that this person may do is in one's reach."""
    if not is_allowed(by, EDIT, user):
        return False
    if reaches_everybody(by=by, on=on):
        return True
    posts = Post.objects.held_by(user).select_related("body__area", "role")
    current = [post for post in posts if post.valid_until is None or post.valid_until >= on]
    return not any(post.role.code in ABOVE_BODIES or not is_allowed(by, EDIT, post) for post in current)


def _require_may_give(by: Actor, *, user: User, role: Role, at: datetime) -> None:
    """A role for the whole installation is given only by who reaches all of it. Raises AboveOneself."""
    if role.code in ABOVE_BODIES and not reaches_everybody(by=by, on=clock.day_of(at)):
        raise AboveOneself(user=user)


def reaches_everybody(*, by: Actor, on: date) -> bool:
    """Whether one looks after every account of the installation."""
    return by is SYSTEM or any(right.act == EDIT and right.relation == ANY for right in rights_of(by, on=on))


def _switch(user: User, *, is_active: bool, code: str, by: Actor, at: datetime) -> User:
    require_may_enter(by=by, user=user, at=at)
    if not is_active:
        Session.objects.filter(user=user).delete()
        RecentSearch.objects.filter(user=user).delete()
    changes = audit.changed(user, {"is_active": is_active})
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    forget_rights(user)
    audit.record(code, user, by=by, at=at, changes=changes)
    return user
