"""As which of several posts a person acts (以何任职办理).

Rights are those of all posts; an act is signed as one: the post that allows it, and where several do, the chosen one.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from .rights import rights_of


def act_as(user: Any, post_id: int) -> None:
    """From now on this user object acts as that post, on the days on which it is held."""
    user.__dict__["_acts_as"] = post_id


def posts_held(user: Any, *, on: date) -> list[int]:
    """The posts that give this person rights on that day, the oldest first; no query beyond that for the rights."""
    return sorted({right.post_id for right in rights_of(user, on=on) if right.post_id})


def post_acted_as(user: Any, *, on: date) -> int | None:
    """The chosen post while it is held, else the oldest; nothing for whoever holds none."""
    held = posts_held(user, on=on)
    chosen = user.__dict__.get("_acts_as")
    return chosen if chosen in held else held[0] if held else None
