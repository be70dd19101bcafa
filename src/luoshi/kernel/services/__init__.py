"""Acts of the kernel, by noun: `from luoshi.kernel.services import bodies`, then `bodies.create_body(…)`."""

from .reference import edit

__all__ = ["edit"]
