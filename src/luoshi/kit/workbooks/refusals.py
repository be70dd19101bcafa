"""Why a file cannot be read as a workbook: a code and its values; the sentence is made elsewhere."""

from __future__ import annotations

from typing import Any


class Unreadable(Exception):
    """The file as a whole is refused, for one reason."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


# The codes, so that whoever words them can be held to all of them.
CODES = (
    "empty_file",
    "not_a_workbook",
    "too_old",
    "binary_workbook",
    "encrypted",
    "damaged",
    "dangerous_xml",
    "bomb",
    "too_large",
    "stray_cell",
    "too_heavy",
    "nothing_inside",
)
