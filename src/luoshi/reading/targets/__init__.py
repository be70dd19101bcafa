"""Quantities that a document promises (定量目标): prose and tables of indicators."""

from luoshi.reading.targets.prose import targets

__all__ = ["targets"]
