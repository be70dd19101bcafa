"""The relations in which an object can stand to a post, as a row condition and as a test of one object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from django.db.models import Model, Q

if TYPE_CHECKING:
    from .rights import Right

ANY = "any"
OWN = "own"
OWN_BODY = "own_body"
OWN_AREA = "own_area"
PARTY = "party"
BUILT_IN = (ANY, OWN, OWN_BODY, OWN_AREA, PARTY)


@dataclass(frozen=True)
class Reach:
    """What a relation means for one model: for many rows, and for one object. Both must agree."""

    rows: Callable[[type[Model], str, Right], Q]
    holds: Callable[[Model, str, Right], bool]

    @classmethod
    def through(cls, path: str) -> Reach:
        """Over columns and foreign keys that lead to one user, body or area."""
        return cls(
            rows=lambda model, relation, right: _rows(path, relation, right),
            holds=lambda instance, relation, right: _holds(instance, path, relation, right),
        )

    @classmethod
    def through_many(cls, path: str) -> Reach:
        """Over a relation that leads to several; the one object is asked by a query."""

        def rows(model: type[Model], relation: str, right: Right) -> Q:
            wanted = model._base_manager.filter(_rows(path, relation, right))
            return Q(pk__in=wanted.values("pk"))

        def holds(instance: Model, relation: str, right: Right) -> bool:
            return instance.__class__._base_manager.filter(
                _rows(path, relation, right), pk=instance.pk
            ).exists()

        return cls(rows=rows, holds=holds)

    @classmethod
    def through_any(cls, *paths: str) -> Reach:
        """Over several relations that lead to several, any of which is enough."""
        each = [cls.through_many(path) for path in paths]
        return cls(
            rows=lambda model, relation, right: reduce(
                or_, (one.rows(model, relation, right) for one in each)
            ),
            holds=lambda instance, relation, right: any(one.holds(instance, relation, right) for one in each),
        )


def reach_of(model: type[Model], relation: str) -> Reach | None:
    """What the relation means for this model, or nothing when it means nothing."""
    declared = getattr(model, "reach", {}).get(relation)
    return Reach.through(declared) if isinstance(declared, str) else declared


def _rows(path: str, relation: str, right: Right) -> Q:
    if relation == OWN:
        return Q(**{path: right.user_id}) if right.user_id else Q(pk__in=[])
    if right.body_id is None:
        return Q(pk__in=[])
    if relation == OWN_AREA:
        return Q(**{f"{path}__path__startswith": right.area_path})
    return Q(**{path: right.body_id})


def _holds(instance: Model, path: str, relation: str, right: Right) -> bool:
    *steps, last = path.split("__")
    for step in steps:
        instance = getattr(instance, step)
        if instance is None:
            return False
    if relation == OWN:
        return right.user_id is not None and _key(instance, last) == right.user_id
    if right.body_id is None:
        return False
    if relation == OWN_AREA:
        area = getattr(instance, last)
        return area is not None and area.path.startswith(right.area_path)
    return _key(instance, last) == right.body_id


def _key(instance: Model, column: str) -> object:
    return instance.pk if column == "pk" else getattr(instance, f"{column}_id")
