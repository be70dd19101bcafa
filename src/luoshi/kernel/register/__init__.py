"""What can be registered about a body (登记事项目录): each fact has a name, a kind and its words.

Rooms register their facts in `ready()`. The facts themselves are rows of `luoshi.kernel.models.Fact`, written by
`luoshi.kernel.services.register` and read, as of a day and as known at a moment, by
`luoshi.kernel.queries.register`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise

from luoshi.kernel.registries import Registry

CREDIT_CODE = "kernel.credit_code"


@dataclass(frozen=True)
class FactName:
    """One thing that can be known of a body; `form` is the pattern of a code."""

    code: str
    label: str | Promise
    kind: str
    form: re.Pattern[str] | None = None


FACTS: Registry[FactName] = Registry(of="registered fact")


def register_fact(code: str, *, label: str | Promise, kind: str, form: str = "") -> None:
    """Register a fact's name; `kind` is one of `luoshi.kernel.models.FactKind`."""
    FACTS.add(code, FactName(code, label, kind, re.compile(form) if form else None))
