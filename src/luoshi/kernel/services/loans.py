"""Posts lent for days to a deputy: dated, in both names, ending by themselves (代职、委托)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit, clock
from luoshi.kernel.access import Actor, forget_rights, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.models import Origin, Post, User

from .people import require_may_enter

LEND = "kernel.lend_posts"
LONGEST = timedelta(days=366)


class NoSuchDays(Refusal):
    code = "kernel.no_such_days"
    sentence = _(
        "A post is lent from today or later, for at most a year, and no longer than it lasts itself."
    )


class NotTheirDeputy(Refusal):
    code = "kernel.not_their_deputy"
    sentence = _(
        "%(user)s can't stand in here: it must be somebody else, with an open account and a post at %(body)s."
    )


class AlreadyLent(Refusal):
    code = "kernel.already_lent"
    sentence = _("%(user)s stands in on some of these days already; take that back first.")


class LentOn(Refusal):
    code = "kernel.lent_on"
    sentence = _("This post is itself lent, or has ended: only its own holder's post can be lent.")


class LoanOver(Refusal):
    code = "kernel.loan_over"
    sentence = _("This post is not lent any more.")


@act
def lend_post(*, post: Post, to: User, valid_from: date, valid_until: date, by: Actor, at: datetime) -> Post:
    """Let somebody of the same body stand in for days (委托代职).

    Raises NotAllowed, AboveOneself, LentOn, NoSuchDays, NotTheirDeputy or AlreadyLent.
    """
    _require_may_lend(by, post, at=at)
    today = clock.day_of(at)
    # Whoever lends waits for the row, so that two loans of the same days can't both be found free.
    post = Post.objects.select_for_update(of=("self",)).select_related("body", "user").get(pk=post.pk)
    if post.stands_in_for_id or (post.valid_until and post.valid_until < today):
        raise LentOn
    _require_days(post, valid_from, valid_until, today=today)
    if not _may_stand_in(post, to, on=today):
        raise NotTheirDeputy(user=to, body=post.body)
    if taken := post.loans.filter(
        withdrawn_at=None, valid_from__lte=valid_until, valid_until__gte=valid_from
    ).first():
        raise AlreadyLent(user=taken.user)
    return _lent(post, to=to, days=(valid_from, valid_until), by=by, at=at)


@act
def take_back_post(*, loan: Post, by: Actor, at: datetime) -> Post:
    """End a loan at once (收回委托): its holder, or whoever may lend the post. Raises LoanOver."""
    if loan.stands_in_for is None:
        raise LoanOver
    _require_may_lend(by, loan.stands_in_for, at=at)
    if not end_loan(loan=loan, at=at):
        raise LoanOver
    changes = {"valid_until": (None, clock.day_of(at))}
    audit.record("kernel.post_taken_back", loan, by=by, at=at, changes=changes)
    return loan


def end_loan(*, loan: Post, at: datetime) -> bool:
    """Let a loan hold no longer; False when it is over already. Whoever calls it records it."""
    today = clock.day_of(at)
    still = Post.objects.lent().filter(pk=loan.pk, withdrawn_at=None, valid_until__gte=today)
    begun = still.filter(valid_from__lt=today).update(valid_until=today - timedelta(days=1))
    ended = begun or still.update(withdrawn_at=at)
    loan.refresh_from_db()
    forget_rights(loan.user)
    return bool(ended)


def _require_may_lend(by: Actor, post: Post, *, at: datetime) -> None:
    """One's own post; another's only with the right to enter that account, since a loan opens as much."""
    require(by, LEND, post)
    if by != post.user:
        require_may_enter(by=by, user=post.user, at=at)


def _require_days(post: Post, first: date, last: date, *, today: date) -> None:
    is_in_order = today <= first <= last <= first + LONGEST
    is_within = (not post.valid_from or post.valid_from <= first) and (
        not post.valid_until or last <= post.valid_until
    )
    if not (is_in_order and is_within):
        raise NoSuchDays


def _may_stand_in(post: Post, to: User, *, on: date) -> bool:
    at_home = Post.objects.in_force(on=on).filter(user=to, body=post.body, stands_in_for=None)
    return to.pk != post.user_id and to.is_active and at_home.exists()


def _lent(post: Post, *, to: User, days: tuple[date, date], by: Actor, at: datetime) -> Post:
    loan = Post(
        user=to,
        body=post.body,
        role=post.role,
        title=post.title,
        stands_in_for=post,
        valid_from=days[0],
        valid_until=days[1],
        **Origin.own().columns(),
    )
    loan.save(force_insert=True)
    forget_rights(to)
    changes = {"user": (post.user, to), "valid_from": (None, days[0]), "valid_until": (None, days[1])}
    audit.record("kernel.post_lent", loan, by=by, at=at, changes=changes)
    return loan
