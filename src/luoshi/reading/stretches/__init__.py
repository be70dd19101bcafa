"""The body as stretches of text, each with the date, past and terms that hold where it stands (语段)."""

from luoshi.reading.stretches.stretch import Stretch
from luoshi.reading.stretches.walk import walk

__all__ = ["Stretch", "walk"]
