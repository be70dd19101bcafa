"""The check-up of a document (可考核性体检): what cannot be verified, what contradicts itself, and where."""

from __future__ import annotations

from luoshi.reading.bodies import BodyTable
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
    ownership = Ownership.of(source=source, outline=outline, facts=facts)
    findings = (
        *owner_findings(ownership, bodies),
        *names_findings(facts.responsibilities, bodies),
        *shape_findings(source, frame, outline, facts),
    )
    return findings, tuple(find_gaps(ownership))
