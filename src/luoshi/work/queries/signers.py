"""Who may sign what waits for a signature (签批人), and what waits for whose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from luoshi.kernel.among import Among
from luoshi.kernel.models import Post, User
from luoshi.work.models import Chain, ChainSigner, MoveDraft, Signature, Turn


def chain_in_force(*, body: int, procedure: str, move: str, on: date) -> Chain | None:
    """The chain of a body over a kind of step on a day; nothing where it asks for nobody's signature."""
    decided = Chain.objects.over(procedure=procedure, move=move).filter(body=body, valid_from__lte=on)
    found = decided.first()
    return found if found and found.steps.exists() else None


def seats_of(chain: Chain) -> list[ChainSigner]:
    """Everybody whose signature the chain asks for, step by step."""
    rows = ChainSigner.objects.filter(step__chain=chain).select_related("step", "body", "user", "role")
    return list(rows.order_by("step__position", "pk"))


def signers(turns: Iterable[Turn], *, on: date) -> dict[int, set[User]]:
    """For each turn of a seat who can sign in it: the person, whoever stands in for them, whoever holds the role."""
    turns = list(turns)
    posts = _posts({turn.desk_id for turn in turns}, on=on)
    found: dict[int, set[User]] = {}
    for turn in turns:
        mine = [post for post in posts[turn.desk_id] if _signs(post, turn)]
        found[turn.pk] = {post.user for post in mine} | ({turn.holder} if turn.holder else set())
    return found


def signers_at(seat: ChainSigner, *, on: date) -> set[User]:
    """Who can sign at a seat of a chain on a day."""
    waiting = Turn(desk_id=seat.body_id, holder=seat.user, seat=seat)
    posts = _posts({seat.body_id}, on=on)[seat.body_id]
    return {post.user for post in posts if post.user_id == seat.user_id or _signs(post, waiting)}


def _signs(post: Post, turn: Turn) -> bool:
    if turn.holder_id:
        return post.stands_in_for is not None and post.stands_in_for.user_id == turn.holder_id
    return turn.seat is not None and post.role_id == turn.seat.role_id


def _posts(bodies: set[int], *, on: date) -> dict[int, list[Post]]:
    rows = Post.objects.in_force(on=on).filter(body_id__among=Among(bodies), user__is_active=True)
    found: dict[int, list[Post]] = defaultdict(list)
    for post in rows.select_related("user", "stands_in_for"):
        found[post.body_id].append(post)
    return found


def for_signature_of(user: Any, *, on: date) -> Q:
    """The turns in which this person signs: by name, by a role that they hold, or standing in for somebody."""
    if not user.pk:
        return Q(pk__in=[])
    posts = list(Post.objects.in_force(on=on).filter(user=user.pk).select_related("stands_in_for"))
    waits = Q(seat__isnull=False, holder=user.pk)
    for post in posts:
        of_role = ChainSigner.objects.filter(role=post.role_id).values("pk")
        waits |= Q(seat__in=of_role, holder__isnull=True, desk=post.body_id)
        if post.stands_in_for:
            waits |= Q(seat__isnull=False, holder=post.stands_in_for.user_id, desk=post.body_id)
    return waits


def drafters(draft: MoveDraft) -> set[int]:
    """Everybody who wrote a version of the draft."""
    return set(draft.versions.values_list("by", flat=True))


def signed_by(draft: MoveDraft) -> list[Signature]:
    """What the signers said, the latest first."""
    rows = Signature.objects.filter(version__draft=draft)
    return list(
        rows.select_related("version", "seat__step", "seat__role", "by", "scan", "entered_by").order_by("-pk")
    )
