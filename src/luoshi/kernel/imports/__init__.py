"""Lists that can be handed in and handed out as sheets (名单导入导出): a room registers each of its own.

A list says its columns, finds what a row means here, and adds, changes and takes back rows in sets. What is
common to all of them is done once: reading, staging, comparing, showing the difference, applying in short acts,
undoing as a whole.
"""

from .kinds import LISTS, Entry, InUse, ListKind, Match, NoLongerSo, register_list

__all__ = ["LISTS", "Entry", "InUse", "ListKind", "Match", "NoLongerSo", "register_list"]
