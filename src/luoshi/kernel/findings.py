"""What a check or a proof finds (问题)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that is missing or wrong, and what puts it right."""

    problem: str
    remedy: str
