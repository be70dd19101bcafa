"""What comes with a step (随附内容)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from luoshi.kernel.models import Body, Upload


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What comes with a step (随附内容): words, files, a day, a body, the values of a form."""

    note: str = ""
    files: Sequence[Upload] = ()
    day: date | None = None
    body: Body | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


NOTHING = Brought()
