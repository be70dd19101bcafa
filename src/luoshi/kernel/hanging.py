"""What hangs on a body (主体的关联内容): by this port a page of the kernel counts it without knowing the rooms below.

A room registers in `ready()` what each of its columns that point to a body is called; a test holds that none is
left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial

from django.apps import apps
from django.db.models import Count
from django.utils.functional import Promise

from luoshi.kernel.registries import Registry

Counts = Mapping[int, int]


@dataclass(frozen=True)
class Hanging:
    """One kind of what hangs on bodies; `count` tells how much of it, by body."""

    label: str | Promise
    count: Callable[[Collection[int]], Counts]


HANGING: Registry[Hanging] = Registry(of="kind of what hangs on a body")


def register_hanging(code: str, hanging: Hanging) -> None:
    HANGING.add(code, hanging)


def register_pointers(words: Mapping[str, str | Promise]) -> None:
    """Columns that point to a body, as `room.model.column`, with what their rows are called."""
    for code, words_of in words.items():
        label, _dot, column = code.rpartition(".")
        register_hanging(code, Hanging(words_of, partial(_pointing, label, column)))


def _pointing(label: str, column: str, bodies: Collection[int]) -> Counts:
    rows = apps.get_model(label)._base_manager.filter(**{f"{column}__in": bodies}).order_by()
    return dict(rows.values_list(column).annotate(number=Count("pk")))
