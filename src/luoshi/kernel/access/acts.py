"""Acts and roles, as the rooms register them in `ready()`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from luoshi.kernel.registries import Registry

from .relations import BUILT_IN

EVERYONE = "everyone"
SIGNED_IN = "signed_in"


@dataclass(frozen=True)
class Act:
    """Something that may be allowed: `plan.adopt`; `to` says which roles may as shipped."""

    code: str
    label: str | Promise
    to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ShippedRole:
    """A role that every installation begins with."""

    code: str
    name: str
    name_en: str


ACTS: Registry[Act] = Registry(of="act")
ROLES: Registry[ShippedRole] = Registry(of="role")


def register_act(code: str, *, label: str | Promise, to: Mapping[str, str | tuple[str, ...]]) -> None:
    """Register an act and who may do it when the city has changed nothing: role → relation or relations."""
    relations = {role: (given,) if isinstance(given, str) else tuple(given) for role, given in to.items()}
    for role, given in relations.items():
        if unknown := set(given) - set(BUILT_IN):
            raise ValueError(f"{code}: role {role!r} is given unknown relations {sorted(unknown)}")
    ACTS.add(code, Act(code, label, relations))


def register_role(code: str, *, name: str, name_en: str) -> None:
    ROLES.add(code, ShippedRole(code, name, name_en))
