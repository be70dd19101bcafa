"""The user's own workbook with what is wrong written into its cells (批注错误)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.utils.translation import gettext as _

from luoshi.kit.workbooks.confined import run

from .columns import Sheet
from .remarks import Remark
from .wording import sentence

MOST_MARKS = 5_000


def mark(content: bytes, faults: Iterable[Remark], sheet: Sheet) -> bytes:
    """An xlsx with every fault in its cell and all of them in a summary; other formats come back as xlsx.

    It is made by a process of its own, since the file is still not trusted. Raises Unreadable.
    """
    marks = [
        {"sheet": fault.sheet, "cell": fault.cell, "text": sentence(fault, sheet)}
        for fault in list(faults)[:MOST_MARKS]
    ]
    order = {
        "marks": marks,
        "title": _("What to correct"),
        "heads": [_("Sheet"), _("Cell"), _("What is wrong, and what would be right")],
    }
    head = json.dumps(order).encode()
    return run("luoshi.kit.workbooks.marking", len(head).to_bytes(8, "big") + head + content)
