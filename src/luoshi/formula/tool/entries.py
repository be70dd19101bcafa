"""Entries of a catalogue (目录条目): what a TOML file or a workbook says of each name, before it is understood."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from luoshi.formula.catalogue import key
from luoshi.formula.tool.delimited import decoded
from luoshi.formula.tool.faults import Spot, refuse
from luoshi.formula.tool.headings import nearest
from luoshi.formula.tool.sheets import letters, read_bytes

SECTIONS: Final = {
    "names": "名称", "parameters": "参数", "classifications": "分类", "tables": "表", "dimensions": "维度",
    "formulas": "公式",
}  # fmt: skip
# What stands above a column in a workbook → the key in TOML.
WORDS: Final = {
    "代码": "code", "中文": "zh", "英文": "en", "类型": "kind", "单位": "unit", "时间属性": "time", "频度": "every",
    "层级": "level", "范围": "population", "价格基期": "price_base", "用途": "purposes", "依据": "basis", "报表": "form",
    "最低填报率": "floor", "一月合并": "january_merged", "指数基期": "index_base", "别名": "aliases", "公式": "definition",
    "取值": "value", "生效日": "from", "失效日": "until", "条款": "clause", "版本": "edition", "成员": "member",
    "上级": "above", "下限": "low", "上限": "high", "得分": "points", "其余": "otherwise", "得出": "gives",
    "含上限": "with_high", "内容": "text", "用于": "purpose", "维度": "dimension", "表式": "form",
}  # fmt: skip
# Columns of which an entry has one value for each of its rows, and the list that they make.
REPEATED: Final = {
    "parameters": ("values", ("from", "until", "value", "clause")),
    "classifications": ("editions", ("edition", "from", "until", "clause", "member")),
    "tables": ("bands", ("low", "high", "points")),
    "dimensions": ("members", ("member", "level", "above")),
}


@dataclass(frozen=True)
class Entry:
    """One name, parameter, … with its fields as they were written."""

    section: str
    code: str
    fields: Mapping[str, Any]
    spot: Spot

    def at(self, field: str) -> Spot:
        """Where a field stands."""
        if self.spot.row:
            return Spot(self.spot.file, self.spot.sheet, self.spot.row, field)
        return Spot(self.spot.file, key=f"{self.section}.{self.code}.{field}")


def read_entries(path: str) -> list[Entry]:
    """All entries of a catalogue. Raises Refused for a file that is neither TOML nor xlsx, and unknown sections."""
    content = read_bytes(path)
    if content[:4] == b"PK\x03\x04":
        return list(_of_workbook(path, content))
    try:
        written = tomllib.loads(decoded(path, content), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise refuse("T401", Spot(path), why=error) from None
    return list(_of_toml(path, written))


def _of_toml(path: str, written: Mapping[str, Any]) -> Iterator[Entry]:
    for section, held in written.items():
        if section not in SECTIONS:
            raise refuse("T402", Spot(path, key=f"[{section}]"), found=section, near=list(SECTIONS))
        if not isinstance(held, dict):
            raise refuse("T403", Spot(path, key=section), expected=f"[{section}.…]", found=held)
        for code, fields in held.items():
            spot = Spot(path, key=f"{section}.{code}")
            if isinstance(fields, str) and section == "formulas":
                fields = {"text": fields}
            if not isinstance(fields, dict):
                raise refuse("T403", spot, expected=f"[{section}.{code}]", found=fields)
            yield Entry(section, code, fields, spot)


def _of_workbook(path: str, content: bytes) -> Iterator[Entry]:
    from luoshi.formula.tool import workbooks

    book = workbooks.opened(path, content)
    known = {word: section for section, zh in SECTIONS.items() for word in (section, zh)}
    for page in book.worksheets:
        section = known.get(key(page.title))
        if section is None:
            near = nearest(page.title, list(known))
            raise refuse(
                "T402", Spot(path, page.title), found=page.title, near=near if near.zh else list(known)
            )
        rows = [list(row) for row in page.iter_rows(values_only=True)]
        if rows:
            yield from _of_page(Spot(path, page.title), section, rows)


def _of_page(spot: Spot, section: str, rows: list[list[Any]]) -> Iterator[Entry]:
    """The rows of one sheet: the first says which fields, several rows with one code are one entry."""
    heads = [WORDS.get(str(cell).strip(), str(cell).strip()) if cell is not None else "" for cell in rows[0]]
    if "code" not in heads:
        raise refuse("T404", Spot(spot.file, spot.sheet, 1), key="代码/code")
    found: dict[str, Entry] = {}
    for number, cells in enumerate(rows[1:], 2):
        fields = {
            head: _plain(cell) for head, cell in zip(heads, cells, strict=False) if head and cell is not None
        }
        code = str(fields.pop("code", ""))
        if not fields and not code:
            continue
        if not code:
            at = letters(heads.index("code"))
            raise refuse("T404", Spot(spot.file, spot.sheet, number, "code", at), key="code")
        _enter(found, Entry(section, code, fields, Spot(spot.file, spot.sheet, number)))
    yield from found.values()


def _enter(found: dict[str, Entry], entry: Entry) -> None:
    """Join what several rows say of one code; what only one may say is said once."""
    name, own = REPEATED.get(entry.section, ("", ()))
    part = {field: value for field, value in entry.fields.items() if field in own}
    rest: dict[str, Any] = {field: value for field, value in entry.fields.items() if field not in own}
    first = found.get(entry.code)
    if first is None:
        listed = {name: [part]} if name else {}
        found[entry.code] = Entry(entry.section, entry.code, {**rest, **listed}, entry.spot)
    elif not name:
        raise refuse("T407", entry.spot, found=entry.code, other=first.spot.say("zh"))
    else:
        first.fields[name].append(part)


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, float):
        return Decimal(repr(cell))
    return cell.strip() if isinstance(cell, str) else cell
