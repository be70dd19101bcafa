"""A field as a column of a sheet (指标对应列): so that a cell and an input are read by the same rules."""

from __future__ import annotations

from functools import lru_cache

from luoshi.formula import unit
from luoshi.kernel.formulas.words import language, of
from luoshi.kit.sheets import Choice, Column, Kind
from luoshi.work.engine.asking import Field, FieldKind

KINDS = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.LONG_TEXT: Kind.TEXT,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.DATE: Kind.DATE,
    FieldKind.CHOICE: Kind.CHOICE,
    FieldKind.YES_NO: Kind.BOOLEAN,
}
WIDTHS = {FieldKind.LONG_TEXT: 48, FieldKind.TEXT: 24}


def column_of(field: Field) -> Column:
    """The column in which the answers to a field stand, in the reader's language; files have none."""
    return _column(field, language())


@lru_cache(maxsize=4_096)
def _column(field: Field, _language: str) -> Column:
    return Column(
        key=field.code,
        label=of(field.said),
        kind=KINDS[field.kind],
        required=field.is_required,
        synonyms=tuple(filter(None, (field.name, field.name_en))),
        choices=tuple(Choice(each.code, of(each.said), tuple(each.said)) for each in field.options),
        unit=shown_unit(field),
        width=WIDTHS.get(field.kind, 16),
        help=of(field.said_help),
        longest=field.longest,
        is_checked=True,
    )


def shown_unit(field: Field) -> str:
    """The unit of a field in the reader's language."""
    return unit(field.unit).show(language()) if field.unit else ""
