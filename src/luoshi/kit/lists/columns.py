"""The columns of a list: what a cell prints, what an export writes, what a header sorts by (列)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext

KINDS = ("text", "number", "day", "moment", "yes_no")


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column as data.

    `value` (or `value_in`, which is given the list's scope too) is what an export writes, by default the
    attribute `key`; `cell` is a template that prints the
    row (`row`) where the value alone would not do; `leads_to` makes the value a link, `tone` a status. `sort`
    names the fields that the header sorts by, `prepare` annotates the rows with them where they are computed.
    """

    key: str
    label: str | Promise
    kind: str = "text"
    value: Callable[[Any], Any] | None = None
    value_in: Callable[[Any, Any], Any] | None = None
    cell: str = ""
    leads_to: Callable[[Any], str] | None = None
    tone: Callable[[Any], str] | None = None
    sort: tuple[str, ...] = ()
    has_gaps: bool = False
    prepare: Callable[[QuerySet], QuerySet] | None = None
    is_shown: bool = True
    is_fixed: bool = False
    look: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"the column {self.key} is of no known kind: {self.kind}")

    @property
    def template(self) -> str:
        return self.cell or f"ui/list_cells.html#{'status' if self.tone else self.kind}"

    @property
    def is_plain(self) -> bool:
        """Whether a cell holds a word or a number, perhaps with a link, and nothing else."""
        return not self.cell and not self.tone and self.kind in ("text", "number")

    @property
    def css(self) -> str:
        return " ".join(filter(None, [self.look, "number" if self.kind == "number" else ""]))

    def of(self, row: Any, scope: Any = None) -> Any:
        """The value of this column in a row, as of the day and for the person of the scope."""
        if self.value_in:
            return self.value_in(row, scope)
        return self.value(row) if self.value else getattr(row, self.key)

    def ordering(self, *, is_descending: bool) -> Iterator[OrderBy]:
        """The fields of `sort`, forwards or backwards; what has no value comes last either way."""
        for name in self.sort:
            field, backwards = F(name.lstrip("-")), name.startswith("-") != is_descending
            gaps = {"nulls_last": True} if self.has_gaps else {}
            yield field.desc(**gaps) if backwards else field.asc(**gaps)

    def written(self, row: Any, scope: Any) -> Any:
        """The value as an export writes it: plain, and in the reader's language."""
        value = self.of(row, scope)
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return gettext("yes") if value else gettext("no")
        if isinstance(value, datetime):
            return timezone.localtime(value).replace(tzinfo=None)
        return str(value) if isinstance(value, Promise) else value
