"""A form out of a sheet of its fields (由表格生成表单): 编码, 名称, 类型, 单位, 必填, 说明, 规则, as people list them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kit.sheets import Choice, Column, Kind, Remark, Row, Sheet, read_rows
from luoshi.work.engine.asking import Field, FieldKind, FormText, Option, Rule, Stated, written
from luoshi.work.engine.asking.soundness import CODE

PHOTO = "photo"
PARTED = re.compile(r"[、;；\n/|]+")
RULES_PARTED = re.compile(r"[;；\n]+")
SOFT = "?"  # behind a rule that only asks whether it is really so
MOST_ROWS = 300

FIELDS = Sheet(
    "work.form_fields",
    _("Fields of a form"),
    (
        Column("code", _("Code of the field"), synonyms=("编码", "代码", "字段编码"), longest=30),
        Column(
            "name",
            _("Name of the field"),
            required=True,
            unique=True,
            synonyms=("名称", "指标", "指标名称"),
            longest=60,
        ),
        Column(
            "kind",
            _("Kind of the field"),
            kind=Kind.CHOICE,
            synonyms=("类型", "指标类型"),
            choices=(
                Choice("text", _("text"), ("文字", "字符")),
                Choice("long_text", _("long text"), ("多行文字", "说明文字")),
                Choice("number", _("number"), ("数值", "数字", "金额")),
                Choice("date", _("day"), ("日期",)),
                Choice("choice", _("choice"), ("单选", "选择", "下拉")),
                Choice("yes_no", _("yes or no"), ("是否",)),
                Choice("file", _("file"), ("附件",)),
                Choice(PHOTO, _("photo"), ("图片",)),
            ),
        ),
        Column("unit", _("Unit of the field"), synonyms=("单位", "计量单位"), longest=20),
        Column("required", _("Must be answered"), kind=Kind.BOOLEAN, synonyms=("必填", "是否必填")),
        Column("options", _("Options"), synonyms=("选项", "可选值"), longest=2000),
        Column("help", _("How it is filled in"), synonyms=("说明", "填报说明", "口径"), longest=500),
        Column("group", _("Heading"), synonyms=("分组", "栏目"), longest=60),
        Column("rules", _("Rules"), synonyms=("规则", "校验", "校验规则"), longest=2000),
    ),
    most_rows=MOST_ROWS,
)


class NotTaken(Exception):
    """A sheet that holds no fields; `faults` has what is wrong with its cells."""

    def __init__(self, faults: Sequence[Remark]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)


def form_from_sheet(content: bytes, *, minutes: int, purposes: Sequence[Stated] = ()) -> str:
    """The text of a form whose fields stand in a sheet. Raises NotTaken, or Unreadable for no workbook at all."""
    reading = read_rows(content, FIELDS)
    if reading.faults:
        raise NotTaken(reading.faults)
    codes = list(_codes(reading.rows))
    fields = [_field(row, code) for row, code in zip(reading.rows, codes, strict=True)]
    rules = [rule for row, code in zip(reading.rows, codes, strict=True) for rule in _rules(row.values, code)]
    return written(
        FormText(fields=tuple(fields), rules=tuple(rules), purposes=tuple(purposes), minutes=minutes)
    )


def _codes(rows: Sequence[Row]) -> Iterator[str]:
    """The code of each row; where none fits, one by its place."""
    for number, row in enumerate(rows, 1):
        code = str(row.values.get("code") or "").lower()
        yield code if CODE.fullmatch(code) else f"f{number}"


def _field(row: Row, code: str) -> Field:
    values = row.values
    kind = values.get("kind") or ("number" if values.get("unit") else "text")
    return Field(
        code=code,
        name=values["name"],
        kind=FieldKind.FILE if kind == PHOTO else FieldKind(kind),
        unit=values.get("unit") or "",
        options=tuple(_options(values.get("options") or "")) if kind == "choice" else (),
        is_required=bool(values.get("required")),
        is_photo=kind == PHOTO,
        help=values.get("help") or "",
        group=values.get("group") or "",
    )


def _options(text: str) -> Iterator[Option]:
    names = [name.strip() for name in PARTED.split(text) if name.strip()]
    for number, name in enumerate(names, 1):
        yield Option(f"o{number}", name)


def _rules(values: dict[str, Any], code: str) -> Iterator[Rule]:
    parts = [part.strip() for part in RULES_PARTED.split(values.get("rules") or "") if part.strip()]
    for number, part in enumerate(parts, 1):
        is_hard = not part.endswith((SOFT, "？"))
        formula = part.rstrip("?？ ")
        yield Rule(
            code=f"{code[:24]}_r{number}",
            formula=formula,
            is_hard=is_hard,
            message=f"须满足：{formula}",
            message_en=f"What must hold: {formula}",
        )
