"""Races that the database decides: whoever comes second is refused in words, not with an error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from luoshi.kernel.errors import Refusal

UNIQUE_VIOLATION = "23505"


@contextmanager
def taken(refusal: Refusal) -> Iterator[None]:
    """Raise the refusal when what is written inside exists already; other broken constraints are errors."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if _is_about_uniqueness(error):
            raise refusal from error
        raise


def _is_about_uniqueness(error: IntegrityError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    return state == UNIQUE_VIOLATION or "UNIQUE constraint failed" in str(error)
