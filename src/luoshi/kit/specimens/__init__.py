"""Every component in every state, to be looked at and tested (组件样例): what `/ui/` shows.

A component without a specimen fails a test. A room that has components of its own adds theirs in `ready()`.
"""

from luoshi.kit.specimens.registry import Specimen, by_component, register

__all__ = ["Specimen", "by_component", "register", "register_all"]


def register_all() -> None:
    """Called once, by the kit's `ready()`."""
    from luoshi.kit.specimens import lists, parts

    for specimen in (*parts.SPECIMENS, *lists.SPECIMENS):
        register(specimen)
