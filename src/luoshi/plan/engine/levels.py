"""On which level a plan stands (规划层级), by whose it is; and which plan may be the parent of which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Governments from the country down, then agencies, enterprises and whoever else hands in a plan."""

    NATION = "nation"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    AGENCY = "agency"
    ENTERPRISE = "enterprise"
    OTHER = "other"


_OF_AREA = {
    "country": Level.NATION,
    "province": Level.PROVINCE,
    "prefecture": Level.CITY,
    "county": Level.COUNTY,
    "zone": Level.COUNTY,
    "township": Level.TOWNSHIP,
    "village": Level.TOWNSHIP,
}
_GOVERNMENT = re.compile(r"(?:国务院|政府)(?:办公[厅室])?$|(?:管委会|管理委员会)(?:办公室)?$")
_STEPS = tuple(_OF_AREA.values())


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose plan it is, as far as its level hangs on it; `area` is the path of codes from the country down."""

    name: str
    kind: str
    area_kind: str
    area: str


def level_of(owner: Owner) -> Level:
    """The level of the owner's plan: a government's is its area's; other agencies and firms have their own."""
    if owner.kind == "park_committee":
        return Level.COUNTY
    if owner.kind == "agency":
        return _OF_AREA[owner.area_kind] if _GOVERNMENT.search(owner.name) else Level.AGENCY
    return Level.ENTERPRISE if owner.kind == "enterprise" else Level.OTHER


def stands_above(parent: Owner, child: Owner) -> bool:
    """Whether the one's plan may be the parent of the other's: no lower level, and an area that holds the other's."""
    return child.area.startswith(parent.area) and _rank(parent) <= _rank(child)


def is_part(child: Owner, parent: Owner) -> bool:
    """Whether the one's plan is for less than what the other's covers: a county of a city, or one firm."""
    return child.area != parent.area or level_of(child) in (Level.ENTERPRISE, Level.OTHER)


def _rank(owner: Owner) -> float:
    level = level_of(owner)
    if level in (Level.ENTERPRISE, Level.OTHER):
        return len(_STEPS) + 1
    below = 0.5 if level == Level.AGENCY else 0  # an agency carries out what its own government says
    return _STEPS.index(_OF_AREA[owner.area_kind] if below else level) + below
