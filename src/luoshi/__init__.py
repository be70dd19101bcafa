"""Luoshi (落实): a city puts its industrial plan into effect."""

__version__ = "0.1.0"
