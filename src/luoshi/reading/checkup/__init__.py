"""The check-up of a document (可考核性体检): what cannot be verified, what contradicts itself, and where."""

from __future__ import annotations

from datetime import date

from luoshi.reading.bodies import BodyTable, Identity
from luoshi.reading.checkup.gaps import find_gaps
from luoshi.reading.checkup.names import names_findings
from luoshi.reading.checkup.owners import Ownership, owner_findings
from luoshi.reading.checkup.shape import shape_findings
from luoshi.reading.model import Facts, Finding, Frame, Gap, Node, Source

__all__ = ["check"]


def check(
    *, source: Source, frame: Frame, outline: tuple[Node, ...], facts: Facts, bodies: BodyTable
) -> tuple[tuple[Finding, ...], tuple[Gap, ...]]:
    """Every anomaly with its places, and for every commitment what is missing to verify it."""
    identities = _identities(facts, bodies, on=_day(frame))
    ownership = Ownership.of(source=source, outline=outline, facts=facts)
    findings = (
        *owner_findings(ownership, identities),
        *names_findings(facts.responsibilities, identities),
        *shape_findings(source, frame, outline, facts),
    )
    return findings, tuple(find_gaps(ownership))


def _identities(facts: Facts, bodies: BodyTable, *, on: date) -> dict[str, Identity]:
    """Which body each printed name means, asked once a name, as of the document's own day."""
    return {name: bodies.identify(name, on=on) for name in {duty.agency for duty in facts.responsibilities}}


def _day(frame: Frame) -> date:
    dated = frame.issued_on or frame.published_on
    try:
        return date.fromisoformat(dated.text) if dated else date.max
    except ValueError:
        return date.max  # a month only
