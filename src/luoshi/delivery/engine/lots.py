"""Drawing at random so that anybody can do it again (随机抽取): the smallest SHA-256 of seed and key come first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum
from hashlib import sha256


class SeedKind(StrEnum):
    """Where the seed comes from (种子来源)."""

    SEALED = "sealed"  # made here, its digest published before the draw, itself after
    PUBLIC = "public"  # a number that others publish, named before it is known


def digest_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def lot(*, seed: str, key: str) -> str:
    """The lot of a key (签值)."""
    return digest_of(seed + key)


def drawn(*, seed: str, keys: Collection[str], size: int) -> Sequence[str]:
    """So many of the keys, each once, in the order of their lots."""
    return sorted(set(keys), key=lambda key: (lot(seed=seed, key=key), key))[:size]


def inspector_of(*, seed: str, key: str, inspectors: Collection[str]) -> str | None:
    """Who looks at what was drawn: the smallest lot of seed, its key and the person's; nobody of nobody."""
    return min(inspectors, key=lambda person: (lot(seed=seed, key=key + person), person), default=None)
