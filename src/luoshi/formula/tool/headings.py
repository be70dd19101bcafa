"""Which column holds what (列名识别): names of the catalogue with a unit in brackets, and who, when, where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz, process

from luoshi.formula import units
from luoshi.formula.catalogue import Catalogue, Name, key
from luoshi.formula.errors import Said
from luoshi.formula.tool.cells import Column
from luoshi.formula.tool.faults import Fault, refuse
from luoshi.formula.tool.sheets import HEADER_WITHIN, Line, Sheet

IN_BRACKETS: Final = re.compile(
    r"(.+?)\s*[(\[【〔]\s*(?:单位[::]?)?\s*([^()\[\]【】〔〕]+?)\s*[)\]】〕]\s*\*?"
)
# What a row says beside figures, by the words that people write above it.
WHO_AND_WHEN: Final = {
    "body": (
        "body",
        "主体",
        "统一社会信用代码",
        "社会信用代码",
        "信用代码",
        "企业名称",
        "单位名称",
        "企业",
        "名称",
    ),
    "period": ("period", "统计期", "报告期", "所属期", "期间", "年份", "年度", "年月"),
    "area": ("area", "地区", "区划代码", "行政区划代码", "县区"),
    "known_from": ("known_from", "获知日期", "报送日期"),
}


@dataclass
class Headings:
    """The columns of a sheet."""

    line: Line
    words: list[str]
    columns: list[Column] = field(default_factory=list)
    roles: dict[str, int] = field(default_factory=dict)  # body, period, known_from, codes of dimensions
    ignored: list[str] = field(default_factory=list)


def find(sheet: Sheet, catalogue: Catalogue, wishes: dict[str, str]) -> tuple[Headings, list[Fault]]:
    """The headings: the row, among the first ten, in which most words are known.

    `wishes` names the columns for body and period. Raises Refused where no row holds a known word.
    """
    best = max(sheet.lines[:HEADER_WITHIN], key=lambda line: (_known(sheet, line, catalogue), -line.number))
    if not _known(sheet, best, catalogue):
        names = [one.said for one in catalogue.names.values() if not one.definition][:12]
        found = [str(one) for one in sheet.lines[0].cells if one is not None][:12]
        raise refuse("T201", sheet.spot(), rows=HEADER_WITHIN, found=found, names=names)
    reading = Reading(sheet, catalogue, Headings(best, _words(sheet, best)))
    reading.read(wishes)
    return reading.headings, reading.faults


def _known(sheet: Sheet, line: Line, catalogue: Catalogue) -> int:
    roles = {key(word) for words in WHO_AND_WHEN.values() for word in words}
    return sum(
        any(named(each, catalogue) for each in _candidates(sheet, line, at)) or key(word) in roles
        for at, word in enumerate(_words(sheet, line))
        if word
    )


def _words(sheet: Sheet, line: Line) -> list[str]:
    """What stands above each column: its own cell or, below a merged one, what that holds."""
    tops = sheet.tops.get(line.number, ())
    words = []
    for at, cell in enumerate(line.cells):
        above = tops[at] if at < len(tops) else ()
        words.append(_clean(cell) or _clean(above[-1] if above else None))
    return words


def _clean(cell: object) -> str:
    return "" if cell is None else " ".join(unicodedata.normalize("NFKC", str(cell)).split())


def _candidates(sheet: Sheet, line: Line, at: int) -> Iterator[str]:
    """What a column may be called: what stands above it and itself, together first, then itself."""
    tops = sheet.tops.get(line.number, ())
    parts = tops[at] if at < len(tops) else ()
    own = _clean(line.cells[at])
    above = [_clean(part) for part in parts if _clean(part) and _clean(part) != own]
    if above:
        yield "".join([*above, own])
        yield f"{above[-1]}{own}"
    if own:
        yield own
    elif above:
        yield above[-1]


def named(heading: str, catalogue: Catalogue) -> tuple[Name, str] | None:
    """The name that a heading speaks of, with the unit in its brackets; None where there is none."""
    whole = catalogue.name(heading)
    if whole is not None:
        return whole, ""
    found = IN_BRACKETS.fullmatch(_clean(heading))
    name = catalogue.name(found[1]) if found else catalogue.name(heading.rstrip("*"))
    if name is None:
        return None
    unit = found[2] if found else ""
    return (name, unit) if not unit or _is_unit(unit) else None


def _is_unit(text: str) -> bool:
    try:
        units.unit(text)
    except KeyError:
        return False
    return True


@dataclass
class Reading:
    """Looks at one heading after another."""

    sheet: Sheet
    catalogue: Catalogue
    headings: Headings
    faults: list[Fault] = field(default_factory=list)

    def read(self, wishes: dict[str, str]) -> None:
        for role, wish in wishes.items():
            if wish:
                self._wish(role, wish)
        for at in range(len(self.headings.words)):
            self._column(at)
        self._roles()

    def _wish(self, role: str, wish: str) -> None:
        places = {key(word): at for at, word in enumerate(self.headings.words) if word}
        if key(wish) not in places:
            columns = [word for word in self.headings.words if word]
            self.faults.append(
                Fault("T205", self.sheet.spot(self.headings.line.number), {"found": wish, "columns": columns})
            )
        else:
            self.headings.roles[role] = places[key(wish)]

    def _column(self, at: int) -> None:
        candidates = list(_candidates(self.sheet, self.headings.line, at))
        found = next((one for word in candidates if (one := named(word, self.catalogue))), None)
        if found is None:
            return
        name, written = found
        unit = units.unit(written) if written else name.unit
        heading = self.headings.words[at] or candidates[0]
        spot = self.sheet.spot(self.headings.line.number, at, heading)
        if not unit.alike(name.unit):
            values = {"found": written, "name": name.said, "unit": name.unit.show() or "1"}
            self.faults.append(Fault("T204", spot, values))
            return
        double = next((one for one in self.headings.columns if one.name is name), None)
        if double is not None:
            from luoshi.formula.tool.sheets import letters

            values = {"column": heading, "first": double.heading, "other": letters(double.at)}
            self.faults.append(Fault("T203", spot, values))
            return
        self.headings.columns.append(Column(at, heading, name, unit))

    def _roles(self) -> None:
        words = {role: [key(one) for one in written] for role, written in WHO_AND_WHEN.items()}
        for one in self.catalogue.dimensions.values():
            own = [key(word) for word in (one.code, one.zh, one.en) if word]
            words[one.code] = [*own, *(words.get(one.code, ()))]
        taken = {one.at for one in self.headings.columns}
        at_of = {key(word): at for at, word in reversed(list(enumerate(self.headings.words))) if word}
        for role, known in words.items():
            place = next((at_of[word] for word in known if word in at_of), None)
            if place is not None:
                self.headings.roles.setdefault(role, place)
        used = taken | set(self.headings.roles.values())
        self.headings.ignored = [
            word for at, word in enumerate(self.headings.words) if word and at not in used
        ]


def nearest(word: str, words: Sequence[str]) -> Said:
    """Advice: the most similar heading, or nothing."""
    found = process.extractOne(word, words, scorer=fuzz.ratio, score_cutoff=40)
    return Said(f"；是否“{found[0]}”？", f'; is it "{found[0]}"?') if found else Said("", "")
