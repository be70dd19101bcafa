"""What hangs on an adopted plan (审定后续): a port by which its adoption is not withdrawn from under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from luoshi.kernel.registries import Registry


@dataclass(frozen=True)
class Hanging:
    """One kind of thing: what it is called, and how much of it hangs on a plan."""

    label: str | Promise
    count: Callable[[Any], int]


HANGING: Registry[Hanging] = Registry(of="thing that hangs on an adopted plan")


def register_hanging(code: str, *, label: str | Promise, count: Callable[[Any], int]) -> None:
    """Name a kind; call it in `ready()`."""
    HANGING.add(code, Hanging(label, count))
