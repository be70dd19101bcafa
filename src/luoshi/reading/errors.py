"""Refusals of the reader: a code with values; the sentence is made by `luoshi.reading.messages`."""

from __future__ import annotations


class Unreadable(Exception):
    """A file that holds no official document; nothing was read.

    `code` is one of the codes of `luoshi.reading.messages`, `values` fill its sentence.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values
