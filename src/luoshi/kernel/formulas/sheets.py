"""A standard as a sheet (标准表格): one row a row, in cells that can be pasted back into its text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from luoshi.formula.tables import Between, plain
from luoshi.kernel.engine import standard_texts
from luoshi.kernel.engine.standards import Kind, Shape
from luoshi.kit.sheets import Column, Sheet, write


def workbook(shape: Shape, text: str, *, label: str) -> bytes:
    """The rows of a version as xlsx."""
    content = standard_texts.read(text, shape)
    heads = _heads(shape)
    columns = tuple(Column(key=f"c{number}", label=head, width=24) for number, head in enumerate(heads))
    rows = [_cells(asked, given, shape) for asked, given in content.rows]
    if content.otherwise is not None:
        blank = [""] * (len(heads) - 2)
        rows.append(["else", *blank, standard_texts.shown(content.otherwise)])
    lines = ({f"c{number}": cell for number, cell in enumerate(row)} for row in rows)
    return write(Sheet(shape.code, label, columns), lines)


def _heads(shape: Shape) -> list[str]:
    if shape.kind is Kind.SCORING:
        unit = shape.inputs[0]
        return [f"{_('lower end')} {unit}", f"{_('upper end')} {unit}", shape.gives]
    if shape.kind is Kind.CLASSIFICATION:
        return [_("code of a member"), _("name of a member")]
    return [f"{number}. {each}" for number, each in enumerate((*shape.inputs, shape.gives), 1)]


def _cells(asked: Any, given: Any, shape: Shape) -> list[str]:
    if shape.kind is Kind.SCORING and isinstance(asked[0], Between):
        ends = ["" if end is None else plain(end) for end in (asked[0].low, asked[0].high)]
        return [*ends, standard_texts.shown(given)]
    return [*(standard_texts.said(one, shape.mode) for one in asked), standard_texts.shown(given)]
