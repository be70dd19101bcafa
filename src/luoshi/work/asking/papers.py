"""A form on paper (填报纸质表): empty, to fill in by hand, or as it was answered. In Chinese, as official papers are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext, override

from luoshi.formula import unit
from luoshi.formula.catalogue import COLLECTED
from luoshi.kit.papers import Align, Block, Cell, Column, Face, Heading, Paper, Paragraph, Run, Table
from luoshi.work.engine.asking import Compiled, Field, FieldKind

from .showing import as_read

LANGUAGE = "zh-hans"
BLANK = "　" * 10  # a line's worth of room to write in


def empty_paper(made: Compiled, *, title: str, number: int, on: date, of: str = "") -> Paper:
    """The form to fill in by hand (空白表)."""
    with override(LANGUAGE):
        blocks: list[Block] = list(
            _head(made, [(gettext("Answering body"), of or BLANK), (gettext("Answered for"), BLANK)])
        )
        blocks += _tables(made, {field.code: _room(field) for field in made.form.fields})
        blocks.append(Paragraph(gettext("Filled in by:            Telephone:            Day:")))
        return Paper(title=title, subtitle=f"（{_version(number)}）", dated_on=on, blocks=blocks)


def filled_paper(
    made: Compiled,
    values: Mapping[str, Any],
    *,
    title: str,
    number: int,
    on: date,
    head: Sequence[tuple[str, str]],
    files: Mapping[int, str],
    reasons: Sequence[tuple[str, str]],
    is_simulated: bool,
    is_draft: bool,
) -> Paper:
    """An answer as it was given (填报件)."""
    with override(LANGUAGE):
        shown = {field.code: _answer(field, values.get(field.code), files) for field in made.form.fields}
        blocks: list[Block] = [*_head(made, head), *_tables(made, shown)]
        if reasons:
            blocks.append(Heading(1, gettext("Reasons for doubts")))
            blocks += [Paragraph(f"{rule}：{said}") for rule, said in reasons]
        marks = [
            _version(number),
            gettext("draft, not sent") if is_draft else "",
            gettext("simulated data") if is_simulated else "",
        ]
        return Paper(
            title=title, subtitle=f"（{'；'.join(filter(None, marks))}）", dated_on=on, blocks=blocks
        )


def _version(number: int) -> str:
    return gettext("version %(number)s") % {"number": number}


def _head(made: Compiled, lines: Sequence[tuple[str, str]]) -> list[Block]:
    form = made.form
    used = "；".join(f"{COLLECTED[each.purpose].zh}（{each.basis}）" for each in form.purposes)
    return [
        *(Paragraph([Run(f"{label}：", Face.HEI), Run(value)]) for label, value in lines if value),
        Paragraph([Run(gettext("Used for") + "：", Face.HEI), Run(used)]),
        Paragraph(
            [
                Run(gettext("Takes about") + "：", Face.HEI),
                Run(gettext("%(number)s minutes") % {"number": form.minutes}),
            ]
        ),
    ]


def _tables(made: Compiled, shown: Mapping[str, str]) -> list[Block]:
    columns = [
        Column(gettext("What is asked"), 4),
        Column(gettext("Unit"), 1.6, Align.CENTER),
        Column(gettext("What is answered"), 7),
    ]
    blocks: list[Block] = []
    for heading, fields in made.form.groups:
        rows: list[list[Cell | str]] = [
            [_label(field), unit(field.unit).show() if field.unit else "", shown[field.code]]
            for field in fields
        ]
        blocks.append(Table(columns, rows, caption=heading.zh))
    return blocks


def _label(field: Field) -> str:
    mark = "*" if field.is_required else ""
    return f"{field.name}{mark}" + (f"（{field.help}）" if field.help else "")


def _room(field: Field) -> str:
    """What stands in the empty form: boxes to tick, or room to write."""
    if field.kind is FieldKind.CHOICE:
        return "　".join(f"□{each.name}" for each in field.options)
    if field.kind is FieldKind.YES_NO:
        return f"□{gettext('yes')}　□{gettext('no')}"
    if field.kind is FieldKind.DATE:
        return "　　　年　　月　　日"
    if field.kind is FieldKind.FILE:
        return gettext("(attached)")
    return "\n\n\n" if field.kind is FieldKind.LONG_TEXT else ""


def _answer(field: Field, value: Any, files: Mapping[int, str]) -> str:
    if field.kind is FieldKind.FILE:
        return "、".join(files.get(pk, str(pk)) for pk in value or ())
    text = as_read(field, value)
    return text.removesuffix(unit(field.unit).show()) if field.unit else text
