"""Bodies by their names (责任主体名称): one body under two names, bodies that the city cannot command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from luoshi.reading.bodies import Identity
from luoshi.reading.model import Finding, Place, Responsibility


def names_findings(duties: Sequence[Responsibility], identities: Mapping[str, Identity]) -> Iterator[Finding]:
    """same_body for each body that is printed under several names, not_commanded for each outside body."""
    by_body: dict[str, list[Responsibility]] = defaultdict(list)
    for duty in duties:
        by_body[identities[duty.agency].name].append(duty)
    for name, same in by_body.items():
        yield from _same_body(name, same)
        yield from _not_commanded(same, identities[same[0].agency])


def _same_body(name: str, duties: Sequence[Responsibility]) -> Iterator[Finding]:
    printed = list(dict.fromkeys(duty.agency for duty in duties))
    if len(printed) > 1:
        yield Finding(
            code="same_body",
            places=_places(duties),
            values={"names": printed, "body": name},
            proposal={"code": "propose_one_name", "name": max(printed, key=len)},
        )


def _not_commanded(duties: Sequence[Responsibility], body: Identity) -> Iterator[Finding]:
    if body.commanded is False:
        yield Finding(
            code="not_commanded",
            places=_places(duties),
            values={"body": duties[0].agency, "commander": body.commander, "commander_en": body.commander_en},
            proposal={"code": "propose_request", "body": duties[0].agency},
        )


def _places(duties: Sequence[Responsibility]) -> tuple[Place, ...]:
    return tuple(Place(duty.section, duty.start, duty.end) for duty in duties)
