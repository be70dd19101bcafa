"""The kinds of things that are found, as the rooms register them (检索来源)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from luoshi.kernel.registries import Registry


@dataclass(frozen=True)
class Described:
    """What one object is found by; `names` are its other names, `number` is printed on it or is its place."""

    object_id: int
    group_id: int
    title: str
    text: str = ""
    names: tuple[str, ...] = ()
    number: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Source:
    """One kind. `follows` names the model whose acts change its rows; the keys of that model are the groups.

    `visible` holds what a person may find; `links` says where that person finds each object's page, if anywhere.
    """

    label: str | Promise
    order: int
    follows: str
    groups: Callable[[], QuerySet[Any]]
    describe: Callable[[Collection[int]], Iterator[Described]]
    visible: Callable[[Any], QuerySet[Any]]
    links: Callable[[Any, Collection[int]], Mapping[int, str]]


SOURCES: Registry[Source] = Registry(of="kind of thing to find")


def register_source(code: str, source: Source) -> None:
    SOURCES.add(code, source)
