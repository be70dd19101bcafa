"""Promises without a number (定性目标): what is to become, to stand, to be reached."""

from luoshi.reading.promises.finding import background, promises

__all__ = ["background", "promises"]
