"""Search over everything a person may see (检索): rooms say in `ready()` what is found and by whom."""

from .sources import SOURCES, Described, Source, register_source

__all__ = ["SOURCES", "Described", "Source", "register_source"]
