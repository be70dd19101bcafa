"""What a page says of somebody's notices (通知)."""

from __future__ import annotations

from luoshi.kernel.models import User
from luoshi.work.models import Notice

MOST_COUNTED = 100


def unread(user: User) -> int:
    """How many notices the bell counts, a hundred at most: one short scan of an index."""
    return Notice.objects.of(user).counted()[:MOST_COUNTED].count()
