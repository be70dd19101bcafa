"""What the lists of counted things share: choices that are made before one counts, and figures to sort by (统计口径)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Case, IntegerField, Value, When

from luoshi.kit.lists import Between, Choice, Scope
from luoshi.kit.lists.filters import Picked, Read, Rows


class Within(Between):
    """The days within which one counts; the source reads them from the scope."""

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        picked, faults = super().read(given, scope)
        scope.memo.update({each.name: date.fromisoformat(each.value) for each in picked})
        return picked, faults

    def narrowed(self, rows: Rows, picked: Sequence[Picked], scope: Scope) -> Rows:
        return rows


class CountedOf(Choice):
    """One kind of what is counted; the source reads it from the scope."""

    def read(self, given: Mapping[str, list[str]], scope: Scope) -> Read:
        picked, faults = super().read(given, scope)
        scope.memo.update({each.name: each.value for each in picked})
        return picked, faults

    def narrowed(self, rows: Rows, picked: Sequence[Picked], scope: Scope) -> Rows:
        return rows


def with_figures(rows: Rows, figures: Mapping[int, Mapping[str, int | None]], names: Sequence[str]) -> Rows:
    """The rows of which figures are known, with these figures as if they stood in columns."""
    return rows.filter(pk__in=list(figures)).annotate(**{name: _cases(figures, name) for name in names})


def _cases(figures: Mapping[int, Mapping[str, int | None]], name: str) -> Case:
    whens = [When(pk=pk, then=Value(row[name])) for pk, row in figures.items() if row[name] is not None]
    return Case(*whens, default=None, output_field=IntegerField())
