"""Thousands of values as one parameter of a statement (集合参数).

`field__among=Among(values)` means what `field__in=values` means. Django prepares, checks and binds each value of
`in` by itself, and SQLite refuses more than some hundreds of them: a list of 10,000 rows pays for both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Field, ForeignObject, Lookup


class Among:
    """Numbers or texts that are asked for at once."""

    def __init__(self, values: Iterable[int | str]) -> None:
        self.values = list(values)


@ForeignObject.register_lookup  # which takes none from a plain field
@Field.register_lookup
class IsAmong(Lookup):
    """`field__among=Among(values)`: one parameter, however many the values are."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(self._wanted())]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        field, parameters = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s)", [*parameters, self._wanted()]

    def _wanted(self) -> list[int | str]:
        if not self.rhs.values:
            raise EmptyResultSet
        return self.rhs.values
